//! What an update leads to.

use crate::{Command, SlotId, Subject, SummaryId};
use envdock_contract::model::{ConfigurationId, RequestId, SessionId};

/// What an update leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// What has to be done, in this order.
    pub commands: Vec<Command>,
    /// What is different from before, each named once: nothing else needs to be looked at.
    pub changed: Vec<Changed>,
}

/// Names something whose answer to a query has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Changed {
    /// See [`State::entry`](crate::State::entry).
    Slot(SlotId),
    /// See [`State::summary`](crate::State::summary).
    Summary(SummaryId),
    /// See [`State::configuration`](crate::State::configuration).
    Configuration(ConfigurationId),
    /// See [`State::files`](crate::State::files).
    Files(SessionId),
    /// See [`State::listing`](crate::State::listing).
    Listing,
    /// See [`State::connection`](crate::State::connection).
    Connection,
    /// See [`State::me`](crate::State::me).
    Me,
    /// See [`State::session`](crate::State::session), [`State::requests`](crate::State::requests),
    /// [`State::request`](crate::State::request) and
    /// [`State::conversation`](crate::State::conversation).
    Subject(Subject),
    /// See [`State::submission`](crate::State::submission).
    Submission(RequestId),
}
