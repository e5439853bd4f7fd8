//! Saves in flight.

use crate::{
    DraftMark, IdempotencyKey, SaveFailure, SaveId, SaveOperation, SaveOutcome, SaveRoute, SlotId,
    State,
};
use envdock_contract::model::Revision;

#[derive(Debug, Default)]
pub(crate) struct Saves {}

impl State {
    pub(crate) fn draft_changed(&mut self, slot: &SlotId, draft: DraftMark) {
        let index = self.intern(slot);
        self.slots.edit(index, |entry| entry.draft = draft);
    }
    pub(crate) fn save_started(
        &mut self,
        _: SaveId,
        _: IdempotencyKey,
        _: SaveRoute,
        _: Vec<SaveOperation>,
    ) {
    }
    pub(crate) fn save_retried(&mut self, _: SaveId) {}
    pub(crate) fn save_abandoned(&mut self, _: SaveId) {}
    pub(crate) fn save_answered(&mut self, _: SaveId, _: Option<Revision>, _: Vec<SaveOutcome>) {}
    pub(crate) fn save_failed(&mut self, _: SaveId, _: &SaveFailure) {}
    pub(crate) fn send_unconfirmed_again(&mut self) {}
    pub(crate) fn forget_saves(&mut self) {}
}
