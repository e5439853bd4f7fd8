//! A save that waited, after the one that it waited for.

use crate::{SaveOperation, SaveOutcome};
use envdock_contract::model::Version;

/// What an earlier save of the same page has done is done, and its version is the one to expect.
pub(crate) fn rebase(
    operations: &mut Vec<SaveOperation>,
    settled: &[(SaveOperation, SaveOutcome)],
) {
    for (earlier, outcome) in settled {
        let version = match outcome {
            SaveOutcome::Stored { stored, .. } => stored.version,
            SaveOutcome::Removed { .. } => Version(0),
            SaveOutcome::Refused(_) => continue,
        };
        let same = |later: &SaveOperation| later.address() == earlier.address();
        let is_done = |later: &SaveOperation| {
            same(later) && later.slot == earlier.slot && later.action == earlier.action
        };
        operations.retain(|later| !is_done(later));
        for later in operations.iter_mut().filter(|later| same(later)) {
            if later.expected_version == earlier.expected_version {
                later.expected_version = version;
            }
        }
    }
}
