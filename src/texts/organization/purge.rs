//! Before something is destroyed.

use crate::texts::{join, number, plural};

/// What happens.
pub const NEXT: &str = "The value, every earlier one that is kept and the description are destroyed at once. This cannot be undone.";

/// One key.
#[must_use]
pub fn ask(key: &str, place: &str) -> String {
    join(&["Delete ", key, " (", place, ") for good?"])
}

/// Several keys.
#[must_use]
pub fn ask_several(count: usize, keys: &str) -> String {
    join(&["Delete ", &number(count), plural(count, " key", " keys"), " for good? ", keys])
}
