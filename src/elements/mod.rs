//! Custom elements: the same components on any page, whatever it is made with.
//!
//! `define.js` registers the tags at once, and loads this program when the first of them is
//! connected. Then it mounts the view of each element in that element's shadow root, tells of
//! attributes that change, and unmounts by `free()`. Here is what it calls.

mod environment_tab;
mod finish_dialog;
mod host;
mod import_dialog;
mod missing_badge;
mod organization_secrets;
mod repository_summary;
mod request_form;
mod setup_notice;

use crate::components::parts::announce_in;
use crate::store::{self, Source, StoreOptions, TokenSource};
use host::Host;
use leptos::mount::mount_to;
use std::any::Any;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, Node};

/// Says where the page's store gets its answers: from an object of the page, otherwise from a
/// server; what is not given is as on a page of the server.
///
/// Gives `false`, and changes nothing, when the store is in use already.
#[wasm_bindgen]
#[must_use]
pub fn configure(
    base_url: Option<String>,
    get_token: Option<js_sys::Function>,
    adapter: Option<js_sys::Object>,
) -> bool {
    let of_server = || Source::Http {
        base_url: base_url.unwrap_or_else(|| store::BASE_URL.to_owned()),
        token: get_token.map_or(TokenSource::LocalStorage, TokenSource::of_host),
    };
    let source = adapter.map_or_else(of_server, Source::of_host);
    let is_first = store::configure(StoreOptions { source });
    if is_first {
        store::shared().identify();
    }
    is_first
}

/// Has what is said aloud be in `place`, which hides it from the eye.
#[wasm_bindgen]
pub fn speak_in(place: Node) {
    announce_in(place);
}

/// The view of an element; it goes with its `free()`.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "it holds an unmount handle")]
pub struct MountedElement {
    host: Host,
    _view: Box<dyn Any>,
}

/// Mounts the view of `element` in `place`; nothing for a tag that is not one of ours.
#[wasm_bindgen]
#[must_use]
pub fn mount(element: HtmlElement, place: HtmlElement) -> Option<MountedElement> {
    let view = match element.local_name().as_str() {
        environment_tab::TAG => environment_tab::view,
        finish_dialog::TAG => finish_dialog::view,
        import_dialog::TAG => import_dialog::view,
        missing_badge::TAG => missing_badge::view,
        organization_secrets::TAG => organization_secrets::view,
        repository_summary::TAG => repository_summary::view,
        request_form::TAG => request_form::view,
        setup_notice::TAG => setup_notice::view,
        _ => return None,
    };
    let host = Host::new(element);
    let of_view = host.clone();
    Some(MountedElement { host, _view: Box::new(mount_to(place, move || view(&of_view))) })
}

#[wasm_bindgen]
impl MountedElement {
    /// An attribute of the element was set or removed.
    pub fn attribute_changed(&self, name: &str) {
        self.host.attribute_changed(name);
    }

    /// The method of the element was called; what it answers may be a promise.
    #[must_use]
    pub fn call(&self, argument: JsValue) -> JsValue {
        self.host.call(argument)
    }
}
