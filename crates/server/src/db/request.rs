//! Requests, their answers and what is said around them, as the store takes and gives them.

use crate::db::{Idempotency, Recorded, Write};
use envdock_contract::model::{
    ConfigurationId, EnvRequest, Environment, RequestId, RequestedKey, Revision, Scope, SessionId,
    UserId,
};
use envdock_contract::wire::{MessageAnswer, MessageAuthor, SubmissionAnswer};

/// A session to be started.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// What it runs on.
    pub configuration: ConfigurationId,
    /// In which environment.
    pub environment: Environment,
    /// Whose.
    pub owner: UserId,
    /// It sets the project up.
    pub setup: bool,
}

/// A question to be kept.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Its id.
    pub id: RequestId,
    /// Where it is asked.
    pub session: SessionId,
    /// What a repetition is known by.
    pub request_key: RequestKey,
    /// The agent.
    pub asked_by: UserId,
    /// Why.
    pub reason: String,
    /// What for; how often each was refused before is counted by the store.
    pub keys: Vec<RequestedKey>,
    /// How many may be asked.
    pub limits: AskLimits,
}

/// What a repeated question is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestKey {
    /// The agent's word for it, whatever became of the request.
    Named(String),
    /// What it asks for, while it is open.
    Asked(String),
}

/// How many requests a session may have.
#[derive(Clone, Copy, Debug)]
pub struct AskLimits {
    /// At the same time.
    pub open: u32,
    /// Within [`AskLimits::seconds`].
    pub recent: u32,
    /// The time for those.
    pub seconds: u32,
}

/// What became of a question.
#[derive(Clone, Debug)]
pub enum AskOutcome {
    /// It is asked, and its form stands in the conversation.
    Asked(EnvRequest),
    /// It was asked before.
    Repeated(EnvRequest),
    /// Too many were asked.
    TooMany {
        /// When to try again.
        retry_after_seconds: u64,
    },
    /// The session has ended.
    SessionEnded,
}

/// What became of a request that was to be settled without values.
#[derive(Clone, Debug)]
pub enum SettleOutcome {
    /// It is.
    Settled(Revision, EnvRequest),
    /// It was settled before: as it stands.
    TooLate(EnvRequest),
}

/// An answer to a request.
#[derive(Debug)]
pub struct Submission<'a> {
    /// The request.
    pub request: &'a RequestId,
    /// The person.
    pub by: &'a UserId,
    /// One per key of the request, in the order in which they were sent.
    pub answers: &'a [Answer],
    /// The values among them.
    pub writes: &'a [Write],
    /// How a retry is recognised.
    pub idempotency: Idempotency<'a>,
}

/// The answer for one key.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The key's place in the request.
    pub position: usize,
    /// What to do.
    pub decision: Decision,
}

/// What to do about one key.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Store a value: the one of [`Submission::writes`] with this index. Two keys can share one.
    Store(usize),
    /// Use what is stored in one of these scopes, nearest first.
    UseStored(Vec<Scope>),
    /// Leave it out.
    Skip,
}

/// What became of a submission.
#[derive(Debug)]
pub enum SubmitOutcome {
    /// It was carried out, or refused, now: the answer without what became of env files.
    Done(SubmissionAnswer),
    /// It was carried out before.
    Repeated(Recorded),
    /// The idempotency key was used for another body.
    Mismatch,
    /// The request was settled before: as it stands.
    TooLate(EnvRequest),
}

/// A line of a conversation to be kept.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// Where.
    pub session: &'a SessionId,
    /// Who says it.
    pub author: MessageAuthor,
    /// Plain text, cleaned.
    pub text: &'a str,
    /// Most lines of this author.
    pub most: u32,
}

/// What became of a line.
#[derive(Clone, Debug)]
pub enum SayOutcome {
    /// It is kept.
    Said(MessageAnswer),
    /// The author has said too much.
    TooMany,
    /// The session has ended.
    SessionEnded,
}
