//! The embedded page and the files beside it.

use crate::app::App;
use crate::error::HttpError;
use crate::page;
use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Every page starts with the same document; the router in the page does the rest.
pub(crate) async fn document() -> Response {
    page::document()
}

/// Leads to the session of the folder that the server was started for. Browsers keep the fragment
/// of the launch link (RFC 9110, section 10.2.2).
pub(crate) async fn home(State(app): State<Arc<App>>) -> Response {
    match &app.home {
        Some(session) => Redirect::temporary(&format!("/sessions/{session}")).into_response(),
        None => page::document(),
    }
}

/// A file beside the document.
pub(crate) async fn asset(method: Method, uri: Uri) -> Result<Response, HttpError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(HttpError::NotFound);
    }
    page::asset(uri.path().trim_start_matches('/')).ok_or(HttpError::NotFound)
}
