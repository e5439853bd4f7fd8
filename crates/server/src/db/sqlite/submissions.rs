//! A person's answer to a request: all of it in one transaction, or nothing.

use crate::configurations::accept;
use crate::crypto::Keyring;
use crate::db::sqlite::refusals::{not_attempted, problem};
use crate::db::sqlite::replay::{self, Earlier};
use crate::db::sqlite::writes::{self, is_any_live};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{bump, requests, row, settling, specs, told, values};
use crate::db::{Decision, RepositoryError, Result, Submission, SubmitOutcome, WriteBatch};
use envdock_contract::model::{
    Address, EnvRequest, RequestResult, RequestState, RequestedKey, Version,
};
use envdock_contract::wire::{
    ErrorCode, EventBody, KeyProblem, OperationResult, Outcome, SubmissionAnswer, SubmittedOutcome,
    SubmittedResult,
};
use sqlx::{Sqlite, Transaction};

/// Carries a submission out, unless the request is settled.
pub(super) async fn submit(
    transaction: &mut Writing,
    submission: &Submission<'_>,
    keyring: &Keyring,
) -> Result<SubmitOutcome> {
    match replay::earlier(transaction, submission.by, submission.idempotency).await? {
        Earlier::None => {}
        Earlier::Same(recorded) => return Ok(SubmitOutcome::Repeated(recorded)),
        Earlier::Other => return Ok(SubmitOutcome::Mismatch),
    }
    let (_, request) = requests::read(&mut ***transaction, submission.request).await?;
    if request.state != RequestState::Open {
        return Ok(SubmitOutcome::TooLate(request));
    }
    let refused = refusals(transaction, submission, &request).await?;
    let batch = WriteBatch {
        atomic: true,
        writes: submission.writes,
        by: submission.by,
        action: Some("submit"),
        session: Some(&request.session),
        idempotency: None,
    };
    let stop = refused.iter().any(Option::is_some);
    let written = writes::perform(transaction, &batch, keyring, stop).await?;
    let is_refused = |result: &OperationResult| matches!(result.outcome, Outcome::Refused(_));
    let stop = stop || written.iter().any(is_refused);
    let presence = told::presence(&written);
    let results = results(submission, &request, refused, &written, stop)?;
    let spec = if stop { None } else { settle(transaction, submission, &request).await? };
    let refused = cause(&results);
    let (by, session) = (submission.by, &request.session);
    requests::record(transaction, by, session, "submit_request", refused).await?;
    values::expire(transaction).await?;
    let revision = bump(transaction).await?;
    let (_, request) = requests::read(&mut ***transaction, submission.request).await?;
    let answer = SubmissionAnswer { revision, request, results };
    let bytes = row::to_json(&answer)?.into_bytes();
    replay::record(transaction, submission.by, submission.idempotency, &bytes).await?;
    if let Some(version) = spec {
        let configuration = answer.request.configuration.clone();
        transaction.tell(revision, EventBody::Spec { configuration, version });
    }
    if let Some(event) = presence {
        transaction.tell(revision, event);
    }
    transaction.tell(revision, EventBody::Request(answer.request.clone()));
    Ok(SubmitOutcome::Done(answer))
}

/// Why answers without a value cannot be carried out, one per answer.
async fn refusals(
    transaction: &mut Transaction<'static, Sqlite>,
    submission: &Submission<'_>,
    request: &EnvRequest,
) -> Result<Vec<Option<KeyProblem>>> {
    let mut refused = Vec::with_capacity(submission.answers.len());
    for answer in submission.answers {
        let mut found = None;
        if let Decision::UseStored(scopes) = &answer.decision
            && let Some(nearest) = scopes.first()
        {
            let address = Address {
                environment: request.environment.clone(),
                scope: nearest.clone(),
                key: key(request, answer.position)?.key.clone(),
            };
            if !is_any_live(transaction, &address, scopes).await? {
                let detail = "nothing is stored any more: type a value, or leave it out";
                found = Some(problem(ErrorCode::NotFound, detail));
            }
        }
        refused.push(found);
    }
    Ok(refused)
}

