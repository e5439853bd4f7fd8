use crate::api::ApiError;
use crate::api::KeyAnswer;
use crate::api::fake::{Fault, Verb};
use crate::store::tests::bench::{
    Bench, address, in_session, request_id, scope, session_id, slot, story,
};
use crate::store::{FinishState, MissingSlot, SlotAnswer, SubmittedSlot};
use envdock_contract::model::{ConfigurationId, EnvRequest, RequestState, Version};
use envdock_core::{CheckFailure, SaveFailure, SaveState, SlotId, SubmissionState};
use leptos::prelude::GetUntracked;
use std::sync::Arc;

const VALUE: &str = "hunter2";

fn request(bench: &Bench, id: &str) -> Arc<EnvRequest> {
    bench.store.request(&request_id(id)).get_untracked().known.unwrap()
}

fn submission(bench: &Bench, id: &str) -> SubmissionState {
    bench.store.submission(&request_id(id)).get_untracked()
}

fn set(slot: &SlotId, configuration: &ConfigurationId) -> SubmittedSlot {
    SubmittedSlot { slot: slot.clone(), answer: SlotAnswer::Set { scope: scope(configuration) } }
}

#[test]
fn three_forms_and_the_tab_make_one_check_also_for_keys_that_no_spec_lists() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        for (id, keys) in [("r1", ["A", "X"]), ("r2", ["B", "X"]), ("r3", ["A", "Y"])] {
            bench.asks(id, &shop, &keys);
        }
        let _tab = bench.store.watch_summary(&in_session(&shop));
        let _list = bench.store.watch_requests(&session_id());
        let _forms = ["r1", "r2", "r3"].map(|id| bench.store.watch_request(&request_id(id)));
        bench.pass(500).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1);
        let asked: Vec<usize> = bench.api.checks()[0].iter().map(|part| part.keys.len()).collect();
        assert_eq!(asked, [4], "A and B of the tab are those of the forms");
        let ids = bench.store.requests(&session_id()).get_untracked().known.unwrap();
        assert_eq!(ids, ["r1", "r2", "r3"].map(request_id));
    });
}

#[test]
fn an_answer_is_stored_shown_and_dropped_from_what_was_typed() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        bench.asks("r1", &shop, &["A", "X"]);
        let _form = bench.store.watch_request(&request_id("r1"));
        bench.pass(500).await;
        let slots = SlotId::of_request(&request(&bench, "r1"));
        bench.store.type_value(&slots[0], VALUE.to_owned());
        let skipped = SubmittedSlot { slot: slots[1].clone(), answer: SlotAnswer::Skip };
        bench.store.submit(&request_id("r1"), vec![set(&slots[0], &shop), skipped]);
        assert_eq!(submission(&bench, "r1"), SubmissionState::Submitting);
        assert_eq!(bench.entry(&slots[0]).save, SaveState::Saving);
        assert_eq!(bench.entry(&slots[1]).save, SaveState::Idle);
        bench.pass(10).await;
        assert_eq!(submission(&bench, "r1"), SubmissionState::Idle);
        assert_eq!(request(&bench, "r1").state, RequestState::Submitted);
        assert!(bench.entry(&slots[0]).presence.winner().is_some());
        assert!(!bench.store.has_drafts().get_untracked());
        bench.pass(60_000).await;
        assert_eq!(bench.api.n_calls(Verb::Check), 1, "nothing is asked after an answer");
    });
}

#[test]
fn an_answer_that_was_cut_is_sent_again_as_it_was() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        bench.asks("r1", &shop, &["A"]);
        let _form = bench.store.watch_request(&request_id("r1"));
        bench.pass(500).await;
        let slot = SlotId::of_request(&request(&bench, "r1")).remove(0);
        bench.store.type_value(&slot, VALUE.to_owned());
        bench.api.next(Verb::Submit, Fault::Cut);
        bench.store.submit(&request_id("r1"), vec![set(&slot, &shop)]);
        bench.pass(10).await;
        let failure = SaveFailure::Unconfirmed(CheckFailure::Offline);
        assert_eq!(submission(&bench, "r1"), SubmissionState::Failed(failure));
        bench.store.type_value(&slot, "newer".to_owned());
        let skipped = SubmittedSlot { slot: slot.clone(), answer: SlotAnswer::Skip };
        bench.store.submit(&request_id("r1"), vec![skipped]);
        bench.pass(10).await;
        let sent = bench.api.submissions();
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
        let KeyAnswer::Set { value, .. } = &sent[1].answers[0].answer else { panic!("as it was") };
        assert_eq!(value.expose(), VALUE);
        assert_eq!(submission(&bench, "r1"), SubmissionState::Idle);
        let typed = bench.store.with_draft(&slot, |text| text.map(|text| text.expose().to_owned()));
        assert_eq!(typed.as_deref(), Some("newer"));
    });
}

