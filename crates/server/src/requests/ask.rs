//! What an agent asks, and what it is told.

use envdock_contract::model::{EnvRequest, FileRef, KeyName, SessionId};

/// An agent's question, as it came: nothing of it is to be trusted.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The session in which it asks.
    pub session: SessionId,
    /// Why.
    pub reason: String,
    /// The agent's word for this question and its repetitions; left out, it is known by its keys
    /// while it is open.
    pub request_key: Option<String>,
    /// What for.
    pub keys: Vec<AskedKey>,
}

/// One key of a question.
#[derive(Clone, Debug)]
pub struct AskedKey {
    /// The key.
    pub key: String,
    /// The env file: its `workspace_path` and `path`. Left out, the server chooses.
    pub file: Option<(String, String)>,
    /// The stored value was rejected, and how: ask although one is stored.
    pub replace: Option<String>,
}

/// The answer to a question: names and states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The request that now stands; `None`: everything is stored already.
    pub request: Option<EnvRequest>,
    /// The keys that are stored already and were not asked for again.
    pub states: Vec<KnownKey>,
    /// The same question was asked before: this is that request.
    pub repeated: bool,
}

/// A key for which a value is stored that the session may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// The env file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
}
