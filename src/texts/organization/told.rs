//! What became of an order.

use crate::texts::{join, number, plural};

/// What was done.
pub const ADDED: &str = "added";
/// What was done.
pub const REPLACED: &str = "replaced";
/// What was done.
pub const DESCRIBED: &str = "described";
/// What was done.
pub const DELETED: &str = "deleted";
/// What was done.
pub const RESTORED: &str = "restored";
/// What was done.
pub const PURGED: &str = "deleted for good";
/// Something is on its way.
pub const RUNNING: &str = "saving…";

/// To one key.
#[must_use]
pub fn one(key: &str, done: &str) -> String {
    join(&[key, " ", done, "."])
}

/// To several keys.
#[must_use]
pub fn several(count: usize, done: &str) -> String {
    join(&[&number(count), plural(count, " key ", " keys "), done, "."])
}

/// Not to one key.
#[must_use]
pub fn not_one(key: &str, done: &str) -> String {
    join(&[key, " was not ", done, "."])
}

/// To several keys, and not to others.
#[must_use]
pub fn mixed(n_done: usize, n_failed: usize, done: &str) -> String {
    join(&[&number(n_done), " ", done, ", ", &number(n_failed), " not. Each says why."])
}

/// Why something was not taken back.
#[must_use]
pub fn not_undone(why: &str) -> String {
    join(&["Not undone. ", why])
}
