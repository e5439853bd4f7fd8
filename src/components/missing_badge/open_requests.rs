//! The requests of a session that wait for an answer.

use crate::store::EnvStore;
use envdock_contract::model::{RequestId, RequestState, SessionId};
use leptos::prelude::*;

/// Starts watching; ends with the owner it is called in.
pub(crate) fn open_requests(store: &EnvStore, session: Option<&SessionId>) -> Memo<Vec<RequestId>> {
    let list = session.map(|session| {
        StoredValue::new_local(store.watch_requests(session));
        store.requests(session)
    });
    let store = store.clone();
    Memo::new(move |_| {
        let known = list.as_ref().and_then(|list| list.with(|answer| answer.known.clone()));
        let is_open = |id: &RequestId| {
            store.request(id).with(|answer| {
                answer.known.as_ref().is_some_and(|request| request.state == RequestState::Open)
            })
        };
        known.into_iter().flatten().filter(is_open).collect()
    })
}
