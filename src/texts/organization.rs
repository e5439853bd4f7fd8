//! The organization's stored keys.

pub mod act;
pub mod add;
pub mod conflict;
pub mod details;
pub mod history;
pub mod purge;
pub mod scope;
pub mod told;

use crate::texts::{join, number, plural};

/// The page's name.
pub const TITLE: &str = "Organization secrets";
/// What it shows.
pub const LEAD: &str = "Every stored key, where it applies and what uses it. A stored value is never shown; it can be replaced, deleted and restored.";
/// A member who may only read.
pub const READ_ONLY: &str =
    "You see names and facts. Stored values are changed by owners and admins.";
/// Until the first answer.
pub const LOADING: &str = "Looking up what is stored";
/// The server has no such list.
pub const UNABLE: &str = "This server cannot list what is stored";
/// What to do instead.
pub const UNABLE_NEXT: &str = "Keys are set on the Environment tab of a session.";
/// The search field's label.
pub const SEARCH: &str = "Search keys and descriptions";
/// The label of a choice.
pub const ENVIRONMENT: &str = "Environment";
/// The label of a choice.
pub const SCOPE: &str = "Scope";
/// The label of a choice.
pub const SHOW: &str = "Show";
/// The label of a choice.
pub const SORT: &str = "Sort by";
/// No choice was made.
pub const ALL: &str = "All";
/// A choice: no configuration asks for it.
pub const UNUSED: &str = "Unused";
/// A choice: it was deleted and can be restored.
pub const REMOVED: &str = "Removed";
/// A choice: a configuration needs it where nothing applies.
pub const MISSING: &str = "Missing somewhere";
/// An order.
pub const BY_KEY: &str = "Key";
/// An order.
pub const BY_CHANGE: &str = "Last change";
/// Nothing is stored.
pub const EMPTY: &str = "No key is stored yet";
/// What to do about it.
pub const EMPTY_NEXT: &str = "Add one here, or fill what a project needs on its Environment tab.";
/// Nothing was found.
pub const NO_MATCH: &str = "No key matches";
/// What to do about it. It does not repeat the search: people paste values there.
pub const NO_MATCH_NEXT: &str = "The search looks at keys and descriptions, never at values.";
/// Nothing was removed.
pub const NO_REMOVED: &str = "Nothing was removed";
/// What would be there.
pub const NO_REMOVED_NEXT: &str = "A deleted key stays here for 30 days and can be restored.";
/// Nothing is missing anywhere.
pub const NO_MISSING: &str = "Nothing is missing anywhere";
/// What would be there.
pub const NO_MISSING_NEXT: &str = "Every stored key has a value wherever a configuration needs it. A key that is stored nowhere is on the Environment tab.";
/// Takes back search and choices.
pub const SHOW_ALL: &str = "Show all keys";
/// Reads the next page.
pub const MORE: &str = "Load more";
/// While it is read.
pub const READING: &str = "Loading…";
/// The list's name.
pub const LIST: &str = "Keys";
/// The rest of the list did not come.
pub const MORE_FAILED: &str = "The rest of the list could not be loaded.";
/// No file lists it where it applies.
pub const NOT_USED: &str = "unused";
/// A value was typed.
pub const TYPED: &str = "typed, not saved";

/// How many there are, and how many are drawn.
#[must_use]
pub fn total(total: usize, shown: usize, is_all: bool) -> String {
    let keys = plural(total, " key", " keys");
    let found = if is_all { "" } else { " found" };
    if shown < total {
        return join(&[&number(shown), " of ", &number(total), keys, found, " shown"]);
    }
    join(&[&number(total), keys, found])
}

/// What others have done since the list was read; a button.
#[must_use]
pub fn since(n_new: usize, n_gone: usize) -> String {
    let new = join(&[&number(n_new), plural(n_new, " new key", " new keys")]);
    let gone = join(&[&number(n_gone), plural(n_gone, " key gone", " keys gone")]);
    let what = match (n_new, n_gone) {
        (_, 0) => new,
        (0, _) => gone,
        _ => join(&[&new, ", ", &gone]),
    };
    join(&[&what, " · Show"])
}

/// Who uses it.
#[must_use]
pub fn used_by(names: &str, more: usize) -> String {
    if more == 0 {
        return join(&["used by ", names]);
    }
    join(&["used by ", names, " and ", &number(more), " more"])
}

/// In which environments a key is missing.
#[must_use]
pub fn missing_in(environments: &str) -> String {
    join(&["missing in ", environments])
}

/// A place where a key is missing.
#[must_use]
pub fn gap(environment: &str, name: &str) -> String {
    join(&[environment, ", for ", name])
}

/// A configuration with the files that list the key.
#[must_use]
pub fn use_in(name: &str, files: &str) -> String {
    join(&[name, ": ", files])
}

/// When it was deleted, and by whom.
#[must_use]
pub fn deleted(change: &str) -> String {
    join(&["deleted ", change])
}

/// How long it can be restored.
#[must_use]
pub fn restorable(days: usize) -> String {
    join(&["can be restored for ", &number(days), plural(days, " day", " days")])
}

/// A key with its place, as screen readers say it.
#[must_use]
pub fn spoken(key: &str, environment: &str, scope: &str) -> String {
    join(&[key, ", ", environment, ", ", scope])
}

/// The checkbox of a row.
#[must_use]
pub fn select(spoken: &str) -> String {
    join(&["Select ", spoken])
}
