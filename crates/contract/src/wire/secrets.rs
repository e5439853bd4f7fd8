//! `POST /secrets/batch`: every write of values.

use crate::model::{Address, FileRef, Revision, SessionId, Timestamp, UserId, Version};
use crate::wire::{KeyProblem, SecretValue};
use serde::{Deserialize, Serialize};

/// Writes. Sent with an `Idempotency-Key` header.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct BatchBody {
    /// All or nothing. Otherwise what can be written is written.
    #[serde(default)]
    pub atomic: bool,
    /// What to do, each address at most once.
    pub operations: Vec<Operation>,
}

/// One write.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Operation {
    /// Stores a value.
    Set {
        /// Where.
        address: Address,
        /// The version that is stored there now; 0: none is.
        expected_version: Version,
        /// The value.
        value: SecretValue,
        /// Describes it too, as [`Operation::Describe`] does; left out: what is said about the
        /// address stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// Removes a value.
    Unset {
        /// Where.
        address: Address,
        /// The version that is stored there now.
        expected_version: Version,
    },
    /// Takes a value to another scope or environment without showing it. It keeps its key.
    Move {
        /// Where it is.
        address: Address,
        /// The version that is stored there now.
        expected_version: Version,
        /// Where it goes.
        to: Address,
        /// The version that is stored there now; 0: none is.
        to_expected_version: Version,
    },
    /// Makes an earlier version that is still kept the newest one again, without showing it.
    Restore {
        /// Where.
        address: Address,
        /// The version that is stored there now; 0: none is.
        expected_version: Version,
        /// The version whose value comes back.
        from_version: Version,
    },
    /// Sets or removes the description of what is stored. Its version stays.
    Describe {
        /// Where.
        address: Address,
        /// The version that is stored there now.
        expected_version: Version,
        /// Plain text, at most 500 characters; left out or empty: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// The description that it replaces; empty: none was there. Another one that is there now is
        /// a conflict. Left out: whatever is there is replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    },
    /// Destroys the value, every earlier version that is kept, and the description, at once.
    Purge {
        /// Where.
        address: Address,
        /// The version that is stored there now; 0: it was removed, and what is kept goes.
        expected_version: Version,
    },
}

impl Operation {
    /// Where it writes.
    #[must_use]
    pub fn address(&self) -> &Address {
        match self {
            Self::Set { address, .. }
            | Self::Unset { address, .. }
            | Self::Move { address, .. }
            | Self::Restore { address, .. }
            | Self::Describe { address, .. }
            | Self::Purge { address, .. } => address,
        }
    }

    /// The version it expects there.
    #[must_use]
    pub fn expected_version(&self) -> Version {
        match self {
            Self::Set { expected_version, .. }
            | Self::Unset { expected_version, .. }
            | Self::Move { expected_version, .. }
            | Self::Restore { expected_version, .. }
            | Self::Describe { expected_version, .. }
            | Self::Purge { expected_version, .. } => *expected_version,
        }
    }
}

/// The answer to [`BatchBody`], and to an adoption.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// The organization's revision after the write.
    pub revision: Revision,
    /// One result per operation, in the same order.
    pub results: Vec<OperationResult>,
}

/// What became of one operation.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationResult {
    /// Where it wrote.
    pub address: Address,
    /// Whether it is stored.
    pub outcome: Outcome,
    /// What happened to env files, apart from storing: a disk error never undoes `stored`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applied: Vec<Applied>,
}

/// Whether an operation took effect.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The value is stored.
    Stored {
        /// Its version.
        version: Version,
        /// When it was written.
        updated_at: Timestamp,
        /// Who wrote it.
        updated_by: UserId,
    },
    /// The value is removed.
    Removed {
        /// The version that the removal has.
        version: Version,
    },
    /// The value is at its new place, and no longer at the old one.
    Moved {
        /// The version that the removal at the old place has.
        version: Version,
        /// The new place.
        to: Address,
        /// The version there.
        to_version: Version,
        /// When it was moved.
        updated_at: Timestamp,
        /// Who moved it.
        updated_by: UserId,
    },
    /// The description is what was asked for. The value is the same as before.
    Described {
        /// The value's version.
        version: Version,
        /// When the value was written.
        updated_at: Timestamp,
        /// Who wrote the value.
        updated_by: UserId,
    },
    /// Nothing is left of the value, nor of earlier ones.
    Purged {
        /// The version that the removal has.
        version: Version,
    },
    /// Nothing was changed.
    Refused(KeyProblem),
}

/// What a write did to one env file of one live session.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The session.
    pub session: SessionId,
    /// The env file.
    pub file: FileRef,
    /// What happened.
    pub result: AppliedFile,
}

/// What happened to a line of an env file.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliedFile {
    /// The line now has the value that applies.
    Written,
    /// The line is gone: no value applies.
    Removed,
    /// The line had the value already, or a nearer value applies.
    Unchanged,
    /// The slot is proposed: a person must accept it first.
    Proposed,
    /// The line was changed by somebody else and was left alone.
    Conflict {
        /// The line, counted from 1.
        line: u32,
    },
    /// Git tracks the file: a person must confirm first.
    TrackedByGit,
    /// The server does not have the session's folder; the sandbox applies it.
    Pending,
    /// It could have been written, but a strict run writes everything or nothing.
    HeldBack,
    /// It could not be written.
    Failed {
        /// Why, for people. Never a value.
        detail: String,
    },
}
