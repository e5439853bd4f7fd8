//! Writes the values of slots that a person has just accepted.

use crate::workspaces::Workspaces;
use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, Scope, Slot, Spec,
};
use std::collections::BTreeSet;

impl Workspaces {
    /// Fills the slots that `before` kept waiting, or did not have, and `after` does not, and
    /// removes the lines of slots that are gone. What became of them is what [`Workspaces::files`]
    /// tells: a failure does not undo the save.
    pub async fn fill_accepted(&self, id: &ConfigurationId, before: &Spec, after: &Spec) {
        let has_lost = {
            let after = slots(after, |_| true);
            slots(before, |_| true).iter().any(|slot| !after.contains(slot))
        };
        let is_accepted = |slot: &Slot| !slot.proposed && !slot.not_needed;
        let before = slots(before, is_accepted);
        let new = slots(after, is_accepted).into_iter().filter(|slot| !before.contains(slot));
        let keys: BTreeSet<KeyName> = new.map(|(_, key)| key).collect();
        if keys.is_empty() && !has_lost {
            return;
        }
        let sessions = match self.repository.live_sessions().await {
            Ok(sessions) => sessions,
            Err(error) => {
                tracing::error!(%error, "accepted slots were not filled");
                return;
            }
        };
        let own = sessions.into_iter().filter(|session| session.configuration == *id);
        let environments: BTreeSet<Environment> = own.map(|session| session.environment).collect();
        let address = |environment: &Environment, key: &KeyName| Address {
            environment: environment.clone(),
            scope: Scope::Configuration { id: id.clone() },
            key: key.clone(),
        };
        // A fill goes by key: whatever applies to it is written, wherever it is stored.
        let addresses =
            environments.iter().flat_map(|one| keys.iter().map(|key| address(one, key)));
        self.fill(&addresses.collect::<Vec<_>>()).await;
    }
}

fn slots(spec: &Spec, is_meant: impl Fn(&Slot) -> bool) -> BTreeSet<(FileRef, KeyName)> {
    let mut found = BTreeSet::new();
    for file in &spec.files {
        let meant = file.slots.iter().filter(|slot| is_meant(slot));
        found.extend(meant.map(|slot| (file.file_ref(), slot.key.clone())));
    }
    found
}
