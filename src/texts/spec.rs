//! Saying by hand what a project needs.

use crate::texts::join;

/// Opens what is said about a key.
pub const CHANGE: &str = "Change what is needed";
/// The project cannot run without it.
pub const REQUIRED: &str = "Required";
/// It is of no use to this project.
pub const NOT_NEEDED: &str = "Not needed";
/// Who is concerned.
pub const NOT_NEEDED_HINT: &str = "Not counted and never written, until you need it again.";
/// What it is for.
pub const DESCRIPTION: &str = "What it is for";
/// A group of which one is enough.
pub const GROUP: &str = "One of a group";
/// How a group is made.
pub const GROUP_HINT: &str =
    "Keys of this file that name the same group replace one another: one of them is enough.";
/// Keeps what was said.
pub const SAVE: &str = "Save changes";
/// One place up.
pub const UP: &str = "Move up";
/// One place down.
pub const DOWN: &str = "Move down";
/// Takes the key out of the list.
pub const REMOVE: &str = "Remove from the list";
/// Opens the form for a new key.
pub const ADD: &str = "Add a key…";
/// The form.
pub const ADD_TITLE: &str = "Add a key";
/// A label.
pub const KEY: &str = "Key";
/// A label.
pub const FILE: &str = "Env file";
/// Adds the key.
pub const ADD_NOW: &str = "Add";
/// No key can be called that.
pub const BAD_KEY: &str =
    "A key has letters, digits and underscores, at most 200, and does not begin with a digit.";
/// No env file can be called that.
pub const BAD_FILE: &str =
    "Name a file of the project that is called .env, .env.something or something.env.";
/// It is there already.
pub const LISTED: &str = "This file lists the key already.";
/// The key has power over programs.
pub const CONTROLS: &str = "This name changes how other programs start. Add it only if you know \
     why the project needs it; press Add again to do so.";
/// Puts a key back that was taken out.
pub const PUT_BACK: &str = "Undo";
/// Values are not touched by the list.
pub const REMOVED_NEXT: &str = "A value that is stored for it stays stored.";

/// A key was taken out.
#[must_use]
pub fn removed(key: &str, file: &str) -> String {
    join(&[key, " is not listed in ", file, " any more."])
}

/// A key was added.
#[must_use]
pub fn added(key: &str, file: &str) -> String {
    join(&[key, " is listed in ", file, " now."])
}
