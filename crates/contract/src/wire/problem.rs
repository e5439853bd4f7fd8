//! Errors: RFC 9457 problem details with a closed code and a list per key.

use crate::model::{Described, EnvRequest, FileRef, Reader, Removal, Stored};
use crate::wire::Missing;
use serde::{Deserialize, Serialize};

/// The media type of [`ErrorBody`] (RFC 9457, section 3).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// An error answer.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A URI that names the kind of problem: `urn:envdock:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what to do next, for people. Never a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The closed code, for programs.
    pub code: ErrorCode,
    /// What is wrong with single keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<KeyProblem>,
    /// With `missing_required`: the required slots without a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// With `request_settled`: the request as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<EnvRequest>,
}

/// What is wrong with one key, path or operation of a request.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyProblem {
    /// A JSON Pointer (RFC 6901) to the place in the request body.
    pub pointer: String,
    /// The closed code.
    pub code: ErrorCode,
    /// For people. Never a value.
    pub detail: String,
    /// The env file whose reader cannot carry the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// The reader that cannot carry the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<Reader>,
    /// On a conflict, what is stored now (absent: nothing is).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Stored>,
    /// On a conflict where nothing is stored now, who removed it (absent: not known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Box<Removal>>,
    /// On a conflict about what is said, what is said now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<Box<Described>>,
}

impl KeyProblem {
    /// What is wrong at a place.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            detail: detail.into(),
            file: None,
            reader: None,
            current: None,
            removed: None,
            described: None,
        }
    }
}

/// Every code an error can have.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body is not JSON of the expected shape.
    InvalidBody,
    /// A key, path, id or environment breaks its rule.
    InvalidName,
    /// A path that policy does not allow for env files.
    PathNotAllowed,
    /// A secret slot in a file whose mode is `plain`.
    SecretInPlainFile,
    /// A key or a file that stands twice in a request.
    Duplicate,
    /// The value is larger than 256 KiB.
    ValueTooLarge,
    /// The value is empty or holds a NUL character.
    ValueNotAllowed,
    /// No quoting carries the value to one of the file's readers.
    ReaderCannotCarry,
    /// More files, slots, contexts or operations than allowed.
    TooMany,
    /// The body has more bytes than allowed.
    BodyTooLarge,
    /// No token, or one that has ended.
    Unauthenticated,
    /// The launch link was used already or has ended.
    LaunchUsed,
    /// Not allowed for this role, scope or environment.
    Forbidden,
    /// No such thing, or none that this token may see.
    NotFound,
    /// `Host` or `Origin` is not one the server answers to.
    OriginRefused,
    /// The stored version is not the expected one.
    Conflict,
    /// The version is not kept: its 30 days are over, it was purged, or never was.
    NotKept,
    /// `If-Match` does not name the current version.
    PreconditionFailed,
    /// A required header is missing.
    HeaderRequired,
    /// The idempotency key was used for another body.
    IdempotencyMismatch,
    /// Another operation of the atomic batch failed.
    NotAttempted,
    /// The session has ended.
    SessionEnded,
    /// The request was answered, withdrawn or has expired.
    RequestSettled,
    /// The answers are not exactly the keys of the request.
    AnswersIncomplete,
    /// Required slots have no value, and that was not acknowledged as it is.
    MissingRequired,
    /// A name that controls processes, which only a person may add.
    NameRefused,
    /// The server does not have the session's folder.
    NoLocalFolder,
    /// The key is not in the file on disk.
    NotInFile,
    /// The line's value cannot be known without a shell or differs between the file's readers.
    ValueNotCertain,
    /// The file on disk cannot be read or written.
    FileUnavailable,
    /// Too many requests: wait for `Retry-After`.
    RateLimited,
    /// The store cannot be used now (locked, read-only, no disk space).
    StorageUnavailable,
    /// A stored value cannot be decrypted with the master key.
    KeyMismatch,
    /// A bug: the log has the cause.
    Internal,
    /// A code that this version does not know.
    #[serde(other)]
    Unknown,
}
