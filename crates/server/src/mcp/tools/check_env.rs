//! `check_env`.

use crate::error::HttpError;
use crate::mcp::agent::Agent;
use crate::mcp::arguments::read;
use crate::mcp::tools::request_answer::{answer, patience};
use crate::policy::Action;
use crate::requests::{find, wait};
use envdock_contract::model::{EnvFile, Slot};
use envdock_contract::wire::{CheckContextBody, ErrorCode};
use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) const DESCRIPTION: &str = "Says which of the declared environment variables have a \
    value (`set`, `missing`, `not_needed`, or `not_accepted`: a person has not accepted the key \
    yet, so nothing is told of it). With a request_id it says how that request stands instead, \
    and may wait up to 45 seconds for it. Shows names and states, never values.";

/// What to look at.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// A request of this session; left out: all declared keys.
    request_id: Option<String>,
    /// With a request: how long to wait for its answer, 0 to 45 seconds; 0 when left out.
    wait_seconds: Option<u64>,
}

pub(super) async fn call(agent: &Agent, arguments: Value) -> Result<Value, HttpError> {
    let arguments: Arguments = read(arguments)?;
    let patience = patience(Some(arguments.wait_seconds.unwrap_or_default()))?;
    match arguments.request_id {
        Some(id) => {
            let action = Action::AskForValues;
            let found = find(&agent.app, &agent.identity, action, &id).await?;
            let request = wait(&agent.app, &agent.token, &found.request.id, patience).await?;
            Ok(answer(agent, &request))
        }
        None if patience.is_zero() => overview(agent).await,
        None => {
            let detail = "wait_seconds goes with a request_id";
            Err(HttpError::refused(ErrorCode::InvalidBody, detail))
        }
    }
}

async fn overview(agent: &Agent) -> Result<Value, HttpError> {
    let session = &agent.session;
    let stored = agent.app.repository.spec(&session.configuration).await?;
    let context = |file: &EnvFile| {
        let keys = file.slots.iter().filter(|slot| is_told(slot)).map(|slot| slot.key.clone());
        CheckContextBody {
            environment: session.environment.clone(),
            session: Some(session.id.clone()),
            configuration: Some(session.configuration.clone()),
            file: Some(file.file_ref()),
            repositories: Vec::new(),
            keys: keys.collect(),
        }
    };
    let contexts: Vec<_> = stored.spec.files.iter().map(context).collect();
    let snapshot = agent.app.repository.check(&contexts, false).await?;
    let files = stored.spec.files.iter().zip(snapshot.contexts);
    let files = files.map(|(file, facts)| {
        let is_set = |slot: &Slot| facts.stored.get(&slot.key).is_some_and(|all| !all.is_empty());
        let key = |slot: &Slot| key(slot, is_set(slot));
        json!({
            "file": file.file_ref().to_string(),
            "keys": file.slots.iter().map(key).collect::<Vec<_>>(),
        })
    });
    Ok(json!({
        "declared": stored.version.0 > 0,
        "revision": snapshot.revision,
        "files": files.collect::<Vec<_>>(),
    }))
}

/// Naming a key must not be enough to learn about its value.
fn is_told(slot: &Slot) -> bool {
    !slot.proposed && !slot.not_needed
}

fn key(slot: &Slot, is_set: bool) -> Value {
    let state = match slot {
        Slot { not_needed: true, .. } => "not_needed",
        Slot { proposed: true, .. } => "not_accepted",
        _ if is_set => "set",
        _ => "missing",
    };
    json!({ "key": slot.key, "required": slot.required, "any_of": slot.any_of, "state": state })
}
