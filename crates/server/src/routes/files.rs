//! `GET /sessions/{id}/files`, `POST /sessions/{id}/adopt`, `POST /sessions/{id}/apply`.

use crate::app::App;
use crate::db::{Session, WriteBatch, WriteOutcome};
use crate::error::HttpError;
use crate::http::Caller;
use crate::http::json::{self, Json};
use crate::policy::{Action, Reach, may_write_files};
use crate::routes::secrets::filled;
use crate::secrets::prepare;
use axum::extract::{Path, State};
use envdock_contract::wire::{
    AdoptBody, ApplyAnswer, ApplyBody, BatchAnswer, ErrorCode, FilesAnswer,
};
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
    Json(body): Json<AdoptBody>,
) -> Result<Json<BatchAnswer>, HttpError> {
    caller.require(Action::WriteValues)?;
    let session = find(&app, &caller, Action::WriteFiles, &id).await?;
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
        idempotency: None,
    };
    match app.repository.write(batch, &app.keyring).await? {
        WriteOutcome::Done(answer) => Ok(Json(filled(&app, answer).await)),
        WriteOutcome::Repeated(recorded) => Ok(Json(json::parse(&recorded.answer)?)),
        WriteOutcome::Mismatch => Err(HttpError::NotFound),
    }
}

/// Writes what applies into a session's env files.
pub(crate) async fn apply(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<ApplyBody>,
) -> Result<Json<ApplyAnswer>, HttpError> {
    let session = find(&app, &caller, Action::WriteFiles, &id).await?;
    Ok(Json(app.workspaces.apply(&session.id, body).await?))
}

async fn find(app: &App, caller: &Caller, action: Action, id: &str) -> Result<Session, HttpError> {
    caller.require(action)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let session = reach.find_session(&*app.repository, id).await?;
    if action == Action::WriteFiles && !may_write_files(&caller.identity, &session) {
        // The same answer as for a session that does not exist.
        return Err(HttpError::NotFound);
    }
    Ok(session)
}
