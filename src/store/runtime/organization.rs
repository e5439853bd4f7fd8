//! What is stored in the organization: asked and written.

use crate::api::{SecretSearch, clock};
use crate::store::EnvStore;
use crate::store::organization::Sending;
use crate::store::runtime::{start, start_call};
use envdock_contract::model::{Address, Stored};
use envdock_core::Delay;
use envdock_rules::precedence;
use std::rc::Rc;

/// Looks for what was typed once typing pauses, or again for what was not answered.
pub(in crate::store) fn find_later(store: &EnvStore, number: u64, delay: Delay) {
    start(store, clock::sleep(delay), move |store, ()| {
        store.organization().wait_ended(number);
    });
}

/// Reads what is shown once more, after a while.
pub(in crate::store) fn refresh_later(store: &EnvStore, delay: Delay) {
    start(store, clock::sleep(delay), move |store, ()| store.organization().refresh());
}

/// Reads as many pages as are shown, as of the first of them.
pub(in crate::store) fn refresh(
    store: &EnvStore,
    mut search: SecretSearch,
    number: u64,
    n_pages: usize,
) {
    let api = Rc::clone(&store.0.api);
    let found = async move {
        let mut found = api.search(search.clone()).await?;
        for _ in 1..n_pages {
            let Some(next) = found.next.take() else { break };
            search.cursor = Some(next);
            let page = api.search(search.clone()).await?;
            found.items.extend(page.items);
            found.next = page.next;
        }
        Ok(found)
    };
    start(store, found, move |store, answer| store.organization().refreshed(number, answer));
}

/// Reads the page that `search` names.
pub(in crate::store) fn find(store: &EnvStore, search: SecretSearch, number: u64) {
    let is_first = search.cursor.is_none();
    start_call(store, store.0.api.search(search), move |store, answer| {
        store.organization().found(number, is_first, answer);
    });
}

/// Reads what is known about a value that was just stored, however many have the same key.
pub(in crate::store) fn find_new(store: &EnvStore, address: Address, stored: Stored) {
    let number = store.next_number();
    let mut search = SecretSearch {
        keys: Some(vec![address.key.clone()]),
        environment: Some(address.environment.clone()),
        scope: Some(precedence::kind(&address.scope)),
        ..SecretSearch::default()
    };
    let (api, wanted) = (Rc::clone(&store.0.api), address.clone());
    let found = async move {
        loop {
            let found = api.search(search.clone()).await?;
            if found.items.iter().any(|item| item.address == wanted) {
                return Ok(Some(found));
            }
            search.cursor = found.next;
            if search.cursor.is_none() {
                return Ok(None);
            }
        }
    };
    start(store, found, move |store, answer| {
        store.organization().found_new(number, &address, stored, answer);
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
