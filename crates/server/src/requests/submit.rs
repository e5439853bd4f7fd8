//! A person's answer: checked, carried out once, and then brought into env files.

use crate::app::App;
use crate::db::{
    Answer, Change, Decision, Idempotency, Recorded, Session, Submission, SubmitOutcome, Write,
};
use crate::error::HttpError;
use crate::http::json;
use crate::requests::Found;
use crate::secrets::prepare_at;
use crate::sign_in::Identity;
use envdock_contract::model::{Address, EnvRequest, RequestResult, RequestedKey, Scope};
use envdock_contract::wire::{
    ErrorCode, KeyAnswer, KeyProblem, SubmissionAnswer, SubmissionBody, SubmittedKey,
};
use envdock_rules::precedence::{Context, applicable_scopes};

/// Carries an answer out once, however often it is sent with the same key. Gives the bytes of a
/// [`SubmissionAnswer`].
///
/// # Errors
/// When the answers do not fit the request, or it is settled already.
pub async fn submit(
    app: &App,
    identity: &Identity,
    found: Found,
    body: SubmissionBody,
    idempotency: Idempotency<'_>,
) -> Result<Vec<u8>, HttpError> {
    let Found { request, session, .. } = found;
    let positions = positions(&request, &body.answers)?;
    let (mut answers, mut writes, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (answer, position)) in body.answers.into_iter().zip(positions).enumerate() {
        let scopes = scopes(&session, &answer);
        let decision = match answer.answer {
            KeyAnswer::Skip => Decision::Skip,
            KeyAnswer::UseStored => Decision::UseStored(scopes),
            KeyAnswer::Set { scope, expected_version, value } => {
                let change = if scopes.contains(&scope) {
                    Change::set(value.into_secret())
                } else {
                    Change::refused_set(elsewhere())
                };
                let environment = request.environment.clone();
                let address = Address { environment, scope, key: answer.key };
                let only_if_none_in = Vec::new();
                let write = Write { address, expected: expected_version, change, only_if_none_in };
                // One value for a key that two files have is stored once.
                let known = writes.iter().position(|known| is_same(known, &write));
                Decision::Store(known.unwrap_or_else(|| {
                    writes.push(write);
                    places.push(index);
                    writes.len() - 1
                }))
            }
        };
        answers.push(Answer { position, decision });
    }
    let place = |index| format!("/answers/{}", places.get(index).copied().unwrap_or(index));
    let accepted = accepted(&request, &answers);
    let accepted = (&request.configuration, accepted.as_slice());
    let writes = prepare_at(app, identity, writes, Some(accepted), place).await?;
    let submission = Submission {
        request: &request.id,
        by: &identity.user,
        answers: &answers,
        writes: &writes,
        idempotency,
    };
    // Whoever waits for the answer goes on when env files have it.
    let turn = app.answers.take(request.id.clone(), u32::MAX);
    let answer = carry_out(app, identity, submission).await;
    drop(turn);
    app.events.wake();
    answer
}

async fn carry_out(
    app: &App,
    identity: &Identity,
    submission: Submission<'_>,
) -> Result<Vec<u8>, HttpError> {
    let key = submission.idempotency.key;
    let answer = match app.repository.submit(submission, &app.keyring).await? {
        SubmitOutcome::Mismatch => {
            let detail = "this Idempotency-Key was sent with another body: make a new one";
            return Err(HttpError::refused(ErrorCode::IdempotencyMismatch, detail));
        }
        SubmitOutcome::TooLate(request) => return Err(HttpError::Settled(Box::new(request))),
        SubmitOutcome::Repeated(Recorded { answer, is_final: true }) => return Ok(answer),
        // The first attempt ended before it could say what became of env files.
        SubmitOutcome::Repeated(Recorded { answer, is_final: false }) => json::parse(&answer)?,
        SubmitOutcome::Done(answer) => answer,
    };
    finish(app, identity, answer, key).await
}

