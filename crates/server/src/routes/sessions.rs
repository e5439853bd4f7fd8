//! `GET /sessions`, `GET /sessions/{id}`.

use crate::app::App;
use crate::db::Session;
use crate::error::HttpError;
use crate::http::Caller;
use crate::http::json::Json;
use crate::policy::{Action, Reach};
use axum::extract::{Path, State};
use envdock_contract::wire::{SessionAnswer, SessionState, SessionsAnswer};
use std::sync::Arc;

/// Lists the live sessions, newest first.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<SessionsAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let live = app.repository.live_sessions().await?;
    let sessions = live.into_iter().filter(|session| reach.session(&session.id)).map(answer);
    Ok(Json(SessionsAnswer { sessions: sessions.collect() }))
}

/// Reads a session.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SessionAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    Ok(Json(answer(reach.find_session(&*app.repository, &id).await?)))
}

fn answer(session: Session) -> SessionAnswer {
    SessionAnswer {
        id: session.id,
        configuration: session.configuration,
        environment: session.environment,
        state: if session.ended_at.is_some() { SessionState::Ended } else { SessionState::Live },
        started_at: session.started_at,
        local_folder: session.folder.is_some(),
        setup: false,
    }
}
