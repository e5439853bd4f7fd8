//! `POST /checks`: what is stored for slots.

use crate::model::{
    ConfigurationId, Environment, FileRef, KeyName, Presence, RepositoryId, Revision, SessionId,
    Timestamp,
};
use crate::wire::KeyProblem;
use serde::{Deserialize, Serialize};

/// Asks what is stored for the keys of every context: at most 20,000 keys and 4 MiB together.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecksBody {
    /// What is asked. The answer has the same order and length.
    pub contexts: Vec<CheckContextBody>,
}

/// The keys of one env file (or of none) in one context.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckContextBody {
    /// The environment; `dev` when left out.
    #[serde(default)]
    pub environment: Environment,
    /// Makes values of the session and of its owner count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Makes values of the configuration and, with `file`, of the file count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ConfigurationId>,
    /// The env file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// Makes values of these repositories count, in this order. Left out: the configuration's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repositories: Vec<RepositoryId>,
    /// The keys.
    pub keys: Vec<KeyName>,
}

/// The answer to [`ChecksBody`]: one snapshot of the store.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecksAnswer {
    /// The organization's revision of that snapshot.
    pub revision: Revision,
    /// One result per context asked, in the same order.
    pub results: Vec<CheckResult>,
    /// When it was read.
    pub checked_at: Timestamp,
}

/// The result for one context: it can fail alone.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// One answer per key asked, in the same order.
    Keys(Vec<CheckedKey>),
    /// Nothing of the context could be answered.
    Error(KeyProblem),
}

/// The answer for one key.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedKey {
    /// The key.
    pub key: KeyName,
    /// What is stored for it.
    pub presence: Presence,
}
