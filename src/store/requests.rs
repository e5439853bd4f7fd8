//! What agents ask: reading and answering requests.

use crate::store::{ActionState, EnvStore, StoreSignal, WatchGuard, runtime};
use envdock_contract::model::{EnvRequest, RequestId, Scope, SessionId, Version};
use envdock_core::{
    Event, Resource, SaveAction, SaveId, SaveOperation, SaveRoute, SlotId, Subject, SubjectEvent,
    SubmissionState,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The last submission of each request: what *submit* sends again while it is unconfirmed.
pub(super) type LastSubmissions = BTreeMap<RequestId, SaveId>;

/// What a person answers for one slot of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedSlot {
    /// The slot: one of [`SlotId::of_request`].
    pub slot: SlotId,
    /// The answer.
    pub answer: SlotAnswer,
}

/// The answer for one slot of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotAnswer {
    /// Stores what was typed.
    Set {
        /// Where it applies; a session: this session only.
        scope: Scope,
    },
    /// Uses what is stored already.
    UseStored,
    /// Leaves it out.
    Skip,
}

impl EnvStore {
    /// Keeps the requests of a session read while the guard lives.
    pub fn watch_requests(&self, session: &SessionId) -> WatchGuard {
        self.watch_subject(Subject::Requests(session.clone()))
    }

    /// The requests of a session: the open ones first, each oldest first. See
    /// [`Self::watch_requests`].
    #[must_use]
    pub fn requests(&self, session: &SessionId) -> StoreSignal<Resource<Vec<RequestId>>> {
        let first = || self.0.state.borrow().requests(session).cloned().unwrap_or_default();
        self.0.signals.request_lists.read(session, first)
    }

    /// Keeps a request read while the guard lives, and its slots
    /// ([`SlotId::of_request`]) checked while it is open: also those that no spec lists.
    pub fn watch_request(&self, id: &RequestId) -> WatchGuard {
        self.watch_subject(Subject::Request(id.clone()))
    }

    /// A request as it stands. See [`Self::watch_request`].
    #[must_use]
    pub fn request(&self, id: &RequestId) -> StoreSignal<Resource<Arc<EnvRequest>>> {
        let first = || self.0.state.borrow().request(id).cloned().unwrap_or_default();
        self.0.signals.requests.read(id, first)
    }

    /// What became of the last [`Self::submit`] of a request. What became of single keys stands in
    /// their [`entries`](Self::entry).
    #[must_use]
    pub fn submission(&self, id: &RequestId) -> StoreSignal<SubmissionState> {
        let first = || self.0.state.borrow().submission(id);
        self.0.signals.submissions.read(id, first)
    }

    /// Answers a request, all keys or none; one answer per key of it.
    ///
    /// What was typed stays until the server confirms it. While it is not known whether the last
    /// submission was accepted, that one is sent again, the same bytes under the same key, whatever
    /// `answers` says now. Nothing is sent while a slot is to be set for which nothing was typed.
    pub fn submit(&self, id: &RequestId, answers: Vec<SubmittedSlot>) {
        let state = self.0.state.borrow().submission(id);
        match state {
            SubmissionState::Submitting => return,
            SubmissionState::Failed(failure) if failure.is_unconfirmed() => {
                let last = self.0.last_submissions.borrow().get(id).copied();
                if let Some(save) = last {
                    self.dispatch(Event::SaveRetried { save });
                    return;
                }
            }
            SubmissionState::Idle | SubmissionState::KeysRefused | SubmissionState::Failed(_) => {}
        }
        let operations = answers.into_iter().map(|submitted| self.answer_operation(submitted));
        if let Some(operations) = operations.collect::<Option<Vec<_>>>() {
            self.start(SaveRoute::Submission { request: id.clone() }, operations);
        }
    }

    /// Says no to a request. See [`Self::decline_state`].
    pub fn decline(&self, id: &RequestId) {
        runtime::decline(self, id.clone());
    }

    /// What became of the last [`Self::decline`] of a request.
    #[must_use]
    pub fn decline_state(&self, id: &RequestId) -> StoreSignal<ActionState<()>> {
        self.0.signals.declines.read(id, ActionState::default)
    }

    fn answer_operation(&self, submitted: SubmittedSlot) -> Option<SaveOperation> {
        let SubmittedSlot { slot, answer } = submitted;
        let unwritten = |slot: SlotId, action| {
            // No address is written: what stands here is never sent.
            let (scope, expected_version) = (Scope::Organization, Version(0));
            Some(SaveOperation { slot, scope, expected_version, action })
        };
        match answer {
            SlotAnswer::Set { scope } => {
                let expected_version = self.stored_version(&slot, &scope);
                self.set_operation(slot, scope, expected_version)
            }
            SlotAnswer::UseStored => unwritten(slot, SaveAction::UseStored),
            SlotAnswer::Skip => unwritten(slot, SaveAction::Skip),
        }
    }

    pub(super) fn watch_subject(&self, subject: Subject) -> WatchGuard {
        let watch = self.next_watch();
        self.dispatch(Event::Subject(SubjectEvent::Wanted { watch, subject }));
        WatchGuard::new(self.clone(), vec![Event::Subject(SubjectEvent::Released { watch })])
    }
}
