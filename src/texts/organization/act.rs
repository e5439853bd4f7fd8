//! What can be done to a key.

use crate::texts::{join, number};

/// Opens the field for a new value.
pub const REPLACE: &str = "Replace value";
/// Opens the field for the description.
pub const DESCRIBE: &str = "Edit description";
/// Shows what was done.
pub const HISTORY: &str = "History";
/// Removes it.
pub const DELETE: &str = "Delete";
/// Stores it again.
pub const RESTORE: &str = "Restore";
/// Destroys it.
pub const PURGE: &str = "Delete for good";
/// Takes back.
pub const UNDO: &str = "Undo";
/// Does not.
pub const CANCEL: &str = "Cancel";
/// Lets a notice go.
pub const DISMISS: &str = "Dismiss";
/// After a conflict.
pub const ADD_ANYWAY: &str = "Replace the stored value";
/// After a conflict.
pub const DESCRIBE_ANYWAY: &str = "Save anyway";
/// Lets go what was typed about a key.
pub const TAKE_THEIRS: &str = "Use their text";
/// After a conflict.
pub const DELETE_ANYWAY: &str = "Delete anyway";
/// After a conflict.
pub const RESTORE_ANYWAY: &str = "Restore anyway";
/// Chooses every row that is drawn.
pub const SELECT_ALL: &str = "Select all shown";
/// Chooses none.
pub const SELECT_NONE: &str = "Clear selection";

/// A deed to several.
#[must_use]
pub fn several(deed: &str, count: usize) -> String {
    join(&[deed, " (", &number(count), ")"])
}

/// How many are chosen.
#[must_use]
pub fn selected(count: usize) -> String {
    join(&[&number(count), " selected"])
}
