//! What people have typed and not yet saved: the only place in the page that keeps values.

use envdock_contract::model::SecretText;
use envdock_core::{DraftMark, DraftRevision, SaveId, SlotId};
use std::collections::HashMap;
use std::rc::Rc;

/// Typed values, and those that are on their way to the server.
///
/// A save holds on to the text that it sent, so that it can send the same bytes again, whatever
/// is typed meanwhile. Texts are shared, never copied, and overwritten when the last holder goes.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    typed: HashMap<SlotId, Draft>,
    sent: HashMap<SaveId, HashMap<SlotId, Draft>>,
    last_revision: u64,
}

#[derive(Clone, Debug)]
struct Draft {
    revision: DraftRevision,
    text: Rc<SecretText>,
}

impl Drafts {
    /// Takes over what was typed; it replaces what was typed before.
    pub(super) fn type_value(&mut self, slot: &SlotId, text: String) -> DraftMark {
        self.last_revision += 1;
        let revision = DraftRevision(self.last_revision);
        let text = Rc::new(SecretText::new(text));
        let length = text.len();
        self.typed.insert(slot.clone(), Draft { revision, text });
        DraftMark { revision, dirty: true, length }
    }

    /// Discards what was typed; a save under way keeps what it sent.
    pub(super) fn clear(&mut self, slot: &SlotId) {
        self.typed.remove(slot);
    }

    /// What was typed.
    pub(super) fn text(&self, slot: &SlotId) -> Option<Rc<SecretText>> {
        self.typed.get(slot).map(|draft| Rc::clone(&draft.text))
    }

    /// The revision of what was typed, where there is something to save.
    pub(super) fn revision(&self, slot: &SlotId) -> Option<DraftRevision> {
        self.typed.get(slot).map(|draft| draft.revision)
    }

    /// Keeps what is typed in `slots` now, for sending it under the name `save`.
    pub(super) fn keep_for(&mut self, save: SaveId, slots: impl Iterator<Item = SlotId>) {
        let kept = slots.filter_map(|slot| {
            let draft = self.typed.get(&slot)?.clone();
            Some((slot, draft))
        });
        let kept: HashMap<SlotId, Draft> = kept.collect();
        if !kept.is_empty() {
            self.sent.insert(save, kept);
        }
    }

    /// Keeps a text that nobody typed into a field, for sending it under the name `save`. It is
    /// newer than what is typed there.
    pub(super) fn keep_imported(
        &mut self,
        save: SaveId,
        slot: &SlotId,
        text: &Rc<SecretText>,
    ) -> DraftRevision {
        self.last_revision += 1;
        let revision = DraftRevision(self.last_revision);
        let draft = Draft { revision, text: Rc::clone(text) };
        self.sent.entry(save).or_default().insert(slot.clone(), draft);
        revision
    }

    /// The text that `save` sends for `slot`.
    pub(super) fn sent(
        &self,
        save: SaveId,
        slot: &SlotId,
        revision: DraftRevision,
    ) -> Option<Rc<SecretText>> {
        let draft = self.sent.get(&save)?.get(slot)?;
        (draft.revision == revision).then(|| Rc::clone(&draft.text))
    }

    /// The server has confirmed this revision: what was typed goes, unless it is newer.
    pub(super) fn drop_confirmed(&mut self, slot: &SlotId, revision: DraftRevision) {
        if self.typed.get(slot).is_some_and(|draft| draft.revision <= revision) {
            self.typed.remove(slot);
        }
    }

    /// The save will not be sent again.
    pub(super) fn forget(&mut self, save: SaveId) {
        self.sent.remove(&save);
    }

    /// Whether anything typed would be lost with the page.
    pub(super) fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.sent.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{FilePath, FileRef, KeyName, WorkspacePath};
    use envdock_core::CheckContext;

    fn slot() -> SlotId {
        let workspace_path = WorkspacePath::default();
        let file = FileRef { workspace_path, path: FilePath::new(".env").unwrap() };
        SlotId::new(CheckContext::default(), file, KeyName::new("A").unwrap())
    }

    #[test]
    fn a_revision_is_never_used_again() {
        let mut drafts = Drafts::default();
        let first = drafts.type_value(&slot(), "a".to_owned()).revision;
        drafts.clear(&slot());
        let second = drafts.type_value(&slot(), "b".to_owned()).revision;
        assert!(second > first);
        drafts.drop_confirmed(&slot(), first);
        assert!(!drafts.is_empty());
        drafts.drop_confirmed(&slot(), second);
        assert!(drafts.is_empty());
    }

    #[test]
    fn what_was_sent_is_kept_apart_from_what_is_typed() {
        let mut drafts = Drafts::default();
        let sent = drafts.type_value(&slot(), "sent".to_owned()).revision;
        drafts.keep_for(SaveId(1), [slot()].into_iter());
        drafts.type_value(&slot(), "typed".to_owned());
        drafts.clear(&slot());
        let text = drafts.sent(SaveId(1), &slot(), sent).unwrap();
        assert_eq!(text.expose(), "sent");
        assert!(!drafts.is_empty());
        drafts.forget(SaveId(1));
        assert!(drafts.is_empty() && drafts.sent(SaveId(1), &slot(), sent).is_none());
        // This story's handle is the last: with it the text is overwritten.
        assert_eq!(Rc::strong_count(&text), 1);
    }

    #[test]
    fn debug_shows_no_text() {
        let mut drafts = Drafts::default();
        drafts.type_value(&slot(), "s3cr3t".to_owned());
        drafts.keep_for(SaveId(1), [slot()].into_iter());
        assert!(!format!("{drafts:?}").contains("s3cr3t"));
    }
}
