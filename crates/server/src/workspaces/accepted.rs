//! Writes the values of slots that a person has just accepted.

use crate::workspaces::Workspaces;
use envdock_contract::model::{Address, Environment, KeyName, Scope, Spec};
use std::collections::BTreeSet;

impl Workspaces {
    /// Fills the slots that were proposed in `before` and are not in `after`. What became of them
    /// is what [`Workspaces::files`] tells.
    pub async fn fill_accepted(&self, before: &Spec, after: &Spec) {
        let waiting = proposed(before);
        let still_waiting = proposed(after);
        let keys: BTreeSet<_> = waiting.difference(&still_waiting).map(|slot| slot.1).collect();
        // A fill goes by key: whatever applies to it is written, wherever it is stored.
        let address = |key: &KeyName| Address {
            environment: Environment::default(),
            scope: Scope::Organization,
            key: key.clone(),
        };
        let addresses: Vec<_> = keys.into_iter().map(address).collect();
        if !addresses.is_empty() {
            self.fill(&addresses).await;
        }
    }
}

fn proposed(spec: &Spec) -> BTreeSet<(String, &KeyName)> {
    let slots = spec.files.iter().flat_map(|file| {
        let name = file.file_ref().to_string();
        file.slots.iter().map(move |slot| (name.clone(), slot))
    });
    slots.filter(|(_, slot)| slot.proposed).map(|(file, slot)| (file, &slot.key)).collect()
}
