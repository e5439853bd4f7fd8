//! What is known of a key.

/// The heading of its uses.
pub const USED_BY: &str = "Used by";
/// It has none.
pub const NO_USE: &str = "No configuration lists this key where the value applies.";
/// The heading of places where it is missing.
pub const MISSING: &str = "Missing in";
/// The label of the field.
pub const DESCRIPTION_FIELD: &str = "Description, at most 500 characters";
/// More than is allowed.
pub const TOO_LONG: &str = "A description has at most 500 characters.";
