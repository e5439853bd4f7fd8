//! The import of a dotenv text: what is shown, what is chosen, what becomes of it.

use crate::dom::Stage;
use crate::project::{file, of_configuration, open_tab, project, slot, web};
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock_contract::model::Version;
use leptos::prelude::{GetUntracked, document};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const FIELD: &str = "Value of DATABASE_URL";
pub(crate) const TEXT: &str =
    "# where orders are kept\nDATABASE_URL=canary-one\nREDIS_URL=canary-two\n";

/// Pastes a text into the open field of `DATABASE_URL`.
async fn paste(stage: &Stage, text: &str) {
    stage.click("Fill DATABASE_URL").await;
    stage.until(FIELD, || stage.field(FIELD).is_some()).await;
    stage.paste(FIELD, text).await;
}

/// The tab with a text that was pasted and is shown line by line.
pub(crate) async fn shown(api: &FakeApi, text: &str, summary: &str) -> Stage {
    let (stage, _store) = open_tab(api);
    paste(&stage, text).await;
    stage.see(summary).await;
    stage
}

fn line(stage: &Stage, number: u32) -> web_sys::HtmlElement {
    stage.nth(".envdock-import__line", number)
}

pub(crate) fn text_of(stage: &Stage, number: u32) -> String {
    line(stage, number).inner_text().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn checkbox(stage: &Stage, number: u32) -> web_sys::HtmlInputElement {
    line(stage, number).query_selector("input").unwrap().unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_pasted_dotenv_text_is_shown_without_its_values_and_nothing_is_written() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    let first = "DATABASE_URL New line 2, 10 bytes web/.env.local where orders are kept";
    assert_eq!(text_of(&stage, 0), first);
    assert_eq!(text_of(&stage, 1), "REDIS_URL New line 3, 10 bytes web/.env.local");
    assert!(!stage.html().contains("canary"), "a value is in the document");
    assert_eq!(stage.typed(FIELD).as_deref(), Some(""));
    assert_eq!((api.n_calls(Verb::Write), api.n_calls(Verb::SaveSpec)), (0, 0));
}

#[wasm_bindgen_test]
async fn what_is_chosen_is_stored_with_one_request_and_each_line_has_its_result() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    assert!(text_of(&stage, 0).starts_with("DATABASE_URL Imported"));
    assert_eq!(api.n_calls(Verb::Write), 1);
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(1));
    stage.click("Done").await;
    stage.see("2 of 3 required set").await;
    assert_eq!(stage.count(".envdock-import__line"), 0);
}

#[wasm_bindgen_test]
async fn a_value_that_is_there_already_is_replaced_only_when_it_is_chosen() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let stage = shown(&api, TEXT, "2 lines, 1 chosen.").await;
    assert!(text_of(&stage, 1).contains("Already set, will be replaced"));
    assert!(!checkbox(&stage, 1).checked());
    checkbox(&stage, 1).click();
    stage.see("2 lines, 2 chosen.").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(2));
}

#[wasm_bindgen_test]
async fn a_key_that_no_file_lists_comes_into_the_spec_before_its_value() {
    let api = project(vec![web(), file(".", ".env", vec![slot("PORT_NUMBER")])]);
    let stage = shown(&api, "NEW_KEY=canary\nREDIS_URL=canary\n", "2 lines, 2 chosen.").await;
    assert!(text_of(&stage, 0).contains("Not in the spec, will be added"));
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    assert_eq!((api.n_calls(Verb::SaveSpec), api.n_calls(Verb::Write)), (1, 1));
    stage.click("Done").await;
    stage.until("the new row", || stage.button("NEW_KEY").is_some()).await;
}

#[wasm_bindgen_test]
async fn when_new_keys_cannot_be_added_nothing_is_stored_and_everything_stays() {
    let api = project(vec![web()]);
    let stage = shown(&api, "NEW_KEY=canary\nREDIS_URL=canary\n", "2 lines, 2 chosen.").await;
    api.next(Verb::SaveSpec, Fault::Refused(ApiError::Offline));
    stage.click("Import 2").await;
    stage.see("Nothing was stored, because the new keys could not be added.").await;
    assert_eq!(api.n_calls(Verb::Write), 0);
    stage.see("2 lines, 2 chosen.").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
}

#[wasm_bindgen_test]
async fn what_was_refused_stays_with_its_reason_and_can_be_tried_again() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    api.put_stored(of_configuration("REDIS_URL"));
    stage.click("Import 2").await;
    stage.see("1 value imported, 1 not. What failed stays here.").await;
    assert!(text_of(&stage, 0).starts_with("DATABASE_URL Imported"));
    assert!(text_of(&stage, 1).contains("Not imported"));
    assert!(text_of(&stage, 1).contains("Somebody changed it meanwhile."));
    stage.click("Try again (1)").await;
    stage.see("2 values imported.").await;
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(2));
}