fn key(request: &EnvRequest, position: usize) -> Result<&RequestedKey> {
    request.keys.get(position).ok_or(RepositoryError::NotFound)
}

/// One result per answer, in the same order.
fn results(
    submission: &Submission<'_>,
    request: &EnvRequest,
    refused: Vec<Option<KeyProblem>>,
    written: &[OperationResult],
    stop: bool,
) -> Result<Vec<SubmittedResult>> {
    let mut results = Vec::with_capacity(submission.answers.len());
    for (index, (answer, refused)) in submission.answers.iter().zip(refused).enumerate() {
        let outcome = match &answer.decision {
            Decision::Store(write) => {
                written.get(*write).map(|result| submitted(result.outcome.clone()))
            }
            Decision::UseStored(_) => Some(SubmittedOutcome::UsedStored),
            Decision::Skip => Some(SubmittedOutcome::Skipped),
        };
        let mut outcome = match (refused, outcome) {
            (Some(problem), _) | (None, Some(SubmittedOutcome::Refused(problem))) => {
                SubmittedOutcome::Refused(problem)
            }
            (None, _) if stop => SubmittedOutcome::Refused(not_attempted()),
            (None, outcome) => outcome.ok_or(RepositoryError::NotFound)?,
        };
        if let SubmittedOutcome::Refused(problem) = &mut outcome
            && problem.pointer.is_empty()
        {
            problem.pointer = format!("/answers/{index}");
        }
        let key = key(request, answer.position)?;
        let (file, key) = (key.file.clone(), key.key.clone());
        results.push(SubmittedResult { file, key, outcome, applied: Vec::new() });
    }
    Ok(results)
}

fn submitted(outcome: Outcome) -> SubmittedOutcome {
    match outcome {
        Outcome::Stored { version, updated_at, updated_by }
        | Outcome::Described { version, updated_at, updated_by }
        | Outcome::Moved { to_version: version, updated_at, updated_by, .. } => {
            SubmittedOutcome::Stored { version, updated_at, updated_by }
        }
        Outcome::Removed { .. } | Outcome::Purged { .. } => SubmittedOutcome::Skipped,
        Outcome::Refused(problem) => SubmittedOutcome::Refused(problem),
    }
}

/// Writes down what became of every key, and accepts the slots that got a value. Gives the version
/// of the spec if that changed it.
async fn settle(
    transaction: &mut Transaction<'static, Sqlite>,
    submission: &Submission<'_>,
    request: &EnvRequest,
) -> Result<Option<Version>> {
    let stored = specs::read_with(&mut **transaction, &request.configuration).await?;
    let mut spec = stored.spec.clone();
    for answer in submission.answers {
        let key = key(request, answer.position)?;
        let result = match &answer.decision {
            Decision::Store(write) => {
                let write = submission.writes.get(*write).ok_or(RepositoryError::NotFound)?;
                RequestResult::Saved { scope: write.address.scope.clone() }
            }
            Decision::UseStored(_) => RequestResult::UsedStored,
            Decision::Skip => RequestResult::Skipped,
        };
        if result != RequestResult::Skipped {
            accept(&mut spec, key);
        }
        settling::save_result(transaction, submission.request, answer.position, &result).await?;
    }
    let state = RequestState::Submitted;
    settling::close(transaction, submission.request, state, submission.by).await?;
    if spec == stored.spec {
        return Ok(None);
    }
    let id = &request.configuration;
    let saved = specs::save(transaction, id, stored.version, &spec, submission.by).await?;
    Ok(Some(saved.version))
}

/// What made it fail, not what was left because of that.
fn cause(results: &[SubmittedResult]) -> Option<ErrorCode> {
    results.iter().find_map(|result| match &result.outcome {
        SubmittedOutcome::Refused(problem) if problem.code != ErrorCode::NotAttempted => {
            Some(problem.code)
        }
        SubmittedOutcome::Refused(_)
        | SubmittedOutcome::Stored { .. }
        | SubmittedOutcome::UsedStored
        | SubmittedOutcome::Skipped => None,
    })
}
