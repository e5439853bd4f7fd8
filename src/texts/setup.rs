//! What makes a missing value seen: the badge, the notice, the question before finishing.

use crate::texts::{join, number, plural};

/// What the badge's number means.
#[must_use]
pub fn missing(count: usize) -> String {
    join(&[&number(count), " required ", plural(count, "value", "values"), " missing"])
}
/// What the badge's second number means.
#[must_use]
pub fn open_requests(count: usize) -> String {
    join(&[&number(count), " open ", plural(count, "request", "requests")])
}
/// The badge as a button.
pub const OPEN_TAB: &str = "Open Environment";

/// A file was added to the spec.
#[must_use]
pub fn file_added(file: &str) -> String {
    join(&[file, " is needed by this project"])
}
/// Several files were added to the spec.
#[must_use]
pub fn files_added(count: usize, files: &str) -> String {
    join(&[&number(count), " env files are needed by this project: ", files])
}
/// How much is missing in them.
#[must_use]
pub fn is_missing(count: usize) -> String {
    join(&[&missing(count), ". Programs that read them may not run."])
}
/// Nothing is missing there.
pub const NOTHING_MISSING: &str = "No required value is missing.";
/// Takes the notice away.
pub const DISMISS: &str = "Dismiss";
/// The notice's name.
pub const NOTICE: &str = "New env files";

/// The headline of the question before finishing.
#[must_use]
pub fn finish_title(count: usize) -> String {
    join(&[&number(count), " required ", plural(count, "value is", "values are"), " still missing"])
}
/// What happens without them.
pub const FINISH_TEXT: &str =
    "A snapshot saved now starts its next sessions without them, until somebody fills them in.";
/// Stands before keys of which one is enough.
pub const ONE_OF: &str = "one of";
/// Goes to the tab.
pub const FILL_NOW: &str = "Fill now";
/// Saves without them.
pub const SAVE_ANYWAY: &str = "Save anyway";
/// Closes the question; nothing is saved.
pub const CANCEL: &str = "Cancel";
/// It did not happen.
pub const NOT_FINISHED: &str = "The snapshot was not saved.";
/// The list has changed while the question was open.
pub const CHANGED: &str = "What is missing has changed meanwhile. This is the list now.";
