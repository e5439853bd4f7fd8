//! Keys of the keyboard in the tab, and nowhere else.

use crate::dom::{Stage, press_key, press_on};
use crate::project::{of_configuration, open_tab, project, slot, two_files};
use envdock_contract::model::EnvFile;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

async fn see_all(stage: &Stage) {
    stage.see("of 10 required set").await;
    stage.until("every row", || stage.count("[data-slot]") == 10).await;
}

#[wasm_bindgen_test]
async fn arrows_go_through_files_and_keys_and_stop_at_both_ends() {
    let (stage, _store) = open_tab(&project(two_files()));
    see_all(&stage).await;
    stage.focus("[data-action=toggle]");
    let first = ".env, 0 of 5 required set";
    assert!(press_key("ArrowUp").await);
    stage.see_focus_on(first).await;
    assert!(!press_key("ArrowUp").await, "there is nothing above");
    for name in ["KEY_0", "KEY_1", "KEY_2", "KEY_3", "KEY_4"] {
        assert!(press_key("ArrowDown").await);
        stage.see_focus_on(name).await;
    }
    assert!(press_key("ArrowDown").await);
    stage.see_focus_on("mailer/.env.local, 0 of 5 required set").await;
    assert!(press_key("End").await);
    stage.see_focus_on("SMTP_HOST").await;
    assert!(!press_key("ArrowDown").await, "there is nothing below");
    assert!(press_key("Home").await);
    stage.see_focus_on(first).await;
}

#[wasm_bindgen_test]
async fn arrows_go_on_from_a_button_of_a_row_and_leave_out_closed_files() {
    let (stage, _store) = open_tab(&project(two_files()));
    see_all(&stage).await;
    stage.click(".env, 0 of 5 required set").await;
    stage.until("closed", || stage.count("[data-slot]") == 5).await;
    stage.button("Fill KEY_5").unwrap().focus().unwrap();
    press_key("ArrowUp").await;
    stage.see_focus_on("mailer/.env.local, 0 of 5 required set").await;
    press_key("ArrowUp").await;
    stage.see_focus_on(".env, 0 of 5 required set").await;
}

#[wasm_bindgen_test]
async fn end_reaches_the_last_of_ten_thousand_keys_although_it_was_not_drawn() {
    let files = (0..250).map(|number| {
        let key = |key: usize| slot(&format!("KEY_{number}_{key}"));
        let keys = (0..40).map(key).collect();
        crate::project::file(&format!("service{number}"), ".env", keys)
    });
    let (stage, _store) = open_tab(&project(files.collect::<Vec<EnvFile>>()));
    stage.see("0 of 10000 required set").await;
    stage.until("a row", || stage.count("[data-slot] [data-action=toggle]") > 0).await;
    stage.focus("[data-action=toggle]");
    press_key("End").await;
    stage.see_focus_on("KEY_249_39").await;
    assert!(stage.count("[data-slot]") < 1_000);
}

#[wasm_bindgen_test]
async fn a_slash_goes_to_the_search_and_is_text_in_a_field() {
    let (stage, _store) = open_tab(&project(two_files()));
    see_all(&stage).await;
    stage.focus("[data-action=toggle]");
    assert!(press_key("/").await);
    assert_eq!(stage.count("input[type=search]:focus"), 1);
    assert!(!press_key("/").await, "it is typed");
    assert!(!press_key("?").await, "it is typed");
    assert!(press_key("ArrowDown").await);
    stage.see_focus_on(".env, 0 of 5 required set").await;
    stage.search("smtp").await;
    stage.see("1 of 10 keys shown").await;
    stage.focus("input[type=search]");
    assert!(press_key("Escape").await);
    stage.until("no count", || stage.count(".envdock-groups__shown") == 0).await;
    assert!(!press_key("Escape").await, "there is nothing to clear");
}

#[wasm_bindgen_test]
async fn enter_edits_and_escape_closes_and_keeps_what_was_typed() {
    let api = project(two_files());
    api.put_stored(of_configuration("KEY_1"));
    let (stage, _store) = open_tab(&api);
    stage.see("1 of 10 required set").await;
    stage.until("every row", || stage.count("[data-slot]") == 10).await;
    stage.button("KEY_1").unwrap().focus().unwrap();
    assert!(press_key("Enter").await);
    let label = "New value of KEY_1";
    stage.until("the field", || stage.field(label) == document().active_element()).await;
    stage.type_into(label, "typed").await;
    stage.press_in(label, "Escape").await;
    stage.see_focus_on("KEY_1").await;
    assert_eq!(stage.count("[aria-expanded=true][data-action=toggle]"), 0);
    stage.button("KEY_1").unwrap().focus().unwrap();
    press_key("Enter").await;
    stage.until("the draft", || stage.typed(label).as_deref() == Some("typed")).await;
    // Also from a button of the row.
    stage.button("Discard").unwrap().focus().unwrap();
    assert!(press_key("Escape").await);
    stage.see_focus_on("KEY_1").await;
    assert!(!press_key("Escape").await, "no row is open");
}

#[wasm_bindgen_test]
async fn a_question_mark_opens_a_list_of_all_these_keys() {
    let (stage, _store) = open_tab(&project(two_files()));
    see_all(&stage).await;
    assert!(!stage.text().contains("Keyboard help"));
    stage.focus("[data-action=toggle]");
    assert!(press_key("?").await);
    stage.until("the help", || stage.count("[popover]:popover-open") == 1).await;
    stage.see("While the focus is in this tab, and not in a field:").await;
    assert_eq!(stage.count("[popover] kbd"), 6);
    stage.until("its focus", || stage.count("[popover]:focus") == 1).await;
    assert!(!press_key("End").await, "the list behind it stays");
    assert!(!press_key("Escape").await, "the browser closes it");
}

#[wasm_bindgen_test]
async fn keys_outside_of_the_tab_and_those_of_the_browser_are_left_alone() {
    let (stage, _store) = open_tab(&project(two_files()));
    see_all(&stage).await;
    let button: web_sys::HtmlElement =
        document().create_element("button").unwrap().unchecked_into();
    document().body().unwrap().append_child(&button).unwrap();
    button.focus().unwrap();
    for key in ["/", "?", "ArrowDown", "ArrowUp", "Home", "End", "Enter", "Escape"] {
        assert!(!press_key(key).await, "{key} was taken from the page");
        assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    }
    assert_eq!(stage.count("[popover]:popover-open, [aria-expanded=true][data-action]"), 0);
    button.remove();
    let row = stage.nth("[data-action=toggle]", 0);
    for combined in ["ctrlKey", "metaKey", "altKey"] {
        let options = web_sys::KeyboardEventInit::new();
        options.set_key("/");
        options.set_bubbles(true);
        options.set_cancelable(true);
        js_sys::Reflect::set(&options, &combined.into(), &true.into()).unwrap();
        let event =
            web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
        assert!(row.dispatch_event(&event).unwrap(), "{combined} was taken");
    }
    assert!(press_on(&row, "/").await);
}
