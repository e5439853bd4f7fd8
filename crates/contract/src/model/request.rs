//! An agent's question for values.

use crate::model::{
    ConfigurationId, Environment, FileRef, KeyName, Kind, Provenance, RequestId, Scope, SessionId,
    Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// An agent's question for values: names and states, never a value. It is answered once.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvRequest {
    /// Its id.
    pub id: RequestId,
    /// The session in which it was asked.
    pub session: SessionId,
    /// What that session runs on.
    pub configuration: ConfigurationId,
    /// The environment for which it asks.
    pub environment: Environment,
    /// Where it stands.
    pub state: RequestState,
    /// The agent.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// Why, in the agent's words: cleaned, but not to be trusted.
    pub reason: String,
    /// When it was answered, withdrawn or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Timestamp>,
    /// Who answered or withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<UserId>,
    /// What is asked for, each key of a file once.
    pub keys: Vec<RequestedKey>,
}

/// Where a request stands. Only an open one changes, and only once.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// It waits for a person.
    Open,
    /// A person answered; each key has its result.
    Submitted,
    /// A person said no.
    Declined,
    /// The agent took it back.
    Withdrawn,
    /// Its session ended first.
    Expired,
}

impl RequestState {
    /// Its name, as it is on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

/// One key of a request.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedKey {
    /// The env file that gets it.
    pub file: FileRef,
    /// The agent named no file and no spec lists the key: the server chose the file.
    #[serde(default, skip_serializing_if = "is_false")]
    pub file_is_a_guess: bool,
    /// The key.
    pub key: KeyName,
    /// Whether the project cannot run without it.
    pub required: bool,
    /// Whether typing is masked.
    #[serde(default)]
    pub kind: Kind,
    /// What it is for, cleaned, but not to be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A group within the file of which one key is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any_of: Option<String>,
    /// Values to offer; never credentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// Lines of the project that mention it, as the server's own scanner found them. Empty: not
    /// found in this project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Provenance>,
    /// The agent says that the stored value was rejected, and how: cleaned, not to be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replace: Option<String>,
    /// How many earlier requests of this session for this key were declined or skipped it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refused_before: u32,
    /// What became of it, once the request is submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<RequestResult>,
}

/// What became of one key of a submitted request.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestResult {
    /// A value was stored.
    Saved {
        /// Where it applies; a session: this session only.
        scope: Scope,
    },
    /// The value that was stored already is used.
    UsedStored,
    /// The person left it out.
    Skipped,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}
