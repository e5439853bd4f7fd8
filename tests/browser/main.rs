//! Components and store in a real browser, against a server in memory.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod announcing;
mod asking;
mod browser_fetch;
mod by_hand;
mod dom;
mod drafts;
#[cfg(feature = "elements")]
mod elements_finish;
mod environment_matrix;
mod environment_tab;
mod filling;
mod finding;
mod finish_dialog;
mod focus;
mod host_api;
mod host_api_limits;
mod host_key_list;
mod http_api;
mod import_dialog;
mod import_files;
mod import_goals;
mod import_left;
mod import_trouble;
mod import_undo;
mod key_links;
mod keyboard;
mod missing_badge;
mod organization_list;
mod organization_secrets;
mod organization_undo;
mod page_store;
mod people;
mod project;
mod pseudo_locale;
mod repository_summary;
mod request_form;
mod request_outcomes;
mod request_pasting;
mod request_places;
mod saving_accepts;
mod scopes;
mod secret_field;
mod setup_notice;
mod spec_by_hand;
mod spec_drafts;
mod spec_meanwhile;
mod states;
mod value_from_file;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
