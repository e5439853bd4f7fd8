//! A host that mounts one surface at a time, and takes it away again.
//!
//! `cargo xtask bench page` and `bench scale` measure it.

use envdock::store::shared;
use envdock::{EnvironmentTab, RequestForm};
use envdock_contract::model::{ConfigurationId, RequestId};
use envdock_core::CheckContext;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// The page mounts its surface itself, when it likes.
fn main() {
    shared().identify();
}

/// A mounted surface; it goes with its `free()`.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "it holds an unmount handle")]
pub struct Mounted(#[expect(dead_code, reason = "it is there to be dropped")] Box<dyn Any>);

/// Mounts the Environment tab of a configuration.
#[wasm_bindgen]
pub fn mount_tab(place: HtmlElement, configuration: &str) -> Mounted {
    let configuration = ConfigurationId::new(configuration).ok();
    let context = CheckContext { configuration, ..CheckContext::default() };
    Mounted(Box::new(mount_to(place, move || view! { <EnvironmentTab context /> })))
}

/// Mounts the form of a request.
#[wasm_bindgen]
pub fn mount_form(place: HtmlElement, request: &str) -> Mounted {
    let request = Signal::stored(RequestId::new(request).ok());
    Mounted(Box::new(mount_to(place, move || view! { <RequestForm request /> })))
}
