//! Sessions, what agents ask in them, and what is said: orders and answers.

use envdock_contract::model::{
    EnvRequest, FileRef, KeyName, RequestId, Revision, Scope, SecretText, Version,
};
use envdock_core::{IdempotencyKey, Message, SaveOutcome};
use std::rc::Rc;

/// The requests of a session as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requests {
    /// The organization's revision.
    pub revision: Option<Revision>,
    /// All of them, oldest first.
    pub requests: Vec<EnvRequest>,
}

/// One request as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneRequest {
    /// The organization's revision.
    pub revision: Option<Revision>,
    /// The request.
    pub request: EnvRequest,
}

/// What was said in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The organization's revision.
    pub revision: Option<Revision>,
    /// The lines, oldest first.
    pub messages: Vec<Message>,
}

/// The answer to a request, all keys or none. Cloning it copies no value.
#[derive(Clone, Debug)]
pub struct SubmissionOrder {
    /// The request.
    pub request: RequestId,
    /// The same each time this order is sent.
    pub idempotency_key: IdempotencyKey,
    /// One per key of the request; the outcomes have the same order.
    pub answers: Vec<AnswerOrder>,
}

/// The answer for one key.
#[derive(Clone, Debug)]
pub struct AnswerOrder {
    /// The env file, as the request has it.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// What to do.
    pub answer: KeyAnswer,
}

/// What a person answers for one key.
#[derive(Clone, Debug)]
pub enum KeyAnswer {
    /// Stores a value.
    Set {
        /// Where it applies.
        scope: Scope,
        /// The version that is stored there now; 0: none is.
        expected_version: Version,
        /// The value.
        value: Rc<SecretText>,
    },
    /// Uses what is stored already.
    UseStored,
    /// Leaves it out.
    Skip,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The organization's revision after it; nothing where it was refused for single keys.
    pub revision: Option<Revision>,
    /// The request as it stands now, where the answer says so.
    pub request: Option<EnvRequest>,
    /// One outcome per answer, in the same order.
    pub outcomes: Vec<SaveOutcome>,
}

/// A required slot without a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingSlot {
    /// The file.
    pub file: FileRef,
    /// The key; of an any-of group, each member.
    pub key: KeyName,
    /// The any-of group of which one is enough.
    pub any_of: Option<String>,
}

/// A snapshot as it was saved: the workspace without `secret` files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The archive's name in the server's data folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many files are in it.
    pub files: u64,
    /// The env files that were left out, because they hold secrets.
    pub left_out: Vec<FileRef>,
}
