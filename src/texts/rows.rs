//! States of a key, and the line below its name.

use crate::texts::{join, number, plural};

/// A value is stored and in its file.
pub const SET: &str = "Set";
/// A required value is not there.
pub const MISSING: &str = "Missing";
/// An optional value is not there.
pub const OPTIONAL: &str = "Optional";
/// Another key of the group has a value.
pub const COVERED: &str = "Covered";
/// It is not known whether a value is stored.
pub const UNKNOWN: &str = "Unknown";
/// It is being asked.
pub const CHECKING: &str = "Checking";
/// The save is on its way.
pub const SAVING: &str = "Saving";
/// The save failed.
pub const NOT_SAVED: &str = "Not saved";
/// The save may or may not have arrived.
pub const UNCONFIRMED: &str = "Not confirmed";
/// Somebody else stored a value meanwhile.
pub const CONFLICT: &str = "Changed meanwhile";
/// The file has a line, nothing is stored.
pub const IN_FILE: &str = "In file, not stored";
/// The file's line lags behind.
pub const OUTDATED: &str = "Outdated in file";
/// The file has no line yet.
pub const NOT_WRITTEN: &str = "Not in file yet";
/// The file's line was changed by hand.
pub const LINE_CHANGED: &str = "Changed in file";
/// Waits for a person's acceptance.
pub const PROPOSED: &str = "Proposed";
/// A person said so.
pub const NOT_NEEDED: &str = "Not needed";
/// A deletion, a move or an undo failed.
pub const NOT_CHANGED: &str = "Not changed";
/// Text was typed and not saved.
pub const DRAFT: &str = "Draft";

/// Added to a key that the last scan did not find.
pub const NO_LONGER_FOUND: &str = "no longer found in the project";
/// A person chose to keep the file's line although another value is stored.
pub const KEPT_IN_FILE: &str = "the file keeps its own line";
/// Named when who wrote it is the person who reads it.
pub const YOU: &str = "you";

/// The scope of a value, in a few words.
pub mod scope {
    /// One session.
    pub const SESSION: &str = "this session only";
    /// The person's own.
    pub const USER: &str = "only you";
    /// One file.
    pub const FILE: &str = "this file";
    /// The configuration.
    pub const CONFIGURATION: &str = "this configuration";
    /// A repository.
    pub const REPOSITORY: &str = "repository";
    /// The organization.
    pub const ORGANIZATION: &str = "organization";

    /// A repository by its name.
    #[must_use]
    pub fn repository(name: &str) -> String {
        crate::texts::join(&[REPOSITORY, " ", name])
    }
}

/// Where the winning value applies.
#[must_use]
pub fn for_scope(scope: &str) -> String {
    join(&["for ", scope])
}

/// Which values the winning one hides.
#[must_use]
pub fn shadows(scopes: &str) -> String {
    join(&["shadows ", scopes])
}

/// The last change: when and by whom.
#[must_use]
pub fn changed(ago: &str, by: &str) -> String {
    join(&[ago, " by ", by])
}

/// The last change, where nobody knows when it was.
pub const CHANGED_SOME_TIME: &str = "not known when";

/// One of a group is enough.
pub const ONE_IS_ENOUGH: &str = "one of several is enough";

/// A line of the project.
#[must_use]
pub fn at_line(file: &str, line: &str) -> String {
    join(&[file, ":", line])
}

/// How many further lines mention the key.
#[must_use]
pub fn more_places(count: usize) -> String {
    join(&["+", &number(count)])
}

/// Another key of the group is set already.
#[must_use]
pub fn covered_by(key: &str) -> String {
    join(&[key, " is set, which is enough"])
}

/// The line of a value that is in the file.
#[must_use]
pub fn in_line(file: &str, line: Option<&str>) -> String {
    line.map_or_else(|| file.to_owned(), |line| at_line(file, line))
}

/// A typed text's length.
#[must_use]
pub fn bytes(count: usize) -> String {
    join(&[&number(count), " ", plural(count, "byte", "bytes")])
}

/// After a save: where it was written.
#[must_use]
pub fn written_to(file: &str) -> String {
    join(&["Written to ", file, ". Restart your dev server to pick it up."])
}

/// After a save: the file had it already.
#[must_use]
pub fn unchanged_in(file: &str) -> String {
    join(&["Stored. ", file, " did not have to change."])
}

/// After a save: the line is gone.
#[must_use]
pub fn removed_from(file: &str) -> String {
    join(&["Removed from ", file, "."])
}

/// After a save of a key that was proposed, until it is accepted.
pub const ACCEPTING: &str = "Stored. Accepting the key…";

/// After a save of a key that was proposed.
#[must_use]
pub fn accepted(key: &str) -> String {
    join(&["Stored, and ", key, " is accepted."])
}

/// After a save of a key that was proposed, and still is.
#[must_use]
pub fn not_accepted(key: &str, why: &str) -> String {
    join(&["The value is stored, but ", key, " was not accepted. ", why])
}

/// After a save: stored, but not in the file.
#[must_use]
pub fn not_written(file: &str, reason: &str) -> String {
    join(&["Stored, but not written to ", file, ": ", reason])
}

/// After a save: the sandbox writes the file.
#[must_use]
pub fn pending(file: &str) -> String {
    join(&["Stored. The sandbox writes ", file, " when it next applies its values."])
}

/// After a save with no session to write to.
pub const STORED_ONLY: &str = "Stored. It is written when a session starts.";
/// A reason for [`not_written`].
pub const REASON_PROPOSED: &str = "the key is proposed and waits for your acceptance.";
/// A reason for [`not_written`].
pub const REASON_TRACKED: &str = "git tracks the file, and would put the value into a commit.";

/// A reason for [`not_written`].
#[must_use]
pub fn reason_changed(line: u32) -> String {
    join(&["line ", &line.to_string(), " was changed by hand."])
}

/// After a deletion.
pub const DELETED: &str = "Deleted. ";
/// After an undo that brought an earlier value back.
pub const RESTORED: &str = "The earlier value is back. ";
/// After a move.
pub const MOVED: &str = "Moved. ";

/// After a change: the file had it already.
#[must_use]
pub fn file_unchanged(file: &str) -> String {
    join(&[file, " did not have to change."])
}

/// After a change: the sandbox writes the file.
#[must_use]
pub fn file_pending(file: &str) -> String {
    join(&["The sandbox changes ", file, " when it next applies its values."])
}

/// After a change: it is not in the file.
#[must_use]
pub fn file_not_written(file: &str, reason: &str) -> String {
    join(&["Not written to ", file, ": ", reason])
}
