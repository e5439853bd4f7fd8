//! What a transaction tells others.

use envdock_contract::model::{Address, Stored, UserId};
use envdock_contract::wire::{EventBody, OperationResult, Outcome, PresenceChange};

/// What is stored now where `results` have written; `None`: they changed nothing.
pub(super) fn presence(results: &[OperationResult]) -> Option<EventBody> {
    let removed = |address: &Address, version| PresenceChange {
        address: address.clone(),
        version,
        stored: None,
    };
    let stored = |address: &Address, version, (at, by): (&_, &UserId)| PresenceChange {
        address: address.clone(),
        version,
        stored: Some(Stored {
            scope: address.scope.clone(),
            version,
            updated_at: Clone::clone(at),
            updated_by: by.clone(),
        }),
    };
    let mut changes = Vec::with_capacity(results.len());
    for OperationResult { address, outcome, .. } in results {
        match outcome {
            // A description has no event of its own: whoever shows the value reads it again.
            Outcome::Stored { version, updated_at, updated_by }
            | Outcome::Described { version, updated_at, updated_by } => {
                changes.push(stored(address, *version, (updated_at, updated_by)));
            }
            Outcome::Removed { version } | Outcome::Purged { version } => {
                changes.push(removed(address, *version));
            }
            Outcome::Moved { version, to, to_version, updated_at, updated_by } => {
                changes.push(removed(address, *version));
                changes.push(stored(to, *to_version, (updated_at, updated_by)));
            }
            Outcome::Refused(_) => {}
        }
    }
    (!changes.is_empty()).then_some(EventBody::Presence { changes })
}
