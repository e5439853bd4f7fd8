use crate::store::tests::bench::{slot, story};
use envdock_contract::model::Presence;
use leptos::prelude::{GetUntracked, Owner, Track};
use leptos::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Subscriber, WithObserver};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

/// A view, an effect or a memo, as a signal sees it.
#[derive(Default)]
struct Reader {
    n_woken: AtomicUsize,
}

impl ReactiveNode for Reader {
    fn mark_dirty(&self) {
        self.n_woken.fetch_add(1, Ordering::Relaxed);
    }

    fn mark_check(&self) {}

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Subscriber for Reader {
    fn add_source(&self, _source: AnySource) {}

    fn clear_sources(&self, _subscriber: &AnySubscriber) {}
}

/// As the reactive system names it.
fn named(reader: &Arc<Reader>) -> AnySubscriber {
    let weak: Weak<Reader> = Arc::downgrade(reader);
    AnySubscriber(Arc::as_ptr(reader).addr(), weak)
}

#[test]
fn signals_outlive_the_view_that_asked_first() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        let slot = slot(&configuration, "A");
        let owner = Owner::new();
        let (entry, guard) =
            owner.with(|| (bench.store.entry(&slot), bench.store.watch(vec![slot.clone()])));
        owner.cleanup();
        drop(owner);
        bench.pass(10).await;
        assert_eq!(entry.get_untracked().presence, Presence::Stored(Vec::new()));
        drop(guard);
        assert_eq!(bench.entry(&slot).presence, Presence::Stored(Vec::new()));
    });
}

#[test]
fn who_has_read_is_forgotten_at_the_end_and_nobody_else() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        let (store, slot) = (&bench.store, slot(&configuration, "A"));
        let read = || {
            let reader = Arc::new(Reader::default());
            let owner = Owner::new();
            owner.with(|| {
                named(&reader).with_observer(|| {
                    store.entry(&slot).track();
                    store.configuration(&configuration).track();
                    store.has_drafts().track();
                    store.organization().list().track();
                });
            });
            (reader, owner)
        };
        let (stays, owner_of_stays) = read();
        let (goes, owner_of_goes) = read();
        let n_holds = Arc::weak_count(&goes);
        assert!(n_holds >= 4, "{n_holds}");
        drop(owner_of_goes);
        assert_eq!(Arc::weak_count(&goes), 0);
        assert_eq!(Arc::weak_count(&stays), n_holds);
        store.type_value(&slot, "x".to_owned());
        assert!(stays.n_woken.load(Ordering::Relaxed) > 0);
        assert_eq!(goes.n_woken.load(Ordering::Relaxed), 0);
        drop(owner_of_stays);
    });
}

#[test]
fn all_who_ask_for_one_slot_get_one_signal() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        let first = bench.store.entry(&slot(&configuration, "A"));
        let second = bench.store.clone().entry(&slot(&configuration, "A"));
        assert!(first == second);
        assert!(first != bench.store.entry(&slot(&configuration, "B")));
    });
}

#[test]
fn an_answer_after_the_store_is_gone_is_ignored() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        let guard = bench.store.watch(vec![slot(&configuration, "A")]);
        drop(guard);
        let api = bench.api.clone();
        drop(bench);
        tokio::task::yield_now().await;
        assert_eq!(api.n_calls(crate::api::fake::Verb::Check), 0);
    });
}
