//! Sessions and what is said in them.

use envdock_contract::model::{ConfigurationId, Environment, RequestId, SessionId, Timestamp};

/// One run of the IDE on a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it runs on.
    pub configuration: ConfigurationId,
    /// In which environment.
    pub environment: Environment,
    /// Whether it still runs.
    pub is_live: bool,
    /// When it began.
    pub started_at: Timestamp,
    /// The server has its folder.
    pub local_folder: bool,
    /// A setup session: an agent finds out what the project needs.
    pub setup: bool,
}

/// One line of a session's conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number in the session, counted from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who says it.
    pub author: Author,
    /// Plain text. An agent's is cleaned, but not to be trusted.
    pub text: String,
    /// The request whose form stands here.
    pub request: Option<RequestId>,
}

/// Who says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// A person.
    Person,
    /// The agent.
    Agent,
    /// Envdock itself.
    System,
}