/// The places of the answers in the request: each of its keys once, and nothing else.
fn positions(request: &EnvRequest, answers: &[SubmittedKey]) -> Result<Vec<usize>, HttpError> {
    let (mut positions, mut errors) = (Vec::with_capacity(answers.len()), Vec::new());
    for (index, answer) in answers.iter().enumerate() {
        let is_asked = |key: &RequestedKey| key.key == answer.key && key.file == answer.file;
        match request.keys.iter().position(is_asked) {
            Some(position) if !positions.contains(&position) => positions.push(position),
            Some(_) => errors.push(unfit(index, "the key is answered twice")),
            None => errors.push(unfit(index, "the request does not ask for this key")),
        }
    }
    if errors.is_empty() && positions.len() == request.keys.len() {
        return Ok(positions);
    }
    let detail = "answer every key of the request once; nothing was stored".to_owned();
    Err(HttpError::Refused { code: ErrorCode::AnswersIncomplete, detail, errors })
}

fn is_same(one: &Write, other: &Write) -> bool {
    let (Change::Set { value: this, .. }, Change::Set { value: that, .. }) =
        (&one.change, &other.change)
    else {
        return false;
    };
    this.expose() == that.expose() && one.address == other.address && one.expected == other.expected
}

fn unfit(index: usize, detail: &str) -> KeyProblem {
    KeyProblem::new(format!("/answers/{index}"), ErrorCode::AnswersIncomplete, detail)
}

fn elsewhere() -> KeyProblem {
    let detail = "a value stored there does not apply in this session";
    KeyProblem::new("", ErrorCode::NotFound, detail)
}

/// The scopes that apply to the key in its file, nearest first.
fn scopes(session: &Session, answer: &SubmittedKey) -> Vec<Scope> {
    applicable_scopes(&Context {
        session: Some(&session.id),
        user: Some(&session.owner),
        configuration: Some(&session.configuration),
        file: Some(&answer.file),
        repositories: &session.repositories,
    })
}

/// The keys whose slots the answer accepts.
fn accepted(request: &EnvRequest, answers: &[Answer]) -> Vec<RequestedKey> {
    let accepted = answers.iter().filter(|answer| !matches!(answer.decision, Decision::Skip));
    accepted.filter_map(|answer| request.keys.get(answer.position).cloned()).collect()
}

/// Brings env files in line and records what became of them. A disk error never undoes what is
/// stored.
async fn finish(
    app: &App,
    identity: &Identity,
    mut answer: SubmissionAnswer,
    key: &str,
) -> Result<Vec<u8>, HttpError> {
    let mut filled = Vec::new();
    for (index, result) in answer.results.iter().enumerate() {
        let is_result = |one: &&RequestedKey| one.key == result.key && one.file == result.file;
        let asked = answer.request.keys.iter().find(is_result);
        let scope = match asked.and_then(|asked| asked.result.as_ref()) {
            Some(RequestResult::Saved { scope }) => scope.clone(),
            // A fill goes by key: whatever applies in the session is written.
            Some(RequestResult::UsedStored) => {
                Scope::Session { id: answer.request.session.clone() }
            }
            Some(RequestResult::Skipped) | None => continue,
        };
        let (environment, key) = (answer.request.environment.clone(), result.key.clone());
        filled.push((index, Address { environment, scope, key }));
    }
    let (indexes, addresses): (Vec<_>, Vec<_>) = filled.into_iter().unzip();
    let applied = app.workspaces.fill(&addresses).await;
    for (index, applied) in indexes.into_iter().zip(applied) {
        if let Some(result) = answer.results.get_mut(index) {
            result.applied = applied;
        }
    }
    let bytes =
        serde_json::to_vec(&answer).map_err(|error| HttpError::Internal(Box::new(error)))?;
    match app.repository.finish_write(&identity.user, key, bytes.clone()).await {
        Ok(first) => Ok(first),
        // The values are stored: nobody must be told that nothing was changed.
        Err(error) => {
            tracing::error!(%error, "the answer of a submission was not recorded");
            Ok(bytes)
        }
    }
}
