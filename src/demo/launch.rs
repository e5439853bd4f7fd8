//! The code of a launch link.

use crate::store::EnvStore;
use leptos::prelude::*;

const FRAGMENT: &str = "#launch=";

/// Takes the code out of the address at once, so that neither history nor a copied link has it,
/// and signs in with it. Without one, asks who is signed in.
pub(super) fn begin(store: &EnvStore) {
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
