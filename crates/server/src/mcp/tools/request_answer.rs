//! What an agent is told of a request: names and states.

use crate::error::HttpError;
use crate::mcp::agent::Agent;
use envdock_contract::model::{EnvRequest, RequestResult, RequestState, RequestedKey, ScopeKind};
use envdock_contract::wire::ErrorCode;
use envdock_rules::precedence::kind;
use serde_json::{Value, json};
use std::time::Duration;

/// Shorter than the patience of common clients, which is a minute.
const LONGEST_WAIT: u64 = 45;

/// How long to wait.
///
/// # Errors
/// When it is too long.
pub(super) fn patience(seconds: Option<u64>) -> Result<Duration, HttpError> {
    let seconds = seconds.unwrap_or(LONGEST_WAIT);
    if seconds <= LONGEST_WAIT {
        return Ok(Duration::from_secs(seconds));
    }
    let detail = "wait_seconds: wait at most 45 seconds, then ask check_env";
    Err(HttpError::refused(ErrorCode::InvalidBody, detail))
}

/// A request as it stands.
pub(super) fn answer(agent: &Agent, request: &EnvRequest) -> Value {
    json!({
        "request_id": request.id,
        "status": request.state,
        "link": agent.link(&request.id),
        "keys": request.keys.iter().map(key).collect::<Vec<_>>(),
        "next": next(request.state),
    })
}

fn key(key: &RequestedKey) -> Value {
    let (result, scope) = match &key.result {
        None => (None, None),
        Some(RequestResult::Saved { scope }) if kind(scope) == ScopeKind::Session => {
            (Some("saved_for_this_session"), None)
        }
        Some(RequestResult::Saved { scope }) => (Some("saved"), Some(kind(scope))),
        Some(RequestResult::UsedStored) => (Some("used_stored"), None),
        Some(RequestResult::Skipped) => (Some("skipped"), None),
    };
    json!({
        "file": key.file.to_string(),
        "file_is_a_guess": key.file_is_a_guess,
        "key": key.key,
        "required": key.required,
        "result": result,
        "scope": scope,
        "refused_before": key.refused_before,
    })
}

fn next(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => {
            "It is still open. Give the person the link, go on with other work, and call \
             check_env with the request_id later. Never ask for a value in the chat, and never \
             take one from there."
        }
        RequestState::Submitted => {
            "It is answered. What was given is stored, and stands in the env files unless one \
             could not be written: people see that on the page. Go on."
        }
        RequestState::Declined => {
            "The person said no. Go on without these values, and do not ask again unless they \
             tell you to."
        }
        RequestState::Withdrawn => "It was taken back.",
        RequestState::Expired => "The session ended before it was answered.",
    }
}
