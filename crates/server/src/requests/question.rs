//! A question, checked: every wrong part is reported at its place, without repeating it.

use crate::crypto::digest;
use crate::db::RequestKey;
use crate::error::HttpError;
use crate::requests::{Ask, AskedKey};
use envdock_contract::model::{FilePath, FileRef, KeyName, NameError, WorkspacePath};
use envdock_contract::wire::{ErrorCode, KeyProblem};
use envdock_rules::agent_text::{MAX_DESCRIPTION, clean};
use envdock_rules::names::controls_processes;
use envdock_rules::paths::check_env_file;
use std::collections::BTreeSet;

/// Most keys of one request.
const MOST_KEYS: usize = 200;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 1_000;
/// Longest name of a question, in bytes.
const LONGEST_REQUEST_KEY: usize = 200;

/// A question whose parts are valid.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) reason: String,
    pub(super) request_key: RequestKey,
    pub(super) keys: Vec<QuestionKey>,
}

/// One key of it.
#[derive(Clone, Debug)]
pub(super) struct QuestionKey {
    /// Its place in the question.
    pub(super) index: usize,
    pub(super) key: KeyName,
    /// The file that the agent named.
    pub(super) file: Option<FileRef>,
    /// Why the stored value must be replaced, cleaned.
    pub(super) replace: Option<String>,
}

impl Question {
    /// Checks what an agent asks.
    pub(super) fn check(ask: &Ask) -> Result<Self, HttpError> {
        let reason = clean(&ask.reason, LONGEST_REASON);
        if reason.is_empty() || ask.keys.is_empty() {
            let detail = "say in plain words why, and name at least one key";
            return Err(HttpError::refused(ErrorCode::InvalidBody, detail));
        }
        if ask.keys.len() > MOST_KEYS {
            let detail = "ask for at most 200 keys at once";
            return Err(HttpError::refused(ErrorCode::TooMany, detail));
        }
        let (mut keys, mut errors) = (Vec::with_capacity(ask.keys.len()), Vec::new());
        let mut known = BTreeSet::new();
        for (index, asked) in ask.keys.iter().enumerate() {
            match key(index, asked) {
                Err(problem) => errors.push(*problem),
                Ok(key) if !known.insert(name(&key)) => {
                    let detail = "the key stands here twice";
                    errors.push(problem(index, "", ErrorCode::Duplicate, detail));
                }
                Ok(key) => keys.push(key),
            }
        }
        refuse_any(errors)?;
        Ok(Self { reason, request_key: request_key(ask.request_key.as_deref(), &known)?, keys })
    }
}

/// # Errors
/// When there are any.
pub(super) fn refuse_any(errors: Vec<KeyProblem>) -> Result<(), HttpError> {
    let Some(first) = errors.first() else { return Ok(()) };
    let detail = "nothing was asked: some of the keys cannot be asked for".to_owned();
    Err(HttpError::Refused { code: first.code, detail, errors })
}

fn key(index: usize, asked: &AskedKey) -> Result<QuestionKey, Box<KeyProblem>> {
    let key = KeyName::new(&asked.key).map_err(|error| {
        let detail = format!("{error}; a key has letters, digits and `_`");
        Box::new(problem(index, "/key", ErrorCode::InvalidName, &detail))
    })?;
    if controls_processes(&key) {
        let detail = "this name controls other programs: only a person may add it";
        return Err(Box::new(problem(index, "/key", ErrorCode::NameRefused, detail)));
    }
    let file = asked.file.as_ref().map(file).transpose();
    let file = file.map_err(|(code, detail)| Box::new(problem(index, "/file", code, &detail)))?;
    let replace = asked.replace.as_deref().map(|why| clean(why, MAX_DESCRIPTION));
    Ok(QuestionKey { index, key, file, replace: replace.filter(|why| !why.is_empty()) })
}

fn file((folder, path): &(String, String)) -> Result<FileRef, (ErrorCode, String)> {
    let invalid = |error: NameError| (ErrorCode::InvalidName, error.to_string());
    let file = FileRef {
        workspace_path: WorkspacePath::new(folder).map_err(invalid)?,
        path: FilePath::new(path).map_err(invalid)?,
    };
    check_env_file(&file).map_err(|error| (ErrorCode::PathNotAllowed, error.to_string()))?;
    Ok(file)
}

/// What a key is known by: however its file is divided into folder and path, it is one on disk.
fn name(key: &QuestionKey) -> String {
    let file = key.file.as_ref().map(FileRef::to_string).unwrap_or_default();
    format!("{}\n{file}", key.key)
}

fn request_key(given: Option<&str>, names: &BTreeSet<String>) -> Result<RequestKey, HttpError> {
    let Some(given) = given else {
        let sorted: Vec<_> = names.iter().map(String::as_str).collect();
        return Ok(RequestKey::Asked(digest(&sorted.join("\n\n")).hex()));
    };
    if (1..=LONGEST_REQUEST_KEY).contains(&given.len()) {
        return Ok(RequestKey::Named(given.to_owned()));
    }
    let detail = "a request_key has 1 to 200 bytes";
    Err(HttpError::refused(ErrorCode::InvalidBody, detail))
}

/// A problem with one key of a question.
pub(super) fn problem(index: usize, part: &str, code: ErrorCode, detail: &str) -> KeyProblem {
    KeyProblem::new(format!("/keys/{index}{part}"), code, detail)
}
