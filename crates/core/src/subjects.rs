//! Answers about sessions, their requests and what is said in them.

use crate::calls::Call;
use crate::order::Moment;
use crate::reads::ReadKey;
use crate::{
    CallId, CheckFailure, Message, Resource, Session, State, Subject, SubjectAnswer,
    SubjectArrival, SubjectEvent,
};
use envdock_contract::model::{EnvRequest, RequestId, RequestState, Revision, SessionId};
use std::sync::Arc;

impl State {
    pub(crate) fn take_in_subject(&mut self, event: SubjectEvent) {
        match event {
            SubjectEvent::Wanted { watch, subject } => self.subject_wanted(watch, subject),
            SubjectEvent::Released { watch } => self.subject_released(watch),
            SubjectEvent::Answered { call, revision, answer } => {
                self.subject_answered(call, revision, answer);
            }
            SubjectEvent::Failed { call, failure } => self.call_failed(call, failure),
            SubjectEvent::Arrived { revision, arrival } => self.subject_arrived(revision, arrival),
            SubjectEvent::Outdated { subject } => self.read_outdated(&ReadKey::Subject(subject)),
        }
    }

    fn subject_answered(
        &mut self,
        call: CallId,
        revision: Option<Revision>,
        answer: SubjectAnswer,
    ) {
        let Some(Call::Read(keys)) = self.calls.close(call) else { return };
        let Some(ReadKey::Subject(subject)) = keys.into_iter().next() else { return };
        let moment = Moment { revision, call: call.0 };
        match (&subject, answer) {
            (Subject::Session(_), SubjectAnswer::Session(session)) => {
                self.session_known(session, moment);
            }
            (Subject::Request(_), SubjectAnswer::Request(request)) => {
                self.request_known(request, moment);
            }
            (Subject::Requests(session), SubjectAnswer::Requests(requests)) => {
                self.requests_known(session, requests, moment);
            }
            (Subject::Conversation(session), SubjectAnswer::Conversation(messages)) => {
                self.messages_known(session, messages);
            }
            _ => return self.reads_failed(&[ReadKey::Subject(subject)], CheckFailure::Protocol),
        }
        let key = ReadKey::Subject(subject);
        if self.reads.accept(&key, moment) {
            self.reads.answered(&key, self.now);
        } else {
            self.reads.answered_too_late(&key, moment);
        }
        self.spec_read_ended();
        self.note_success();
    }

    /// Something is known without having been asked for.
    pub(crate) fn subject_arrived(&mut self, revision: Option<Revision>, arrival: SubjectArrival) {
        let moment = Moment { revision, call: self.calls.next_number() };
        match arrival {
            SubjectArrival::Session(session) => {
                if self.is_of_interest(&Subject::Session(session.id.clone())) {
                    self.session_known(session, moment);
                }
            }
            SubjectArrival::Request(request) => {
                if self.is_of_interest(&Subject::Request(request.id.clone()))
                    || self.is_of_interest(&Subject::Requests(request.session.clone()))
                {
                    self.request_known(request, moment);
                }
            }
            SubjectArrival::Message { session, message } => {
                self.message_arrived(&session, message);
            }
        }
    }

    fn session_known(&mut self, session: Session, moment: Moment) {
        let key = Subject::Session(session.id.clone());
        if self.reads.accept(&ReadKey::Subject(key.clone()), moment) {
            let known = self.reads.subjects.sessions.entry(session.id.clone()).or_default();
            if replace(known, session) {
                self.reads.touch(ReadKey::Subject(key));
            }
        }
    }

    /// A request that was settled never opens again, whatever arrives late.
    pub(crate) fn request_known(&mut self, request: EnvRequest, moment: Moment) {
        let (id, session) = (request.id.clone(), request.session.clone());
        let key = ReadKey::Subject(Subject::Request(id.clone()));
        let known = self.reads.subjects.requests.entry(id.clone()).or_default();
        let settled = known.known.as_ref().is_some_and(|known| known.state != RequestState::Open);
        let reopens = settled && request.state == RequestState::Open;
        if reopens || !self.reads.accept(&key, moment) {
            return;
        }
        let known = self.reads.subjects.requests.entry(id.clone()).or_default();
        if replace(known, Arc::new(request)) {
            self.reads.touch(key.clone());
        }
        self.reads.answered(&key, self.now);
        self.list_request(&session, id.clone());
        let is_open = |request: &Arc<EnvRequest>| request.state == RequestState::Open;
        if !self.request(&id).and_then(|known| known.known.as_ref()).is_some_and(is_open) {
            self.settled_elsewhere(&id);
        }
    }

    fn requests_known(&mut self, session: &SessionId, requests: Vec<EnvRequest>, moment: Moment) {
        let ids: Vec<RequestId> = requests.iter().map(|request| request.id.clone()).collect();
        for request in requests {
            self.request_known(request, moment);
        }
        let key = ReadKey::Subject(Subject::Requests(session.clone()));
        let list = self.reads.subjects.lists.entry(session.clone()).or_default();
        // Requests are never removed: a list from before only lacks some.
        let mut all = list.known.clone().unwrap_or_default();
        all.extend(ids.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>());
        self.in_order(&mut all);
        let list = self.reads.subjects.lists.entry(session.clone()).or_default();
        if replace(list, all) {
            self.reads.touch(key);
        }
    }

    /// Puts a request into its session's list, if that is known, and the list into order.
    fn list_request(&mut self, session: &SessionId, id: RequestId) {
        if !self.is_of_interest(&Subject::Requests(session.clone())) {
            return;
        }
        let list = self.reads.subjects.lists.get(session);
        let mut ids = list.and_then(|list| list.known.clone()).unwrap_or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
        self.in_order(&mut ids);
        let list = self.reads.subjects.lists.entry(session.clone()).or_default();
        if replace(list, ids) {
            self.reads.touch(ReadKey::Subject(Subject::Requests(session.clone())));
        }
    }

    /// The open ones first, each oldest first.
    fn in_order(&self, ids: &mut [RequestId]) {
        ids.sort_by_cached_key(|id| {
            let known = self.request(id).and_then(|request| request.known.as_ref());
            known.map(|known| (known.state != RequestState::Open, known.asked_at.clone()))
        });
    }

    fn message_arrived(&mut self, session: &SessionId, message: Message) {
        let subject = Subject::Conversation(session.clone());
        if !self.is_of_interest(&subject) {
            return;
        }
        let known = self.conversation(session).and_then(|known| known.known.as_ref()?.last());
        let last = known.map_or(0, |last| last.number);
        if message.number > last + 1 {
            self.ask_read(&ReadKey::Subject(subject));
        }
        self.messages_known(session, vec![message]);
    }

    /// Lines are only ever added, so that no answer is too old to be of use.
    fn messages_known(&mut self, session: &SessionId, messages: Vec<Message>) {
        let known = self.reads.subjects.conversations.entry(session.clone()).or_default();
        let mut all = known.known.clone().unwrap_or_default();
        all.extend(messages);
        all.sort_by_key(|message| message.number);
        all.dedup_by_key(|message| message.number);
        if replace(known, all) {
            self.reads.touch(ReadKey::Subject(Subject::Conversation(session.clone())));
        }
    }
}

/// Whether that was news.
fn replace<T: PartialEq>(known: &mut Resource<T>, now: T) -> bool {
    let is_news = known.known.as_ref() != Some(&now);
    known.known = Some(now);
    is_news
}
