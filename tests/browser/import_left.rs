//! A page may take the dialog away before its import is done, and show another one later.

use crate::dom::open;
use crate::import_dialog::TEXT;
use crate::project::{another_tab, of_configuration, open_tab, project, web};
use envdock::api::fake::Verb;
use envdock::{EnvStore, ImportDialog, ImportHandle};
use envdock_contract::model::{ConfigurationId, SecretText};
use envdock_core::CheckContext;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const AREA: &str = "Or paste its text here";

#[wasm_bindgen_test]
async fn what_was_not_imported_yet_waits_for_the_next_dialog() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.click("Import…").await;
    stage.until("the field", || stage.field(AREA).is_some()).await;
    stage.paste(AREA, TEXT).await;
    stage.see("2 lines, 2 chosen.").await;
    drop(stage);
    assert!(store.has_drafts().get_untracked(), "leaving the page would warn");
    assert_eq!(api.n_calls(Verb::Write), 0);
    let back = another_tab(&store);
    back.click("Import…").await;
    back.see("2 lines, 2 chosen.").await;
    assert!(!back.html().contains("canary"), "a value is in the document");
    back.click("Import 2").await;
    back.see("2 values imported.").await;
    // Done is done.
    drop(back);
    assert!(!store.has_drafts().get_untracked());
    let next = another_tab(&store);
    next.click("Import…").await;
    next.see("Choose or paste a .env file.").await;
}

#[wasm_bindgen_test]
async fn what_was_typed_and_not_read_waits_as_well() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.click("Import…").await;
    stage.type_into(AREA, "A=1").await;
    drop(stage);
    assert!(store.has_drafts().get_untracked(), "leaving the page would warn");
    let back = another_tab(&store);
    back.click("Import…").await;
    back.until("the text", || back.typed(AREA).as_deref() == Some("A=1")).await;
    back.click("Preview").await;
    back.see("1 line, 1 chosen.").await;
    back.click("Discard").await;
    back.see("Choose or paste a .env file.").await;
    drop(back);
    assert!(!store.has_drafts().get_untracked());
}

#[wasm_bindgen_test]
async fn what_was_refused_waits_for_another_try() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.click("Import…").await;
    stage.until("the field", || stage.field(AREA).is_some()).await;
    stage.paste(AREA, TEXT).await;
    stage.see("2 lines, 2 chosen.").await;
    api.put_stored(of_configuration("REDIS_URL"));
    stage.click("Import 2").await;
    stage.see("1 value imported, 1 not. What failed stays here.").await;
    drop(stage);
    let back = another_tab(&store);
    back.click("Import…").await;
    back.until("two lines", || back.count(".envdock-import__line") == 2).await;
}

#[wasm_bindgen_test]
async fn a_dialog_of_another_configuration_begins_anew() {
    let store = EnvStore::new(Rc::new(project(vec![web()])));
    let stage = open(move || {
        provide_context(store);
        let handle = ImportHandle::new();
        let context = RwSignal::new(CheckContext::default());
        let of = move |id| CheckContext {
            configuration: ConfigurationId::new(id).ok(),
            ..CheckContext::default()
        };
        view! {
            <button on:click=move |_| context.set(of("a"))>"To A"</button>
            <button on:click=move |_| context.set(of("b"))>"To B"</button>
            <button on:click=move |_| handle.open()>"Open"</button>
            <button on:click=move |_| {
                handle.open_text(SecretText::new(TEXT.to_owned()));
            }>"Give"</button>
            <button on:click=move |_| {
                context.set(of("c"));
                handle.open_text(SecretText::new("C=1".to_owned()));
            }>"To C with a text"</button>
            <ImportDialog context handle />
        }
    });
    stage.click("Give").await;
    stage.see("No project is chosen").await;
    stage.click("Close").await;
    stage.click("To A").await;
    stage.click("Give").await;
    stage.see("2 lines, 2 chosen.").await;
    stage.click("To B").await;
    stage.click("Open").await;
    stage.see("Choose or paste a .env file.").await;
    stage.click("Close").await;
    // What is given in the moment of the change belongs to what is shown then.
    stage.click("To C with a text").await;
    stage.see("1 line, 1 chosen.").await;
    stage.click("Close").await;
    stage.click("To A").await;
    stage.click("Open").await;
    stage.see("2 lines, 2 chosen.").await;
    stage.click("Discard").await;
}
