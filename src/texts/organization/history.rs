//! What was done to a key.

use crate::texts::join;

/// The heading.
pub const TITLE: &str = "History";
/// Until it is there.
pub const LOADING: &str = "Loading the history…";
/// Nothing was done.
pub const EMPTY: &str = "Nothing is recorded.";
/// Reads what came before.
pub const MORE: &str = "Earlier entries";
/// Who may look.
pub const FORBIDDEN: &str = "Owners and admins see the history.";
/// What was done, by the server's words.
pub const ACTIONS: [(&str, &str); 8] = [
    ("set", "Value stored"),
    ("unset", "Deleted"),
    ("move", "Moved"),
    ("restore", "Restored"),
    ("describe", "Description changed"),
    ("purge", "Deleted for good"),
    ("adopt", "Taken from an env file"),
    ("submit", "Value stored for a request"),
];

/// The version that it made.
#[must_use]
pub fn version(version: u64) -> String {
    join(&["version ", &version.to_string()])
}
/// It was not done.
pub const REFUSED: &str = "refused";
