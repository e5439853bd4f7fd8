//! The routes, one file per noun.

mod audit;
mod checks;
mod configurations;
mod control;
mod events;
mod files;
mod health;
mod hosted;
mod messages;
mod pages;
mod requests;
mod search;
mod secrets;
mod sessions;
mod sign_in;
mod snapshots;
mod specs;
mod tokens;
mod values;

pub(crate) use control::{FolderAnswer, FolderBody, LaunchAnswer};

use crate::app::App;
use crate::error::HttpError;
use crate::http::{guard, headers};
use crate::mcp;
use crate::openapi;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post, put};
use std::sync::Arc;

/// Most bytes of a body, unless a route says otherwise.
const BODY_BYTES: usize = 4 * 1024 * 1024;

/// Most bytes of a batch of values: a hundred of the largest, or a thousand usual ones.
const BATCH_BYTES: usize = 32 * 1024 * 1024;

/// Everything the server answers.
pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/openapi.json", get(openapi::read))
        .route("/sign-in", post(sign_in::create).delete(sign_in::end))
        .route("/me", get(sign_in::read))
        .route("/configurations", get(configurations::list))
        .route("/repositories/{id}", put(hosted::put_repository))
        .route("/configurations/{id}", put(hosted::put_configuration))
        .route("/configurations/{id}/spec", get(specs::read).put(specs::replace))
        .route("/checks", post(checks::check))
        .route("/secrets/batch", post(secrets::batch).layer(DefaultBodyLimit::max(BATCH_BYTES)))
        .route("/secrets/search", post(search::search))
        .route("/sessions", get(sessions::list).post(sessions::start))
        .route("/sessions/{id}", get(sessions::read))
        .route("/sessions/{id}/end", post(sessions::end))
        .route("/sessions/{id}/messages", get(messages::list).post(messages::say))
        .route("/sessions/{id}/requests", get(requests::list))
        .route("/requests/{id}", get(requests::read))
        .route(
            "/requests/{id}/submission",
            post(requests::answer).layer(DefaultBodyLimit::max(BATCH_BYTES)),
        )
        .route("/requests/{id}/decline", post(requests::refuse))
        .route("/sessions/{id}/files", get(files::read))
        .route("/sessions/{id}/adopt", post(files::adopt))
        .route("/sessions/{id}/apply", post(files::apply))
        .route("/sessions/{id}/snapshot", post(snapshots::create))
        .route("/sessions/{id}/values", post(values::fetch))
        .route("/tokens", post(tokens::create).get(tokens::list))
        .route("/tokens/{id}", delete(tokens::revoke))
        .route("/events", get(events::stream))
        .route("/audit", get(audit::list))
        .fallback(|| async { HttpError::NotFound })
        .method_not_allowed_fallback(|| async { HttpError::MethodNotAllowed });
    // Inside of the guard: only hosts that it lets through are told anything.
    let api = match app.own_names.hosts.layer() {
        Some(cors) => api.layer(cors),
        None => api,
    };
    Router::new()
        .nest("/api/v1", api)
        .merge(mcp::routes(&app))
        .route("/", get(pages::home))
        .route("/sessions/{id}", get(pages::document))
        .route("/requests/{id}", get(pages::document))
        .route("/repositories", get(pages::document))
        .route("/configurations/{id}", get(pages::document))
        .route("/settings/secrets", get(pages::document))
        .route("/healthz", get(health::read))
        .route("/control/launch", post(control::launch))
        .route("/control/folders", post(control::add_folder))
        .fallback(pages::asset)
        .method_not_allowed_fallback(|| async { HttpError::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .layer(from_fn(headers::add))
        .with_state(app)
}
