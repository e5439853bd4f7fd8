//! Components in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod browser_fetch;
mod http_api;
mod page_store;

use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_view_is_mounted_into_the_document() {
    leptos::mount::mount_to_body(|| view! { <p id="here">"here"</p> });
    let found = document().get_element_by_id("here").and_then(|node| node.text_content());
    assert_eq!(found.as_deref(), Some("here"));
}
