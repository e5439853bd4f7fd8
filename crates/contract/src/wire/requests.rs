//! `/requests`: reading and answering what agents ask for.

use crate::model::{EnvRequest, FileRef, KeyName, Revision, Scope, Timestamp, UserId, Version};
use crate::wire::{Applied, KeyProblem, SecretValue};
use serde::{Deserialize, Serialize};

/// `GET /requests/{id}`, `POST /requests/{id}/decline`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The request.
    pub request: EnvRequest,
}

/// `GET /sessions/{id}/requests`: all of the session, oldest first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The requests.
    pub requests: Vec<EnvRequest>,
}

/// `POST /requests/{id}/submission`, with an `Idempotency-Key` header. All or nothing: if one key
/// is refused, nothing is stored and the request stays open.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct SubmissionBody {
    /// One answer per key of the request, in any order. A required key may be skipped too.
    pub answers: Vec<SubmittedKey>,
}

/// The answer for one key.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct SubmittedKey {
    /// The env file, as the request has it.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// What to do.
    pub answer: KeyAnswer,
}

/// What a person answers for one key.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyAnswer {
    /// Stores a value.
    Set {
        /// Where it applies; a session: this session only.
        scope: Scope,
        /// The version that is stored there now; 0: none is.
        expected_version: Version,
        /// The value.
        value: SecretValue,
    },
    /// Uses what is stored already. For a proposed slot this accepts it.
    UseStored,
    /// Leaves it out.
    Skip,
}

/// The answer to [`SubmissionBody`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionAnswer {
    /// The organization's revision after it.
    pub revision: Revision,
    /// The request as it stands now: still open if a key was refused.
    pub request: EnvRequest,
    /// One result per answer, in the same order.
    pub results: Vec<SubmittedResult>,
}

/// What became of the answer for one key.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedResult {
    /// The env file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// Whether it is stored.
    pub outcome: SubmittedOutcome,
    /// What happened to env files, apart from storing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applied: Vec<Applied>,
}

/// Whether the answer for one key took effect.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmittedOutcome {
    /// The value is stored.
    Stored {
        /// Its version.
        version: Version,
        /// When it was written.
        updated_at: Timestamp,
        /// Who wrote it.
        updated_by: UserId,
    },
    /// The stored value is used.
    UsedStored,
    /// It is left out.
    Skipped,
    /// Nothing was changed, for this key or for another one (`not_attempted`).
    Refused(KeyProblem),
}
