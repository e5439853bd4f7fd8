//! The stream of changes: opened, listened to, ended.

use crate::api::{Hear, Heard};
use crate::store::EnvStore;
use crate::store::runtime::{downgrade, start, upgrade};
use envdock_contract::model::{Environment, Revision};
use envdock_core::{CheckFailure, Event, News, StreamEvent, StreamId};
use futures_util::future::{AbortHandle, abortable};
use std::rc::Rc;

/// Ends the stream when it is dropped.
pub(in crate::store) struct StreamGuard(AbortHandle);

impl Drop for StreamGuard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Opens the stream of changes; it takes the place of an earlier one.
pub(super) fn open(store: &EnvStore, stream: StreamId, after: Option<Revision>) {
    let heard_by = downgrade(store);
    let hear: Hear = Rc::new(move |heard| {
        let Some(store) = upgrade(&heard_by) else { return };
        match &heard {
            Heard::News { revision, news: News::Presence(changes) } => {
                store.organization().heard(*revision, changes);
            }
            Heard::Connected { revision, complete: false }
            | Heard::News { revision, news: News::Resync } => {
                store.organization().missed(*revision);
            }
            Heard::Connected { .. } | Heard::News { .. } => {}
        }
        store.dispatch(Event::Stream(match heard {
            Heard::Connected { revision, complete } => {
                StreamEvent::Connected { stream, revision, complete }
            }
            Heard::News { revision, news } => StreamEvent::Arrived { stream, revision, news },
        }));
    });
    let (told, handle) = abortable(store.0.api.subscribe(after, audience(store), hear));
    store.0.stream.replace(Some(StreamGuard(handle)));
    start(store, told, move |store, ended| {
        // One that was ended here has nothing to say.
        let Ok(ended) = ended else { return };
        let failure = ended.err().map_or(CheckFailure::Offline, |error| CheckFailure::from(&error));
        store.dispatch(Event::Stream(StreamEvent::Lost { stream, failure }));
    });
}

/// Ends the stream of changes.
pub(super) fn close(store: &EnvStore) {
    store.0.stream.replace(None);
}

/// Who may hear what this page hears: the same person with the same rights.
fn audience(store: &EnvStore) -> String {
    let state = store.0.state.borrow();
    let Some(me) = &state.me().known else { return String::new() };
    let environments: Vec<&str> = me.environments.iter().map(Environment::as_str).collect();
    format!("{}/{}/{:?}/{}", me.organization, me.user, me.role, environments.join(","))
}
