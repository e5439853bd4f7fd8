//! A save that waited, after the one that it waited for.

use crate::{SaveAction, SaveOperation, SaveOutcome, SaveRequest, SaveRoute};
use envdock_contract::model::Version;

/// What an earlier save of the same page has done is done, and its version is the one to expect.
///
/// A submission keeps every operation: it needs one per key of its request.
pub(crate) fn rebase(request: &mut SaveRequest, settled: &[(SaveOperation, SaveOutcome)]) {
    let keeps_all = matches!(request.route, SaveRoute::Submission { .. });
    let operations = &mut request.operations;
    for (earlier, outcome) in settled {
        let version = match outcome {
            SaveOutcome::Stored { stored, .. } => stored.version,
            SaveOutcome::Removed { .. } => Version(0),
            SaveOutcome::Unwritten { .. } | SaveOutcome::Refused(_) => continue,
        };
        // What was moved away is no longer there.
        let moved = matches!(earlier.action, SaveAction::Move { .. });
        let version = if moved { Version(0) } else { version };
        let same = |later: &SaveOperation| later.address() == earlier.address();
        let is_done = |later: &SaveOperation| {
            same(later) && later.slot == earlier.slot && later.action == earlier.action
        };
        operations.retain(|later| keeps_all || !is_done(later));
        for later in operations.iter_mut().filter(|later| same(later)) {
            if later.expected_version == earlier.expected_version {
                later.expected_version = version;
            }
        }
    }
}
