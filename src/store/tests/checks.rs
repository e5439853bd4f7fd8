use crate::api::ApiError;
use crate::api::fake::{Fault, Verb};
use crate::store::tests::bench::{address, slot, story};
use envdock_contract::model::Presence;
use envdock_core::CheckFailure;
use leptos::prelude::{Effect, Get, GetUntracked, Owner};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn two_views_asking_for_one_name_send_one_check() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        let slots = vec![slot(&configuration, "A")];
        let _first = bench.store.watch(slots.clone());
        let _second = bench.store.watch(slots.clone());
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        assert_eq!(bench.entry(&slots[0]).presence, Presence::Stored(Vec::new()));
    });
}

#[test]
fn only_the_signal_of_a_changed_slot_wakes_its_readers() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A", "B"]);
        let slots = vec![slot(&configuration, "A"), slot(&configuration, "B")];
        let _guard = bench.store.watch(slots.clone());
        bench.pass(10).await;
        let owner = Owner::new();
        let runs: Vec<_> = slots
            .iter()
            .map(|slot| {
                let (entry, runs) = (bench.store.entry(slot), Arc::new(AtomicUsize::new(0)));
                let counted = Arc::clone(&runs);
                owner.with(|| {
                    Effect::new(move |_| {
                        let _ = entry.get();
                        counted.fetch_add(1, Ordering::Relaxed);
                    });
                });
                runs
            })
            .collect();
        bench.pass(10).await;
        bench.store.type_value(&slots[0], "typed".to_owned());
        bench.pass(10).await;
        let runs: Vec<_> = runs.iter().map(|runs| runs.load(Ordering::Relaxed)).collect();
        assert_eq!(runs, [2, 1]);
    });
}

#[test]
fn a_failed_check_keeps_what_was_known_and_asks_again() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        bench.api.put_stored(address(&configuration, "A"));
        let slot = slot(&configuration, "A");
        let _guard = bench.store.watch(vec![slot.clone()]);
        bench.pass(10).await;
        bench.api.next(Verb::Check, Fault::Refused(ApiError::Offline));
        bench.store.refresh();
        bench.pass(2).await;
        let entry = bench.entry(&slot);
        assert!(entry.presence.winner().is_some());
        assert_eq!((entry.failure, entry.stale), (Some(CheckFailure::Offline), true));
        assert!(bench.store.connection().get_untracked().offline);
        bench.pass(2_000).await;
        assert_eq!(bench.entry(&slot).failure, None);
        assert!(!bench.store.connection().get_untracked().offline);
    });
}

#[test]
fn nobody_is_asked_for_what_nobody_watches() {
    story(|bench| async move {
        let configuration = bench.needs("shop", &["A"]);
        drop(bench.store.watch(vec![slot(&configuration, "A")]));
        bench.pass(1_000).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 0);

        bench.api.next(Verb::Check, Fault::Refused(ApiError::Timeout));
        let guard = bench.store.watch(vec![slot(&configuration, "A")]);
        bench.pass(1).await;
        drop(guard);
        bench.pass(600_000).await;
        assert!(bench.api.n_calls(Verb::Check) <= 1);
    });
}
