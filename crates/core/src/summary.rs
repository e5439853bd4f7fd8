//! Counts of one configuration in one context.

use crate::Millis;
use envdock_contract::model::FileRef;
use envdock_rules::completeness::Count;

/// How much of what a configuration needs is set. A value being saved is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All files together.
    pub count: Count,
    /// Each file, in the spec's order.
    pub per_file: Vec<(FileRef, Count)>,
    /// The spec, or a slot that counts, is queued or being asked.
    pub checking: bool,
    /// The spec, or a slot that counts, may be out of date.
    pub stale: bool,
    /// Nothing is known about a slot that counts, or about the spec.
    pub any_unknown: bool,
    /// The oldest answer among the slots that count.
    pub checked_at: Option<Millis>,
}
