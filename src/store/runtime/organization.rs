//! What is stored in the organization: asked and written.

use crate::api::{SecretSearch, clock};
use crate::store::EnvStore;
use crate::store::organization::Sending;
use crate::store::runtime::{start, start_call};
use envdock_contract::model::Address;
use envdock_core::Delay;

/// Typing that pauses this long has ended, for now.
const PAUSE_MS: u64 = 200;

/// Looks for what was typed once typing pauses.
pub(in crate::store) fn find_later(store: &EnvStore, number: u64) {
    start(store, clock::sleep(Delay::exactly(PAUSE_MS)), move |store, ()| {
        store.organization().read(number);
    });
}

/// Reads the page that `search` names.
pub(in crate::store) fn find(store: &EnvStore, search: SecretSearch, number: u64) {
    let is_first = search.cursor.is_none();
    start_call(store, store.0.api.search(search), move |store, answer| {
        store.organization().found(number, is_first, answer);
    });
}

/// Reads what is known about a value that was just stored.
pub(in crate::store) fn find_new(store: &EnvStore, address: Address) {
    let search = SecretSearch {
        keys: Some(vec![address.key.clone()]),
        environment: Some(address.environment.clone()),
        ..SecretSearch::default()
    };
    start_call(store, store.0.api.search(search), move |store, answer| {
        store.organization().found_new(&address, answer);
    });
}

/// Sends writes, or sends them again.
pub(in crate::store) fn write_secrets(store: &EnvStore, sending: Sending) {
    start_call(store, store.0.api.write(sending.order.clone()), move |store, answer| {
        store.organization().written(&sending, answer);
    });
}

/// Reads what was done to a key.
pub(in crate::store) fn read_history(store: &EnvStore, address: Address, cursor: Option<String>) {
    let is_more = cursor.is_some();
    start_call(store, store.0.api.history(address.clone(), cursor), move |store, answer| {
        store.organization().history_read(&address, is_more, answer);
    });
}
