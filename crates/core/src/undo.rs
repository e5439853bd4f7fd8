//! How a confirmed write is taken back.

use crate::{SaveAction, SaveOperation, SaveOutcome, SaveRoute};
use envdock_contract::model::Version;

impl SaveOperation {
    /// The write that takes this one back. What was adopted cannot be taken back: the line of the
    /// file, which somebody has written, would go with it. Answers to requests are final, too.
    pub(crate) fn undone_by(&self, outcome: &SaveOutcome, route: &SaveRoute) -> Option<Self> {
        let (SaveRoute::Write { .. }, before) = (route, self.expected_version) else { return None };
        let (scope, expected_version, action) = match (&self.action, outcome) {
            (
                SaveAction::Set { .. } | SaveAction::Restore { .. },
                SaveOutcome::Stored { stored, .. },
            ) => {
                let action = if before == Version(0) {
                    SaveAction::Unset
                } else {
                    SaveAction::Restore { from_version: before }
                };
                (self.scope.clone(), stored.version, action)
            }
            (SaveAction::Unset, SaveOutcome::Removed { .. }) => {
                let action = SaveAction::Restore { from_version: before };
                (self.scope.clone(), Version(0), action)
            }
            (
                SaveAction::Move { to, to_expected_version: Version(0) },
                SaveOutcome::Stored { stored, .. },
            ) => {
                let back = self.scope.clone();
                let action = SaveAction::Move { to: back, to_expected_version: Version(0) };
                (to.clone(), stored.version, action)
            }
            _ => return None,
        };
        Some(Self { slot: self.slot.clone(), scope, expected_version, action })
    }
}
