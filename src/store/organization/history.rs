//! What was done to a key.

use crate::api::{ApiError, SecretHistory};
use crate::store::organization::{HistoryEntry, Organization};
use crate::store::{StoreSignal, runtime};
use envdock_contract::model::Address;
use envdock_core::CheckFailure;
use leptos::prelude::{GetUntracked, Update};

/// What was done to a key, as far as it was read; newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecretHistoryState {
    /// What was done.
    pub entries: Vec<HistoryEntry>,
    /// Where to go on, if there is more.
    pub next: Option<String>,
    /// An answer is on its way.
    pub is_reading: bool,
    /// Why the last answer did not come.
    pub failure: Option<CheckFailure>,
}

impl Organization {
    /// What was done to a key. See [`Self::read_history`].
    #[must_use]
    pub fn history(&self, address: &Address) -> StoreSignal<SecretHistoryState> {
        self.secrets().histories.read(address, SecretHistoryState::default)
    }

    /// Reads what was done to a key from its newest entry, or what comes after those known.
    pub fn read_history(&self, address: &Address, is_more: bool) {
        let state = self.secrets().histories.of(address, SecretHistoryState::default);
        let known = state.get_untracked();
        if known.is_reading || (is_more && known.next.is_none()) {
            return;
        }
        state.update(|state| {
            state.is_reading = true;
            state.failure = None;
        });
        let cursor = known.next.filter(|_| is_more);
        runtime::read_history(&self.0, address.clone(), cursor);
    }

    pub(in crate::store) fn history_read(
        &self,
        address: &Address,
        is_more: bool,
        answer: Result<SecretHistory, ApiError>,
    ) {
        let state = self.secrets().histories.of(address, SecretHistoryState::default);
        state.update(|state| {
            state.is_reading = false;
            match answer {
                Ok(history) => {
                    if !is_more {
                        state.entries.clear();
                    }
                    state.entries.extend(history.entries);
                    state.next = history.next;
                }
                Err(error) => state.failure = Some(CheckFailure::from(&error)),
            }
        });
    }
}
