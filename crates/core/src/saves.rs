// long: one queue of saves and all that moves it
//! Saves on their way: sent once, sent again unchanged when no answer came, never two at a time
//! for one slot.

use crate::order::Moment;
use crate::rebase::rebase;
use crate::{
    AddressNews, CheckFailure, Command, IdempotencyKey, SaveFailure, SaveId, SaveOperation,
    SaveOutcome, SaveRequest, SaveRoute, SaveState, SlotId, State,
};
use envdock_contract::model::{Address, RequestId, Revision};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Saves {
    sent: BTreeMap<SaveId, Sent>,
    /// Saves that wait until an earlier one of a slot of theirs is settled, in their order.
    waiting: Vec<SaveRequest>,
    /// What was told about addresses that a save under way writes.
    pub(crate) postponed: Vec<(AddressNews, Moment)>,
}

#[derive(Debug)]
struct Sent {
    request: SaveRequest,
    /// No answer came; it may or may not be stored.
    unconfirmed: bool,
}

impl Saves {
    /// Sent saves that write one of the request's slots.
    fn before(&self, request: &SaveRequest) -> Vec<SaveId> {
        let shares_a_slot = |sent: &Sent| {
            let mut slots = sent.request.operations.iter().map(|operation| &operation.slot);
            slots.any(|slot| request.operations.iter().any(|other| &other.slot == slot))
        };
        let before = self.sent.iter().filter(|(_, sent)| shares_a_slot(sent));
        before.map(|(save, _)| *save).collect()
    }

    /// Whether a save under way writes there.
    pub(crate) fn writes(&self, address: &Address) -> bool {
        let under_way = self.sent.values().filter(|sent| !sent.unconfirmed);
        let mut operations = under_way.flat_map(|sent| &sent.request.operations);
        operations.any(|operation| operation.addresses().contains(address))
    }

    /// Sent submissions of a request.
    pub(crate) fn submissions_of(&self, id: &RequestId) -> Vec<SaveId> {
        let answers =
            |route: &SaveRoute| matches!(route, SaveRoute::Submission { request } if request == id);
        let sent = self.sent.iter().filter(|(_, sent)| answers(&sent.request.route));
        sent.map(|(save, _)| *save).collect()
    }

    pub(crate) fn waits_for(&self, route: &SaveRoute) -> bool {
        self.waiting.iter().any(|waiting| &waiting.route == route)
    }

    fn is_known(&self, save: SaveId) -> bool {
        self.sent.contains_key(&save) || self.waiting.iter().any(|waiting| waiting.save == save)
    }
}

impl State {
    pub(crate) fn save_started(
        &mut self,
        save: SaveId,
        idempotency_key: IdempotencyKey,
        route: SaveRoute,
        operations: Vec<SaveOperation>,
    ) {
        if self.saves.is_known(save) {
            return;
        }
        let request = SaveRequest { save, idempotency_key, route, operations };
        if self.is_submitted_already(&request) {
            return;
        }
        self.drop_superseded(&request);
        let before = self.saves.before(&request);
        if before.is_empty() {
            self.send_save(request);
            return;
        }
        self.show_save(&request, &SaveState::Saving);
        self.saves.waiting.push(request);
        for earlier in before {
            self.send_again(earlier);
        }
    }

    /// A newer save of a slot takes the place of one that has not been sent. Of a submission that
    /// waits, nothing is taken out: it goes first.
    fn drop_superseded(&mut self, by: &SaveRequest) {
        let saves = self.saves.waiting.iter_mut();
        for waiting in saves.filter(|save| !matches!(save.route, SaveRoute::Submission { .. })) {
            let is_newer = |slot: &SlotId| by.operations.iter().any(|newer| &newer.slot == slot);
            waiting.operations.retain(|operation| !is_newer(&operation.slot));
        }
        self.forget_empty_saves();
    }

    fn forget_empty_saves(&mut self) {
        let is_empty = |waiting: &mut SaveRequest| waiting.operations.is_empty();
        for empty in self.saves.waiting.extract_if(.., is_empty) {
            self.commands.push(Command::ForgetSave { save: empty.save });
        }
    }

    fn send_save(&mut self, request: SaveRequest) {
        self.show_save(&request, &SaveState::Saving);
        self.commands.push(Command::Save(request.clone()));
        self.saves.sent.insert(request.save, Sent { request, unconfirmed: false });
    }

    /// Sends an unconfirmed save again, as it was.
    pub(crate) fn send_again(&mut self, save: SaveId) {
        let Some(sent) = self.saves.sent.get_mut(&save) else { return };
        if sent.unconfirmed {
            sent.unconfirmed = false;
            let request = sent.request.clone();
            self.show_save(&request, &SaveState::Saving);
            self.commands.push(Command::Save(request));
        }
    }

