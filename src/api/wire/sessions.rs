//! Sessions, their requests and conversations, in the wire's words.

use crate::api::wire::{answers, refusal};
use crate::api::{
    ApiError, KeyAnswer, MissingSlot, OneRequest, Requests, Snapshot, SubmissionOrder, Submitted,
};
use envdock_contract::model::{SecretText, Stored};
use envdock_contract::wire::{
    KeyAnswer as WireAnswer, MessageAnswer, MessageAuthor, Missing, RequestAnswer, RequestsAnswer,
    SecretValue, SessionAnswer, SessionState, SnapshotAnswer, SnapshotBody, SubmissionAnswer,
    SubmissionBody, SubmittedKey, SubmittedOutcome, SubmittedResult,
};
use envdock_core::{Author, Message, SaveOutcome, Session};

pub(in crate::api) fn requests(answer: RequestsAnswer) -> Requests {
    let RequestsAnswer { revision, requests } = answer;
    Requests { revision: Some(revision), requests }
}

pub(in crate::api) fn request(answer: RequestAnswer) -> OneRequest {
    let RequestAnswer { revision, request } = answer;
    OneRequest { revision: Some(revision), request }
}

pub(in crate::api) fn snapshot(acknowledged: Vec<MissingSlot>) -> SnapshotBody {
    let acknowledge_missing = acknowledged.into_iter().map(|missing| Missing {
        file: missing.file,
        key: missing.key,
        any_of: missing.any_of,
    });
    SnapshotBody { acknowledge_missing: acknowledge_missing.collect() }
}

pub(in crate::api) fn saved(answer: SnapshotAnswer) -> Snapshot {
    let SnapshotAnswer { name, bytes, files, left_out } = answer;
    Snapshot { name, bytes, files, left_out }
}

pub(in crate::api) fn session(answer: SessionAnswer) -> Session {
    Session {
        id: answer.id,
        configuration: answer.configuration,
        environment: answer.environment,
        is_live: answer.state == SessionState::Live,
        started_at: answer.started_at,
        local_folder: answer.local_folder,
        setup: answer.setup,
    }
}

pub(in crate::api) fn message(answer: MessageAnswer) -> Message {
    Message {
        number: answer.id,
        at: answer.at,
        author: match answer.author {
            MessageAuthor::Person => Author::Person,
            MessageAuthor::Agent => Author::Agent,
            MessageAuthor::System => Author::System,
        },
        text: answer.text,
        request: answer.request,
    }
}

/// Values are copied into the body that is sent, and overwritten after it.
pub(in crate::api) fn submission(order: &SubmissionOrder) -> SubmissionBody {
    let answers = order.answers.iter().map(|answer| SubmittedKey {
        file: answer.file.clone(),
        key: answer.key.clone(),
        answer: match &answer.answer {
            KeyAnswer::Set { scope, expected_version, value } => WireAnswer::Set {
                scope: scope.clone(),
                expected_version: *expected_version,
                value: SecretValue::new(SecretText::new(value.expose().to_owned())),
            },
            KeyAnswer::UseStored => WireAnswer::UseStored,
            KeyAnswer::Skip => WireAnswer::Skip,
        },
    });
    SubmissionBody { answers: answers.collect() }
}

pub(in crate::api) fn submitted(
    order: &SubmissionOrder,
    answer: Result<SubmissionAnswer, ApiError>,
) -> Result<Submitted, ApiError> {
    let SubmissionAnswer { revision, request, results } = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let written = refusal::per_write(error, order.answers.len())?;
            return Ok(Submitted { revision: None, request: None, outcomes: written.outcomes });
        }
    };
    if results.len() != order.answers.len() {
        return Err(ApiError::Unreadable);
    }
    let asked = order.answers.iter().map(|answer| &answer.answer);
    let outcomes = asked.zip(results).map(|(asked, result)| outcome(asked, result));
    let outcomes = outcomes.collect::<Result<_, _>>()?;
    Ok(Submitted { revision: Some(revision), request: Some(request), outcomes })
}

fn outcome(asked: &KeyAnswer, result: SubmittedResult) -> Result<SaveOutcome, ApiError> {
    let applied = answers::effects(result.applied);
    Ok(match result.outcome {
        SubmittedOutcome::Stored { version, updated_at, updated_by } => {
            let KeyAnswer::Set { scope, .. } = asked else { return Err(ApiError::Unreadable) };
            let scope = scope.clone();
            SaveOutcome::Stored {
                stored: Stored { scope, version, updated_at, updated_by },
                applied,
            }
        }
        SubmittedOutcome::UsedStored | SubmittedOutcome::Skipped => {
            SaveOutcome::Unwritten { applied }
        }
        SubmittedOutcome::Refused(problem) => {
            SaveOutcome::Refused(crate::api::error::save_failure(problem))
        }
    })
}
