//! `GET /events?after=revision`: what changed, as it happens.
//!
//! A `text/event-stream` read with `fetch` (a bearer token, not `EventSource`): each message's
//! `data` is one [`StreamedEvent`] as JSON, its `id` the revision. Comments keep the line alive.

use crate::model::{Address, ConfigurationId, EnvRequest, Revision, SessionId, Stored, Version};
use crate::wire::{MessageAnswer, SessionAnswer};
use serde::{Deserialize, Serialize};

/// One message of the stream. Its reader ignores what is older than what it knows.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamedEvent {
    /// The organization's revision after the change.
    pub revision: Revision,
    /// What changed.
    pub event: EventBody,
}

/// What changed: names and states, each only to those who may read it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventBody {
    /// The stream begins here: everything up to its revision was sent or is known.
    Connected,
    /// Stored values changed.
    Presence {
        /// One per address that was written.
        changes: Vec<PresenceChange>,
    },
    /// A spec was saved: read it again.
    Spec {
        /// Whose.
        configuration: ConfigurationId,
        /// Its version now.
        version: Version,
    },
    /// A request was asked or settled.
    Request(EnvRequest),
    /// A session began or ended.
    Session(SessionAnswer),
    /// A line was added to a session's conversation.
    Message {
        /// The session.
        session: SessionId,
        /// The line.
        message: MessageAnswer,
    },
    /// Env files of a session were written: read their states again.
    Files {
        /// The session.
        session: SessionId,
    },
    /// What was missed is no longer known: read everything again, at a random moment of the next
    /// two seconds, so that not everybody asks at once.
    Resync,
    /// A kind that this version does not know.
    #[serde(other)]
    Unknown,
}

/// What is stored at one address now.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceChange {
    /// The address.
    pub address: Address,
    /// The version of the write.
    pub version: Version,
    /// What is stored; absent: the value was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<Stored>,
}
