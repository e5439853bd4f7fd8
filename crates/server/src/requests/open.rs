//! Asking.

use crate::app::App;
use crate::crypto::random;
use crate::db::{AskLimits, AskOutcome, NewRequest, Session};
use crate::error::HttpError;
use crate::policy::{Action, find_session};
use crate::requests::known::{file_in, known, slot_in};
use crate::requests::mentions::{requested, scanned};
use crate::requests::question::{Question, QuestionKey, problem, refuse_any};
use crate::requests::{Ask, Asked, KnownKey};
use crate::sign_in::Identity;
use envdock_contract::model::{EnvFile, FileMode, RequestId, RequestedKey, Spec};
use envdock_contract::wire::{ErrorCode, KeyProblem};

/// How much an agent may ask in one session: more than a project needs, less than a person can be
/// worn down with.
const LIMITS: AskLimits = AskLimits { open: 20, recent: 60, seconds: 60 * 60 };

/// Asks for values. What is stored already is told instead of asked, where the caller may know it.
///
/// # Errors
/// What is wrong with single keys stands in the list, by place, without repeating it.
pub async fn open(app: &App, identity: &Identity, ask: Ask) -> Result<Asked, HttpError> {
    let (action, id) = (Action::AskForValues, ask.session.as_str());
    let session = find_session(&*app.repository, identity, action, id).await?;
    if session.ended_at.is_some() {
        return Err(ended());
    }
    let Question { reason, request_key, keys } = Question::check(&ask)?;
    let spec = app.repository.spec(&session.configuration).await?.spec;
    refuse_any(keys.iter().filter_map(|asked| misplaced(&spec, asked)).collect())?;
    let states = known(app, &session, &spec, &keys).await?;
    if let Some(request) = app.repository.repeated_request(&session.id, &request_key).await? {
        return Ok(Asked { request: Some(request), states, repeated: true });
    }
    let keys = still_asked(app, &session, &spec, &keys, &states).await?;
    if keys.is_empty() {
        return Ok(Asked { request: None, states, repeated: false });
    }
    let id = random::id("req").map_err(|error| HttpError::Internal(Box::new(error)))?;
    let new = NewRequest {
        id: RequestId::new(&id).map_err(|error| HttpError::Internal(Box::new(error)))?,
        session: session.id,
        request_key,
        asked_by: identity.user.clone(),
        reason,
        keys,
        limits: LIMITS,
    };
    match app.repository.ask(&new).await? {
        AskOutcome::Asked(request) => Ok(Asked { request: Some(request), states, repeated: false }),
        AskOutcome::Repeated(request) => {
            Ok(Asked { request: Some(request), states, repeated: true })
        }
        AskOutcome::TooMany { retry_after_seconds } => {
            Err(HttpError::RateLimited { retry_after_seconds })
        }
        AskOutcome::SessionEnded => Err(ended()),
    }
}

fn ended() -> HttpError {
    HttpError::refused(ErrorCode::SessionEnded, "the session has ended")
}

/// A file that goes into snapshots gets no key whose value may be a secret.
fn misplaced(spec: &Spec, asked: &QuestionKey) -> Option<KeyProblem> {
    let file = file_in(spec, asked).filter(|file| file.mode == FileMode::Plain)?;
    let detail = "this file goes into snapshots: declare the key as visible there, or name another";
    let refused = problem(asked.index, "/file", ErrorCode::SecretInPlainFile, detail);
    slot_in(file, asked).is_none().then_some(refused)
}

/// What is left to ask for, each key of a file once.
async fn still_asked(
    app: &App,
    session: &Session,
    spec: &Spec,
    keys: &[QuestionKey],
    states: &[KnownKey],
) -> Result<Vec<RequestedKey>, HttpError> {
    let is_known = |asked: &QuestionKey| {
        let file = file_in(spec, asked).map(EnvFile::file_ref);
        asked.replace.is_none()
            && states.iter().any(|one| one.key == asked.key && Some(&one.file) == file.as_ref())
    };
    let missing: Vec<_> = keys.iter().filter(|asked| !is_known(asked)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let scanned = scanned(app, session).await;
    let mut left: Vec<RequestedKey> = Vec::with_capacity(missing.len());
    for asked in missing {
        let key = requested(spec, &scanned, asked);
        let key = key.map_err(|error| HttpError::Internal(Box::new(error)))?;
        let is_new = |one: &RequestedKey| one.key != key.key || one.file != key.file;
        if left.iter().all(is_new) {
            left.push(key);
        }
    }
    Ok(left)
}
