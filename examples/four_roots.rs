//! A host whose page has several roots: each one mounts for itself, all share the page's store.
//!
//! `cargo xtask bench requests` counts what such a page asks the server for; `bench page` and
//! `bench scale` measure how soon it shows what.

use envdock::store::shared;
use envdock::{EnvironmentTab, RepositorySummary, RequestForm};
use envdock_contract::model::{ConfigurationId, RequestId, SessionId};
use envdock_core::CheckContext;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// The page mounts its roots itself, when it likes.
fn main() {
    shared().identify();
}

/// A mounted root; it goes with its `free()`.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "it holds an unmount handle")]
pub struct Mounted(#[expect(dead_code, reason = "it is there to be dropped")] Box<dyn Any>);

/// Mounts one root: the tab of a configuration and its session, if given, these forms and these
/// summaries.
#[wasm_bindgen]
#[must_use]
pub fn mount_root(
    place: HtmlElement,
    tab: Option<String>,
    session: Option<String>,
    forms: Vec<String>,
    summaries: Vec<String>,
) -> Mounted {
    let configuration = tab.and_then(|id| ConfigurationId::new(&id).ok());
    let session = session.and_then(|id| SessionId::new(&id).ok());
    let tab = configuration.map(|id| CheckContext {
        configuration: Some(id),
        session,
        ..CheckContext::default()
    });
    let forms = forms.into_iter().filter_map(|id| RequestId::new(&id).ok());
    let forms = forms.collect::<Vec<_>>();
    let form = |id| view! { <RequestForm request=Signal::stored(Some(id)) /> };
    let summaries = summaries.into_iter().filter_map(|id| ConfigurationId::new(&id).ok());
    let summaries = summaries.collect::<Vec<_>>();
    let summary = |configuration| view! { <RepositorySummary configuration href=None /> };
    Mounted(Box::new(mount_to(place, move || {
        let tab = tab.map(|context| view! { <EnvironmentTab context /> });
        view! {
            {tab}
            {forms.into_iter().map(form).collect_view()}
            {summaries.into_iter().map(summary).collect_view()}
        }
    })))
}
