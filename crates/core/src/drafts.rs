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
}
