//! What a server has drawn, taken over in the browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(dead_code, reason = "it needs little of what the tests of the components share")]

#[path = "browser/dom.rs"]
mod dom;
mod drawn;
#[path = "browser/project.rs"]
mod project;

use drawn::{drawn, page};
use envdock::EnvStore;
use leptos::prelude::*;
use project::{context, project, web};
use std::rc::Rc;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn each_shape_becomes_its_component_in_its_place() {
    let api = project(vec![web()]);
    let store = EnvStore::new(Rc::new(api.clone()));
    let stage = dom::take_over(drawn(), move || {
        provide_context(store);
        page(context())
    });
    assert_eq!(stage.count("[aria-busy=true] .envdock-skeleton__row"), 1 + 5 + 6);
    stage.see("3 required values missing").await;
    stage.see("0/3").await;
    stage.see("0 of 3 required set").await;
    stage.until("the dialogs", || stage.count("dialog") == 3).await;
    stage.until("all is known", || stage.count("[aria-busy=true]") == 0).await;
    let text = stage.text();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part} in {text}"));
    let places = ["Shop", "0/3", "Between", "Import…", "Organization secrets", "The end"].map(at);
    assert!(places.is_sorted(), "{places:?} in {text}");

    stage.click("Fill DATABASE_URL").await;
    stage.until("its field", || stage.count("[name=envdock-value]") > 0).await;
}
