//! What an agent, a person and Envdock say to each other: requests, conversations, sessions.

use crate::{CallId, CheckFailure, Message, ReadStatus, Resource, Session, WatchId};
use envdock_contract::model::{EnvRequest, RequestId, Revision, SessionId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names something of a session that is read as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Who runs it on what, and whether it still runs.
    Session(SessionId),
    /// All requests of a session.
    Requests(SessionId),
    /// One request. While it is open, its slots are watched with it.
    Request(RequestId),
    /// What is said in a session.
    Conversation(SessionId),
}

/// What was read of a [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectAnswer {
    /// The session.
    Session(Session),
    /// All requests of the session.
    Requests(Vec<EnvRequest>),
    /// The request.
    Request(EnvRequest),
    /// The conversation, oldest line first.
    Conversation(Vec<Message>),
}

/// What became known of a session without having been asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectArrival {
    /// The session, as it is now.
    Session(Session),
    /// A request, as it is now.
    Request(EnvRequest),
    /// One more line of a conversation.
    Message {
        /// Where it was said.
        session: SessionId,
        /// The line.
        message: Message,
    },
}

/// A fact about a [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectEvent {
    /// Somebody shows it.
    Wanted {
        /// Who.
        watch: WatchId,
        /// What.
        subject: Subject,
    },
    /// Nobody shows it under this name any more.
    Released {
        /// Who.
        watch: WatchId,
    },
    /// It was read.
    Answered {
        /// The call.
        call: CallId,
        /// The organization's revision.
        revision: Option<Revision>,
        /// What it is.
        answer: SubjectAnswer,
    },
    /// It could not be read.
    Failed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// Something is known without having been asked for.
    Arrived {
        /// The organization's revision.
        revision: Option<Revision>,
        /// What it is.
        arrival: SubjectArrival,
    },
    /// What is known may be out of date: read again if somebody shows it.
    Outdated {
        /// What.
        subject: Subject,
    },
}

/// What is known about all of them.
#[derive(Debug, Default)]
pub(crate) struct Subjects {
    pub(crate) sessions: BTreeMap<SessionId, Resource<Session>>,
    pub(crate) lists: BTreeMap<SessionId, Resource<Vec<RequestId>>>,
    pub(crate) requests: BTreeMap<RequestId, Resource<Arc<EnvRequest>>>,
    pub(crate) conversations: BTreeMap<SessionId, Resource<Vec<Message>>>,
}

impl Subjects {
    pub(crate) fn status(&self, subject: &Subject) -> Option<ReadStatus> {
        match subject {
            Subject::Session(id) => self.sessions.get(id).map(|known| known.status),
            Subject::Requests(session) => self.lists.get(session).map(|known| known.status),
            Subject::Request(id) => self.requests.get(id).map(|known| known.status),
            Subject::Conversation(session) => {
                self.conversations.get(session).map(|known| known.status)
            }
        }
    }

    pub(crate) fn status_mut(&mut self, subject: &Subject) -> &mut ReadStatus {
        match subject {
            Subject::Session(id) => &mut self.sessions.entry(id.clone()).or_default().status,
            Subject::Requests(session) => {
                &mut self.lists.entry(session.clone()).or_default().status
            }
            Subject::Request(id) => &mut self.requests.entry(id.clone()).or_default().status,
            Subject::Conversation(session) => {
                &mut self.conversations.entry(session.clone()).or_default().status
            }
        }
    }

    /// Forgets everything; gives what was known.
    pub(crate) fn forget(&mut self) -> Vec<Subject> {
        let known = std::mem::take(self);
        let sessions = known.sessions.into_keys().map(Subject::Session);
        let lists = known.lists.into_keys().map(Subject::Requests);
        let requests = known.requests.into_keys().map(Subject::Request);
        let conversations = known.conversations.into_keys().map(Subject::Conversation);
        sessions.chain(lists).chain(requests).chain(conversations).collect()
    }
}
