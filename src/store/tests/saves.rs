use crate::api::ApiError;
use crate::api::fake::{Fault, Verb};
use crate::store::tests::bench::{Bench, address, scope, slot, story};
use envdock_contract::model::Version;
use envdock_core::{CheckFailure, SaveFailure, SaveState, SlotId};
use leptos::prelude::GetUntracked;

const VALUE: &str = "typed by a person";

impl Bench {
    fn save_state(&self, slot: &SlotId) -> SaveState {
        self.entry(slot).save
    }

    /// What is typed in `slot`.
    fn draft(&self, slot: &SlotId) -> Option<String> {
        self.store.with_draft(slot, |text| text.map(|text| text.expose().to_owned()))
    }
}

#[test]
fn a_confirmed_save_lets_the_typed_text_go() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        let _guard = bench.store.watch(vec![slot.clone()]);
        bench.pass(10).await;
        bench.store.type_value(&slot, VALUE.to_owned());
        assert_eq!(bench.entry(&slot).draft.length, VALUE.len());
        assert!(bench.store.has_drafts().get_untracked());
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        assert_eq!(bench.save_state(&slot), SaveState::Saving);
        bench.pass(10).await;
        assert!(matches!(bench.save_state(&slot), SaveState::Saved { .. }));
        assert_eq!(bench.draft(&slot), None);
        assert!(!bench.entry(&slot).draft.dirty);
        assert!(!bench.store.has_drafts().get_untracked());
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(1));
        assert!(bench.entry(&slot).presence.winner().is_some());
    });
}

#[test]
fn typed_text_survives_every_failure_and_signing_out() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        bench.store.type_value(&slot, VALUE.to_owned());
        for error in [ApiError::Offline, ApiError::Timeout, ApiError::Unreadable] {
            bench.api.next(Verb::Write, Fault::Refused(error));
            bench.store.save(vec![(slot.clone(), scope(&shop))]);
            bench.pass(10).await;
            assert!(matches!(bench.save_state(&slot), SaveState::Failed(_)));
            assert_eq!(bench.draft(&slot).as_deref(), Some(VALUE));
        }
        bench.store.sign_out();
        bench.pass(10).await;
        assert_eq!(bench.draft(&slot).as_deref(), Some(VALUE));
        assert!(bench.store.has_drafts().get_untracked());
    });
}

#[test]
fn a_cut_answer_is_retried_with_the_same_key_and_bytes() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.api.next(Verb::Write, Fault::Cut);
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        bench.pass(10).await;
        let failure = SaveFailure::Unconfirmed(CheckFailure::Offline);
        assert_eq!(bench.save_state(&slot), SaveState::Failed(failure));
        // What is typed meanwhile is another text: it neither changes the retry nor goes with it.
        bench.store.type_value(&slot, "newer".to_owned());
        bench.store.retry_save(&slot);
        bench.pass(10).await;
        let writes = bench.api.writes();
        assert_eq!(writes.len(), 2);
        assert_eq!(writes[0].idempotency_key, writes[1].idempotency_key);
        let sent = |n: usize| writes[n].writes[0].value().map(|value| value.expose());
        assert_eq!((sent(0), sent(1)), (Some(VALUE), Some(VALUE)));
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(1));
        assert_eq!(bench.draft(&slot).as_deref(), Some("newer"));
    });
}

#[test]
fn text_typed_during_a_save_stays() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.api.next(Verb::Write, Fault::Slow { delay_ms: 500 });
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        bench.pass(100).await;
        bench.store.type_value(&slot, "newer".to_owned());
        bench.pass(1_000).await;
        assert_eq!(bench.draft(&slot).as_deref(), Some("newer"));
        assert!(bench.entry(&slot).draft.dirty);
        let sent = bench.api.writes()[0].writes[0].value().map(|v| v.expose().to_owned());
        assert_eq!(sent.as_deref(), Some(VALUE));
    });
}

#[test]
fn after_a_conflict_a_person_can_replace_anyway() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        let _guard = bench.store.watch(vec![slot.clone()]);
        bench.pass(10).await;
        bench.api.put_stored(address(&shop, "A"));
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        bench.pass(10).await;
        let conflict = SaveState::Failed(SaveFailure::Conflict { current: None, removed: None });
        assert_eq!(
            std::mem::discriminant(&bench.save_state(&slot)),
            std::mem::discriminant(&conflict)
        );
        assert_eq!(bench.draft(&slot).as_deref(), Some(VALUE));
        bench.store.replace_anyway(&slot);
        bench.pass(10).await;
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(2));
        assert_eq!(bench.draft(&slot), None);
    });
}

#[test]
fn a_conflict_with_a_removal_says_whose_it_was_and_keeps_what_was_typed() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        bench.api.put_stored(address(&shop, "A"));
        let _guard = bench.store.watch(vec![slot.clone()]);
        bench.pass(10).await;
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.api.take_stored(&address(&shop, "A"));
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        bench.pass(10).await;
        let SaveState::Failed(SaveFailure::Conflict { current: None, removed: Some(removed) }) =
            bench.save_state(&slot)
        else {
            panic!("{:?}", bench.save_state(&slot));
        };
        assert_eq!((removed.updated_by.as_str(), removed.version), ("grace", Version(2)));
        assert_eq!(bench.draft(&slot).as_deref(), Some(VALUE));
        bench.store.replace_anyway(&slot);
        bench.pass(10).await;
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(3));
    });
}

#[test]
fn several_slots_are_saved_with_one_request() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B", "C"]);
        let slots = ["A", "B", "C"].map(|key| slot(&shop, key));
        bench.store.type_value(&slots[0], "a".to_owned());
        bench.store.type_value(&slots[2], "c".to_owned());
        bench.store.save(slots.iter().map(|slot| (slot.clone(), scope(&shop))).collect());
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Write), 1);
        assert_eq!(bench.api.writes()[0].writes.len(), 2);
        assert!(slots.iter().all(|slot| bench.draft(slot).is_none()));
    });
}

#[test]
fn a_cleared_draft_is_gone() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let slot = slot(&shop, "A");
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.store.clear_draft(&slot);
        assert_eq!(bench.draft(&slot), None);
        assert!(!bench.entry(&slot).draft.dirty);
        assert!(!bench.store.has_drafts().get_untracked());
        bench.store.save(vec![(slot.clone(), scope(&shop))]);
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Write), 0);
    });
}
