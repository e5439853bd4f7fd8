//! Exit codes that are results, not errors.

/// Something could not be written.
pub(crate) const FAILED: u8 = 1;
/// Required variables have no value, or values remain after a scrub.
pub(crate) const MISSING: u8 = 3;
/// A line was changed by hand.
pub(crate) const CHANGED_BY_HAND: u8 = 4;
/// It could not be found out what is stored.
pub(crate) const UNKNOWN: u8 = 5;
