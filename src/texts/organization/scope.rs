//! Where a value applies, with a name.

use crate::texts::join;

/// The organization.
pub const ORGANIZATION: &str = "organization";

/// A configuration.
#[must_use]
pub fn configuration(name: &str) -> String {
    join(&["configuration ", name])
}

/// A repository.
#[must_use]
pub fn repository(name: &str) -> String {
    join(&["repository ", name])
}

/// An env file.
#[must_use]
pub fn file(name: &str, file: &str) -> String {
    join(&["file ", file, " of ", name])
}

/// A session.
pub const SESSION: &str = "one session";
/// A person.
pub const USER: &str = "one person";
/// The kinds to choose from, nearest last.
pub const KINDS: [&str; 4] = ["Organization", "Repository", "Configuration", "Env file"];
