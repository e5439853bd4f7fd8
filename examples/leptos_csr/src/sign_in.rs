//! Where the page's token comes from.
//!
//! A host signs people in itself, and its backend mints a token for each of them. This one takes
//! the code of the launch link that `envdock serve` has printed.

use envdock::api::ApiError;
use envdock::store::TokenSource;
use futures_util::FutureExt;
use gloo_net::http::Request;
use serde::Deserialize;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// Asked before each request, and once more when the server has refused the token.
pub(crate) fn token() -> TokenSource {
    // A code works once, so there is one token for as long as the page is there.
    let token = mint(launch_code().unwrap_or_default()).boxed_local().shared();
    TokenSource::Host(Rc::new(move |_is_refused| Box::pin(token.clone())))
}

#[derive(Deserialize)]
struct SignedIn {
    token: String,
}

async fn mint(launch: String) -> Result<Option<String>, ApiError> {
    let body = serde_json::json!({ "launch": launch });
    let asked =
        Request::post("/api/v1/sign-in").json(&body).map_err(|_error| ApiError::Unreadable)?;
    let answer = asked.send().await.map_err(|_error| ApiError::Offline)?;
    let signed_in: SignedIn = answer.json().await.map_err(|_error| ApiError::Unreadable)?;
    Ok(Some(signed_in.token))
}

/// Takes the code out of the address, so that no copied link has it.
fn launch_code() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok()?;
    let code = UrlSearchParams::new_with_str(fragment.trim_start_matches('#')).ok()?.get("launch");
    let path = location.pathname().ok()?;
    window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok()?;
    code
}
