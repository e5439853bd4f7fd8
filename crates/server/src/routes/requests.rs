//! `GET /requests/{id}`, `GET /sessions/{id}/requests`, `POST /requests/{id}/submission`,
//! `POST /requests/{id}/decline`.

use crate::app::App;
use crate::db::Idempotency;
use crate::error::HttpError;
use crate::http::json::{self, Json};
use crate::http::{Caller, Path};
use crate::policy::Action;
use crate::requests::{decline, find, of_session, submit};
use crate::routes::secrets::{idempotency_key, reply};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use envdock_contract::model::SessionId;
use envdock_contract::wire::{RequestAnswer, RequestsAnswer, SubmissionBody};
use std::sync::Arc;
use zeroize::Zeroize;

/// Reads a request.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RequestAnswer>, HttpError> {
    let found = find(&app, &caller.identity, Action::ReadRequests, &id).await?;
    Ok(Json(RequestAnswer { revision: found.revision, request: found.request }))
}

/// Lists the requests of a session, oldest first.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RequestsAnswer>, HttpError> {
    caller.require(Action::ReadRequests)?;
    let id = SessionId::new(&id).map_err(|_source| HttpError::NotFound)?;
    of_session(&app, &caller.identity, &id).await.map(Json)
}

/// Answers a request: all of it, or nothing.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, HttpError> {
    let found = find(&app, &caller.identity, Action::AnswerRequests, &id).await?;
    json::require_json(request.headers().get(header::CONTENT_TYPE))?;
    let key = idempotency_key(request.headers())?;
    let bytes = json::read(request, &app).await?;
    // The same answers to another request are another submission.
    let mut whole = [found.request.id.as_str().as_bytes(), b"\n", &bytes].concat();
    let fingerprint = app.keyring.fingerprint(&whole);
    whole.zeroize();
    let body: Result<SubmissionBody, HttpError> = json::parse(&bytes);
    if let Ok(mut bytes) = bytes.try_into_mut() {
        bytes.zeroize();
    }
    let idempotency = Idempotency { key: &key, fingerprint };
    submit(&app, &caller.identity, found, body?, idempotency).await.map(reply)
}

/// Says no to a request.
pub(crate) async fn refuse(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RequestAnswer>, HttpError> {
    decline(&app, &caller.identity, &id).await.map(Json)
}
