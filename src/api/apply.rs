//! Applying stored values to env files: the order and what it did.

use envdock_contract::model::{FileRef, KeyName};
use envdock_core::FileResult;

/// What a person decided before stored values are written into env files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplyOrder {
    /// What to do with lines that were changed by hand; all others stay as they are.
    pub resolutions: Vec<LineResolution>,
    /// Files tracked by git that a person has confirmed.
    pub confirmed_tracked: Vec<FileRef>,
}

/// What to do with one line that was changed by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineResolution {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// The choice.
    pub choice: LineChoice,
}

/// Which side of a conflict stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineChoice {
    /// The line in the file; it is somebody else's from now on.
    KeepFile,
    /// The stored value.
    TakeStored,
}

/// What an apply did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What happened per slot, in the spec's order.
    pub results: Vec<AppliedSlot>,
    /// Lines that were changed by hand and not resolved.
    pub conflicts: Vec<LineConflict>,
}

/// What an apply did to one slot's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedSlot {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// What happened.
    pub result: FileResult,
}

/// A line that was changed by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineConflict {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// The line, counted from 1.
    pub line: u32,
}
