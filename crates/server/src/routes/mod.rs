//! The routes, one file per noun.

mod control;
mod health;
mod pages;

use crate::app::App;
use crate::error::HttpError;
use crate::http::{guard, headers};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use std::sync::Arc;

/// Most bytes of a body, unless a route says otherwise.
const BODY_BYTES: usize = 4 * 1024 * 1024;

/// Everything the server answers.
pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .fallback(|| async { HttpError::NotFound })
        .method_not_allowed_fallback(|| async { HttpError::MethodNotAllowed });
    Router::new()
        .nest("/api/v1", api)
        .route("/", get(pages::document))
        .route("/sessions/{id}", get(pages::document))
        .route("/repositories", get(pages::document))
        .route("/healthz", get(health::read))
        .route("/control/launch", post(control::launch))
        .fallback(pages::asset)
        .method_not_allowed_fallback(|| async { HttpError::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .layer(from_fn(headers::add))
        .with_state(app)
}
