//! What was typed is lost neither by looking elsewhere nor by signing out, and leaving warns.

use crate::dom::open;
use crate::import_dialog::TEXT;
use crate::project::{another_tab, context, open_tab, project, web};
use envdock::EnvironmentTab;
use envdock_contract::model::SessionId;
use envdock_core::CheckContext;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const FIELD: &str = "Value of DATABASE_URL";

#[wasm_bindgen_test]
async fn a_draft_survives_a_look_at_another_session() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    stage.type_into(FIELD, "kept").await;
    drop(stage);
    let given = store.clone();
    let other = open(move || {
        provide_context(given);
        let session = SessionId::new("another").ok();
        let context = Signal::stored(CheckContext { session, ..context() });
        view! { <EnvironmentTab context /> }
    });
    other.see("0 of 3 required set").await;
    other.click("Fill DATABASE_URL").await;
    assert_eq!(other.typed(FIELD).as_deref(), Some(""));
    drop(other);
    let back = another_tab(&store);
    back.see("1 value typed, not saved").await;
    back.click("Continue DATABASE_URL").await;
    back.until("the draft", || back.typed(FIELD).as_deref() == Some("kept")).await;
}

#[wasm_bindgen_test]
async fn a_text_in_the_imports_field_that_was_not_read_makes_leaving_warn() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.see("0 of 3 required set").await;
    stage.click("Import…").await;
    let warns = || store.has_drafts().get_untracked();
    assert!(!warns());
    stage.type_into("Or paste its text here", TEXT).await;
    assert!(warns());
    stage.click("Close").await;
    assert!(warns(), "it is kept, and would be lost");
    stage.click("Import…").await;
    stage.type_into("Or paste its text here", "").await;
    assert!(!warns());
}
