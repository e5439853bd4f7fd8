//! `GET/POST /sessions`, `GET /sessions/{id}`, `POST /sessions/{id}/end`.

use crate::app::App;
use crate::crypto::random;
use crate::db::NewSession;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path};
use crate::policy::{Action, Reach, find_session};
use crate::setup_agent;
use axum::extract::State;
use axum::http::StatusCode;
use envdock_contract::model::SessionId;
use envdock_contract::wire::{ErrorCode, SessionAnswer, SessionBody, SessionsAnswer};
use std::sync::Arc;

/// Lists the live sessions, newest first.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<SessionsAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let live = app.repository.live_sessions().await?.into_iter();
    let seen =
        live.filter(|session| reach.sees(&caller.identity, &session.id, &session.environment));
    Ok(Json(SessionsAnswer { sessions: seen.map(SessionAnswer::from).collect() }))
}

/// Reads a session.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SessionAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let session = reach.find_session(&*app.repository, &caller.identity, &id).await?;
    Ok(Json(session.into()))
}

/// Starts a session.
pub(crate) async fn start(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<SessionBody>,
) -> Result<(StatusCode, Json<SessionAnswer>), HttpError> {
    caller.require(Action::RunSessions)?;
    // What is bound to a session does not make itself another one.
    if caller.identity.sessions.is_some() || !caller.identity.uses(&body.environment) {
        let detail = "this token may not start a session there";
        return Err(HttpError::refused(ErrorCode::Forbidden, detail));
    }
    let turn = body.setup.then(|| app.setup(&caller.identity.user, &body.configuration));
    let turn = turn.transpose()?.flatten();
    let id = random::id("ses").map_err(|error| HttpError::Internal(Box::new(error)))?;
    let session = NewSession {
        id: SessionId::new(&id).map_err(|error| HttpError::Internal(Box::new(error)))?,
        configuration: body.configuration,
        environment: body.environment,
        owner: caller.identity.user,
        setup: body.setup,
    };
    let session = app.repository.start_session(&session).await?;
    hand_over(&app, &session.id).await;
    // What only a host has is set up by an agent of the host.
    if body.setup
        && session.folder.is_some()
        && let Err(error) = setup_agent::spawn(&app, &session, turn).await
    {
        // The session runs: another agent can do the work.
        tracing::error!(%error, session = %session.id, "a setup session has no agent");
    }
    Ok((StatusCode::CREATED, Json(session.into())))
}

/// Ends a session, and what lives with it. Doing so twice is no mistake.
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SessionAnswer>, HttpError> {
    let action = Action::RunSessions;
    let session = find_session(&*app.repository, &caller.identity, action, &id).await?;
    let ended = app.repository.end_session(&session.id, &caller.identity.user).await?;
    hand_over(&app, &ended.id).await;
    Ok(Json(ended.into()))
}

/// A file that cannot be written keeps no session from starting, and none alive.
async fn hand_over(app: &App, id: &SessionId) {
    if let Err(error) = app.workspaces.hand_over(id).await {
        tracing::warn!(session = %id, %error, "values of another session are still in the files");
    }
}
