//! Values that are being typed for the organization.

use crate::store::StoreSignal;
use crate::store::organization::{Organization, SecretDeed, SecretSave, SecretWork};
use envdock_contract::model::{Address, Environment, Scope, SecretText, Version};
use envdock_core::SaveFailure;
use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Update, WithUntracked};
use std::fmt;
use std::rc::Rc;

/// Names what a value is typed for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SecretDraft {
    /// A key that is not stored yet.
    New,
    /// What is stored there.
    Of(Address),
}

/// What was typed for a key that is not stored yet, but the value.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewSecret {
    /// The key, as far as it was typed.
    pub key: String,
    /// What is said about it.
    pub description: String,
    /// The environment, where one was chosen.
    pub environment: Option<Environment>,
    /// The scope, where one was chosen.
    pub scope: Option<Scope>,
}

impl fmt::Debug for NewSecret {
    /// Without the texts: people paste values there.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NewSecret")
            .field("environment", &self.environment)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// A value that is being typed.
pub(super) struct Typed {
    pub(super) text: Rc<SecretText>,
    /// What was stored when typing began: that is what is replaced.
    pub(super) over: Version,
}

/// A description that is being typed.
pub(super) struct TypedDescription {
    text: String,
    /// What was said when typing began: that is what is replaced.
    over: Option<String>,
}

impl Organization {
    /// Keeps what was typed. It stays until it is stored, discarded or the page ends.
    pub fn type_value(&self, draft: &SecretDraft, text: String) {
        if text.is_empty() {
            self.discard(draft);
            return;
        }
        let text = Rc::new(SecretText::new(text));
        let now = self.version_of(draft);
        {
            let mut typed = self.secrets().typed.borrow_mut();
            let over = typed.get(draft).map_or(now, |typed| typed.over);
            typed.insert(draft.clone(), Typed { text, over });
        }
        self.note_typed(draft);
    }

    /// Forgets what was typed.
    pub fn discard(&self, draft: &SecretDraft) {
        self.secrets().typed.borrow_mut().remove(draft);
        self.note_typed(draft);
    }

    /// Shows what was typed to `look`, for a field that is opened again. It must not keep it.
    pub fn with_typed<R>(
        &self,
        draft: &SecretDraft,
        look: impl FnOnce(Option<&SecretText>) -> R,
    ) -> R {
        let text = self.secrets().typed.borrow().get(draft).map(|typed| Rc::clone(&typed.text));
        look(text.as_deref())
    }

    /// What was typed for a new key, but the value. It stays until it is stored or discarded.
    #[must_use]
    pub fn new_secret(&self) -> StoreSignal<NewSecret> {
        StoreSignal::of(&self.secrets().new_secret)
    }

    /// Keeps what was typed for a new key.
    pub fn type_new(&self, change: impl FnOnce(&mut NewSecret)) {
        self.secrets().new_secret.update(change);
        self.0.note_drafts();
    }

    /// Forgets all that was typed for a new key.
    pub fn discard_new(&self) {
        self.discard(&SecretDraft::New);
        self.secrets().new.set(SecretWork::default());
        self.type_new(|new| *new = NewSecret::default());
    }

    /// What is typed about a key that is stored, where that differs from what is said about it.
    #[must_use]
    pub fn typed_description(&self, address: &Address) -> Option<String> {
        self.secrets().typed_descriptions.borrow().get(address).map(|typed| typed.text.clone())
    }

    /// What was said about a key when typing began, or is said now if nobody types.
    #[must_use]
    pub fn described_before(&self, address: &Address) -> Option<String> {
        match self.secrets().typed_descriptions.borrow().get(address) {
            Some(typed) => typed.over.clone(),
            None => self.row(address)?.item.with_untracked(|item| item.description.clone()),
        }
    }

    /// What is typed replaces what is said now, which somebody has seen.
    pub(super) fn describe_over(&self, address: &Address, over: Option<String>) {
        if let Some(typed) = self.secrets().typed_descriptions.borrow_mut().get_mut(address) {
            typed.over = over;
        }
    }

    /// Lets what was typed about a key go for what somebody else says.
    pub fn take_their_description(&self, address: &Address) {
        self.type_description(address, None);
        let draft = SecretDraft::Of(address.clone());
        let is_asked = |work: &SecretWork| {
            matches!(work.save, SecretSave::Failed(SaveFailure::DescribedMeanwhile(_)))
        };
        if self.work(&draft).is_some_and(|work| work.with_untracked(is_asked)) {
            self.set_work(&draft, SecretDeed::Describe, SecretSave::Idle);
        }
    }

    /// Keeps what was typed about a key; nothing: it is forgotten.
    pub fn type_description(&self, address: &Address, text: Option<String>) {
        let over = self.described_before(address);
        {
            let mut typed = self.secrets().typed_descriptions.borrow_mut();
            match text {
                Some(text) => typed.insert(address.clone(), TypedDescription { text, over }),
                None => typed.remove(address),
            };
        }
        self.0.note_drafts();
    }

    /// A new key was stored: what was typed for it goes, unless it is another by now.
    pub(super) fn drop_new(&self, address: &Address) {
        let is_it = self.secrets().new_secret.with_untracked(|new| new.key == address.key.as_str());
        if is_it {
            self.type_new(|new| *new = NewSecret::default());
        }
    }

    /// A description was stored: what was typed goes, unless it is another by now.
    pub(super) fn drop_description(&self, address: &Address, stored: Option<&String>) {
        let typed = self.typed_description(address);
        if typed.is_some_and(|typed| typed.trim() == stored.map_or("", String::as_str)) {
            self.type_description(address, None);
        } else {
            // It was typed over what has been said just now by the same person.
            self.describe_over(address, stored.cloned());
        }
    }

    /// What is being done to a key that is not listed yet.
    #[must_use]
    pub fn new_work(&self) -> StoreSignal<SecretWork> {
        StoreSignal::of(&self.secrets().new)
    }

    fn note_typed(&self, draft: &SecretDraft) {
        let is_typed = self.secrets().typed.borrow().contains_key(draft);
        if let Some(work) = self.work(draft)
            && work.get_untracked().is_typed != is_typed
        {
            work.update(|work| work.is_typed = is_typed);
        }
        self.0.note_drafts();
    }

    /// The value was stored: what was typed goes, unless it is another by now.
    pub(super) fn drop_typed(&self, draft: &SecretDraft, stored: &Rc<SecretText>) {
        let is_it = |typed: &Typed| Rc::ptr_eq(&typed.text, stored);
        let is_stored = self.secrets().typed.borrow().get(draft).is_some_and(is_it);
        if is_stored {
            self.discard(draft);
        } else if let Some(typed) = self.secrets().typed.borrow_mut().get_mut(draft) {
            // It was typed over what has been stored just now by the same person.
            typed.over = self.version_of(draft);
        }
    }

    fn version_of(&self, draft: &SecretDraft) -> Version {
        let SecretDraft::Of(address) = draft else { return Version(0) };
        let item = self.row(address).map(|row| row.item.get_untracked());
        let item = item.filter(|item| item.removed.is_none());
        item.map_or(Version(0), |item| item.version)
    }

    pub(super) fn work(&self, draft: &SecretDraft) -> Option<ArcRwSignal<SecretWork>> {
        match draft {
            SecretDraft::New => Some(self.secrets().new.clone()),
            SecretDraft::Of(address) => self.row(address).map(|row| row.work),
        }
    }
}
