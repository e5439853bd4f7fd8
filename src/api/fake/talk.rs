//! Sessions, requests and conversations of the server in memory.

use crate::api::fake::server::{Server, refusal};
use crate::api::{
    AnswerOrder, ApiError, Conversation, KeyAnswer, MissingSlot, OneRequest, Requests, Snapshot,
    SubmissionOrder, Submitted,
};
use envdock_contract::model::{
    Address, ConfigurationId, EnvRequest, Environment, RequestId, RequestResult, RequestState,
    SessionId, Timestamp,
};
use envdock_contract::wire::ErrorCode;
use envdock_core::{Author, Message, SaveFailure, SaveOutcome, Session};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct Talk {
    pub(super) missing: Vec<MissingSlot>,
    sessions: BTreeMap<SessionId, Session>,
    requests: Vec<EnvRequest>,
    messages: BTreeMap<SessionId, Vec<Message>>,
    answered: HashMap<Arc<str>, Submitted>,
}

impl Server {
    pub(super) fn put_session(&mut self, session: Session) {
        self.next_revision();
        self.talk.sessions.insert(session.id.clone(), session);
    }

    pub(super) fn put_request(&mut self, request: EnvRequest) {
        self.next_revision();
        match self.talk.requests.iter_mut().find(|known| known.id == request.id) {
            Some(known) => *known = request,
            None => self.talk.requests.push(request),
        }
    }

    pub(super) fn put_message(&mut self, session: SessionId, message: Message) {
        self.next_revision();
        self.talk.messages.entry(session).or_default().push(message);
    }

    pub(super) fn requests(&self, session: &SessionId) -> Result<Requests, ApiError> {
        self.signed_in()?;
        let requests = self.talk.requests.iter().filter(|request| &request.session == session);
        Ok(Requests { revision: Some(self.revision()), requests: requests.cloned().collect() })
    }

    pub(super) fn request(&self, id: &RequestId) -> Result<OneRequest, ApiError> {
        self.signed_in()?;
        let request = self.talk.requests.iter().find(|request| &request.id == id).cloned();
        let request = request.ok_or_else(|| refusal(404, ErrorCode::NotFound))?;
        Ok(OneRequest { revision: Some(self.revision()), request })
    }

    fn open_request(&self, id: &RequestId) -> Result<EnvRequest, ApiError> {
        let OneRequest { request, .. } = self.request(id)?;
        let is_open = request.state == RequestState::Open;
        is_open.then_some(request).ok_or_else(|| refusal(409, ErrorCode::RequestSettled))
    }

    pub(super) fn decline(&mut self, id: &RequestId) -> Result<OneRequest, ApiError> {
        let mut request = self.open_request(id)?;
        request.state = RequestState::Declined;
        self.put_request(request.clone());
        Ok(OneRequest { revision: Some(self.revision()), request })
    }

    pub(super) fn submit(&mut self, order: &SubmissionOrder) -> Result<Submitted, ApiError> {
        if let Some(first) = self.talk.answered.get(&order.idempotency_key.0) {
            return Ok(first.clone());
        }
        let mut request = self.open_request(&order.request)?;
        let environment = request.environment.clone();
        let checked = order.answers.iter().map(|answer| self.conflict(&environment, answer));
        let conflicts: Vec<Option<SaveFailure>> = checked.collect();
        let outcomes = if conflicts.iter().any(Option::is_some) {
            let refused = |conflict: Option<SaveFailure>| {
                SaveOutcome::Refused(conflict.unwrap_or(SaveFailure::NotAttempted))
            };
            conflicts.into_iter().map(refused).collect()
        } else {
            request.state = RequestState::Submitted;
            let answers = order.answers.iter();
            answers.map(|answer| self.take_in(&environment, answer, &mut request)).collect()
        };
        self.put_request(request.clone());
        let revision = Some(self.revision());
        let submitted = Submitted { revision, request: Some(request), outcomes };
        self.talk.answered.insert(Arc::clone(&order.idempotency_key.0), submitted.clone());
        Ok(submitted)
    }