#[test]
fn if_one_key_is_refused_nothing_is_stored_and_all_that_was_typed_stays() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A", "B"]);
        bench.asks("r1", &shop, &["A", "B"]);
        let _form = bench.store.watch_request(&request_id("r1"));
        bench.pass(500).await;
        let slots = SlotId::of_request(&request(&bench, "r1"));
        bench.api.put_stored(address(&shop, "B"));
        for slot in &slots {
            bench.store.type_value(slot, VALUE.to_owned());
        }
        let answers = slots.iter().map(|slot| set(slot, &shop)).collect::<Vec<_>>();
        bench.store.submit(&request_id("r1"), answers.clone());
        bench.pass(10).await;
        assert_eq!(submission(&bench, "r1"), SubmissionState::KeysRefused);
        assert_eq!(request(&bench, "r1").state, RequestState::Open);
        assert_eq!(bench.entry(&slots[0]).save, SaveState::Failed(SaveFailure::NotAttempted));
        assert!(matches!(
            bench.entry(&slots[1]).save,
            SaveState::Failed(SaveFailure::Conflict { current: Some(_), .. })
        ));
        assert_eq!(bench.api.stored_version(&address(&shop, "A")), Version(0));
        assert!(slots.iter().all(|slot| bench.entry(slot).draft.dirty));
        // What is stored there is known now: the second press means it.
        bench.store.submit(&request_id("r1"), answers);
        bench.pass(10).await;
        assert_eq!(submission(&bench, "r1"), SubmissionState::Idle);
        assert_eq!(bench.api.stored_version(&address(&shop, "B")), Version(2));
    });
}

#[test]
fn who_is_second_keeps_the_text_and_sees_how_it_was_answered() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        bench.asks("r1", &shop, &["A"]);
        let _form = bench.store.watch_request(&request_id("r1"));
        bench.pass(500).await;
        let slot = SlotId::of_request(&request(&bench, "r1")).remove(0);
        bench.store.type_value(&slot, VALUE.to_owned());
        let mut declined = EnvRequest::clone(&request(&bench, "r1"));
        declined.state = RequestState::Declined;
        bench.api.put_request(declined);
        bench.store.submit(&request_id("r1"), vec![set(&slot, &shop)]);
        bench.pass(10).await;
        let failed = SubmissionState::Failed(SaveFailure::RequestSettled);
        assert_eq!(submission(&bench, "r1"), failed);
        assert_eq!(request(&bench, "r1").state, RequestState::Declined);
        assert!(bench.entry(&slot).draft.dirty);
        assert_eq!(bench.entry(&slot).save, SaveState::Idle, "no key is to blame");
    });
}

#[test]
fn a_declined_request_is_settled_and_lists_behind_the_open_ones() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        for id in ["r1", "r2", "r3"] {
            bench.asks(id, &shop, &["A"]);
        }
        let _list = bench.store.watch_requests(&session_id());
        bench.pass(500).await;
        bench.store.decline(&request_id("r2"));
        bench.pass(10).await;
        let ids = bench.store.requests(&session_id()).get_untracked().known.unwrap();
        assert_eq!(ids, ["r1", "r3", "r2"].map(request_id));
        assert_eq!(request(&bench, "r2").state, RequestState::Declined);
    });
}

#[test]
fn what_is_said_is_in_the_conversation() {
    story(|bench| async move {
        let _guard = bench.store.watch_conversation(&session_id());
        bench.store.say(&session_id(), "hello".to_owned());
        bench.pass(10).await;
        let said = bench.store.conversation(&session_id()).get_untracked().known.unwrap();
        assert_eq!(said.last().map(|line| line.text.as_str()), Some("hello"));
        bench.api.next(Verb::Say, Fault::Refused(ApiError::Offline));
        bench.store.say(&session_id(), "lost".to_owned());
        bench.pass(10).await;
        let state = bench.store.say_state(&session_id()).get_untracked();
        assert!(matches!(state, crate::store::ActionState::Failed(_)), "{state:?}");
    });
}

#[test]
fn finishing_names_what_is_missing_until_exactly_that_is_acknowledged() {
    story(|bench| async move {
        let shop = bench.needs("shop", &["A"]);
        let (file, key) = (slot(&shop, "A").file().clone(), slot(&shop, "A"));
        let missing = vec![MissingSlot { file, key: key.key().clone(), any_of: None }];
        bench.api.put_missing(missing.clone());
        let state = bench.store.finish_state(&session_id());
        bench.store.finish(&session_id(), Vec::new());
        assert_eq!(state.get_untracked(), FinishState::Running);
        bench.pass(10).await;
        assert_eq!(state.get_untracked(), FinishState::Missing(missing.clone()));
        bench.store.finish(&session_id(), missing);
        bench.pass(10).await;
        assert!(matches!(state.get_untracked(), FinishState::Saved(_)));
    });
}
