//! Values that are being typed for the organization.

use crate::store::organization::{Organization, SecretWork};
use envdock_contract::model::{Address, SecretText, Version};
use leptos::prelude::{ArcReadSignal, ArcRwSignal, GetUntracked, Update};
use std::rc::Rc;

/// Names what a value is typed for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SecretDraft {
    /// A key that is not stored yet.
    New,
    /// What is stored there.
    Of(Address),
}

/// A value that is being typed.
pub(super) struct Typed {
    pub(super) text: Rc<SecretText>,
    /// What was stored when typing began: that is what is replaced.
    pub(super) over: Version,
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

    /// What is being done to a key that is not listed yet.
    #[must_use]
    pub fn new_work(&self) -> ArcReadSignal<SecretWork> {
        self.secrets().new.read_only()
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
