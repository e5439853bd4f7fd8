//! The tab when something is in the way.

use crate::project::{configuration_id, of_configuration, open_tab, project, web};
use envdock::api::ApiError;
use envdock::api::fake::{Fault, Verb};
use envdock_contract::model::{Capabilities, Environment, OrganizationId, Role, ScopeKind, UserId};
use envdock_core::Me;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn while_the_first_check_runs_nothing_is_called_missing() {
    let api = project(vec![web()]);
    api.next(Verb::Check, Fault::Slow { delay_ms: 60_000 });
    let (stage, _store) = open_tab(&api);
    stage.see("Checking").await;
    stage.see("DATABASE_URL").await;
    assert!(!stage.text().contains("Missing"));
}

#[wasm_bindgen_test]
async fn when_a_check_fails_keys_are_unknown_and_can_be_asked_again() {
    let api = project(vec![web()]);
    api.next(Verb::Check, Fault::Refused(ApiError::Timeout));
    let (stage, _store) = open_tab(&api);
    stage.see("Unknown").await;
    stage.see("The server did not answer in time.").await;
    assert!(!stage.text().contains("Missing"));
    stage.click("Retry DATABASE_URL").await;
    stage.see("0 of 3 required set").await;
    stage.see("Missing").await;
}

#[wasm_bindgen_test]
async fn offline_the_last_known_state_stays_with_its_age() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let (stage, store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    for verb in [Verb::Check, Verb::Configurations, Verb::Files] {
        api.next(verb, Fault::Refused(ApiError::Offline));
    }
    store.refresh();
    stage.see("The server cannot be reached.").await;
    stage.see("Showing what was known just now.").await;
    stage.see("1 of 3 required set").await;
}

#[wasm_bindgen_test]
async fn signed_out_the_draft_stays() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "kept").await;
    api.put_me(None);
    store.refresh();
    stage.see("You are signed out.").await;
    stage.click("Save").await;
    stage.see("Sign in to save. What you typed is kept.").await;
    assert_eq!(stage.typed("Value of DATABASE_URL").as_deref(), Some("kept"));
}

#[wasm_bindgen_test]
async fn a_member_cannot_replace_a_shared_value_and_is_told_why() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    api.put_me(Some(Me {
        user: UserId::new("bob").unwrap(),
        organization: OrganizationId::new("local").unwrap(),
        role: Role::Member,
        environments: vec![Environment::default()],
        capabilities: Capabilities {
            scopes: vec![ScopeKind::Configuration],
            versions: true,
            atomic_batch: true,
            local_folder: true,
            adopt: true,
            session_only: false,
            requests: false,
            ..Capabilities::default()
        },
    }));
    let (stage, _store) = open_tab(&api);
    stage.see("You see names and states.").await;
    stage.see("1 of 3 required set").await;
    stage.click("REDIS_URL").await;
    stage.see("Ask an owner or an admin to change it.").await;
    assert!(stage.button("Replace").is_none());
}

#[wasm_bindgen_test]
async fn a_configuration_that_cannot_be_read_has_one_way_out() {
    let api = project(vec![web()]);
    // It is asked again by itself, too.
    for _ in 0..10 {
        api.next(Verb::Configurations, Fault::Refused(ApiError::Timeout));
    }
    let (stage, _store) = open_tab(&api);
    stage.see("Could not be loaded").await;
    assert!(stage.text().contains("The server did not answer in time."));
    assert_eq!(stage.count("button"), 1);
}

#[wasm_bindgen_test]
async fn a_configuration_that_is_gone_is_told() {
    let api = envdock::api::fake::FakeApi::new();
    let (stage, _store) = open_tab(&api);
    stage.see("Could not be loaded").await;
    assert_eq!(configuration_id().as_str(), "shop");
}

#[wasm_bindgen_test]
async fn a_row_opened_before_the_answer_offers_what_the_answer_says() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    api.next(Verb::Check, Fault::Slow { delay_ms: 500 });
    let (stage, _store) = open_tab(&api);
    stage.click("REDIS_URL").await;
    stage.see("Type a value instead").await;
    assert!(stage.text().contains("Checking"));
    stage.see("1 of 3 required set").await;
    stage.click("Replace").await;
    stage.see("The stored value is never shown. Saving replaces it.").await;
}

#[wasm_bindgen_test]
async fn a_row_opened_before_the_answer_gets_its_field_where_a_value_is_missing() {
    let api = project(vec![web()]);
    api.next(Verb::Check, Fault::Slow { delay_ms: 500 });
    let (stage, _store) = open_tab(&api);
    stage.click("DATABASE_URL").await;
    stage.see("Type a value instead").await;
    stage.see("0 of 3 required set").await;
    stage.type_into("Value of DATABASE_URL", "typed").await;
    stage.click("Save").await;
    stage.see("1 of 3 required set").await;
}
