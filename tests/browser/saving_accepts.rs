//! Who saves a value in the row of a proposed key has decided: the save accepts it.

use crate::dom::Stage;
use crate::project::{address, configuration_id, file, open_tab, project, slot};
use crate::spec_drafts::refused;
use envdock::EnvStore;
use envdock::api::fake::{FakeApi, Verb};
use envdock_contract::model::{Role, Scope, Slot, Version};
use envdock_contract::wire::ErrorCode;
use envdock_core::Me;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const SENTENCE: &str = "Saving also accepts TOKEN, which an agent or the scanner proposed";

fn proposed() -> FakeApi {
    let proposed = Slot { proposed: true, ..slot("TOKEN") };
    project(vec![file(".", ".env", vec![proposed, slot("OTHER")])])
}

fn is_proposed(store: &EnvStore) -> bool {
    let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
    known.spec.as_ref().unwrap().files[0].slots[0].proposed
}

async fn type_for_everybody(stage: &Stage) {
    stage.click("Fill TOKEN").await;
    stage.see("Save for").await;
    stage.choose("Organization", 0).await;
    stage.see(SENTENCE).await;
    stage.type_into("Value of TOKEN", "v").await;
}

#[wasm_bindgen_test]
async fn a_saved_value_accepts_its_proposed_key_in_the_same_step() {
    let api = proposed();
    let (stage, store) = open_tab(&api);
    type_for_everybody(&stage).await;
    stage.click("Save").await;
    stage.see("Stored, and TOKEN is accepted.").await;
    assert!(!is_proposed(&store));
    assert_eq!(api.stored_version(&address("TOKEN", Scope::Organization)), Version(1));
    assert!(stage.button("Accept TOKEN").is_none());
    stage.hear("TOKEN saved. Stored, and TOKEN is accepted.").await;
}

#[wasm_bindgen_test]
async fn a_value_that_needs_no_acceptance_is_no_word_about_shared_ones() {
    let api = proposed();
    let (stage, store) = open_tab(&api);
    type_for_everybody(&stage).await;
    stage.choose("This configuration", 0).await;
    stage.see_no("Saving also accepts").await;
    stage.click("Save").await;
    stage.see("for this configuration").await;
    assert!(is_proposed(&store));
    stage.click("Fill OTHER").await;
    stage.choose("Organization", 0).await;
    stage.see("Everybody in the organization").await;
    assert!(!stage.text().contains("Saving also accepts"), "nobody proposed it");
    assert_eq!(api.n_calls(Verb::SaveSpec), 0);
}

#[wasm_bindgen_test]
async fn a_stored_value_whose_key_could_not_be_accepted_says_so_and_can_be_accepted() {
    let api = proposed();
    let (stage, store) = open_tab(&api);
    type_for_everybody(&stage).await;
    api.next(Verb::SaveSpec, refused(412, ErrorCode::PreconditionFailed));
    stage.click("Save").await;
    stage.see("The value is stored, but TOKEN was not accepted. Somebody changed").await;
    assert!(is_proposed(&store));
    stage.click("Accept TOKEN").await;
    stage.until("accepted", || !is_proposed(&store)).await;
}

#[wasm_bindgen_test]
async fn a_value_that_is_refused_accepts_nothing() {
    let api = proposed();
    let (stage, store) = open_tab(&api);
    type_for_everybody(&stage).await;
    api.next(Verb::Write, refused(403, ErrorCode::Forbidden));
    stage.click("Save").await;
    stage.see("You may not write here.").await;
    assert!(is_proposed(&store));
    assert_eq!(api.n_calls(Verb::SaveSpec), 0);
}

#[wasm_bindgen_test]
async fn a_refused_save_for_everybody_has_not_decided_about_the_next_one() {
    let api = proposed();
    let (stage, store) = open_tab(&api);
    type_for_everybody(&stage).await;
    api.next(Verb::Write, refused(403, ErrorCode::Forbidden));
    stage.click("Save").await;
    stage.see("You may not write here.").await;
    stage.choose("This configuration", 0).await;
    stage.see_no("Saving also accepts").await;
    stage.click("Save").await;
    stage.see("for this configuration").await;
    assert!(is_proposed(&store));
    assert_eq!(api.n_calls(Verb::SaveSpec), 0);
}

#[wasm_bindgen_test]
async fn a_member_who_may_not_accept_saves_without_accepting() {
    let api = proposed();
    api.put_me(Some(Me { role: Role::Member, ..api.me_now() }));
    let (stage, store) = open_tab(&api);
    stage.click("Fill TOKEN").await;
    stage.see("This session only").await;
    assert!(!stage.text().contains("Saving also accepts"));
    stage.type_into("Value of TOKEN", "v").await;
    stage.click("Save").await;
    stage.see("Stored. It is written when a session starts.").await;
    assert!(is_proposed(&store));
    assert_eq!(api.n_calls(Verb::SaveSpec), 0);
}