#[wasm_bindgen_test]
async fn a_lost_answer_keeps_the_preview_and_is_asked_for_again() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    api.next(Verb::Write, Fault::Cut);
    stage.click("Import 2").await;
    stage.see("0 values imported, 2 not. What failed stays here.").await;
    stage.click("Try again (2)").await;
    stage.see("2 values imported.").await;
    let writes = api.writes();
    assert_eq!(writes[0].idempotency_key, writes[1].idempotency_key);
}

#[wasm_bindgen_test]
async fn of_five_lines_with_one_key_one_is_chosen_at_a_time() {
    let api = project(vec![web()]);
    let text = "REDIS_URL=1\nREDIS_URL=2\nREDIS_URL=3\nREDIS_URL=4\nREDIS_URL=5\n";
    let stage = shown(&api, text, "5 lines, 1 chosen.").await;
    let chosen = |stage: &Stage| (0..5).map(|at| checkbox(stage, at).checked()).collect::<Vec<_>>();
    assert_eq!(chosen(&stage), [false, false, false, false, true]);
    assert!(text_of(&stage, 0).contains("Assigned again in line 5, which counts."));
    assert!(text_of(&stage, 4).contains("Also assigned in line 1; this one counts."));
    checkbox(&stage, 1).click();
    stage.until("another line", || chosen(&stage) == [false, true, false, false, false]).await;
    stage.click("Import 1").await;
    stage.see("1 value imported.").await;
    let sent = api.writes()[0].writes[0].value().map(|value| value.expose().to_owned());
    assert_eq!(sent.as_deref(), Some("2"));
}

#[wasm_bindgen_test]
async fn the_text_can_become_the_value_of_the_field_after_all() {
    let api = project(vec![web()]);
    let stage = shown(&api, TEXT, "2 lines, 2 chosen.").await;
    stage.click("Use it as the value of DATABASE_URL").await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some(TEXT));
    assert_eq!(document().active_element(), stage.field(FIELD));
    assert_eq!(stage.count(".envdock-import__line"), 0);
}

#[wasm_bindgen_test]
async fn a_certificate_is_a_value_like_any_other() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    let pem = "-----BEGIN KEY-----\nMIIE+w==\n-----END KEY-----\n";
    paste(&stage, pem).await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some(pem));
    assert_eq!(stage.count("dialog[open]"), 0);
}

#[wasm_bindgen_test]
async fn closing_keeps_the_preview_and_discarding_ends_it() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    paste(&stage, TEXT).await;
    stage.see("2 lines, 2 chosen.").await;
    checkbox(&stage, 1).click();
    stage.see("2 lines, 1 chosen.").await;
    stage.click_first("dialog[open] .envdock-import__actions button").await;
    stage.until("no dialog", || stage.count("dialog[open]") == 0).await;
    assert!(store.has_drafts().get_untracked(), "leaving the page would warn");
    stage.click("Import…").await;
    stage.see("2 lines, 1 chosen.").await;
    stage.click("Discard").await;
    stage.see("Choose or paste a .env file.").await;
    assert!(!store.has_drafts().get_untracked());
}

#[wasm_bindgen_test]
async fn a_text_can_be_pasted_into_the_dialog_and_what_is_none_is_said() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Import…").await;
    stage.until("the field", || stage.field("Or paste its text here").is_some()).await;
    stage.paste("Or paste its text here", "# only\n# comments\n").await;
    stage.see("There is nothing to import: blank lines and comments only.").await;
    stage.paste("Or paste its text here", TEXT).await;
    stage.see("2 lines, 2 chosen.").await;
}

#[wasm_bindgen_test]
async fn what_was_typed_is_there_after_a_refusal_and_after_closing() {
    const AREA: &str = "Or paste its text here";
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Import…").await;
    stage.type_into(AREA, "# canary").await;
    stage.click("Preview").await;
    stage.see("There is nothing to import: blank lines and comments only.").await;
    stage.until("the text", || stage.typed(AREA).as_deref() == Some("# canary")).await;
    stage.click("Close").await;
    stage.until("closed", || stage.field(AREA).is_none()).await;
    stage.click("Import…").await;
    stage.until("the text", || stage.typed(AREA).as_deref() == Some("# canary")).await;
    stage.type_into(AREA, "A=1").await;
    stage.click("Preview").await;
    stage.see("1 line, 1 chosen.").await;
    assert!(!stage.html().contains("canary"));
}
