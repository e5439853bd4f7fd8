//! Finding a key: search, keyboard, links.

pub use crate::texts::tab::NO_MATCH;
use crate::texts::{join, number, plural};

/// The search field's label.
pub const SEARCH: &str = "Search keys";
/// Leaves out what is known not to be missing.
pub const MISSING_ONLY: &str = "Missing only";
/// What to do about it. It does not repeat the search: people paste values there.
pub const NO_MATCH_NEXT: &str = "The search looks at keys, their files and their descriptions.";
/// All is set, and only what is missing is asked for.
pub const NOTHING_MISSING: &str = "Nothing is missing";
/// Why nothing is listed then.
pub const NOTHING_MISSING_NEXT: &str = "Every required key is set.";
/// Lists the rest again.
pub const SHOW_ALL: &str = "Show all keys";

/// How many keys are listed, of all.
#[must_use]
pub fn shown(count: usize, all: usize) -> String {
    join(&[&number(count), " of ", &number(all), plural(all, " key shown", " keys shown")])
}

/// Opens the help.
pub const HELP: &str = "Keyboard help";
/// What is drawn on its button.
pub const HELP_SIGN: &str = "?";
/// Where the keys count.
pub const HELP_NEXT: &str = "While the focus is in this tab, and not in a field:";
/// Each key of the keyboard, and what it does.
pub const KEYS: [(&str, &str); 6] = [
    ("/", "Search"),
    ("↑ ↓", "The key or file before and after"),
    ("Home End", "The first and the last"),
    ("Enter", "Open the key and type a value"),
    ("Esc", "Close it; what was typed stays"),
    ("?", "This help"),
];

/// Copies the key's name.
pub const COPY_NAME: &str = "Copy key name";
/// Copies a link that leads to the key.
pub const COPY_LINK: &str = "Copy link";
/// It is in the clipboard.
pub const COPIED: &str = "Copied.";
/// The browser did not let it into the clipboard.
pub const COPY_REFUSED: &str = "The browser refused to copy it. Copy it from here:";

/// Said aloud after copying.
#[must_use]
pub fn announce_copied(text: &str) -> String {
    join(&["Copied ", text])
}

/// A link leads to a key that is not listed.
#[must_use]
pub fn not_listed(key: &str) -> String {
    join(&["The link leads to ", key, ", which this project does not list."])
}
