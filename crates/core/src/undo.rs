//! How a confirmed write is taken back.

use crate::{SaveAction, SaveOperation, SaveOutcome, SaveRoute};
use envdock_contract::model::{Scope, Version};

impl SaveOperation {
    /// The writes that take this one back together. What was adopted cannot be taken back: the line
    /// of the file, which somebody has written, would go with it. Answers to requests are final, too.
    pub(crate) fn undone_by(&self, outcome: &SaveOutcome, route: &SaveRoute) -> Vec<Self> {
        let (SaveRoute::Write { .. }, before) = (route, self.expected_version) else {
            return Vec::new();
        };
        let here = &self.scope;
        match (&self.action, outcome) {
            (
                SaveAction::Set { .. } | SaveAction::Restore { .. },
                SaveOutcome::Stored { stored, .. },
            ) if before == Version(0) => vec![self.then(here, stored.version, SaveAction::Unset)],
            (
                SaveAction::Set { .. } | SaveAction::Restore { .. },
                SaveOutcome::Stored { stored, .. },
            ) => vec![self.restored(here, stored.version, before)],
            (SaveAction::Unset, SaveOutcome::Removed { .. }) => {
                vec![self.restored(here, Version(0), before)]
            }
            (
                SaveAction::Move { to, to_expected_version: Version(0) },
                SaveOutcome::Stored { stored, .. },
            ) => {
                let back = SaveAction::Move { to: here.clone(), to_expected_version: Version(0) };
                vec![self.then(to, stored.version, back)]
            }
            // What was replaced comes back, too: one batch writes no address twice.
            (
                SaveAction::Move { to, to_expected_version: replaced },
                SaveOutcome::Stored { stored, .. },
            ) => vec![
                self.restored(here, Version(0), before),
                self.restored(to, stored.version, *replaced),
            ],
            _ => Vec::new(),
        }
    }

    fn restored(&self, scope: &Scope, expected_version: Version, from_version: Version) -> Self {
        self.then(scope, expected_version, SaveAction::Restore { from_version })
    }

    fn then(&self, scope: &Scope, expected_version: Version, action: SaveAction) -> Self {
        Self { slot: self.slot.clone(), scope: scope.clone(), expected_version, action }
    }
}
