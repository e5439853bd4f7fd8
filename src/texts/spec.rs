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
/// While it is on its way.
pub const SAVING: &str = "Saving…";
/// One place up.
pub const UP: &str = "Move up";
/// One place down.
pub const DOWN: &str = "Move down";
/// The file, one place up.
pub const FILE_UP: &str = "Move file up";
/// The file, one place down.
pub const FILE_DOWN: &str = "Move file down";
/// An action together with the file it is for, as screen readers say it.
#[must_use]
pub fn of_file(action: &str, file: &str) -> String {
    join(&[action, ": ", file])
}
/// A key or a file was moved.
#[must_use]
pub fn moved(name: &str, is_up: bool) -> String {
    join(&[name, if is_up { " moved up." } else { " moved down." }])
}
/// It cannot be moved up.
#[must_use]
pub fn is_first(name: &str) -> String {
    join(&[name, " is the first already."])
}
/// It cannot be moved down.
#[must_use]
pub fn is_last(name: &str) -> String {
    join(&[name, " is the last already."])
}
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
/// While it is on its way.
pub const ADDING: &str = "Adding…";
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

/// Only some may change a spec.
pub const FORBIDDEN: &str = "You may not change what is needed. Ask an owner or an admin.";

/// Somebody else changed the spec while a key was being accepted.
pub const ACCEPT_AGAIN: &str =
    "Somebody changed what is needed meanwhile. Press Accept, or save once more.";
/// No answer came after a key was to be accepted.
pub const ACCEPT_UNCONFIRMED: &str =
    "No answer came. If the key is still proposed, press Accept, or save once more.";

/// A key was not added.
#[must_use]
pub fn not_added(why: &str) -> String {
    join(&["Not added. ", why, " What you typed is kept; press Add to try again."])
}

/// No answer came after a key was sent.
pub const ADDING_UNCONFIRMED: &str = "No answer came, so it is not known whether the key was     added. What you typed is kept; look at the list, or press Add to try again.";

/// What was said about a key was not saved.
#[must_use]
pub fn not_saved(why: &str) -> String {
    join(&["Not saved. ", why, " What you typed is kept; press Save changes to try again."])
}

/// No answer came after that was sent.
pub const SAVING_UNCONFIRMED: &str = "No answer came, so it is not known whether it was saved. \
    What you typed is kept; press Save changes to send it again.";

/// What somebody else has changed about a key while its row was open.
pub mod meanwhile {
    /// What the rest is about.
    pub const TITLE: &str = "Somebody changed what is needed here.";
    /// It is of no use any more.
    pub const NOT_NEEDED: &str =
        "The key is marked as not needed: a value for it is stored, but not written.";
    /// It is of use again.
    pub const NEEDED: &str = "The key is needed again.";
    /// The project cannot run without it.
    pub const REQUIRED: &str = "The key is required now.";
    /// The project can run without it.
    pub const OPTIONAL: &str = "The key is optional now.";
    /// Other words about it.
    pub const DESCRIBED: &str = "What it is for was changed.";
    /// Another group.
    pub const GROUP: &str = "Its group was changed.";
    /// Another place.
    pub const MOVED: &str = "It was moved in the list.";
}