    pub(crate) fn send_unconfirmed_again(&mut self) {
        for save in self.saves.sent.keys().copied().collect::<Vec<_>>() {
            self.save_retried(save);
        }
    }

    pub(crate) fn save_retried(&mut self, save: SaveId) {
        self.send_again(save);
        let waiting =
            self.saves.waiting.iter().filter(|waiting| {
                waiting.save == save || self.saves.before(waiting).contains(&save)
            });
        for request in waiting.cloned().collect::<Vec<_>>() {
            self.show_save(&request, &SaveState::Saving);
            for earlier in self.saves.before(&request) {
                self.send_again(earlier);
            }
        }
    }

    /// Gives a save up, and what it waits for: nothing of it may go out later.
    pub(crate) fn save_abandoned(&mut self, save: SaveId) {
        let place = self.saves.waiting.iter().position(|waiting| waiting.save == save);
        let waiting = place.map(|place| self.saves.waiting.remove(place));
        let sent = waiting.as_ref().map_or(vec![save], |waiting| self.saves.before(waiting));
        let unconfirmed = self
            .saves
            .sent
            .extract_if(.., |id, sent_save| sent_save.unconfirmed && sent.contains(id));
        let given_up: Vec<SaveRequest> =
            unconfirmed.map(|(_, sent)| sent.request).chain(waiting).collect();
        for request in &given_up {
            self.show_save(request, &SaveState::Idle);
            self.commands.push(Command::ForgetSave { save: request.save });
            for operation in &request.operations {
                self.mark_unsure(&operation.slot);
            }
        }
        self.send_what_waited(&[]);
    }

    pub(crate) fn save_answered(
        &mut self,
        save: SaveId,
        revision: Option<Revision>,
        outcomes: Vec<SaveOutcome>,
    ) {
        let Some(sent) = self.saves.sent.get(&save) else { return };
        if outcomes.len() != sent.request.operations.len() {
            self.save_failed(save, &SaveFailure::Unconfirmed(CheckFailure::Protocol));
            return;
        }
        let Some(Sent { request, .. }) = self.saves.sent.remove(&save) else { return };
        let refused = outcomes.iter().any(|outcome| matches!(outcome, SaveOutcome::Refused(_)));
        self.submission_settled(&request.route, refused);
        let settled: Vec<_> = request.operations.into_iter().zip(outcomes).collect();
        self.commands.push(Command::ForgetSave { save });
        for (operation, outcome) in &settled {
            self.operation_settled(operation, outcome, &request.route, revision);
        }
        self.take_postponed_news();
        self.send_what_waited(&settled);
        self.note_success();
    }

    pub(crate) fn save_failed(&mut self, save: SaveId, failure: &SaveFailure) {
        let Some(sent) = self.saves.sent.get_mut(&save) else { return };
        let request = sent.request.clone();
        let SaveFailure::Unconfirmed(reason) = failure else {
            self.saves.sent.remove(&save);
            if let SaveRoute::Submission { request: id } = &request.route {
                self.show_keys(&request, &SaveState::Idle);
                self.submission_refused(id, failure);
            } else {
                self.show_save(&request, &SaveState::Failed(failure.clone()));
            }
            self.commands.push(Command::ForgetSave { save });
            self.take_postponed_news();
            self.send_what_waited(&[]);
            return;
        };
        sent.unconfirmed = true;
        self.take_postponed_news();
        let failed = SaveState::Failed(failure.clone());
        self.show_save(&request, &failed);
        for waiting in self.saves.waiting.clone() {
            if self.saves.before(&waiting).contains(&save) {
                self.show_save(&waiting, &failed);
            }
        }
        self.call_was_not_answered(*reason);
        for operation in &request.operations {
            self.mark_unsure_for_later(&operation.slot);
        }
    }

    /// Sends the saves that nothing is before any more.
    fn send_what_waited(&mut self, settled: &[(SaveOperation, SaveOutcome)]) {
        for waiting in &mut self.saves.waiting {
            rebase(waiting, settled);
        }
        self.forget_empty_saves();
        let waiting = std::mem::take(&mut self.saves.waiting);
        for request in waiting {
            if self.saves.before(&request).is_empty() {
                self.send_save(request);
            } else {
                self.saves.waiting.push(request);
            }
        }
    }

    /// Forgets all saves: they are somebody else's.
    pub(crate) fn forget_saves(&mut self) {
        self.submissions.forget();
        let saves = std::mem::take(&mut self.saves);
        let waiting = saves.waiting.into_iter().map(|request| request.save);
        for save in saves.sent.into_keys().chain(waiting) {
            self.commands.push(Command::ForgetSave { save });
        }
    }
}
