//! What the server tells as it happens.

use crate::{CheckFailure, SubjectArrival};
use envdock_contract::model::{Address, ConfigurationId, Revision, SessionId, Stored, Version};

/// Names one stream of changes. Its news carry it back: those of an earlier one are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(pub(crate) u64);

/// A fact about the stream of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamEvent {
    /// It stands.
    Connected {
        /// Which.
        stream: StreamId,
        /// From here on every change is told; nothing for a host without revisions.
        revision: Option<Revision>,
        /// Every change between the revision that it was opened after and this one was told.
        complete: bool,
    },
    /// Something changed.
    Arrived {
        /// Which stream tells it.
        stream: StreamId,
        /// The organization's revision after the change.
        revision: Option<Revision>,
        /// What.
        news: News,
    },
    /// It ended, or could not be opened.
    Lost {
        /// Which.
        stream: StreamId,
        /// Why.
        failure: CheckFailure,
    },
}

/// What changed: names and states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Stored values.
    Presence(Vec<AddressNews>),
    /// A spec: it is read again.
    Spec {
        /// Whose.
        configuration: ConfigurationId,
        /// Its version now.
        version: Version,
    },
    /// A session, a request or a conversation.
    Subject(SubjectArrival),
    /// Env files of a session: they are read again.
    Files(SessionId),
    /// What was missed is no longer known: everything is read again, at a random moment soon, so
    /// that not everybody asks at once.
    Resync,
}

/// What is stored at one address now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressNews {
    /// The address.
    pub address: Address,
    /// The version of the write.
    pub version: Version,
    /// What is stored; nothing: the value was removed.
    pub stored: Option<Stored>,
}
