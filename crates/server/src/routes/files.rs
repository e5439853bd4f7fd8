//! `GET /sessions/{id}/files`, `POST /sessions/{id}/adopt`, `POST /sessions/{id}/apply`.

use crate::app::App;
use crate::db::{AuditRecord, Idempotency, Session, WriteBatch};
use crate::error::HttpError;
use crate::http::json::{self, Json};
use crate::http::{Caller, Path};
use crate::policy::{Action, Reach, may_write_files};
use crate::routes::secrets::{carry_out, idempotency_key};
use crate::secrets::prepare;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use envdock_contract::wire::{AdoptBody, ApplyAnswer, ApplyBody, ErrorCode, FilesAnswer};
use std::sync::Arc;

const MOST_SLOTS: usize = 1_000;

/// Compares a session's env files with what is stored.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<FilesAnswer>, HttpError> {
    let session = find(&app, &caller, Action::ReadFiles, &id).await?;
    Ok(Json(app.workspaces.files(&session.id).await?))
}

/// Stores values that are in env files. Nobody gets to see them.
pub(crate) async fn adopt(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, HttpError> {
    caller.require(Action::WriteValues)?;
    let session = find(&app, &caller, Action::WriteFiles, &id).await?;
    json::require_json(request.headers().get(header::CONTENT_TYPE))?;
    let key = idempotency_key(request.headers())?;
    let bytes = json::read(request, &app).await?;
    // The same slots of another session are another request.
    let fingerprint = app.keyring.fingerprint(&[session.id.as_str().as_bytes(), &bytes].concat());
    let body: AdoptBody = json::parse(&bytes)?;
    if body.slots.len() > MOST_SLOTS {
        return Err(HttpError::refused(ErrorCode::TooMany, "adopt at most 1,000 keys at once"));
    }
    let writes = app.workspaces.adoption(&session.id, body.slots).await?;
    let writes = prepare(&app, &caller.identity, "slots", writes).await?;
    let batch = WriteBatch {
        atomic: false,
        writes: &writes,
        by: &caller.identity.user,
        action: Some("adopt"),
        session: Some(&session.id),
        idempotency: Some(Idempotency { key: &key, fingerprint }),
    };
    carry_out(&app, batch, &key).await
}

/// Writes what applies into a session's env files.
pub(crate) async fn apply(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<ApplyBody>,
) -> Result<Json<ApplyAnswer>, HttpError> {
    let session = find(&app, &caller, Action::WriteFiles, &id).await?;
    let record = AuditRecord::new(&caller.identity.user, "apply").in_session(&session.id);
    // Before the files are touched: what cannot be recorded is not done.
    app.repository.record_audit(&record).await?;
    Ok(Json(app.workspaces.apply(&session.id, body).await?))
}

/// The session of a path, for those who may do this there.
pub(crate) async fn find(
    app: &App,
    caller: &Caller,
    action: Action,
    id: &str,
) -> Result<Session, HttpError> {
    caller.require(action)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let session = reach.find_session(&*app.repository, &caller.identity, id).await?;
    if action == Action::WriteFiles && !may_write_files(&caller.identity, &session) {
        // The same answer as for a session that does not exist.
        return Err(HttpError::NotFound);
    }
    Ok(session)
}
