//! The Environment tab and the repository summary.

use crate::texts::{join, number, plural};

/// The tab's name.
pub const TITLE: &str = "Environment";
/// Until the first answer.
pub const LOADING: &str = "Looking up what this project needs";
/// While presence is being asked.
pub const CHECKING: &str = "Checking what is set…";
/// No spec was saved yet.
pub const BEFORE_SPEC: &str = "Not looked at yet";
/// What to do about it.
pub const BEFORE_SPEC_NEXT: &str =
    "What the project needs appears here as soon as it has been scanned.";
/// The spec is empty.
pub const EMPTY_SPEC: &str = "Nothing needed";
/// Why.
pub const EMPTY_SPEC_NEXT: &str = "No env file and no reference to an environment variable was found in this project. Add a .env.example or let an agent say what is needed; the project is looked at again when Envdock is started for it.";
/// No key matches.
pub const NO_MATCH: &str = "No key matches";
/// What to do about it. It does not repeat the search: people paste values there.
pub const NO_MATCH_NEXT: &str = "The search looks at names of keys only.";
/// The configuration could not be read.
pub const FAILED: &str = "Could not be loaded";
/// A member who may only read.
pub const READ_ONLY: &str =
    "You see names and states. Shared values are changed by owners and admins.";

/// The count of required keys.
#[must_use]
pub fn progress(set: usize, required: usize) -> String {
    join(&[&number(set), " of ", &number(required), " required set"])
}

/// Only optional keys exist.
pub const NOTHING_REQUIRED: &str = "Nothing required";

/// Further counts beside the progress.
#[must_use]
pub fn unknown(count: usize) -> String {
    join(&[&number(count), " unknown"])
}

/// Optional keys beside the progress.
#[must_use]
pub fn optional(set: usize, all: usize) -> String {
    join(&[&number(set), " of ", &number(all), " optional"])
}

/// A file's count, as drawn.
#[must_use]
pub fn fraction(set: usize, all: usize) -> String {
    join(&[&number(set), "/", &number(all)])
}

/// A file's count, as read aloud.
#[must_use]
pub fn fraction_spoken(file: &str, set: usize, all: usize) -> String {
    join(&[file, ", ", &progress(set, all)])
}

/// Keys that the spec no longer has, although something was typed for them.
#[must_use]
pub fn removed(keys: &str) -> String {
    join(&["No longer asked for: ", keys])
}
/// What happened to the text.
pub const REMOVED_NEXT: &str = "What you typed is kept, in case the key comes back.";

/// How many drafts wait.
#[must_use]
pub fn unsaved(count: usize) -> String {
    join(&[&number(count), " ", plural(count, "value", "values"), " typed, not saved"])
}

/// How many keys can be adopted.
#[must_use]
pub fn adoptable(count: usize) -> String {
    let keys = plural(count, "key is", "keys are");
    join(&[&number(count), " ", keys, " in an env file but not stored."])
}

/// What adopting does.
pub const ADOPTABLE_NEXT: &str =
    "Adopting stores what the file has. The server reads it; this page does not.";

/// How many keys are proposed.
#[must_use]
pub fn proposed(count: usize) -> String {
    let keys = plural(count, "key asks", "keys ask");
    join(&[&number(count), " ", keys, " for a shared value."])
}

/// What accepting does.
pub const PROPOSED_NEXT: &str =
    "Once accepted, the value is written to the env file, where programs in the session read it.";

/// Announced after a save.
#[must_use]
pub fn announce_saved(key: &str) -> String {
    join(&[key, " saved. "])
}

/// Announced after a deletion.
#[must_use]
pub fn announce_deleted(key: &str) -> String {
    join(&[key, " deleted. "])
}

/// Announced after an undo.
#[must_use]
pub fn announce_restored(key: &str) -> String {
    join(&[key, " is back. "])
}

/// Announced after a move.
#[must_use]
pub fn announce_moved(key: &str) -> String {
    join(&[key, " moved. "])
}

/// Announced when a deletion, a move or an undo failed.
#[must_use]
pub fn announce_unchanged(key: &str) -> String {
    join(&[key, " was not changed. "])
}

/// Announced where it can be undone.
pub const ANNOUNCE_UNDO: &str = " It can be undone in its row.";

/// Announced when a save failed.
#[must_use]
pub fn announce_failed(key: &str) -> String {
    join(&[key, " was not saved. "])
}

/// A summary of a configuration without a spec.
pub const SUMMARY_BEFORE_SPEC: &str = "Not looked at yet";
/// A summary of a configuration that needs nothing.
pub const SUMMARY_EMPTY: &str = "Needs no variables";

/// The link of a summary.
#[must_use]
pub fn summary_link(name: &str) -> String {
    join(&["Open ", name])
}

/// Files of a summary that are not named.
#[must_use]
pub fn more_files(count: usize) -> String {
    join(&["and ", &number(count), " more ", plural(count, "file", "files")])
}
