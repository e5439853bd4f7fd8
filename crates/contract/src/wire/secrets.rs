//! `POST /secrets/batch`: every write of values.

use crate::model::{Address, FileRef, Revision, SecretText, SessionId, Timestamp, UserId, Version};
use crate::wire::KeyProblem;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Writes. Sent with an `Idempotency-Key` header.
#[derive(Debug, Serialize, Deserialize)]
pub struct BatchBody {
    /// All or nothing. Otherwise what can be written is written.
    #[serde(default)]
    pub atomic: bool,
    /// What to do, each address at most once.
    pub operations: Vec<Operation>,
}

/// One write.
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
}

impl Operation {
    /// Where it writes.
    #[must_use]
    pub fn address(&self) -> &Address {
        match self {
            Self::Set { address, .. }
            | Self::Unset { address, .. }
            | Self::Move { address, .. } => address,
        }
    }

    /// The version it expects there.
    #[must_use]
    pub fn expected_version(&self) -> Version {
        match self {
            Self::Set { expected_version, .. }
            | Self::Unset { expected_version, .. }
            | Self::Move { expected_version, .. } => *expected_version,
        }
    }
}

/// A value on its way: the only serializable form of one. It is in requests, and in the one answer
/// that the sandbox of a session gets.
pub struct SecretValue(SecretText);

impl SecretValue {
    /// Wraps the value for sending.
    #[must_use]
    pub fn new(value: SecretText) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn secret(&self) -> &SecretText {
        &self.0
    }

    /// Takes the value out.
    #[must_use]
    pub fn into_secret(self) -> SecretText {
        self.0
    }
}

impl Serialize for SecretValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for SecretValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(SecretVisitor).map(Self)
    }
}

struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = SecretText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecretText, E> {
        Ok(SecretText::new(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<SecretText, E> {
        Ok(SecretText::new(text))
    }

    // The standard messages repeat what they found: a value must not appear in an error.
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretValue({} bytes)", self.0.len())
    }
}

/// The answer to [`BatchBody`], and to an adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// The organization's revision after the write.
    pub revision: Revision,
    /// One result per operation, in the same order.
    pub results: Vec<OperationResult>,
}

/// What became of one operation.
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
    /// Nothing was changed.
    Refused(KeyProblem),
}

/// What a write did to one env file of one live session.
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
