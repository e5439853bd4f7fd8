//! The code of a launch link.

use crate::store::EnvStore;
use leptos::{ev, prelude::*};

const FRAGMENT: &str = "#launch=";

/// Takes the code out of the address at once, so that neither history nor a copied link has it,
/// and signs in with it. Without one, asks who is signed in.
pub(super) fn begin(store: &EnvStore) {
    let again = store.clone();
    // A new link that is opened where the page already is loads nothing: only the fragment differs.
    let heard = window_event_listener(ev::hashchange, move |_| {
        if let Some(code) = take_code() {
            again.sign_in(code);
        }
    });
    on_cleanup(move || heard.remove());
    match take_code() {
        Some(code) => store.sign_in(code),
        None => store.identify(),
    }
}

fn take_code() -> Option<String> {
    let page = document().default_view()?;
    let hash = page.location().hash().ok()?;
    let code = hash.strip_prefix(FRAGMENT)?.to_owned();
    let path = page.location().pathname().ok()?;
    let search = page.location().search().ok()?;
    let clean = [path, search].concat();
    let history = page.history().ok()?;
    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&clean)).ok()?;
    Some(code)
}
