//! What buttons and links say.

use crate::texts::{join, number};

/// Opens the field of a key without a value.
pub const FILL: &str = "Fill";
/// Opens the field of a key that has a value.
pub const REPLACE: &str = "Replace";
/// Opens the field although a value is there already.
pub const TYPE_VALUE: &str = "Type a value instead";
/// Goes on with text that was not saved.
pub const CONTINUE: &str = "Continue";
/// Stores what an env file has.
pub const ADOPT: &str = "Adopt";
/// Lets a proposed key have the value that applies.
pub const ACCEPT: &str = "Accept";
/// Lets all proposed keys have the values that apply.
pub const ACCEPT_ALL: &str = "Accept all";
/// Asks again.
pub const RETRY: &str = "Retry";
/// Opens what needs a decision.
pub const REVIEW: &str = "Review";
/// Writes the stored value into the file once more.
pub const WRITE_AGAIN: &str = "Write again";
/// Takes the last change back.
pub const UNDO: &str = "Undo";
/// Stores a nearer value, which applies before the one that is there.
pub const OVERRIDE: &str = "Override here";
/// Removes a stored value.
pub const DELETE: &str = "Delete";
/// Removes what somebody else stored meanwhile.
pub const DELETE_ANYWAY: &str = "Delete anyway";
/// Brings the earlier value back over what somebody else stored meanwhile.
pub const UNDO_ANYWAY: &str = "Undo anyway";
/// Takes a stored value to another scope.
pub const MOVE: &str = "Move";
/// Leaves what is stored as it is.
pub const LEAVE: &str = "Leave it as it is";
/// Moves a value of this session only to where later sessions get it, too.
pub const KEEP: &str = "Keep for future sessions";
/// Stores what was typed.
pub const SAVE: &str = "Save";
/// While it is being stored.
pub const SAVING: &str = "Saving…";
/// Closes a field; what was typed stays.
pub const CLOSE: &str = "Close";
/// Throws away what was typed.
pub const DISCARD: &str = "Discard";
/// Shows what is being typed.
pub const REVEAL: &str = "Show";
/// Hides what is being typed.
pub const HIDE: &str = "Hide";
/// Removes white space at both ends of what was typed.
pub const TRIM: &str = "Trim";
/// Removes the quotes around what was typed.
pub const UNQUOTE: &str = "Remove quotes";
/// Replaces what somebody else stored meanwhile.
pub const REPLACE_ANYWAY: &str = "Replace anyway";
/// Sends an unconfirmed save once more.
pub const SEND_AGAIN: &str = "Send again";
/// Leaves a line that was changed by hand.
pub const KEEP_FILE: &str = "Keep the file’s line";
/// Writes the stored value over a line that was changed by hand.
pub const TAKE_STORED: &str = "Write the stored value";
/// Confirms writing a file that git tracks.
pub const WRITE_TRACKED: &str = "Write it anyway";
/// Empties the search field.
pub const CLEAR_SEARCH: &str = "Clear search";
/// Opens the session of a configuration.
pub const OPEN: &str = "Open";

/// Stores everything that was typed.
#[must_use]
pub fn save_all(count: usize) -> String {
    join(&["Save all (", &number(count), ")"])
}

/// Adopts everything that is in files and not stored.
#[must_use]
pub fn adopt_all(count: usize) -> String {
    join(&["Adopt all (", &number(count), ")"])
}

/// An action together with the key it is for, as screen readers say it.
#[must_use]
pub fn of_key(action: &str, key: &str) -> String {
    join(&[action, " ", key])
}
