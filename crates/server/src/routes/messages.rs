//! `GET/POST /sessions/{id}/messages`.

use crate::app::App;
use crate::db::{NewMessage, SayOutcome};
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path, Query};
use crate::policy::{Action, find_session};
use axum::extract::State;
use axum::http::StatusCode;
use envdock_contract::model::Role;
use envdock_contract::wire::{
    ErrorCode, MessageAnswer, MessageAuthor, MessageBody, MessagesAnswer,
};
use envdock_rules::agent_text::clean;
use serde::Deserialize;
use std::sync::Arc;

/// Longest line, in characters.
const LONGEST: usize = 4_000;
/// Most lines of one author in a session.
const MOST: u32 = 2_000;
/// Most lines of one answer.
const PAGE: u32 = 1_000;

/// Where to go on.
#[derive(Debug, Deserialize)]
pub(crate) struct Parameters {
    cursor: Option<String>,
}

/// Reads the newest lines of a conversation, or those before a cursor.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Json<MessagesAnswer>, HttpError> {
    let action = Action::Converse;
    let session = find_session(&*app.repository, &caller.identity, action, &id).await?;
    let before = parameters.cursor.map(|cursor| cursor.parse()).transpose().map_err(|_source| {
        let detail = "the cursor is not one that this server gave";
        HttpError::refused(ErrorCode::InvalidBody, detail)
    })?;
    Ok(Json(app.repository.messages(&session.id, before, PAGE).await?))
}

/// Adds a line.
pub(crate) async fn say(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<MessageBody>,
) -> Result<(StatusCode, Json<MessageAnswer>), HttpError> {
    let action = Action::Converse;
    let session = find_session(&*app.repository, &caller.identity, action, &id).await?;
    let (author, text) = match caller.identity.role {
        Role::Agent => (MessageAuthor::Agent, clean(&body.text, LONGEST)),
        Role::Owner | Role::Admin | Role::Member | Role::Host | Role::Sandbox => {
            (MessageAuthor::Person, plain(&body.text))
        }
    };
    if text.is_empty() {
        return Err(HttpError::refused(ErrorCode::InvalidBody, "the line has no visible text"));
    }
    if author == MessageAuthor::Person && text.chars().count() > LONGEST {
        let detail = "a line has at most 4,000 characters";
        return Err(HttpError::refused(ErrorCode::TooMany, detail));
    }
    let message = NewMessage { session: &session.id, author, text: &text, most: MOST };
    match app.repository.say(message).await? {
        SayOutcome::Said(message) => Ok((StatusCode::CREATED, Json(message))),
        SayOutcome::TooMany => {
            let detail = "this conversation is full: end the session and start another one";
            Err(HttpError::refused(ErrorCode::TooMany, detail))
        }
        SayOutcome::SessionEnded => {
            Err(HttpError::refused(ErrorCode::SessionEnded, "the session has ended"))
        }
    }
}

/// A person's text keeps its lines; nothing in it can steer a terminal.
fn plain(text: &str) -> String {
    let is_plain = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    text.trim().chars().filter(is_plain).collect()
}
