//! The state of one key as a word and a shape, never as a colour alone.

use crate::texts::rows;

/// What a row can say about its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is being asked for the first time.
    Checking,
    /// Required, and no value is stored.
    Missing,
    /// No value is stored, and none is required.
    Optional,
    /// No value is stored, but another key of its group has one.
    Covered,
    /// A value is stored.
    Set,
    /// A save is on its way.
    Saving,
    /// A save was refused.
    NotSaved,
    /// A deletion, a move or an undo was refused.
    NotChanged,
    /// It is not known whether a save arrived.
    Unconfirmed,
    /// Somebody else stored a value meanwhile.
    Conflict,
    /// The env file has a line, but nothing is stored.
    InFile,
    /// The env file's line lags behind what is stored.
    Outdated,
    /// A value is stored, but the env file has no line.
    NotWritten,
    /// The env file's line was changed by hand.
    LineChanged,
    /// A shared value applies, and a person has to accept that.
    Proposed,
    /// A person said that it is not needed.
    NotNeeded,
    /// It could not be found out.
    Unknown,
}

impl Status {
    /// The `data-state` that style sheets and tests know.
    #[must_use]
    pub fn state(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Missing => "absent",
            Self::Optional => "optional",
            Self::Covered => "covered",
            Self::Set => "present",
            Self::Saving => "saving",
            Self::NotSaved | Self::NotChanged => "failed",
            Self::Unconfirmed => "unconfirmed",
            Self::Conflict => "conflict",
            Self::InFile => "in-file",
            Self::Outdated => "outdated",
            Self::NotWritten => "not-written",
            Self::LineChanged => "line-changed",
            Self::Proposed => "proposed",
            Self::NotNeeded => "not-needed",
            Self::Unknown => "unknown",
        }
    }

    /// The words for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Checking => rows::CHECKING,
            Self::Missing => rows::MISSING,
            Self::Optional => rows::OPTIONAL,
            Self::Covered => rows::COVERED,
            Self::Set => rows::SET,
            Self::Saving => rows::SAVING,
            Self::NotSaved => rows::NOT_SAVED,
            Self::NotChanged => rows::NOT_CHANGED,
            Self::Unconfirmed => rows::UNCONFIRMED,
            Self::Conflict => rows::CONFLICT,
            Self::InFile => rows::IN_FILE,
            Self::Outdated => rows::OUTDATED,
            Self::NotWritten => rows::NOT_WRITTEN,
            Self::LineChanged => rows::LINE_CHANGED,
            Self::Proposed => rows::PROPOSED,
            Self::NotNeeded => rows::NOT_NEEDED,
            Self::Unknown => rows::UNKNOWN,
        }
    }

    /// Where it stands in a list: what needs a person comes first.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Conflict
            | Self::LineChanged
            | Self::NotSaved
            | Self::NotChanged
            | Self::Unconfirmed => 0,
            Self::Missing => 1,
            Self::Proposed | Self::InFile => 2,
            Self::Unknown | Self::Outdated | Self::NotWritten => 3,
            Self::Checking | Self::Saving => 4,
            Self::Optional => 5,
            Self::Covered => 6,
            Self::Set => 7,
            Self::NotNeeded => 8,
        }
    }
}
