//! `POST /sessions/{id}/values`: the only call that ever returns values.

use crate::app::App;
use crate::db::AuditRecord;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path};
use crate::policy::{Action, Reach};
use axum::extract::State;
use envdock_contract::wire::{ErrorCode, ValuesAnswer};
use std::sync::Arc;

/// Gives the sandbox of a live session what should stand in its env files.
pub(crate) async fn fetch(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ValuesAnswer>, HttpError> {
    // First the role: to everybody else every id looks the same.
    caller.require(Action::FetchValues)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    if matches!(&reach, Reach::Bound(bound) if bound.is_empty()) {
        let detail = "the sessions of this token have ended";
        return Err(HttpError::refused(ErrorCode::SessionEnded, detail));
    }
    let session = reach.find_session(&*app.repository, &caller.identity, &id).await?;
    let answer = app.workspaces.values(&session.id).await?;
    // What is not written down is not given away.
    app.repository
        .record_audit(
            &AuditRecord::new(&caller.identity.user, "fetch_values").in_session(&session.id),
        )
        .await?;
    Ok(Json(answer))
}
