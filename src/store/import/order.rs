//! Storing what was chosen of an import.

use crate::store::{ActionState, Addition, EnvStore, Import, StoreSignal, runtime};
use envdock_contract::model::{ConfigurationId, Scope};
use envdock_core::{SaveAction, SaveId, SaveOperation, SaveRoute, SlotId};
use std::rc::Rc;

/// What became of the last import into a configuration, as far as its spec is concerned. What
/// became of each value is in the [`entry`](EnvStore::entry) of its slot.
pub type ImportState = ActionState<()>;

/// Most values that one request carries: the server takes no more.
pub const MOST_AT_ONCE: usize = 1_000;

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct ImportOrder {
    /// The configuration whose spec gains the keys that it does not have.
    pub configuration: ConfigurationId,
    /// All or nothing; only where it all goes out at once, up to [`MOST_AT_ONCE`] values.
    pub atomic: bool,
    /// The chosen lines, each address at most once.
    pub items: Vec<ImportItem>,
}

/// One chosen line.
#[derive(Clone, Debug)]
pub struct ImportItem {
    /// Which of [`Import::lines`].
    pub index: usize,
    /// The slot that shows it.
    pub slot: SlotId,
    /// Where the value goes.
    pub scope: Scope,
    /// It was sent, and nobody knows whether it arrived: the same is sent again.
    pub is_unconfirmed: bool,
}

impl EnvStore {
    /// Stores the chosen lines. Keys and descriptions that the spec does not have come first; if
    /// that fails, no value is sent.
    pub fn import(&self, import: Rc<Import>, order: ImportOrder) {
        runtime::import(self, import, order);
    }

    /// Types the value of a line for a slot, as a person would.
    pub fn type_line(&self, import: &Import, index: usize, slot: &SlotId) {
        if let Some(value) = import.value(index) {
            self.type_value(slot, value.expose().to_owned());
        }
    }

    /// What became of the last [`Self::import`] into a configuration.
    #[must_use]
    pub fn import_state(&self, id: &ConfigurationId) -> StoreSignal<ImportState> {
        self.0.signals.imports.read(id, ActionState::default)
    }

    pub(in crate::store) fn write_import(&self, import: &Import, order: ImportOrder) {
        let (unconfirmed, new): (Vec<_>, Vec<_>) =
            order.items.into_iter().partition(|item| item.is_unconfirmed);
        for ImportItem { slot, .. } in unconfirmed {
            self.retry_save(&slot);
        }
        let atomic = order.atomic && new.len() <= MOST_AT_ONCE;
        for items in new.chunks(MOST_AT_ONCE) {
            self.write_at_once(import, atomic, items);
        }
        self.note_drafts();
    }

    fn write_at_once(&self, import: &Import, atomic: bool, items: &[ImportItem]) {
        let save = SaveId(self.next_number());
        let operations = items.iter().filter_map(|ImportItem { index, slot, scope, .. }| {
            let text = import.value(*index)?;
            let draft = self.0.drafts.borrow_mut().keep_imported(save, slot, text);
            let expected_version = self.stored_version(slot, scope);
            let (slot, scope, action) = (slot.clone(), scope.clone(), SaveAction::Set { draft });
            Some(SaveOperation { slot, scope, expected_version, action })
        });
        let operations: Vec<_> = operations.collect();
        self.send(save, SaveRoute::Write { atomic }, operations);
    }
}

/// What the chosen lines say about their keys.
pub(in crate::store) fn additions(import: &Import, items: &[ImportItem]) -> Vec<Addition> {
    let addition = |item: &ImportItem| {
        let description = import.lines.get(item.index)?.description.clone();
        let (file, key) = (item.slot.file().clone(), item.slot.key().clone());
        Some(Addition { file, key, description })
    };
    items.iter().filter_map(addition).collect()
}
