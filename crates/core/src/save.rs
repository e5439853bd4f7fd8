//! Saves: what is asked and what is answered.

use crate::{DraftRevision, SaveFailure, SlotId};
use envdock_contract::model::{Address, FileRef, RequestId, Scope, SessionId, Stored, Version};
use std::sync::Arc;

/// Names one save. Whoever starts it chooses a number that was not used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaveId(pub u64);

/// Says that two requests are the same save. Random, never used for another save.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(pub Arc<str>);

/// One save: what goes out, and goes out again unchanged when no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveRequest {
    /// Its name.
    pub save: SaveId,
    /// The same each time it is sent.
    pub idempotency_key: IdempotencyKey,
    /// Where it goes.
    pub route: SaveRoute,
    /// What it does; the answer has the same order.
    pub operations: Vec<SaveOperation>,
}

/// Where a save goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRoute {
    /// Values are sent.
    Write {
        /// All or nothing.
        atomic: bool,
    },
    /// The server takes the values from the session's env files itself.
    Adopt {
        /// The session.
        session: SessionId,
    },
    /// They answer a request, all or nothing: one operation per key of it.
    Submission {
        /// The request.
        request: RequestId,
    },
}

/// One write of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOperation {
    /// The slot that shows it.
    pub slot: SlotId,
    /// Where the value goes. It may be farther or nearer than what applies now.
    pub scope: Scope,
    /// The version that is stored there now; 0: none is.
    pub expected_version: Version,
    /// What to do.
    pub action: SaveAction,
}

impl SaveOperation {
    /// All addresses that it writes: of a move both ends.
    pub(crate) fn addresses(&self) -> Vec<Address> {
        let mut addresses = Vec::new();
        if self.action.writes() {
            addresses.push(self.address());
        }
        if let SaveAction::Move { to, .. } = &self.action {
            addresses.push(Address { scope: to.clone(), ..self.address() });
        }
        addresses
    }

    /// The address that it writes; of a move, the one that it leaves.
    #[must_use]
    pub fn address(&self) -> Address {
        Address {
            environment: self.slot.context().environment.clone(),
            scope: self.scope.clone(),
            key: self.slot.key().clone(),
        }
    }
}

/// What a write does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SaveAction {
    /// Stores the typed text of this version.
    Set {
        /// The version.
        draft: DraftRevision,
    },
    /// Removes the value.
    Unset,
    /// Stores what the env file on disk has (with [`SaveRoute::Adopt`] only).
    Adopt,
    /// Moves the stored value to another scope, unread.
    Move {
        /// Where it goes.
        to: Scope,
        /// The version that is stored there now; 0: none is.
        to_expected_version: Version,
    },
    /// Uses what is stored already (with [`SaveRoute::Submission`] only).
    UseStored,
    /// Leaves the key out (with [`SaveRoute::Submission`] only).
    Skip,
    /// Makes an earlier version that is still kept the newest one again, unread.
    Restore {
        /// The version whose value comes back.
        from_version: Version,
    },
}

impl SaveAction {
    /// Whether a value is stored or removed by it.
    #[must_use]
    pub fn writes(&self) -> bool {
        !matches!(self, Self::UseStored | Self::Skip)
    }

    /// What people call it.
    #[must_use]
    pub fn verb(&self) -> SaveVerb {
        match self {
            Self::Set { .. } | Self::Adopt | Self::UseStored | Self::Skip => SaveVerb::Store,
            Self::Unset => SaveVerb::Remove,
            Self::Move { .. } => SaveVerb::Move,
            Self::Restore { .. } => SaveVerb::Restore,
        }
    }
}

/// What a save does to what is stored, as people call it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SaveVerb {
    /// A new value is stored.
    #[default]
    Store,
    /// A value is removed.
    Remove,
    /// An earlier value comes back.
    Restore,
    /// A value goes to another scope.
    Move,
}

/// What became of one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// The value is stored.
    Stored {
        /// What is stored now.
        stored: Stored,
        /// What happened to env files.
        applied: Vec<FileEffect>,
    },
    /// The value is removed.
    Removed {
        /// The version that the removal has.
        version: Version,
        /// What happened to env files.
        applied: Vec<FileEffect>,
    },
    /// As ordered, nothing was written to the store.
    Unwritten {
        /// What happened to env files: a stored value that is used goes there.
        applied: Vec<FileEffect>,
    },
    /// Nothing was changed.
    Refused(SaveFailure),
}

/// What a write did to one env file of one live session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEffect {
    /// The session.
    pub session: SessionId,
    /// The env file.
    pub file: FileRef,
    /// What happened to the key's line.
    pub result: FileResult,
}

/// What happened to a line of an env file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileResult {
    /// It has the value that applies.
    Written,
    /// It is gone: no value applies.
    Removed,
    /// It had the value already, or a nearer one applies.
    Unchanged,
    /// The slot is proposed: a person must accept it first.
    Proposed,
    /// Somebody else changed the line; it was left alone.
    Conflict {
        /// The line, counted from 1.
        line: u32,
    },
    /// Git tracks the file: a person must confirm first.
    TrackedByGit,
    /// The sandbox applies it.
    Pending,
    /// It could not be written.
    Failed {
        /// Why, for people.
        detail: String,
    },
}
