//! What is on disk, as far as it was read.

use crate::order::Moment;
use crate::reads::ReadKey;
use crate::table::SlotIndex;
use crate::{CallId, DiskFile, DiskSlot, State};
use envdock_contract::model::{Revision, SessionId};

impl State {
    pub(crate) fn files_answered(
        &mut self,
        call: CallId,
        revision: Option<Revision>,
        files: Vec<DiskFile>,
    ) {
        let Some(crate::calls::Call::Read(keys)) = self.calls.close(call) else { return };
        let Some(ReadKey::Files(session)) = keys.into_iter().next() else { return };
        let key = ReadKey::Files(session.clone());
        let moment = Moment { revision, call: call.0 };
        if !self.reads.accept(&key, moment) {
            self.reads.answered_too_late(&key, moment);
            self.note_success();
            return;
        }
        let known = &mut self.reads.files.entry(session.clone()).or_default().known;
        if known.as_ref() != Some(&files) {
            *known = Some(files);
            self.reads.touch(key.clone());
            self.show_files(&session);
        }
        self.reads.answered(&key, self.now);
        self.note_success();
    }

    fn show_files(&mut self, session: &SessionId) {
        for index in self.slots.of_session(session) {
            self.copy_disk_state(index);
        }
    }

    /// Copies what is known of the slot's line into its entry.
    pub(crate) fn copy_disk_state(&mut self, index: SlotIndex) {
        let Some(slot) = self.disk_slot(index).cloned() else { return };
        self.slots.edit(index, |entry| {
            entry.on_disk = Some(slot.on_disk);
            entry.line = slot.line;
        });
    }

    fn disk_slot(&self, index: SlotIndex) -> Option<&DiskSlot> {
        let id = &self.slots.get(index)?.id;
        let files = self.reads.files.get(id.context().session.as_ref()?)?.known.as_ref()?;
        let file = files.iter().find(|file| &file.file == id.file())?;
        file.slots.iter().find(|slot| &slot.key == id.key())
    }
}
