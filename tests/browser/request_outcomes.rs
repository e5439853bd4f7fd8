//! What becomes of a request: answered, refused, taken back, out of reach.

use crate::asking::{another_form, asked, open_form, owner, request};
use crate::project::{of_configuration, project, web};
use envdock::api::ApiError;
use envdock::api::fake::{Fault, Verb};
use envdock_contract::model::{EnvRequest, RequestState, UserId};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn declining_is_an_act_of_its_own() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.click("Decline").await;
    stage.see("Declined").await;
    stage.see("The agent was told that you said no.").await;
    assert_eq!((api.n_calls(Verb::Submit), api.n_calls(Verb::Decline)), (0, 1));
}

#[wasm_bindgen_test]
async fn answered_withdrawn_or_expired_elsewhere_it_closes_and_says_so() {
    for (state, said) in [
        (RequestState::Submitted, "Answered elsewhere"),
        (RequestState::Declined, "Declined"),
        (RequestState::Withdrawn, "The agent took its question back."),
        (RequestState::Expired, "The session has ended"),
    ] {
        let api = project(vec![web()]);
        let (stage, store) = open_form(&api, vec![asked("DATABASE_URL")]);
        stage.type_into("Value of DATABASE_URL", "typed").await;
        let settled_by = Some(UserId::new("bob").unwrap());
        api.put_request(EnvRequest { state, settled_by, ..request(vec![asked("DATABASE_URL")]) });
        store.refresh();
        stage.see(said).await;
        stage.see("1 typed value not saved. The Environment tab keeps them.").await;
        assert!(stage.button("Submit").is_none());
    }
}

#[wasm_bindgen_test]
async fn a_refused_key_is_told_at_its_field_and_everything_typed_is_kept() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL"), asked("STRIPE_KEY")]);
    stage.type_into("Value of DATABASE_URL", "one").await;
    stage.type_into("Value of STRIPE_KEY", "two").await;
    // Somebody stores one of them, which this page does not know yet.
    api.put_stored(of_configuration("DATABASE_URL"));
    stage.click("Submit").await;
    stage.see("Nothing was saved: 1 value was refused.").await;
    stage.see("Somebody stored another value meanwhile.").await;
    let typed = |label: &str| stage.typed(label).unwrap_or_default();
    assert_eq!(
        (typed("Value of DATABASE_URL"), typed("Value of STRIPE_KEY")),
        ("one".to_owned(), "two".to_owned())
    );
    stage.click("Submit").await;
    stage.see("Answered").await;
}

#[wasm_bindgen_test]
async fn an_unconfirmed_answer_can_be_sent_again_and_is_carried_out_once() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.type_into("Value of DATABASE_URL", "one").await;
    api.next(Verb::Submit, Fault::Cut);
    stage.click("Submit").await;
    stage.see("It is not known whether your answer arrived").await;
    stage.click("Submit").await;
    stage.see("saved for this configuration").await;
    let keys: Vec<_> =
        api.submissions().iter().map(|order| order.idempotency_key.clone()).collect();
    assert!(keys.len() >= 2 && keys.iter().all(|key| *key == keys[0]));
}

#[wasm_bindgen_test]
async fn signed_out_the_form_stays_with_what_was_typed() {
    let api = project(vec![web()]);
    let (stage, store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.type_into("Value of DATABASE_URL", "kept").await;
    api.put_me(None);
    store.refresh();
    stage.see("You are signed out.").await;
    stage.click("Submit").await;
    assert_eq!(api.n_calls(Verb::Submit), 0);
    assert_eq!(stage.typed("Value of DATABASE_URL").as_deref(), Some("kept"));
    api.put_me(Some(owner()));
    store.identify();
    stage.see_no("You are signed out.").await;
    stage.click("Submit").await;
    stage.see("Answered").await;
}

#[wasm_bindgen_test]
async fn while_it_is_sent_it_is_sent_once_and_says_so() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.type_into("Value of DATABASE_URL", "one").await;
    api.next(Verb::Submit, Fault::Slow { delay_ms: 60_000 });
    stage.click("Submit").await;
    stage.click("Submitting…").await;
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    assert_eq!(api.n_calls(Verb::Submit), 1);
}

#[wasm_bindgen_test]
async fn no_typed_text_is_in_the_document() {
    let api = project(vec![web()]);
    let (stage, store) = open_form(&api, vec![asked("DATABASE_URL")]);
    let second = another_form(&store);
    stage.type_into("Value of DATABASE_URL", "s3cr3t-canary").await;
    api.next(Verb::Submit, Fault::Refused(ApiError::Timeout));
    stage.click("Submit").await;
    stage.see("It is not known whether your answer arrived").await;
    assert!(!stage.html().contains("s3cr3t-canary") && !second.html().contains("s3cr3t-canary"));
}
