//! `request_env_variables`.

use crate::error::HttpError;
use crate::mcp::agent::Agent;
use crate::mcp::arguments::read;
use crate::mcp::tools::Offer;
use crate::mcp::tools::request_answer::{answer, patience};
use crate::requests::{self, Ask, Asked, AskedKey};
use envdock_contract::model::{EnvRequest, RequestState};
use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) const DESCRIPTION: &str = "Asks a person for the values of environment variables. They \
    answer in a form that you do not see; values go into the env files and into storage, never \
    to you. Waits up to 45 seconds; if the status is still `open` then, go on with other work and \
    call check_env with the request_id later. Asking the same again joins the open request. Keys \
    that have a value already are not asked for again, unless `replace` says why the stored value \
    does not work. Never ask for a value in the chat, and never take one from there.";

/// What to ask for.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Why, for the person who is asked: one or two plain sentences.
    reason: String,
    /// The keys, at most 200.
    keys: Vec<KeyArgument>,
    /// A name of your own for this question, so that a repetition is recognised. Usually left out.
    request_key: Option<String>,
    /// How long to wait for the answer: 0 to 45 seconds, 45 when left out.
    wait_seconds: Option<u64>,
}

/// One key.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
struct KeyArgument {
    /// Its name.
    key: String,
    /// The env file; left out: the one whose declaration lists the key.
    path: Option<String>,
    /// The folder of that file; `.` when left out.
    workspace_path: Option<String>,
    /// Asks although a value is stored.
    replace: Option<ReplaceArgument>,
}

/// Why a stored value must be replaced.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
struct ReplaceArgument {
    /// How it was rejected, such as "the API answers 401". Never the value.
    reason: String,
}

pub(super) async fn call(
    agent: &Agent,
    arguments: Value,
    offer: &dyn Offer,
) -> Result<Value, HttpError> {
    let arguments: Arguments = read(arguments)?;
    let wait = patience(arguments.wait_seconds)?;
    let ask = Ask {
        session: agent.session.id.clone(),
        reason: arguments.reason,
        request_key: arguments.request_key,
        keys: arguments.keys.into_iter().map(asked_key).collect(),
    };
    let asked = requests::open(&agent.app, &agent.identity, ask).await?;
    let Some(request) = &asked.request else { return Ok(with(all_set(), &asked)) };
    let settled = async { requests::wait(&agent.app, &agent.token, &request.id, wait).await };
    let settled = tokio::select! {
        settled = settled => settled?,
        // The person has put it off: it stays open, and nobody waits.
        () = put_off(agent, request, offer) => request.clone(),
    };
    Ok(with(answer(agent, &settled), &asked))
}

/// Resolves when the person does not want to see the page now.
async fn put_off(agent: &Agent, request: &EnvRequest, offer: &dyn Offer) {
    let text = "This project needs values for environment variables. Enter them on Envdock's own \
                page; the agent does not see them.";
    let is_open = request.state == RequestState::Open;
    if !is_open || offer.open(request.id.as_str(), &agent.link(&request.id), text).await {
        std::future::pending::<()>().await;
    }
}

fn asked_key(key: KeyArgument) -> AskedKey {
    let folder = key.workspace_path.unwrap_or_else(|| ".".to_owned());
    AskedKey {
        key: key.key,
        file: key.path.map(|path| (folder, path)),
        replace: key.replace.map(|replace| replace.reason),
    }
}

fn all_set() -> Value {
    json!({ "status": "already_set", "next": "Everything has a value; go on." })
}

/// Adds what was not asked because it is known.
fn with(mut answer: Value, asked: &Asked) -> Value {
    let known = asked.states.iter();
    let known = known.map(|one| json!({ "file": one.file.to_string(), "key": one.key }));
    let known: Vec<_> = known.collect();
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("already_set".to_owned(), json!(known));
        answer.insert("joined_earlier_request".to_owned(), json!(asked.repeated));
    }
    answer
}
