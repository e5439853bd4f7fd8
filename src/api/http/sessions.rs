//! Sessions, their requests and conversations over HTTP.

use crate::api::http::transport::{Call, Transport};
use crate::api::http::{answers, bodies, once, refusal};
use crate::api::{
    ApiError, Conversation, KeyAnswer, MissingSlot, OneRequest, Requests, Snapshot,
    SubmissionOrder, Submitted,
};
use envdock_contract::model::{
    ConfigurationId, Environment, RequestId, SecretText, SessionId, Stored,
};
use envdock_contract::wire::{
    KeyAnswer as WireAnswer, MessageAnswer, MessageAuthor, MessageBody, MessagesAnswer, Missing,
    RequestAnswer, RequestsAnswer, SecretValue, SessionAnswer, SessionBody, SessionState,
    SnapshotAnswer, SnapshotBody, SubmissionAnswer, SubmissionBody, SubmittedKey, SubmittedOutcome,
    SubmittedResult,
};
use envdock_core::{Author, Message, SaveOutcome, Session};
use std::rc::Rc;

pub(super) async fn requests(
    transport: Rc<Transport>,
    session: SessionId,
) -> Result<Requests, ApiError> {
    let path = bodies::session_path(&session, "requests");
    let RequestsAnswer { revision, requests } = transport.call(Call::get(&path)).await?;
    Ok(Requests { revision: Some(revision), requests })
}

pub(super) async fn request(
    transport: Rc<Transport>,
    id: RequestId,
) -> Result<OneRequest, ApiError> {
    let RequestAnswer { revision, request } =
        transport.call(Call::get(&format!("/requests/{id}"))).await?;
    Ok(OneRequest { revision: Some(revision), request })
}

pub(super) async fn decline(
    transport: Rc<Transport>,
    id: RequestId,
) -> Result<OneRequest, ApiError> {
    let call = Call::post(&format!("/requests/{id}/decline"), &serde_json::json!({}))?;
    let RequestAnswer { revision, request } = transport.call(call).await?;
    Ok(OneRequest { revision: Some(revision), request })
}

pub(super) async fn submit(
    transport: Rc<Transport>,
    order: SubmissionOrder,
) -> Result<Submitted, ApiError> {
    let call = Call::post(&format!("/requests/{}/submission", order.request), &submission(&order))?;
    let answer = transport.call(once(call.patiently(), &order.idempotency_key)).await;
    match answer {
        Ok(answer) => submitted(&order, answer),
        Err(error) => {
            let written = refusal::per_write(error, order.answers.len())?;
            Ok(Submitted { revision: None, request: None, outcomes: written.outcomes })
        }
    }
}

pub(super) async fn conversation(
    transport: Rc<Transport>,
    session: SessionId,
) -> Result<Conversation, ApiError> {
    let path = bodies::session_path(&session, "messages");
    let MessagesAnswer { revision, messages, .. } = transport.call(Call::get(&path)).await?;
    let messages = messages.into_iter().map(message).collect();
    Ok(Conversation { revision: Some(revision), messages })
}

pub(super) async fn say(
    transport: Rc<Transport>,
    session: SessionId,
    text: String,
) -> Result<(), ApiError> {
    let path = bodies::session_path(&session, "messages");
    transport.call_without_answer(Call::post(&path, &MessageBody { text })?).await
}

pub(super) async fn read(transport: Rc<Transport>, id: SessionId) -> Result<Session, ApiError> {
    let answer: SessionAnswer = transport.call(Call::get(&format!("/sessions/{id}"))).await?;
    Ok(session(answer))
}

pub(super) async fn start(
    transport: Rc<Transport>,
    configuration: ConfigurationId,
    environment: Environment,
    setup: bool,
) -> Result<Session, ApiError> {
    let body = SessionBody { configuration, environment, setup };
    let answer: SessionAnswer = transport.call(Call::post("/sessions", &body)?).await?;
    Ok(session(answer))
}

pub(super) async fn end(transport: Rc<Transport>, id: SessionId) -> Result<(), ApiError> {
    let call = Call::post(&bodies::session_path(&id, "end"), &serde_json::json!({}))?;
    transport.call_without_answer(call.patiently()).await
}

pub(super) async fn finish(
    transport: Rc<Transport>,
    id: SessionId,
    acknowledged: Vec<MissingSlot>,
) -> Result<Snapshot, ApiError> {
    let acknowledge_missing = acknowledged.into_iter().map(|missing| Missing {
        file: missing.file,
        key: missing.key,
        any_of: missing.any_of,
    });
    let body = SnapshotBody { acknowledge_missing: acknowledge_missing.collect() };
    let call = Call::post(&bodies::session_path(&id, "snapshot"), &body)?.patiently();
    let SnapshotAnswer { name, bytes, files, left_out } = transport.call(call).await?;
    Ok(Snapshot { name, bytes, files, left_out })
}

pub(super) fn session(answer: SessionAnswer) -> Session {
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

pub(super) fn message(answer: MessageAnswer) -> Message {
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
fn submission(order: &SubmissionOrder) -> SubmissionBody {
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

fn submitted(order: &SubmissionOrder, answer: SubmissionAnswer) -> Result<Submitted, ApiError> {
    let SubmissionAnswer { revision, request, results } = answer;
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
