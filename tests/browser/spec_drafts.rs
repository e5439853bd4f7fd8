//! What is typed about keys is kept until it is confirmed, whatever happens meanwhile.

use crate::dom::Stage;
use crate::project::{another_tab, configuration_id, open_tab, project, web};
use envdock::EnvStore;
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock_contract::model::{Slot, Spec, Version};
use envdock_contract::wire::ErrorCode;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

const WORDS: &str = "What it is for";

fn slots(store: &EnvStore) -> Vec<Slot> {
    let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
    known.spec.as_ref().unwrap().files.iter().flat_map(|file| file.slots.clone()).collect()
}

fn is_listed(store: &EnvStore, key: &str) -> bool {
    slots(store).iter().any(|slot| slot.key.as_str() == key)
}

fn has_drafts(store: &EnvStore) -> bool {
    store.has_drafts().get_untracked()
}

/// Somebody else changes the spec, and the page hears of it.
pub(crate) async fn change_spec(
    api: &FakeApi,
    stage: &Stage,
    store: &EnvStore,
    change: impl FnOnce(&mut Spec),
) {
    let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
    let mut changed = (*known).clone();
    let mut spec = (**changed.spec.as_ref().unwrap()).clone();
    change(&mut spec);
    changed.spec = Some(Arc::new(spec));
    changed.spec_version = Version(changed.spec_version.0 + 1);
    let version = changed.spec_version;
    api.put_configuration(changed);
    store.refresh();
    let read = || {
        let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
        known.spec_version == version
    };
    stage.until("the other spec", read).await;
}

pub(crate) fn refused(status: u16, code: ErrorCode) -> Fault {
    let (problems, missing) = (Vec::new(), Vec::new());
    let detail = None;
    let retry_after_ms = None;
    Fault::Refused(ApiError::Refused { status, code, detail, problems, missing, retry_after_ms })
}

async fn type_key(stage: &Stage, key: &str) {
    stage.press("Add a key…").await;
    stage.type_into("Key", key).await;
}

#[wasm_bindgen_test]
async fn a_key_that_was_refused_stays_typed_and_is_told_only_once_it_is_listed() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.see("0 of 3 required set").await;
    type_key(&stage, "TOKEN").await;
    assert!(has_drafts(&store), "leaving would lose it");
    api.next(Verb::SaveSpec, refused(403, ErrorCode::Forbidden));
    stage.press("Add").await;
    stage.see("Not added. You may not change what is needed. Ask an owner or an admin.").await;
    assert_eq!(stage.typed("Key").as_deref(), Some("TOKEN"));
    assert!(has_drafts(&store) && !stage.html().contains("TOKEN is listed"));
    stage.press("Add").await;
    stage.hear("TOKEN is listed in web/.env.local now.").await;
    assert!(is_listed(&store, "TOKEN") && !has_drafts(&store));
    assert_eq!(stage.typed("Key").as_deref(), Some(""));
    stage.see_no("Not added.").await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_on_its_way_is_not_told_as_listed_and_stays_typed() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.see("0 of 3 required set").await;
    type_key(&stage, "TOKEN").await;
    // Longer than this test lives: what it looks at is the time before the answer.
    api.next(Verb::SaveSpec, Fault::Slow { delay_ms: 600_000 });
    stage.press("Add").await;
    stage.see("Adding…").await;
    assert_eq!(stage.typed("Key").as_deref(), Some("TOKEN"));
    assert!(has_drafts(&store) && !stage.html().contains("TOKEN is listed"));
}

#[wasm_bindgen_test]
async fn a_key_whose_answer_was_lost_is_kept_and_nobody_says_that_it_was_refused() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.see("0 of 3 required set").await;
    type_key(&stage, "TOKEN").await;
    api.next(Verb::SaveSpec, Fault::Cut);
    stage.press("Add").await;
    stage.see("it is not known whether the key was added. What you typed is kept").await;
    assert_eq!(stage.typed("Key").as_deref(), Some("TOKEN"));
    stage.until("read again", || is_listed(&store, "TOKEN")).await;
    stage.press("Add").await;
    stage.see("This file lists the key already.").await;
}

#[wasm_bindgen_test]
async fn what_is_typed_about_a_key_survives_somebody_elses_change_and_saves_with_it() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.press("REDIS_URL").await;
    stage.press("Change what is needed").await;
    stage.type_into(WORDS, "Where sessions live").await;
    assert!(has_drafts(&store), "leaving would lose it");
    change_spec(&api, &stage, &store, |spec| {
        spec.files[0].slots.swap(0, 1);
        spec.files[0].slots[0].required = false;
    })
    .await;
    stage.see("0 of 2 required set").await;
    let typed = || stage.typed(WORDS).as_deref() == Some("Where sessions live");
    stage.until("the typed words", typed).await;
    stage.press("Save changes").await;
    let is_described = || slots(&store)[0].description.as_deref() == Some("Where sessions live");
    stage.until("described", is_described).await;
    assert!(!slots(&store)[0].required, "what somebody else said stays");
    stage.until("nothing to lose", || !has_drafts(&store)).await;
}

#[wasm_bindgen_test]
async fn what_is_typed_about_a_key_survives_a_refusal_other_panels_and_signing_out() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.press("REDIS_URL").await;
    stage.press("Change what is needed").await;
    stage.type_into(WORDS, "Where sessions live").await;
    api.next(Verb::SaveSpec, refused(403, ErrorCode::Forbidden));
    stage.press("Save changes").await;
    stage.see("Not saved. You may not change what is needed.").await;
    store.sign_out();
    stage.see("You are signed out.").await;
    drop(stage);
    store.sign_in("launch".to_owned());
    let back = another_tab(&store);
    back.see("0 of 3 required set").await;
    back.press("REDIS_URL").await;
    back.until("the typed words", || back.typed(WORDS).as_deref() == Some("Where sessions live"))
        .await;
    back.press("Save changes").await;
    let is_described = || slots(&store)[1].description.as_deref() == Some("Where sessions live");
    back.until("described", is_described).await;
}

#[wasm_bindgen_test]
async fn a_new_keys_name_survives_other_panels() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.see("0 of 3 required set").await;
    type_key(&stage, "TOKEN").await;
    drop(stage);
    assert!(has_drafts(&store));
    let back = another_tab(&store);
    back.until("the name", || back.typed("Key").as_deref() == Some("TOKEN")).await;
}

#[wasm_bindgen_test]
async fn two_presses_in_a_row_are_two_changes_and_not_somebody_elses() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.press("STRIPE_KEY").await;
    stage.press("Change what is needed").await;
    stage.until("the button", || stage.button("Move up STRIPE_KEY").is_some()).await;
    let button = stage.button("Move up STRIPE_KEY").unwrap();
    button.click();
    button.click();
    stage.until("first", || slots(&store)[0].key.as_str() == "STRIPE_KEY").await;
    assert!(!stage.text().contains("Somebody changed it meanwhile"));
}
