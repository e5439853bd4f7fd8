//! Submissions: saves that answer a request, all keys or none.

use crate::order::Moment;
use crate::reads::ReadKey;
use crate::{
    Command, SaveFailure, SaveId, SaveOutcome, SaveRequest, SaveRoute, SaveState, State, Subject,
};
use envdock_contract::model::{EnvRequest, RequestId, Revision};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the last submission of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SubmissionState {
    /// None was made, or it was accepted: the request says so.
    #[default]
    Idle,
    /// It is on its way.
    Submitting,
    /// Nothing was stored, because keys were refused: their entries say why. The request is open.
    KeysRefused,
    /// It was refused as a whole, or it is not known whether it was accepted.
    Failed(SaveFailure),
}

#[derive(Debug, Default)]
pub(crate) struct Submissions {
    states: BTreeMap<RequestId, SubmissionState>,
    changed: BTreeSet<RequestId>,
}

impl Submissions {
    pub(crate) fn state(&self, id: &RequestId) -> SubmissionState {
        self.states.get(id).cloned().unwrap_or_default()
    }

    pub(crate) fn set(&mut self, id: &RequestId, state: SubmissionState) {
        if self.state(id) != state {
            self.states.insert(id.clone(), state);
            self.changed.insert(id.clone());
        }
    }

    pub(crate) fn take_changed(&mut self) -> BTreeSet<RequestId> {
        std::mem::take(&mut self.changed)
    }

    pub(crate) fn forget(&mut self) {
        self.changed.extend(std::mem::take(&mut self.states).into_keys());
    }
}

impl State {
    pub(crate) fn show_save(&mut self, request: &SaveRequest, save: &SaveState) {
        self.show_submission(&request.route, save);
        self.show_keys(request, save);
    }

    pub(crate) fn show_keys(&mut self, request: &SaveRequest, save: &SaveState) {
        // Of several writes of one slot, the first one is what was asked for.
        let writes = request.operations.iter().filter(|operation| operation.action.writes());
        for operation in writes.rev() {
            let index = self.intern(&operation.slot);
            self.slots.edit(index, |entry| {
                entry.save = save.clone();
                entry.verb = operation.action.verb();
            });
        }
    }

    /// A request is answered once: while an answer is under way, it is the one; an unconfirmed
    /// one is sent again as it was, because it may have been accepted.
    pub(crate) fn is_submitted_already(&mut self, request: &SaveRequest) -> bool {
        let SaveRoute::Submission { request: id } = &request.route else { return false };
        let before = self.saves.submissions_of(id);
        for earlier in &before {
            self.send_again(*earlier);
        }
        let is_known = !before.is_empty() || self.saves.waits_for(&request.route);
        if is_known {
            self.commands.push(Command::ForgetSave { save: request.save });
        }
        is_known
    }

    /// Shows what becomes of a submission as a whole, as its keys show it.
    fn show_submission(&mut self, route: &SaveRoute, save: &SaveState) {
        let SaveRoute::Submission { request } = route else { return };
        let state = match save {
            SaveState::Idle | SaveState::Saved { .. } => SubmissionState::Idle,
            SaveState::Saving => SubmissionState::Submitting,
            SaveState::Failed(failure) => SubmissionState::Failed(failure.clone()),
        };
        self.submissions.set(request, state);
    }

    pub(crate) fn submission_answered(
        &mut self,
        save: SaveId,
        revision: Option<Revision>,
        request: EnvRequest,
        outcomes: Vec<SaveOutcome>,
    ) {
        let moment = Moment { revision, call: self.calls.next_number() };
        self.request_known(request, moment);
        self.save_answered(save, revision, outcomes);
    }

    /// Each key has its outcome.
    pub(crate) fn submission_settled(&mut self, route: &SaveRoute, refused: bool) {
        let SaveRoute::Submission { request } = route else { return };
        let state = if refused { SubmissionState::KeysRefused } else { SubmissionState::Idle };
        self.submissions.set(request, state);
    }

    /// The whole submission was refused: what was typed stays, and no key is to blame.
    pub(crate) fn submission_refused(&mut self, request: &RequestId, failure: &SaveFailure) {
        self.submissions.set(request, SubmissionState::Failed(failure.clone()));
        if matches!(failure, SaveFailure::RequestSettled | SaveFailure::SessionEnded) {
            // Somebody was faster: how it was answered is of interest now.
            self.ask_read(&ReadKey::Subject(Subject::Request(request.clone())));
        }
    }

    /// A request is settled while it is not known whether our answer did it: sending that again,
    /// as it was, tells.
    pub(crate) fn settled_elsewhere(&mut self, id: &RequestId) {
        for save in self.saves.submissions_of(id) {
            self.save_retried(save);
        }
    }
}
