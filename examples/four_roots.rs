//! A host whose page has several roots: each one mounts for itself, all share the page's store.
//!
//! `cargo xtask bench requests` counts what such a page asks the server for.

use envdock::{EnvironmentTab, RepositorySummary};
use envdock_contract::model::ConfigurationId;
use envdock_core::CheckContext;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// The page mounts its roots itself, when it likes.
fn main() {}

/// Mounts one root: the tab of a configuration, if one is given, and these summaries.
#[wasm_bindgen]
pub fn mount_root(place: HtmlElement, tab: Option<String>, summaries: Vec<String>) {
    let tab = tab.and_then(|id| ConfigurationId::new(&id).ok());
    let ids = summaries.into_iter().filter_map(|id| ConfigurationId::new(&id).ok());
    let ids = ids.collect::<Vec<_>>();
    let summary = |configuration| view! { <RepositorySummary configuration href=None /> };
    let tab = tab.map(|id| CheckContext { configuration: Some(id), ..CheckContext::default() });
    mount_to(place, move || {
        let tab = tab.map(|context| view! { <EnvironmentTab context /> });
        view! {
            {tab}
            {ids.into_iter().map(summary).collect_view()}
        }
    })
    .forget();
}
