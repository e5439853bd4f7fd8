//! What a check says about a slot.

use crate::model::{Scope, UserId, Version};
use serde::{Deserialize, Serialize};

/// An instant as RFC 3339 text in UTC, such as `2026-11-01T12:00:00Z`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub String);

impl Timestamp {
    /// Whether it says when: a host that does not know gives the epoch.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.0.starts_with("1970-01-01T00:00:00")
    }
}

/// One stored value that applies to a slot: everything about it but the value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Where it applies.
    pub scope: Scope,
    /// Its version, for a write that replaces it.
    pub version: Version,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// Who wrote it.
    pub updated_by: UserId,
}

/// What is left of a value that was removed: everything about its removal.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Where it applied.
    pub scope: Scope,
    /// The version that the removal has.
    pub version: Version,
    /// When it was removed.
    pub updated_at: Timestamp,
    /// Who removed it.
    pub updated_by: UserId,
}

/// What is said about a stored value, and who said it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// The text (absent: none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it was set or removed (absent: not known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Who set or removed it (absent: not known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<UserId>,
}

/// A check's answer for a slot. Unknown is not absent.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// What is stored, nearest first: the first wins, the others are shadowed. Empty means absent.
    Stored(Vec<Stored>),
    /// It could not be found out.
    Unknown {
        /// Why not.
        reason: UnknownReason,
    },
}

impl Presence {
    /// The value that applies, if one is known to be stored.
    #[must_use]
    pub fn winner(&self) -> Option<&Stored> {
        match self {
            Self::Stored(stored) => stored.first(),
            Self::Unknown { .. } => None,
        }
    }
}

/// Why a presence is unknown.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// Never asked yet.
    NotChecked,
    /// This person may not ask.
    Forbidden,
    /// The session, configuration or repository does not exist (any more).
    NotFound,
    /// The backend did not answer.
    Unavailable,
    /// The answer did not fit the contract.
    Protocol,
    /// A reason that this version does not know.
    #[serde(other)]
    Other,
}

/// What a slot's line in the env file is, compared with what is stored.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDisk {
    /// The file has no such line (or there is no file).
    Absent,
    /// Written by Envdock, from the value that applies now.
    Current,
    /// Written by Envdock, from a value that no longer applies.
    Outdated,
    /// Written by somebody else.
    Other,
    /// Written by somebody else, and a person chose to keep it although another value is stored.
    Kept,
    /// It could not be read.
    #[serde(other)]
    Unknown,
}
