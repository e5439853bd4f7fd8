//! What the setup agent does: scan, save, ask, wait, tell, finish.

use crate::setup_agent::conversation::Conversation;
use crate::setup_agent::texts;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Most keys of one request.
const MOST_KEYS: usize = 200;
/// How many results stand in one line of the conversation.
const RESULTS: usize = 20;

/// Why the agent came to no good end.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// The server does not answer, or not this agent.
    #[error("the server cannot be reached, or the session has ended")]
    Unreachable,
    /// The conversation cannot be reached.
    #[error("a line of the conversation could not be said")]
    Http(#[from] reqwest::Error),
    /// A tool refused.
    #[error("{0}")]
    Refused(String),
}

/// Sets up the project of a session.
///
/// # Errors
/// What stopped it; it has said so in the conversation if that was possible.
pub async fn run(url: &str, session: &str, token: String) -> Result<(), AgentError> {
    let conversation = Conversation::open(url, session, token).await?;
    let outcome = set_up(&conversation).await;
    if let Err(AgentError::Refused(detail)) = &outcome {
        conversation.say(&texts::failed(detail)).await?;
    }
    conversation.close().await;
    outcome
}

async fn set_up(conversation: &Conversation) -> Result<(), AgentError> {
    conversation.say(texts::LOOKING).await?;
    let scanned = conversation.tool("scan_project", json!({})).await?;
    let files = list(&scanned, "files");
    conversation.tool("save_env_files", json!({ "files": declared(files) })).await?;
    let n_keys: usize = files.iter().map(|file| list(file, "keys").len()).sum();
    if n_keys == 0 {
        return conversation.say(texts::NOTHING).await;
    }
    let names: Vec<_> = files.iter().map(name).collect();
    let required: Vec<_> = files.iter().flat_map(required).collect();
    let mut said = vec![texts::saved(n_keys, &names)];
    if required.is_empty() {
        said.push(texts::NONE_REQUIRED.to_owned());
    } else if required.len() < n_keys {
        said.push(texts::optional(n_keys - required.len()));
    }
    conversation.say(&said.join(" ")).await?;
    let checked = conversation.tool("check_env", json!({})).await?;
    let asked = still_needed(required, &checked);
    for keys in asked.chunks(MOST_KEYS) {
        ask(conversation, keys).await?;
    }
    conversation.say(texts::FINISHED).await
}

/// Asks for some keys, waits as long as it takes, and says what became of each.
async fn ask(conversation: &Conversation, keys: &[Value]) -> Result<(), AgentError> {
    let question = json!({ "reason": texts::REASON, "keys": keys });
    let mut answer = conversation.tool("request_env_variables", question).await?;
    while status(&answer) == Some("open") {
        let look = json!({ "request_id": answer.get("request_id"), "wait_seconds": 45 });
        answer = conversation.tool("check_env", look).await?;
    }
    match status(&answer) {
        Some("already_set") => conversation.say(texts::ALL_SET).await,
        Some("submitted") => {
            for keys in list(&answer, "keys").chunks(RESULTS) {
                let results: Vec<_> = keys.iter().map(texts::result).collect();
                conversation.say(&results.join("; ")).await?;
            }
            Ok(())
        }
        Some("declined") => conversation.say(texts::DECLINED).await,
        _ => conversation.say(texts::CLOSED).await,
    }
}

fn status(answer: &Value) -> Option<&str> {
    answer.get("status").and_then(Value::as_str)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// What was scanned, as it is declared: without where it was found, which the server knows itself.
fn declared(files: &[Value]) -> Vec<Value> {
    let mut files = files.to_vec();
    let keys = files.iter_mut().filter_map(|file| file["keys"].as_array_mut()).flatten();
    for key in keys.filter_map(Value::as_object_mut) {
        key.remove("found_at");
    }
    files
}

fn name(file: &Value) -> String {
    let part = |name: &str| file[name].as_str().unwrap_or_default().to_owned();
    match part("workspace_path").as_str() {
        "." => part("path"),
        folder => format!("{folder}/{}", part("path")),
    }
}

/// The keys without which the project does not run; of a group in which one is required, all.
fn required(file: &Value) -> Vec<Value> {
    let keys = list(file, "keys");
    let is_required = |key: &&Value| key["required"] == true;
    let groups: BTreeSet<_> =
        keys.iter().filter(is_required).filter_map(|key| key["any_of"].as_str()).collect();
    let is_asked = |key: &&Value| {
        is_required(key) || key["any_of"].as_str().is_some_and(|group| groups.contains(group))
    };
    let asked = keys.iter().filter(is_asked).map(|key| {
        json!({ "key": key["key"], "workspace_path": file["workspace_path"], "path": file["path"] })
    });
    asked.collect()
}

/// Those that the list has by now. What it did not take cannot be asked for, and what a person has
/// ruled out must not be.
fn still_needed(keys: Vec<Value>, checked: &Value) -> Vec<Value> {
    let mut needed = BTreeSet::new();
    for file in list(checked, "files") {
        let keys = list(file, "keys").iter().filter(|key| key["state"] != "not_needed");
        needed.extend(keys.map(|key| (file["file"].as_str(), key["key"].as_str())));
    }
    let is_needed = |key: &Value| needed.contains(&(Some(name(key).as_str()), key["key"].as_str()));
    keys.into_iter().filter(is_needed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_and_the_rest_of_its_group_is_asked_for() {
        let file = json!({ "workspace_path": "web", "path": ".env", "keys": [
            { "key": "A", "required": true, "found_at": ["a:1"] },
            { "key": "B", "required": false },
            { "key": "C", "required": true, "any_of": "one" },
            { "key": "D", "required": false, "any_of": "one" },
            { "key": "E", "required": false, "any_of": "other" },
        ] });
        let asked: Vec<_> = required(&file).iter().map(|key| key["key"].clone()).collect();
        assert_eq!(asked, ["A", "C", "D"]);
        assert_eq!(name(&file), "web/.env");
        assert_eq!(declared(&[file])[0]["keys"][0], json!({ "key": "A", "required": true }));
    }

    #[test]
    fn what_was_not_taken_or_is_ruled_out_is_not_asked_for() {
        let file = json!({ "workspace_path": "web", "path": ".env", "keys": [
            { "key": "RULED_OUT", "required": true }, { "key": "NOT_TAKEN", "required": true },
            { "key": "NEW", "required": true },
        ] });
        let checked = json!({ "files": [
            { "file": ".env", "keys": [{ "key": "NOT_TAKEN", "state": "missing" }] },
            { "file": "web/.env", "keys": [
                { "key": "RULED_OUT", "state": "not_needed" },
                { "key": "NEW", "state": "not_accepted" },
            ] },
        ] });
        let asked = still_needed(required(&file), &checked);
        assert_eq!(asked, [json!({ "key": "NEW", "workspace_path": "web", "path": ".env" })]);
    }
}
