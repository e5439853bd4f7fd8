//! `/sessions/{id}/messages`: a session's conversation.

use crate::model::{RequestId, Revision, Timestamp};
use serde::{Deserialize, Serialize};

/// `POST /sessions/{id}/messages`: a person's line in the conversation.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageBody {
    /// Plain text, at most 4,000 characters.
    pub text: String,
}

/// `GET /sessions/{id}/messages?cursor`: the newest lines, or those before the cursor, oldest first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagesAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The conversation.
    pub messages: Vec<MessageAnswer>,
    /// Give it back as `cursor` for the lines before these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One line of a session's conversation.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAnswer {
    /// Its number in the session, counted from 1.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// Who says it.
    pub author: MessageAuthor,
    /// Plain text. An agent's is cleaned, but not to be trusted.
    pub text: String,
    /// The request whose form stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
}

/// Who says a line.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageAuthor {
    /// A person.
    Person,
    /// The agent.
    Agent,
    /// Envdock itself.
    System,
}
