//! `POST/DELETE /sign-in`, `GET /me`.

use crate::app::App;
use crate::db::AuditRecord;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Stranger};
use crate::sign_in::{Identity, local_organization};
use axum::extract::State;
use axum::http::StatusCode;
use envdock_contract::model::{Capabilities, Environment, ScopeKind};
use envdock_contract::wire::{ErrorCode, MeAnswer, SignInAnswer, SignInBody};
use std::sync::Arc;

/// What an attempt costs: each leaves an audit row, so strangers must not make them fast.
const ATTEMPT: u32 = 10;

/// Exchanges a launch code for a token.
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    stranger: Stranger,
    Json(body): Json<SignInBody>,
) -> Result<Json<SignInAnswer>, HttpError> {
    let identity = Identity::local();
    let token = app
        .sign_ins
        .exchange(&body.launch, identity.clone())
        .map_err(|error| HttpError::Internal(Box::new(error)))?;
    if token.is_none() {
        stranger.pay(&app.limits, ATTEMPT)?;
    }
    let refused = token.is_none().then_some(ErrorCode::LaunchUsed);
    let record = AuditRecord { refused, ..AuditRecord::new(&identity.user, "sign_in") };
    if let Err(error) = app.repository.record_audit(&record).await {
        // A sign-in that nobody can read about did not happen; the link still works.
        if let Some(token) = token {
            app.sign_ins.take_back(&body.launch, &token.digest());
        }
        return Err(error.into());
    }
    let token = token.ok_or_else(|| {
        let detail = "a launch link works once: `envdock open` prints a new one";
        HttpError::refused(ErrorCode::LaunchUsed, detail)
    })?;
    Ok(Json(SignInAnswer { token: token.expose().to_owned(), me: me(&identity, true) }))
}

/// Ends the sign-in.
pub(crate) async fn end(State(app): State<Arc<App>>, caller: Caller) -> StatusCode {
    app.sign_ins.end(&caller.token);
    app.events.wake();
    StatusCode::NO_CONTENT
}

/// Who the token belongs to.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<MeAnswer>, HttpError> {
    let has_folder = match &caller.identity.sessions {
        None => true,
        Some(ids) => {
            let live = app.repository.live_sessions().await?;
            live.iter().any(|session| ids.contains(&session.id) && session.folder.is_some())
        }
    };
    Ok(Json(me(&caller.identity, has_folder)))
}

/// `has_folder`: the server has a folder of what the token reaches. A session of a host's
/// configuration has none here.
fn me(identity: &Identity, has_folder: bool) -> MeAnswer {
    let usual = || {
        let names = ["dev", "staging", "prod"];
        names.into_iter().filter_map(|name| Environment::new(name).ok()).collect()
    };
    MeAnswer {
        user: identity.user.clone(),
        organization: local_organization(),
        role: identity.role,
        environments: identity.environments.clone().unwrap_or_else(usual),
        capabilities: Capabilities {
            scopes: vec![
                ScopeKind::Session,
                ScopeKind::User,
                ScopeKind::File,
                ScopeKind::Configuration,
                ScopeKind::Repository,
                ScopeKind::Organization,
            ],
            versions: true,
            atomic_batch: true,
            local_folder: has_folder,
            adopt: has_folder,
            session_only: true,
            requests: true,
            events: true,
            restore: true,
            purge: true,
            moves: true,
            describe: true,
            search: true,
            history: true,
        },
    }
}
