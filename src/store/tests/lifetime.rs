use crate::store::tests::bench::{slot, story};
use envdock_contract::model::Presence;
use leptos::prelude::{GetUntracked, Owner};

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
