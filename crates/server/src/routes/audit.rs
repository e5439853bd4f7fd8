//! `GET /audit`.

use crate::app::App;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Query};
use crate::policy::Action;
use axum::extract::State;
use envdock_contract::wire::{AuditAnswer, ErrorCode};
use serde::Deserialize;
use std::sync::Arc;

const PAGE: u32 = 100;

/// Where to go on.
#[derive(Debug, Deserialize)]
pub(crate) struct Parameters {
    cursor: Option<String>,
}

/// Lists what was done, newest first.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(parameters): Query<Parameters>,
) -> Result<Json<AuditAnswer>, HttpError> {
    caller.require(Action::ReadAudit)?;
    let before = parameters.cursor.map(|cursor| cursor.parse()).transpose().map_err(|_source| {
        let detail = "the cursor is not one that this server gave";
        HttpError::refused(ErrorCode::InvalidBody, detail)
    })?;
    let mut entries = app.repository.audit(before, PAGE + 1).await?;
    let has_more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let next_cursor = entries.last().filter(|_| has_more).map(|entry| entry.id.to_string());
    Ok(Json(AuditAnswer { entries, next_cursor }))
}
