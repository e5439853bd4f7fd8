//! Imports that nobody has finished: those in a dialog, and those whose dialog has gone.

use crate::store::EnvStore;
use crate::store::import::Import;
use envdock_contract::model::{ConfigurationId, FileRef, SecretText};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

/// Imports of a store that leaving the page would lose.
#[derive(Default)]
pub(in crate::store) struct OpenImports {
    n_held: Cell<usize>,
    left: RefCell<Vec<(ConfigurationId, LeftImport)>>,
}

impl OpenImports {
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.n_held.get() == 0 && self.left.borrow().is_empty()
    }
}

/// What was in a dialog when its page took it away.
#[derive(Debug, Default)]
pub(crate) struct LeftImport {
    /// What was read.
    pub(crate) import: Option<Rc<Import>>,
    /// Where it was to go.
    pub(crate) file: Option<FileRef>,
    /// What was typed and not read yet.
    pub(crate) typed: Option<SecretText>,
}

impl EnvStore {
    /// Makes leaving the page warn for as long as the guard lives: an import is being looked at.
    pub fn hold_import(&self) -> ImportGuard {
        let n_held = &self.0.imports.n_held;
        n_held.set(n_held.get() + 1);
        self.note_drafts();
        ImportGuard(self.clone())
    }

    /// Keeps what was in a dialog for the next one of that configuration.
    pub(crate) fn leave_import(&self, configuration: ConfigurationId, left: LeftImport) {
        if left.import.is_some() || left.typed.is_some() {
            self.0.imports.left.borrow_mut().push((configuration, left));
            self.note_drafts();
        }
    }

    /// Gives back what was left last.
    pub(crate) fn take_left_import(&self, configuration: &ConfigurationId) -> Option<LeftImport> {
        let left = {
            let mut all = self.0.imports.left.borrow_mut();
            let last = all.iter().rposition(|(of, _)| of == configuration)?;
            all.remove(last).1
        };
        self.note_drafts();
        Some(left)
    }
}

/// An import that somebody looks at. See [`EnvStore::hold_import`].
#[must_use = "leaving the page warns only while it lives"]
pub struct ImportGuard(EnvStore);

impl Drop for ImportGuard {
    fn drop(&mut self) {
        let n_held = &self.0.0.imports.n_held;
        n_held.set(n_held.get().saturating_sub(1));
        self.0.note_drafts();
    }
}

impl fmt::Debug for ImportGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ImportGuard")
    }
}
