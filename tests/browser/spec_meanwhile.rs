//! The spec changes while the editor of a value is open: nothing that is typed is lost, and the row
//! says what happened.

use crate::dom::Stage;
use crate::project::{open_tab, project, web};
use crate::spec_drafts::change_spec;
use envdock::EnvStore;
use envdock::api::fake::{FakeApi, Verb};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const FIELD: &str = "Value of REDIS_URL";

/// The tab with a text typed for `REDIS_URL`, and the focus behind its second character.
async fn typing() -> (FakeApi, Stage, EnvStore) {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.press("Fill REDIS_URL").await;
    stage.until("the focus", || has_focus(&stage)).await;
    stage.type_into(FIELD, "kept").await;
    (api, stage, store)
}

fn has_focus(stage: &Stage) -> bool {
    stage.field(FIELD).is_some() && document().active_element() == stage.field(FIELD)
}

fn is_typed(stage: &Stage) -> bool {
    stage.typed(FIELD).as_deref() == Some("kept")
}

/// Nothing is lost: neither the text, nor the focus, nor the way to save it.
async fn see_kept_and_save(api: &FakeApi, stage: &Stage) {
    stage.until("the typed text", || is_typed(stage)).await;
    stage.until("the focus", || has_focus(stage)).await;
    stage.click("Save").await;
    stage.until("saved", || api.n_calls(Verb::Write) == 1).await;
    let sent = api.writes()[0].writes[0].value().map(|value| value.expose().to_owned());
    assert_eq!(sent.as_deref(), Some("kept"));
}

#[wasm_bindgen_test]
async fn a_key_that_is_described_meanwhile_keeps_its_field_and_says_so() {
    let (api, stage, store) = typing().await;
    let field = stage.field(FIELD);
    let words = "Where sessions live".to_owned();
    let describe = |slot: &mut envdock_contract::model::Slot| slot.description = Some(words);
    change_spec(&api, &stage, &store, |spec| describe(&mut spec.files[0].slots[1])).await;
    stage.see("Somebody changed what is needed here. What it is for was changed.").await;
    stage.see("Where sessions live").await;
    assert_eq!(stage.field(FIELD), field, "the field was not made anew");
    see_kept_and_save(&api, &stage).await;
}

#[wasm_bindgen_test]
async fn a_key_that_becomes_optional_or_not_needed_meanwhile_says_so() {
    let (api, stage, store) = typing().await;
    change_spec(&api, &stage, &store, |spec| spec.files[0].slots[1].required = false).await;
    stage.see("Somebody changed what is needed here. The key is optional now.").await;
    change_spec(&api, &stage, &store, |spec| spec.files[0].slots[1].not_needed = true).await;
    stage.see("The key is marked as not needed").await;
    see_kept_and_save(&api, &stage).await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_moved_meanwhile_keeps_text_and_focus() {
    let (api, stage, store) = typing().await;
    change_spec(&api, &stage, &store, |spec| spec.files[0].slots.swap(0, 1)).await;
    stage.see("Somebody changed what is needed here. It was moved in the list.").await;
    see_kept_and_save(&api, &stage).await;
}

#[wasm_bindgen_test]
async fn a_key_before_it_that_is_removed_meanwhile_takes_nothing_along() {
    let (api, stage, store) = typing().await;
    change_spec(&api, &stage, &store, |spec| drop(spec.files[0].slots.remove(0))).await;
    stage.until("one key fewer", || stage.button("DATABASE_URL").is_none()).await;
    see_kept_and_save(&api, &stage).await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_removed_meanwhile_keeps_its_text_until_it_is_back() {
    let (api, stage, store) = typing().await;
    let mut removed = None;
    change_spec(&api, &stage, &store, |spec| removed = Some(spec.files[0].slots.remove(1))).await;
    stage.see("No longer asked for: REDIS_URL").await;
    stage.see("What you typed is kept, in case the key comes back.").await;
    assert!(store.has_drafts().get_untracked(), "leaving would lose it");
    change_spec(&api, &stage, &store, |spec| spec.files[0].slots.extend(removed)).await;
    stage.see_no("No longer asked for").await;
    stage.until("the typed text", || is_typed(&stage)).await;
}

#[wasm_bindgen_test]
async fn what_this_page_changes_itself_is_not_told_as_somebody_elses() {
    let (_api, stage, _store) = typing().await;
    stage.press("Change what is needed").await;
    stage.type_into("What it is for", "Where sessions live").await;
    stage.press("Save changes").await;
    stage.see("Where sessions live").await;
    assert!(!stage.text().contains("Somebody changed"));
}
