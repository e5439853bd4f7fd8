//! Writes the values of slots that a person has just accepted.

use crate::workspaces::Workspaces;
use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, Scope, Spec,
};
use std::collections::BTreeSet;

impl Workspaces {
    /// Fills the slots that `before` kept waiting, or did not have, and `after` does not. What
    /// became of them is what [`Workspaces::files`] tells: a failure does not undo the save.
    pub async fn fill_accepted(&self, id: &ConfigurationId, before: &Spec, after: &Spec) {
        let before = accepted(before);
        let new = accepted(after).into_iter().filter(|slot| !before.contains(slot));
        let keys: BTreeSet<KeyName> = new.map(|(_, key)| key).collect();
        if keys.is_empty() {
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

/// The slots whose values may be written to files.
fn accepted(spec: &Spec) -> BTreeSet<(FileRef, KeyName)> {
    let slots = spec.files.iter().flat_map(|file| {
        let accepted = file.slots.iter().filter(|slot| !slot.proposed && !slot.not_needed);
        accepted.map(|slot| (file.file_ref(), slot.key.clone()))
    });
    slots.collect()
}
