//! Somebody else works on the same key: who and when is said, and what was typed is kept.

use crate::organization_secrets::{CANARY, page_of, shared, three};
use crate::project::{of_configuration, open_tab, project, web};
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
