//! Filling values in: typing, saving, conflicts, drafts.

use crate::project::{
    address, configuration_id, file, of_configuration, on_disk, open_tab, project, session, slot,
    web,
};
use envdock::api::ApiError;
use envdock::api::fake::{Fault, Verb};
use envdock_contract::model::{FilePath, OnDisk, Scope, Slot, Version, WorkspacePath};
use wasm_bindgen_test::wasm_bindgen_test;

const VALUE: &str = "postgres://canary";

#[wasm_bindgen_test]
async fn enter_saves_and_the_focus_goes_to_the_next_missing_key() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", VALUE).await;
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    stage.see("1 of 3 required set").await;
    stage.see_focus_on("Fill REDIS_URL").await;
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
    assert!(!stage.html().contains(VALUE), "the value is in the document");
}

#[wasm_bindgen_test]
async fn escape_closes_the_field_and_keeps_what_was_typed() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", VALUE).await;
    stage.press_in("Value of DATABASE_URL", "Escape").await;
    stage.see("Draft").await;
    stage.see_focus_on("DATABASE_URL").await;
    assert!(stage.field("Value of DATABASE_URL").is_none());
    stage.click("Continue DATABASE_URL").await;
    let is_back = || stage.typed("Value of DATABASE_URL").as_deref() == Some(VALUE);
    stage.until("the draft", is_back).await;
}

#[wasm_bindgen_test]
async fn everything_typed_is_saved_at_once() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    for key in ["DATABASE_URL", "REDIS_URL"] {
        stage.click(&["Fill ", key].concat()).await;
        stage.type_into(&["Value of ", key].concat(), VALUE).await;
    }
    stage.see("2 values typed, not saved").await;
    stage.click("Save all (2)").await;
    stage.see("2 of 3 required set").await;
    stage.see_no("typed, not saved").await;
    assert_eq!(api.n_calls(Verb::Write), 1);
}

#[wasm_bindgen_test]
async fn a_failed_save_keeps_the_text_and_says_what_to_do() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", VALUE).await;
    api.next(Verb::Write, Fault::Refused(ApiError::Offline));
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    stage.see("Not confirmed").await;
    assert_eq!(stage.typed("Value of DATABASE_URL").as_deref(), Some(VALUE));
    stage.click("Send again").await;
    stage.see("1 of 3 required set").await;
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
}

#[wasm_bindgen_test]
async fn what_somebody_else_stored_meanwhile_is_named_and_not_overwritten_unasked() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", VALUE).await;
    api.put_stored(of_configuration("DATABASE_URL"));
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    stage.see("Changed meanwhile").await;
    stage.see("Somebody stored another value meanwhile").await;
    assert_eq!(stage.typed("Value of DATABASE_URL").as_deref(), Some(VALUE));
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
    stage.click("Replace anyway").await;
    stage.see("1 of 3 required set").await;
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(2));
}

#[wasm_bindgen_test]
async fn a_stored_value_is_replaced_at_the_same_address_and_never_shown() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("DATABASE_URL"));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 3 required set").await;
    stage.click("DATABASE_URL").await;
    stage.click("Replace").await;
    assert_eq!(stage.typed("New value of DATABASE_URL").as_deref(), Some(""));
    stage.type_into("New value of DATABASE_URL", VALUE).await;
    stage.click("Save").await;
    stage
        .until("version 2", || api.stored_version(&of_configuration("DATABASE_URL")) == Version(2))
        .await;
}

#[wasm_bindgen_test]
async fn a_line_changed_by_hand_is_asked_about() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("DATABASE_URL"));
    on_disk(&api, "DATABASE_URL", OnDisk::Other);
    let (stage, _store) = open_tab(&api);
    stage.see("Changed in file").await;
    stage.click("Review DATABASE_URL").await;
    stage.see("web/.env.local:3 was changed by hand").await;
    stage.click("Write the stored value").await;
    stage.until("one apply", || api.n_calls(Verb::Apply) == 1).await;
}

#[wasm_bindgen_test]
async fn a_line_that_lags_behind_is_written_again() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("DATABASE_URL"));
    on_disk(&api, "DATABASE_URL", OnDisk::Outdated);
    let (stage, _store) = open_tab(&api);
    stage.see("Outdated in file").await;
    stage.click("Write again DATABASE_URL").await;
    stage.until("one apply", || api.n_calls(Verb::Apply) == 1).await;
}

#[wasm_bindgen_test]
async fn saving_nothing_says_why_not() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.click("Save").await;
    stage.see("Type or paste a value first.").await;
    assert_eq!(api.n_calls(Verb::Write), 0);
}

#[wasm_bindgen_test]
async fn a_suggestion_is_put_into_the_field_and_taken_back() {
    let suggested = Slot { suggestions: vec!["3000".to_owned()], ..slot("PORT_NUMBER") };
    let (stage, _store) = open_tab(&project(vec![file(".", ".env", vec![suggested])]));
    stage.click("Fill PORT_NUMBER").await;
    stage.click("3000").await;
    assert_eq!(stage.typed("Value of PORT_NUMBER").as_deref(), Some("3000"));
    assert_eq!(stage.count("[aria-pressed=true]"), 1);
    stage.click("3000").await;
    assert_eq!(stage.typed("Value of PORT_NUMBER").as_deref(), Some(""));
    assert_eq!(stage.count(".envdock-suggestions [aria-pressed=true]"), 0);
}

#[wasm_bindgen_test]
async fn saving_farther_than_what_applies_is_warned_about() {
    let api = project(vec![file(".", ".env", vec![slot("DATABASE_URL")])]);
    let of_file = Scope::File {
        configuration: configuration_id(),
        workspace_path: WorkspacePath::default(),
        path: FilePath::new(".env").unwrap(),
    };
    api.put_stored(address("DATABASE_URL", of_file));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 1 required set").await;
    stage.click("DATABASE_URL").await;
    stage.click("Replace").await;
    stage.see("The stored value is never shown. Saving replaces it.").await;
    assert!(!stage.text().contains("Another value applies first"));
    stage.choose("This configuration", 0).await;
    stage.see("Another value applies first: the one for this file.").await;
}

#[wasm_bindgen_test]
async fn a_value_of_this_session_only_is_marked_and_kept_for_future_ones_without_a_check() {
    let api = project(vec![web()]);
    let here = address("DATABASE_URL", Scope::Session { id: session() });
    api.put_stored(here.clone());
    let (stage, _store) = open_tab(&api);
    stage.see("for this session only").await;
    let n_checks = api.n_calls(Verb::Check);
    stage.press("Keep for future sessions DATABASE_URL").await;
    stage.see("for this configuration").await;
    stage.see_no("this session only").await;
    stage.see_focus_on("DATABASE_URL").await;
    stage.see("1 of 3 required set").await;
    assert!(stage.button("Keep for future sessions DATABASE_URL").is_none());
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
    assert_eq!(api.stored_version(&here), Version(0));
    assert_eq!((api.n_calls(Verb::Write), api.n_calls(Verb::Check)), (1, n_checks));
}

#[wasm_bindgen_test]
async fn keeping_is_not_offered_where_it_would_replace_another_value() {
    let api = project(vec![web()]);
    api.put_stored(address("DATABASE_URL", Scope::Session { id: session() }));
    api.put_stored(of_configuration("DATABASE_URL"));
    let (stage, _store) = open_tab(&api);
    stage.see("shadows this configuration").await;
    assert!(stage.button("Keep for future sessions DATABASE_URL").is_none());
}
