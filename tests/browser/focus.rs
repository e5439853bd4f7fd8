//! The focus never gets lost, and is never taken away.

use crate::dom::tick;
use crate::project::{of_configuration, on_disk, open_tab, project, web};
use envdock::api::fake::{Fault, Verb};
use envdock_contract::model::OnDisk;
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_button_that_did_its_work_leaves_the_focus_to_its_row() {
    let api = project(vec![web()]);
    on_disk(&api, "REDIS_URL", OnDisk::Other);
    let (stage, _store) = open_tab(&api);
    stage.press("Adopt REDIS_URL").await;
    stage.see("1 of 3 required set").await;
    stage.see_focus_on("REDIS_URL").await;
}

#[wasm_bindgen_test]
async fn after_everything_was_saved_the_focus_is_on_what_is_still_missing() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    for key in ["DATABASE_URL", "REDIS_URL"] {
        stage.click(&["Fill ", key].concat()).await;
        stage.type_into(&["Value of ", key].concat(), "v").await;
        stage.press_in(&["Value of ", key].concat(), "Escape").await;
        stage.see_focus_on(key).await;
    }
    stage.press("Save all (2)").await;
    stage.see("2 of 3 required set").await;
    stage.see_focus_on("Fill STRIPE_KEY").await;
}

#[wasm_bindgen_test]
async fn a_save_that_ends_does_not_take_the_focus_from_elsewhere() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "v").await;
    api.next(Verb::Write, Fault::Slow { delay_ms: 500 });
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    stage.focus("[data-action=toggle][aria-expanded=false]");
    let focused = document().active_element().unwrap();
    stage.see("1 of 3 required set").await;
    for _ in 0..20 {
        tick().await;
    }
    assert_eq!(document().active_element(), Some(focused));
}

#[wasm_bindgen_test]
async fn a_refused_save_says_so_where_the_focus_is() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    stage.press("Save").await;
    stage.see("Type or paste a value first.").await;
    let field = stage.field("Value of DATABASE_URL");
    assert_eq!(document().active_element(), field);
}

#[wasm_bindgen_test]
async fn discarding_after_a_conflict_goes_back_to_the_row_as_it_is_stored_now() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into("Value of DATABASE_URL", "mine").await;
    api.put_stored(of_configuration("DATABASE_URL"));
    stage.press_in("Value of DATABASE_URL", "Enter").await;
    stage.see("Changed meanwhile").await;
    stage.press("Discard").await;
    stage.see_no("Somebody stored another value meanwhile").await;
    stage.see("1 of 3 required set").await;
    stage.see_focus_on("DATABASE_URL").await;
}
