//! What went wrong and what to do next.

use crate::texts::join;

/// The server cannot be reached.
pub const OFFLINE: &str = "The server cannot be reached.";
/// It is tried again.
pub const RETRYING: &str = "Trying again by itself.";
/// What is shown is old.
#[must_use]
pub fn last_known(ago: &str) -> String {
    join(&["Showing what was known ", ago, "."])
}
/// Nobody is signed in.
pub const SIGNED_OUT: &str = "You are signed out.";
/// What to do about it.
pub const SIGNED_OUT_NEXT: &str = "Run `envdock open` for a new link. What you typed is kept.";
/// What to do about it where the page that shows this signs people in.
pub const SIGNED_OUT_OF_HOST_NEXT: &str =
    "Sign in to this page again, then retry. What you typed is kept.";
/// No answer in time.
pub const TIMEOUT: &str = "The server did not answer in time.";
/// The server cannot answer.
pub const UNAVAILABLE: &str = "The server cannot answer now.";
/// Too many requests.
pub const RATE_LIMITED: &str = "Too many requests. It goes on shortly.";
/// The launch link did not work.
pub const LAUNCH_USED: &str = "This link was used already or has ended.";
/// Somebody else was faster.
pub const CHANGED: &str = "Somebody changed it meanwhile. Look again, then repeat.";
/// The folder is out of reach.
pub const FOLDER_UNAVAILABLE: &str = "The session’s folder cannot be used.";
/// Not allowed.
pub const FORBIDDEN: &str = "You may not see this.";
/// Gone.
pub const NOT_FOUND: &str = "This no longer exists.";
/// Broken answer.
pub const PROTOCOL: &str = "The server’s answer could not be understood.";
/// Somebody else was first.
#[must_use]
pub fn conflict(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). Yours is kept, not saved."])
}
/// Somebody removed it, and a value was typed.
#[must_use]
pub fn conflict_removed(change: Option<&str>) -> String {
    removed(change, "What you typed is kept.")
}
/// Somebody else was first, and a value was to be deleted.
#[must_use]
pub fn conflict_delete(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). It was not deleted."])
}
/// Somebody else has deleted it.
#[must_use]
pub fn conflict_deleted(change: Option<&str>) -> String {
    match change {
        Some(change) => join(&["Somebody else has deleted the value meanwhile (", change, ")."]),
        None => "Somebody else has deleted the value meanwhile.".to_owned(),
    }
}
/// Somebody else was first, and an earlier value was to come back.
#[must_use]
pub fn conflict_undo(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). Nothing was undone."])
}
/// Somebody removed it, and an earlier value was to come back.
#[must_use]
pub fn conflict_undo_removed(change: Option<&str>) -> String {
    removed(change, "Nothing was undone.")
}
/// Somebody else was first, and a value was to be moved.
#[must_use]
pub fn conflict_move(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). Nothing was moved."])
}
/// Somebody removed what was to be moved.
#[must_use]
pub fn conflict_move_removed(change: Option<&str>) -> String {
    removed(change, "Nothing was moved.")
}
/// Not every server tells who it was.
fn removed(change: Option<&str>, rest: &str) -> String {
    match change {
        Some(change) => {
            join(&["Somebody removed the stored value meanwhile (", change, "). ", rest])
        }
        None => join(&["Somebody removed the stored value meanwhile. ", rest]),
    }
}
/// The line was changed by hand.
#[must_use]
pub fn line_changed(place: &str) -> String {
    join(&[place, " was changed by hand and differs from the stored value. Which one counts?"])
}
/// The file is tracked.
#[must_use]
pub fn tracked(file: &str) -> String {
    join(&["Git tracks ", file, ". A value written there could end up in a commit."])
}
/// The file cannot be used.
#[must_use]
pub fn file_problem(file: &str, detail: &str) -> String {
    join(&[file, ": ", detail])
}

/// Why a value was not saved.
pub mod save {
    use crate::texts::join;

    /// No usable answer.
    pub const UNCONFIRMED: &str =
        "No answer came, so it is not known whether it was stored. Sending it again is safe.";
    /// Not allowed.
    pub const FORBIDDEN: &str =
        "You may not write here. Ask an owner or an admin; what you typed is kept.";
    /// The scope is gone.
    pub const NOT_FOUND: &str = "This configuration no longer exists.";
    /// Too large.
    pub const VALUE_TOO_LARGE: &str = "The value is larger than 256 KiB.";
    /// Empty, or NUL.
    pub const VALUE_NOT_ALLOWED: &str = "The value is empty or holds a NUL character.";
    /// Too long ago, or destroyed.
    pub const NOT_KEPT: &str = "The earlier value is no longer kept. Type it again.";
    /// One of several failed.
    pub const NOT_ATTEMPTED: &str = "Another value was refused, so this one was not tried.";
    /// Somebody else answered it, or it was withdrawn.
    pub const REQUEST_SETTLED: &str = "The request is no longer open.";
    /// The session is over.
    pub const SESSION_ENDED: &str = "The session has ended.";
    /// The file has no such line.
    pub const NOT_IN_FILE: &str = "The key is no longer in the file. Type the value instead.";
    /// The value depends on who reads it.
    pub const VALUE_NOT_CERTAIN: &str =
        "What the line means depends on the program that reads it. Type the value instead.";
    /// The file is out of reach.
    pub const FILE_UNAVAILABLE: &str = "The file cannot be read. Type the value instead.";
    /// Anything else.
    pub const REFUSED: &str = "The server refused the value; its log says why.";

    /// No quoting works.
    #[must_use]
    pub fn reader(file: &str, reader: &str) -> String {
        join(&[
            "No quoting in ",
            file,
            " makes ",
            reader,
            " read exactly this value. Change the value, or read the file with another library.",
        ])
    }
    /// Stands for a reader that was not named.
    pub const SOME_READER: &str = "every program";
}

/// Why a deletion, a move or an undo was not done.
pub mod change {
    /// No usable answer.
    pub const UNCONFIRMED: &str =
        "No answer came, so it is not known whether it was done. Sending it again is safe.";
    /// Not allowed.
    pub const FORBIDDEN: &str =
        "You may not change what is stored there. Ask an owner or an admin.";
    /// The scope is gone.
    pub const NOT_FOUND: &str = "What the value belongs to no longer exists.";
    /// Too long ago, or destroyed.
    pub const NOT_KEPT: &str =
        "The earlier value is no longer kept, so it cannot come back. Type it again.";
    /// Anything else.
    pub const REFUSED: &str = "The server refused the change; its log says why.";
}

/// Who reads env files.
pub mod reader {
    /// Of Node.
    pub const NODE: &str = "dotenv (Node)";
    /// Of Python.
    pub const PYTHON: &str = "python-dotenv";
    /// Of Rust.
    pub const RUST: &str = "dotenvy (Rust)";
    /// Any.
    pub const SHELL: &str = "a shell";
}
