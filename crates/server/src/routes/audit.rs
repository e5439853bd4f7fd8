//! `GET /audit`.

use crate::app::App;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Query};
use crate::policy::{Action, Sight, allows};
use axum::extract::State;
use envdock_contract::model::{Address, Environment, KeyName};
use envdock_contract::wire::{AuditAnswer, ErrorCode};
use serde::Deserialize;
use std::sync::Arc;

const PAGE: u32 = 100;

/// Where to go on, and of which address.
#[derive(Debug, Deserialize)]
pub(crate) struct Parameters {
    cursor: Option<String>,
    #[serde(default)]
    environment: Environment,
    /// As JSON, as it stands in a body.
    scope: Option<String>,
    key: Option<KeyName>,
}

/// Lists what was done, newest first: everything, or what was done to the value at one address.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(parameters): Query<Parameters>,
) -> Result<Json<AuditAnswer>, HttpError> {
    let address = address(&parameters)?;
    caller.require(if address.is_some() { Action::Search } else { Action::ReadAudit })?;
    let before = parameters.cursor.map(|cursor| cursor.parse()).transpose().map_err(|_source| {
        let detail = "the cursor is not one that this server gave";
        HttpError::refused(ErrorCode::InvalidBody, detail)
    })?;
    let mut entries = match address {
        None => app.repository.audit(before, PAGE + 1).await?,
        Some(address) => {
            let sight = Sight::of(&*app.repository, &caller.identity).await?;
            if !caller.identity.uses(&address.environment) || !sight.sees(&address.scope) {
                return Err(HttpError::NotFound);
            }
            // What others tried in vain is no state of the value.
            let with_refused = allows(caller.identity.role, Action::ReadAudit);
            app.repository.history(&address, with_refused, before, PAGE + 1).await?
        }
    };
    let has_more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let next_cursor = entries.last().filter(|_| has_more).map(|entry| entry.id.to_string());
    Ok(Json(AuditAnswer { entries, next_cursor }))
}

/// The address whose history is asked for.
fn address(parameters: &Parameters) -> Result<Option<Address>, HttpError> {
    let environment = parameters.environment.clone();
    match (&parameters.scope, &parameters.key) {
        (None, None) => Ok(None),
        (Some(scope), Some(key)) => {
            let scope = serde_json::from_str(scope).map_err(|_source| {
                let detail = "the scope is not one, written as JSON";
                HttpError::refused(ErrorCode::InvalidBody, detail)
            })?;
            Ok(Some(Address { environment, scope, key: key.clone() }))
        }
        (Some(_), None) | (None, Some(_)) => {
            let detail = "name scope and key, or neither";
            Err(HttpError::refused(ErrorCode::InvalidBody, detail))
        }
    }
}
