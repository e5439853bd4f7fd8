//! `POST /secrets/batch`.

use crate::app::App;
use crate::db::{Change, Idempotency, Recorded, Write, WriteBatch, WriteOutcome};
use crate::error::HttpError;
use crate::http::{Caller, json};
use crate::policy::Action;
use crate::secrets::prepare;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::wire::{Applied, BatchAnswer, BatchBody, ErrorCode, Operation, Outcome};
use std::sync::Arc;
use zeroize::Zeroize;

const MOST_OPERATIONS: usize = 1_000;
const LONGEST_IDEMPOTENCY_KEY: usize = 200;
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Carries out a batch of writes, and brings env files in line.
pub(crate) async fn batch(
    State(app): State<Arc<App>>,
    caller: Caller,
    request: Request,
) -> Result<Response, HttpError> {
    caller.require(Action::WriteValues)?;
    json::require_json(request.headers().get(header::CONTENT_TYPE))?;
    let key = idempotency_key(request.headers())?;
    let bytes = json::read(request, &app).await?;
    let fingerprint = app.keyring.fingerprint(&bytes);
    let body: Result<BatchBody, HttpError> = json::parse(&bytes);
    if let Ok(mut bytes) = bytes.try_into_mut() {
        bytes.zeroize();
    }
    let body = body?;
    if body.operations.len() > MOST_OPERATIONS {
        let detail = "send at most 1,000 operations at once";
        return Err(HttpError::refused(ErrorCode::TooMany, detail));
    }
    let writes = body.operations.into_iter().map(write).collect();
    let writes = prepare(&app, &caller.identity, "operations", writes).await?;
    let batch = WriteBatch {
        atomic: body.atomic,
        writes: &writes,
        by: &caller.identity.user,
        action: None,
        session: None,
        idempotency: Some(Idempotency { key: &key, fingerprint }),
    };
    carry_out(&app, batch, &key).await
}

/// Carries out a batch once, however often it is sent with the same `key`.
pub(crate) async fn carry_out(
    app: &App,
    batch: WriteBatch<'_>,
    key: &str,
) -> Result<Response, HttpError> {
    let user = batch.by;
    let answer = match app.repository.write(batch, &app.keyring).await? {
        WriteOutcome::Mismatch => {
            let detail = "this Idempotency-Key was sent with another body: make a new one";
            return Err(HttpError::refused(ErrorCode::IdempotencyMismatch, detail));
        }
        WriteOutcome::Repeated(Recorded { answer, is_final: true }) => return Ok(reply(answer)),
        // The first attempt ended before it could say what became of env files.
        WriteOutcome::Repeated(Recorded { answer, is_final: false }) => json::parse(&answer)?,
        WriteOutcome::Done(answer) => answer,
    };
    let answer = filled(app, answer).await;
    let bytes =
        serde_json::to_vec(&answer).map_err(|error| HttpError::Internal(Box::new(error)))?;
    match app.repository.finish_write(user, key, bytes.clone()).await {
        Ok(first) => Ok(reply(first)),
        // The values are stored: nobody must be told that nothing was changed.
        Err(error) => {
            tracing::error!(%error, "the answer of a write was not recorded");
            Ok(reply(bytes))
        }
    }
}

fn write(operation: Operation) -> Write {
    let expected = operation.expected_version();
    let (address, change) = match operation {
        Operation::Set { address, value, description, .. } => {
            (address, Change::Set { value: value.into_secret(), description: said(description) })
        }
        Operation::Unset { address, .. } => (address, Change::Unset),
        Operation::Move { address, to, to_expected_version: expected, .. } => {
            (address, Change::Move { to, expected })
        }
        Operation::Restore { address, from_version: from, .. } => {
            (address, Change::Restore { from })
        }
        Operation::Describe { address, description, replaces, .. } => {
            (address, Change::Describe { text: said(description), replaces })
        }
        Operation::Purge { address, .. } => (address, Change::Purge),
    };
    Write { address, expected, change, only_if_none_in: Vec::new() }
}

/// A description that says something.
fn said(description: Option<String>) -> Option<String> {
    description.filter(|text| !text.trim().is_empty())
}

/// Adds what became of env files. A disk error never undoes what is stored.
async fn filled(app: &App, mut answer: BatchAnswer) -> BatchAnswer {
    let (mut indexes, mut addresses) = (Vec::new(), Vec::new());
    for (index, result) in answer.results.iter().enumerate() {
        let to = match &result.outcome {
            // Neither changes what stands in a file.
            Outcome::Refused(_) | Outcome::Described { .. } => continue,
            Outcome::Moved { to, .. } => Some(to),
            Outcome::Stored { .. } | Outcome::Removed { .. } | Outcome::Purged { .. } => None,
        };
        for address in [&result.address].into_iter().chain(to) {
            indexes.push(index);
            addresses.push(address.clone());
        }
    }
    if !addresses.is_empty() {
        for (index, applied) in indexes.into_iter().zip(app.workspaces.fill(&addresses).await) {
            let Some(result) = answer.results.get_mut(index) else { continue };
            // Both places of a moved value concern the same lines.
            let is_new = |one: &Applied| !result.applied.contains(one);
            let new: Vec<_> = applied.into_iter().filter(is_new).collect();
            result.applied.extend(new);
        }
    }
    answer
}

/// Bytes that are JSON already.
pub(crate) fn reply(answer: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], answer).into_response()
}

/// What a retry is known by.
///
/// # Errors
/// When there is none, or an overlong one.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<String, HttpError> {
    let key = headers.get(IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok()).unwrap_or_default();
    if (1..=LONGEST_IDEMPOTENCY_KEY).contains(&key.len()) {
        return Ok(key.to_owned());
    }
    let detail = "send an Idempotency-Key of 1 to 200 characters, the same for a retry";
    Err(HttpError::refused(ErrorCode::HeaderRequired, detail))
}
