//! What is known about one slot.

use crate::{CheckFailure, FileEffect, Millis, SaveFailure, SaveOperation, SaveVerb};
use envdock_contract::model::{OnDisk, Presence, UnknownReason};

/// Everything known about one slot, but no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is stored, as far as it is known.
    pub presence: Presence,
    /// Whether it is being asked.
    pub fetch: Fetch,
    /// Why the last question was not answered.
    pub failure: Option<CheckFailure>,
    /// When the last answer came.
    pub checked_at: Option<Millis>,
    /// `presence` may be out of date: the last question failed, or something changed since.
    pub stale: bool,
    /// What became of the last save.
    pub save: SaveState,
    /// What that save did, or was to do.
    pub verb: SaveVerb,
    /// What is known about the typed text.
    pub draft: DraftMark,
    /// The slot's line in the env file, compared with what is stored, where that was read.
    pub on_disk: Option<OnDisk>,
    /// The number of that line, counted from 1.
    pub line: Option<u32>,
}

impl Default for Entry {
    /// Nothing is known.
    fn default() -> Self {
        Self {
            presence: Presence::Unknown { reason: UnknownReason::NotChecked },
            fetch: Fetch::Idle,
            failure: None,
            checked_at: None,
            stale: false,
            save: SaveState::Idle,
            verb: SaveVerb::Store,
            draft: DraftMark::default(),
            on_disk: None,
            line: None,
        }
    }
}

/// Whether something is being asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fetch {
    /// No.
    #[default]
    Idle,
    /// It goes out with the next request.
    Queued,
    /// A request is on its way.
    Fetching,
}

/// What became of the last save of a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was saved, or it is no longer worth mentioning.
    #[default]
    Idle,
    /// On its way: not yet stored as far as anybody knows, and not counted.
    Saving,
    /// It failed; the typed text is kept.
    Failed(SaveFailure),
    /// The server confirmed it.
    Saved {
        /// When.
        at: Millis,
        /// What happened to env files of live sessions.
        applied: Vec<FileEffect>,
        /// The writes that take it back; none: it cannot be undone.
        undo: Vec<SaveOperation>,
    },
}

impl SaveState {
    /// What a save means for its slot that writes there more than once. While it is under way, the
    /// slot shows `Saving`.
    pub(crate) fn and(self, next: Self) -> Self {
        match (self, next) {
            (Self::Idle | Self::Saving, next) => next,
            (
                Self::Failed(SaveFailure::NotAttempted) | Self::Saved { .. },
                Self::Failed(failure),
            ) => Self::Failed(failure),
            (Self::Saved { applied, undo, .. }, Self::Saved { at, applied: more, undo: then }) => {
                let (applied, undo) = ([applied, more].concat(), [undo, then].concat());
                Self::Saved { at, applied, undo }
            }
            (before @ (Self::Failed(_) | Self::Saved { .. }), _) => before,
        }
    }
}

/// A version of the typed text of one slot; it only grows. The text itself is elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftRevision(pub u64);

/// What is known about the typed text of one slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DraftMark {
    /// Its version.
    pub revision: DraftRevision,
    /// There is text that was not saved.
    pub dirty: bool,
    /// Its length in bytes.
    pub length: usize,
}
