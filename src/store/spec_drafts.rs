//! What a person has typed about keys: kept like values, until it is confirmed.

use crate::store::runtime::{SpecChange, change_spec};
use crate::store::{ActionState, EnvStore, StoreSignal};
use envdock_contract::model::{ConfigurationId, FileRef, KeyName, Slot, Spec};
use envdock_rules::spec_edit::{About, SpecEdit, SpecEditError, edit};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Update};
use std::fmt;

/// One key of one env file of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListedKey {
    /// The configuration whose spec lists it.
    pub configuration: ConfigurationId,
    /// The env file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
}

/// A key that is being added, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewKey {
    /// The key.
    pub key: String,
    /// The env file, where another one was typed than is proposed.
    pub file: Option<String>,
    /// Whether the project can run without it.
    pub is_optional: bool,
}

/// People paste values where names belong: what was typed is not shown.
impl fmt::Debug for NewKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NewKey")
    }
}

/// What is typed for a change of a spec, and what became of its last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecDraft<T> {
    /// What is typed; the default: nothing.
    pub typed: T,
    /// What became of the last save of it.
    pub save: ActionState<()>,
}

type Draft<T> = ArcRwSignal<SpecDraft<T>>;

impl EnvStore {
    /// What is typed about a key. It stays until it is saved, or the page ends.
    #[must_use]
    pub fn about(&self, of: &ListedKey) -> StoreSignal<SpecDraft<About>> {
        StoreSignal::of(&self.about_draft(of))
    }

    /// Types something else about a key.
    pub fn type_about(&self, of: &ListedKey, change: impl FnOnce(&mut About)) {
        self.type_draft(&self.about_draft(of), change);
    }

    /// Saves what is typed about a key; it goes when that is confirmed.
    pub fn save_about(&self, of: &ListedKey) {
        let draft = self.about_draft(of);
        let ListedKey { configuration, file, key } = of.clone();
        let sent = draft.get_untracked().typed;
        let change = SpecEdit::Describe(file, key, sent.clone());
        self.save_draft(&draft, configuration, change, move |typed| {
            if *typed == sent {
                *typed = About::default();
            }
        });
    }

    /// The key that is being added to a configuration. It stays until it is saved, or the page
    /// ends.
    #[must_use]
    pub fn new_key(&self, id: &ConfigurationId) -> StoreSignal<SpecDraft<NewKey>> {
        StoreSignal::of(&self.new_key_draft(id))
    }

    /// Types something else of a key that is being added.
    pub fn type_new_key(&self, id: &ConfigurationId, change: impl FnOnce(&mut NewKey)) {
        self.type_draft(&self.new_key_draft(id), change);
    }

    /// Adds the key that is typed, as it was read; its name goes when that is confirmed.
    pub fn add_key(&self, id: &ConfigurationId, file: FileRef, slot: Slot) {
        let draft = self.new_key_draft(id);
        let sent = draft.get_untracked().typed.key;
        let change = SpecEdit::Add(file, Box::new(slot));
        self.save_draft(&draft, id.clone(), change, move |typed| {
            if typed.key == sent {
                typed.key.clear();
            }
        });
    }

    /// Whether anything is typed that leaving the page would lose.
    pub(super) fn has_spec_drafts(&self) -> bool {
        let signals = &self.0.signals;
        signals.abouts.any(|draft| draft.typed != About::default())
            || signals.new_keys.any(|draft| !draft.typed.key.is_empty())
    }

    fn about_draft(&self, of: &ListedKey) -> Draft<About> {
        self.0.signals.abouts.of(of, SpecDraft::default)
    }

    fn new_key_draft(&self, id: &ConfigurationId) -> Draft<NewKey> {
        self.0.signals.new_keys.of(id, SpecDraft::default)
    }

    fn type_draft<T: Send + Sync + 'static>(&self, draft: &Draft<T>, change: impl FnOnce(&mut T)) {
        draft.update(|draft| {
            change(&mut draft.typed);
            if matches!(draft.save, ActionState::Failed(_) | ActionState::Done(())) {
                draft.save = ActionState::Idle;
            }
        });
        self.note_drafts();
    }

    /// Sends `change`; once it is confirmed, `confirm` takes out what was sent.
    fn save_draft<T: Send + Sync + 'static>(
        &self,
        draft: &Draft<T>,
        id: ConfigurationId,
        change: SpecEdit,
        confirm: impl FnOnce(&mut T) + 'static,
    ) {
        draft.update(|draft| draft.save = ActionState::Running);
        let draft = draft.clone();
        let done = move |store: &Self, state: ActionState<()>| {
            draft.update(|draft| {
                if state == ActionState::Done(()) {
                    confirm(&mut draft.typed);
                }
                draft.save = state;
            });
            store.note_drafts();
        };
        change_spec(self, id, SpecChange::new(edits(vec![change]), done));
    }

    /// Changes what a configuration needs, all of `changes` or none. See [`Self::spec_state`].
    pub fn edit_spec(&self, id: &ConfigurationId, changes: &[SpecEdit]) {
        let state = self.0.signals.spec_edits.of(id, ActionState::default);
        state.set(ActionState::Running);
        let done = move |_: &Self, answer| state.set(answer);
        change_spec(self, id.clone(), SpecChange::new(edits(changes.to_vec()), done));
    }
}

/// Makes all of `changes`; nothing, if the spec stays as it is.
fn edits(
    changes: Vec<SpecEdit>,
) -> impl FnOnce(Option<&Spec>) -> Result<Option<Spec>, SpecEditError> {
    move |known| {
        let mut spec = known.cloned().unwrap_or_default();
        for change in &changes {
            edit(&mut spec, change)?;
        }
        Ok((known != Some(&spec)).then_some(spec))
    }
}