    fn conflict(&self, environment: &Environment, answer: &AnswerOrder) -> Option<SaveFailure> {
        let KeyAnswer::Set { scope, expected_version, .. } = &answer.answer else { return None };
        let (environment, scope) = (environment.clone(), scope.clone());
        let address = Address { environment, scope, key: answer.key.clone() };
        (self.version(&address) != *expected_version).then(|| self.conflict_at(&address))
    }

    fn take_in(
        &mut self,
        environment: &Environment,
        answer: &AnswerOrder,
        request: &mut EnvRequest,
    ) -> SaveOutcome {
        let applied = Vec::new();
        let (result, outcome) = match &answer.answer {
            KeyAnswer::Set { scope, .. } => {
                let (environment, scope) = (environment.clone(), scope.clone());
                let address =
                    Address { environment, scope: scope.clone(), key: answer.key.clone() };
                let stored = self.put_stored(address);
                (RequestResult::Saved { scope }, SaveOutcome::Stored { stored, applied })
            }
            KeyAnswer::UseStored => (RequestResult::UsedStored, SaveOutcome::Unwritten { applied }),
            KeyAnswer::Skip => (RequestResult::Skipped, SaveOutcome::Unwritten { applied }),
        };
        let mut keys = request.keys.iter_mut();
        if let Some(key) = keys.find(|key| key.file == answer.file && key.key == answer.key) {
            key.result = Some(result);
        }
        outcome
    }

    pub(super) fn conversation(&self, session: &SessionId) -> Result<Conversation, ApiError> {
        self.signed_in()?;
        let messages = self.talk.messages.get(session).cloned().unwrap_or_default();
        Ok(Conversation { revision: Some(self.revision()), messages })
    }

    pub(super) fn say(&mut self, session: SessionId, text: String) -> Result<(), ApiError> {
        self.signed_in()?;
        let number = self.talk.messages.get(&session).map_or(1, |lines| lines.len() as u64 + 1);
        let at = Timestamp("2026-11-01T12:00:00Z".to_owned());
        let message = Message { number, at, author: Author::Person, text, request: None };
        self.put_message(session, message);
        Ok(())
    }

    pub(super) fn session(&self, id: &SessionId) -> Result<Session, ApiError> {
        self.signed_in()?;
        self.talk.sessions.get(id).cloned().ok_or_else(|| refusal(404, ErrorCode::NotFound))
    }

    pub(super) fn start_session(
        &mut self,
        configuration: ConfigurationId,
        environment: Environment,
        setup: bool,
    ) -> Result<Session, ApiError> {
        self.signed_in()?;
        // Live sessions of one folder write the same env files.
        let is_other = |other: &Session| {
            other.is_live
                && other.configuration == configuration
                && other.environment != environment
        };
        if self.talk.sessions.values().any(is_other) {
            return Err(refusal(409, ErrorCode::Conflict));
        }
        let name = format!("session-{}", self.talk.sessions.len() + 1);
        let id = SessionId::new(&name).map_err(|_a_valid_name| ApiError::Unreadable)?;
        let started_at = Timestamp("2026-11-01T12:00:00Z".to_owned());
        let (is_live, local_folder) = (true, true);
        let session =
            Session { id, configuration, environment, is_live, started_at, local_folder, setup };
        self.put_session(session.clone());
        Ok(session)
    }

    pub(super) fn end_session(&mut self, id: &SessionId) -> Result<(), ApiError> {
        let mut session = self.session(id)?;
        session.is_live = false;
        self.put_session(session);
        Ok(())
    }

    pub(super) fn finish(&self, acknowledged: &[MissingSlot]) -> Result<Snapshot, ApiError> {
        self.signed_in()?;
        let missing = self.talk.missing.clone();
        if missing != acknowledged {
            return Err(ApiError::Refused {
                status: 409,
                code: ErrorCode::MissingRequired,
                detail: None,
                problems: Vec::new(),
                missing,
                retry_after_ms: None,
            });
        }
        let name = "snapshot.tar".to_owned();
        Ok(Snapshot { name, bytes: 1, files: 1, left_out: Vec::new() })
    }
}
