//! `POST /checks`.

use crate::app::App;
use crate::clock;
use crate::configurations::Declared;
use crate::db::CheckFacts;
use crate::error::HttpError;
use crate::http::Caller;
use crate::http::json::Json;
use crate::policy::{Action, Reach};
use axum::extract::State;
use envdock_contract::model::{EnvFile, KeyName, MAX_SLOTS, Presence, UnknownReason};
use envdock_contract::wire::{
    CheckContextBody, CheckResult, CheckedKey, ChecksAnswer, ChecksBody, ErrorCode, KeyProblem,
};
use std::collections::BTreeSet;
use std::sync::Arc;

const MOST_CONTEXTS: usize = 2_000;
/// Each costs one look-up per key.
const MOST_REPOSITORIES: usize = 100;

/// Says what is stored for the keys of every context, as of one moment.
pub(crate) async fn check(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<ChecksBody>,
) -> Result<Json<ChecksAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let n_keys: usize = body.contexts.iter().map(|context| context.keys.len()).sum();
    if n_keys > MAX_SLOTS || body.contexts.len() > MOST_CONTEXTS {
        let detail = "ask for at most 20,000 keys in 2,000 contexts at once";
        return Err(HttpError::refused(ErrorCode::TooMany, detail));
    }
    if body.contexts.iter().any(|context| context.repositories.len() > MOST_REPOSITORIES) {
        let detail = "name at most 100 repositories in a context";
        return Err(HttpError::refused(ErrorCode::TooMany, detail));
    }
    tracing::debug!(n_contexts = body.contexts.len(), n_keys, "a check");
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    // A person sees what waits for their word; a machine must not learn of it by naming a key.
    let is_guarded = matches!(reach, Reach::Bound(_))
        && Declared::by(caller.identity.role) == Declared::ByMachine;
    let snapshot = app.repository.check(&body.contexts, is_guarded).await?;
    let results = body.contexts.iter().zip(snapshot.contexts).enumerate();
    let results =
        results.map(|(index, (context, facts))| match refusal(&caller, &reach, context, &facts) {
            Some(code) => CheckResult::Error(problem(index, code)),
            None => CheckResult::Keys(keys(context, &facts, is_guarded)),
        });
    Ok(Json(ChecksAnswer {
        revision: snapshot.revision,
        results: results.collect(),
        checked_at: clock::now(),
    }))
}

/// Why a context is not answered. It fails alone.
fn refusal(
    caller: &Caller,
    reach: &Reach,
    context: &CheckContextBody,
    facts: &CheckFacts,
) -> Option<ErrorCode> {
    if !caller.identity.uses(&context.environment) {
        return Some(ErrorCode::Forbidden);
    }
    if let Some(session) = &context.session
        && (facts.session_owner.is_none() || !reach.session(session))
    {
        return Some(ErrorCode::NotFound);
    }
    if let Some(configuration) = &context.configuration {
        let belongs = facts.session_configuration.as_ref().is_none_or(|own| own == configuration);
        if !facts.configuration_exists || !belongs || !reach.configuration(configuration) {
            return Some(ErrorCode::NotFound);
        }
    }
    // A bound token asks in its own session, not about other repositories.
    let is_bound = matches!(reach, Reach::Bound(_));
    let is_own = context.session.is_some()
        && context.configuration.is_some()
        && context.repositories.is_empty();
    (is_bound && !is_own).then_some(ErrorCode::Forbidden)
}

fn keys(context: &CheckContextBody, facts: &CheckFacts, is_guarded: bool) -> Vec<CheckedKey> {
    let accepted = is_guarded.then(|| accepted(context, facts));
    let mut answers = Vec::with_capacity(context.keys.len());
    for key in &context.keys {
        let is_answered = accepted.as_ref().is_none_or(|accepted| accepted.contains(key));
        let presence = if is_answered {
            Presence::Stored(facts.stored.get(key).cloned().unwrap_or_default())
        } else {
            Presence::Unknown { reason: UnknownReason::Forbidden }
        };
        answers.push(CheckedKey { key: key.clone(), presence });
    }
    answers
}

/// The slots that a person has accepted: naming a key must not be enough to learn about it.
fn accepted(context: &CheckContextBody, facts: &CheckFacts) -> BTreeSet<KeyName> {
    let is_asked =
        |file: &&EnvFile| context.file.as_ref().is_none_or(|asked| file.file_ref() == *asked);
    let files = facts.spec.iter().flat_map(|spec| spec.files.iter()).filter(is_asked);
    let slots = files.flat_map(|file| file.slots.iter());
    slots.filter(|slot| !slot.proposed).map(|slot| slot.key.clone()).collect()
}

fn problem(index: usize, code: ErrorCode) -> KeyProblem {
    let detail = if code == ErrorCode::NotFound {
        "there is no such session or configuration, or none to be seen"
    } else {
        "this token may not ask here"
    };
    KeyProblem::new(format!("/contexts/{index}"), code, detail)
}
