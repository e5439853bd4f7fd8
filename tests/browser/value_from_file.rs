//! A value from a file, in the field of the tab.

use crate::dom::{Stage, tick};
use crate::project::{of_configuration, open_tab, project, web};
use envdock::api::fake::Verb;
use envdock_contract::model::Version;
use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const FIELD: &str = "Value of DATABASE_URL";
const PEM: &str = "-----BEGIN KEY-----\ncanary\n-----END KEY-----\n";

/// Chooses a file, of which nothing but its text may stay in the page.
async fn choose(stage: &Stage, bytes: &[u8]) {
    stage.until("the input", || stage.file_input().is_some()).await;
    stage.choose_file("tell-nobody.pem", bytes);
    let input = stage.file_input().unwrap();
    assert_eq!(input.files().unwrap().length(), 0, "the file stays in the page");
    assert_eq!(input.value(), "");
    assert!(!stage.html().contains("tell-nobody"));
}

/// A file is refused with these words, and what was typed stays.
async fn refused(bytes: &[u8], words: &str) {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    stage.type_into(FIELD, "typed").await;
    choose(&stage, bytes).await;
    stage.see(words).await;
    stage.see("What was typed is kept.").await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some("typed"));
    stage.click("Save").await;
    stage.see("1 of 3 required set").await;
    assert_eq!(api.stored_version(&of_configuration("DATABASE_URL")), Version(1));
}

#[wasm_bindgen_test]
async fn a_key_of_many_lines_is_a_draft_until_it_is_saved() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    stage.click("Fill DATABASE_URL").await;
    assert!(stage.button("From a file… Value of DATABASE_URL").is_some());
    choose(&stage, PEM.replace('\n', "\r\n").as_bytes()).await;
    stage.see("Taken from the file: 45 bytes, 3 lines. Its line ends were Windows’").await;
    assert_eq!(stage.typed(FIELD).as_deref(), Some(PEM));
    assert_eq!(document().active_element(), stage.field(FIELD));
    assert!(!stage.html().contains("canary"), "the value is in the document");
    assert_eq!(api.n_calls(Verb::Write), 0);
    let slot = envdock_core::SlotId::new(
        std::sync::Arc::new(crate::project::context()),
        crate::project::file_ref("web", ".env.local"),
        envdock_contract::model::KeyName::new("DATABASE_URL").unwrap(),
    );
    store.with_draft(&slot, |draft| assert_eq!(draft.unwrap().expose(), PEM));
    stage.click("Save").await;
    stage.see("1 of 3 required set").await;
}

#[wasm_bindgen_test]
async fn typing_on_takes_back_what_was_said_of_the_file() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    choose(&stage, "{\"type\": \"service_account\"}".as_bytes()).await;
    stage.see("Taken from the file: 27 bytes, 1 line.").await;
    stage.type_into(FIELD, "other").await;
    stage.see_no("Taken from the file").await;
}

#[wasm_bindgen_test]
async fn a_file_over_the_limit_is_refused() {
    refused(&vec![b'a'; 256 * 1024 + 1], "larger than 256 KiB, the most that can be stored").await;
}

#[wasm_bindgen_test]
async fn an_empty_file_is_refused() {
    refused(b"", "The file is empty. Choose one that holds the value.").await;
}

#[wasm_bindgen_test]
async fn a_file_with_nul_is_refused() {
    refused(b"a\0b", "The file holds a NUL byte, which no env file can carry.").await;
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_text_is_refused() {
    refused(b"\xff\xfe\x41", "The file is not UTF-8 text. Save it as UTF-8").await;
}

#[wasm_bindgen_test]
async fn a_folder_is_refused() {
    // Of a folder, the reader ends without a result.
    let reader = Reflect::get(&js_sys::global(), &"FileReader".into()).unwrap();
    let prototype = Reflect::get(&reader, &"prototype".into()).unwrap();
    let name = JsValue::from_str("readAsArrayBuffer");
    let original = Reflect::get(&prototype, &name).unwrap();
    let failing = Function::new_no_args("setTimeout(() => this.onloadend())");
    Reflect::set(&prototype, &name, &failing).unwrap();
    refused(b"a", "Choose a file, not a folder, that you may read.").await;
    Reflect::set(&prototype, &name, &original).unwrap();
}

#[wasm_bindgen_test]
async fn a_field_that_is_gone_takes_nothing() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    choose(&stage, b"late").await;
    stage.click("Close").await;
    for _ in 0..20 {
        tick().await;
    }
    assert!(!stage.text().contains("Draft"));
}

#[wasm_bindgen_test]
async fn drops_are_left_to_the_host() {
    let (stage, _store) = open_tab(&project(vec![web()]));
    stage.click("Fill DATABASE_URL").await;
    stage.until("the input", || stage.file_input().is_some()).await;
    assert!(stage.file_input().unwrap().hidden(), "what is rendered takes drops");
    let cancelable = web_sys::EventInit::new();
    cancelable.set_bubbles(true);
    cancelable.set_cancelable(true);
    for name in ["dragover", "drop"] {
        let event = web_sys::Event::new_with_event_init_dict(name, &cancelable).unwrap();
        stage.field(FIELD).unwrap().dispatch_event(&event).unwrap();
        assert!(!event.default_prevented(), "{name}");
    }
}
