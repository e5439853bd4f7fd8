//! Somebody else works on the same key: who and when is said, and what was typed is kept.

use crate::dom::Stage;
use crate::organization_secrets::{CANARY, page_of, row, shared, three};
use crate::project::{of_configuration, open_tab, project, web};
use envdock::api::fake::{FakeApi, Verb};
use envdock_contract::model::Version;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "DATABASE_URL";
const NEW: &str = "New value of DATABASE_URL";

#[wasm_bindgen_test]
async fn the_tab_says_who_deleted_what_was_to_be_replaced() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click(KEY).await;
    stage.click("Replace").await;
    stage.type_into(NEW, CANARY).await;
    api.take_stored(&of_configuration(KEY));
    stage.click("Save").await;
    stage.see("Somebody removed the stored value meanwhile (").await;
    stage.see("by grace). What you typed is kept.").await;
    stage.click("Replace anyway").await;
    stage.see("1 of 3 required set").await;
    stage.until("stored", || api.stored_version(&of_configuration(KEY)) == Version(3)).await;
}

#[wasm_bindgen_test]
async fn the_organization_page_says_who_deleted_what_was_to_be_replaced() {
    let api = three();
    let stage = page_of(&api);
    stage.click("DATABASE_URL, dev, organization").await;
    stage.click("Replace value").await;
    stage.type_into(NEW, CANARY).await;
    api.take_stored(&shared(KEY));
    stage.press_in(NEW, "Enter").await;
    stage.see("Somebody deleted it meanwhile (").await;
    stage.see("by grace). What you typed is kept, not saved.").await;
    stage.see("deleted").await;
    assert_eq!(stage.typed(NEW).as_deref(), Some(CANARY));
    stage.click("Replace anyway").await;
    stage.until("stored", || api.stored_version(&shared(KEY)) == Version(3)).await;
}

const FIELD: &str = "Description, at most 500 characters";

/// Edits what is said about a key, over what somebody else says since.
async fn described_by_two(texts: [&str; 2]) -> (FakeApi, Stage) {
    let api = three();
    let stage = page_of(&api);
    stage.click("UNASKED, dev, organization").await;
    stage.click("Edit description").await;
    stage.type_into(FIELD, texts[0]).await;
    api.put_description(&shared("UNASKED"), texts[1]);
    stage.click("Save").await;
    stage.see("Somebody changed the description meanwhile (").await;
    stage.see("by grace). Yours is kept, not saved.").await;
    stage.see(&["It is now: “", texts[1], "”"].concat()).await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some(texts[0]));
    (api, stage)
}

#[wasm_bindgen_test]
async fn what_somebody_else_says_stands_beside_what_is_typed_and_can_be_replaced() {
    let (_api, stage) = described_by_two(["mine", "theirs"]).await;
    stage.click("Save anyway").await;
    stage.until("the form is closed", || stage.count("textarea") == 0).await;
    stage.see_no("theirs").await;
    stage.see("mine").await;
}

#[wasm_bindgen_test]
async fn what_somebody_else_says_can_be_taken() {
    let (_api, stage) = described_by_two(["mine", "theirs"]).await;
    stage.click("Use their text").await;
    stage.until("the form is closed", || stage.count("textarea") == 0).await;
    stage.see_no("Somebody changed").await;
    assert!(row(&stage, 2).contains("theirs"));
    stage.see_focus_on("UNASKED, dev, organization").await;
}

#[wasm_bindgen_test]
async fn news_of_a_description_stand_beside_what_is_typed_and_follow_what_is_not() {
    let api = three();
    let mut me = api.me_now();
    me.capabilities.events = true;
    api.put_me(Some(me));
    let stage = page_of(&api);
    stage.until("a stream", || api.n_streams() == 1).await;
    stage.click("UNASKED, dev, organization").await;
    stage.click("Edit description").await;
    api.put_description(&shared("UNASKED"), "theirs");
    api.tell_stored(&shared("UNASKED"));
    stage.until("it follows", || stage.typed(FIELD).as_deref() == Some("theirs")).await;
    stage.type_into(FIELD, "mine").await;
    api.put_description(&shared("UNASKED"), "theirs again");
    api.tell_stored(&shared("UNASKED"));
    stage.see("Somebody changed the description meanwhile. Yours is kept, not saved.").await;
    stage.see("It is now: “theirs again”").await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some("mine"));
    stage.click("Use their text").await;
    stage.until("the form is closed", || stage.count("textarea") == 0).await;
    assert!(row(&stage, 2).contains("theirs again"));
}

/// The tab, asking whether the value of the configuration shall replace that of the organization.
async fn asked_about_moving() -> (FakeApi, Stage) {
    let api = project(vec![web()]);
    api.put_stored(of_configuration(KEY));
    api.put_stored(shared(KEY));
    let (stage, _store) = open_tab(&api);
    stage.see("for this configuration").await;
    stage.click(KEY).await;
    stage.see("Move").await;
    stage.select("Move the value for this configuration to", "organization (replaces a value)");
    stage.press("Move the value for this configuration").await;
    stage.see("Moving replaces the value for organization (").await;
    stage.see("by you). Undo brings both back.").await;
    (api, stage)
}

#[wasm_bindgen_test]
async fn a_value_is_moved_over_another_once_that_was_said_and_both_come_back() {
    let (api, stage) = asked_about_moving().await;
    stage.press("Cancel").await;
    stage.see_no("Undo brings both back.").await;
    stage.see_focus_on("Move the value for this configuration").await;
    assert_eq!(api.n_calls(Verb::Write), 0);
    stage.press("Move the value for this configuration").await;
    stage.press("Move and replace").await;
    stage.see("Moved.").await;
    let stored = || [of_configuration(KEY), shared(KEY)].map(|at| api.stored_version(&at).0);
    assert_eq!(stored(), [0, 2]);
    stage.press("Undo DATABASE_URL").await;
    stage.until("both are back", || stored() == [3, 3]).await;
    stage.see("for this configuration").await;
    stage.see("shadows organization").await;
    let last = api.writes().pop().unwrap();
    assert!(last.atomic && last.writes.len() == 2);
}

#[wasm_bindgen_test]
async fn a_value_is_not_moved_over_one_that_nobody_was_asked_about() {
    let (api, stage) = asked_about_moving().await;
    api.put_stored(shared(KEY));
    stage.press("Move and replace").await;
    stage.see("Somebody stored another value meanwhile (").await;
    stage.see("by you). Nothing was moved.").await;
    let stored = [of_configuration(KEY), shared(KEY)].map(|at| api.stored_version(&at).0);
    assert_eq!(stored, [1, 2]);
}
