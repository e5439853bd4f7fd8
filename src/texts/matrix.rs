//! The matrix of keys and environments.

use crate::texts::{join, number, plural};

/// What it shows.
pub const TITLE: &str = "Keys in each environment";
/// The column of keys.
pub const KEY: &str = "Key";
/// The search field's label.
pub const SEARCH: &str = "Search keys and files";
/// Leaves out what is set everywhere.
pub const MISSING_ONLY: &str = "Missing somewhere only";
/// What to do before anybody has looked at what is needed.
pub const BEFORE_SPEC_NEXT: &str = "Its keys appear here as soon as the project has been scanned, \
    an agent has said what it needs, or somebody has added one by hand. Run `envdock serve` in its \
    folder to have it scanned.";
/// Nothing is left out, and there is nothing.
pub const NOTHING_MISSING: &str = "Nothing is missing in these environments.";

/// An environment's count, as its column says it.
#[must_use]
pub fn count(set: usize, required: usize) -> String {
    join(&[&number(set), " of ", &number(required), " set"])
}

/// What a press on an environment's name does.
#[must_use]
pub fn choose(environment: &str) -> String {
    join(&["Show the values of ", environment])
}

/// What a press on a cell does.
#[must_use]
pub fn cell(key: &str, environment: &str, state: &str) -> String {
    join(&[key, ", ", environment, ": ", state])
}

/// How many keys are shown.
#[must_use]
pub fn shown(count: usize, all: usize) -> String {
    join(&[&number(count), " of ", &number(all), plural(all, " key", " keys")])
}
