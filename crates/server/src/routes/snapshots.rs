//! `POST /sessions/{id}/snapshot`.

use crate::app::App;
use crate::db::AuditRecord;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path};
use crate::policy::Action;
use crate::routes::files::find;
use axum::extract::State;
use envdock_contract::wire::{SnapshotAnswer, SnapshotBody};
use std::sync::Arc;

/// Archives a session's folder without its secret env files.
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<SnapshotBody>,
) -> Result<Json<SnapshotAnswer>, HttpError> {
    let session = find(&app, &caller, Action::WriteFiles, &id).await?;
    let missing = &body.acknowledge_missing;
    let answer = app.workspaces.snapshot(&session.id, missing, &app.data_dir).await?;
    app.repository
        .record_audit(&AuditRecord::new(&caller.identity.user, "snapshot").in_session(&session.id))
        .await?;
    Ok(Json(answer))
}
