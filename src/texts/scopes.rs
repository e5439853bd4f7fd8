//! Who gets a value.

use crate::texts::join;

/// The configuration, as a form offers it.
pub const FUTURE: &str = "Future sessions";
/// Who gets it.
pub const FUTURE_HINT: &str = "Saved for this configuration: this session and all future ones.";
/// One session.
pub const SESSION: &str = "This session only";
/// Who gets it.
pub const SESSION_HINT: &str = "Only this session gets it. It is gone when the session ends.";
/// One file.
pub const FILE: &str = "Only this file";
/// Who gets it.
#[must_use]
pub fn file_hint(file: &str) -> String {
    join(&["Only ", file, ", in this session and all future ones."])
}
