//! What typing and discarding mean for what is told about the last save.

use crate::{DraftMark, SaveState, SlotId, State};

impl State {
    pub(crate) fn draft_changed(&mut self, slot: &SlotId, draft: DraftMark) {
        let index = self.intern(slot);
        self.slots.edit(index, |entry| {
            let is_other = draft.dirty && draft != entry.draft;
            let settles = match &entry.save {
                SaveState::Idle | SaveState::Saving => false,
                SaveState::Failed(failure) => {
                    !failure.is_unconfirmed() && (is_other || !draft.dirty)
                }
                SaveState::Saved { .. } => is_other,
            };
            if settles {
                entry.save = SaveState::Idle;
            }
            entry.draft = draft;
        });
    }

    /// What became of a save is seen: nothing more is said about it. Of one that is under way, or
    /// about which nothing is known, something will be.
    pub(crate) fn save_dismissed(&mut self, slot: &SlotId) {
        let index = self.intern(slot);
        self.slots.edit(index, |entry| {
            let is_open = match &entry.save {
                SaveState::Idle | SaveState::Saving => true,
                SaveState::Failed(failure) => failure.is_unconfirmed(),
                SaveState::Saved { .. } => false,
            };
            if !is_open {
                entry.save = SaveState::Idle;
            }
        });
    }
}
