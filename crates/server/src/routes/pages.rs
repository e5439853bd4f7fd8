//! The embedded page and the files beside it.

use crate::error::HttpError;
use crate::page;
use axum::http::{Method, Uri};
use axum::response::Response;

/// Every page starts with the same document; the router in the page does the rest.
pub(crate) async fn document() -> Response {
    page::document()
}

/// A file beside the document.
pub(crate) async fn asset(method: Method, uri: Uri) -> Result<Response, HttpError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(HttpError::NotFound);
    }
    page::asset(uri.path().trim_start_matches('/')).ok_or(HttpError::NotFound)
}
