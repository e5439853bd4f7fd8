//! What has to be done outside.

use crate::{Delay, DraftRevision, SaveId, SaveRequest, SlotId, StreamId, Subject, Timer};
use envdock_contract::model::{ConfigurationId, FileRef, KeyName, Revision, SessionId};
use std::sync::Arc;

/// Names one call. Its answer or failure carries it back, exactly once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(crate) u64);

/// An order to the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Wait, then report [`Event::TimerFired`](crate::Event::TimerFired).
    StartTimer {
        /// Comes back in the event.
        timer: Timer,
        /// How long.
        delay: Delay,
    },
    /// Ask what is stored. Answer: `CheckAnswered` or `CheckFailed`.
    Check(CheckRequest),
    /// Read configurations with their specs. Answer: `ConfigurationsAnswered` or
    /// `ConfigurationsFailed`.
    ReadConfigurations {
        /// The call.
        call: CallId,
        /// Which, in one request.
        ids: Vec<ConfigurationId>,
    },
    /// Read the list of all configurations, all its pages. Answer: `ListingAnswered` or
    /// `ListingFailed`.
    ReadListing {
        /// The call.
        call: CallId,
    },
    /// Read the env files of a session. Answer: `FilesAnswered` or `FilesFailed`.
    ReadFiles {
        /// The call.
        call: CallId,
        /// The session.
        session: SessionId,
    },
    /// Read something of a session. Answer: `SubjectEvent::Answered` or `SubjectEvent::Failed`.
    Read {
        /// The call.
        call: CallId,
        /// What.
        subject: Subject,
    },
    /// Ask who is signed in. Answer: `MeAnswered` or `MeFailed`.
    ReadMe {
        /// The call.
        call: CallId,
    },
    /// Tell what changes, as `StreamEvent`s with this name.
    OpenStream {
        /// The name.
        stream: StreamId,
        /// Tell everything after this revision; nothing: from now on.
        after: Option<Revision>,
    },
    /// Tell no more.
    CloseStream,
    /// Send a save; sent again, it must be the same bytes under the same idempotency key.
    /// Answer: `SaveAnswered` or `SaveFailed`.
    Save(SaveRequest),
    /// Drop the typed text of this slot, unless it is newer: the server has confirmed it.
    DropDraft {
        /// The slot.
        slot: SlotId,
        /// The version that was confirmed.
        revision: DraftRevision,
    },
    /// Drop what was kept to send this save again.
    ForgetSave {
        /// The save.
        save: SaveId,
    },
}

/// One request for presence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRequest {
    /// The call.
    pub call: CallId,
    /// What to ask; the answer has the same order and length.
    pub parts: Vec<CheckPart>,
}

/// The keys of one env file in one context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckPart {
    /// The context.
    pub context: Arc<crate::CheckContext>,
    /// The env file.
    pub file: FileRef,
    /// The keys.
    pub keys: Vec<KeyName>,
}
