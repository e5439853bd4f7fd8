// long: the schema of the tool stands beside what it does
//! `save_env_files`.

use crate::configurations::{Declaration, Declared, declare, validate};
use crate::db::RepositoryError;
use crate::error::HttpError;
use crate::mcp::agent::Agent;
use crate::mcp::arguments::read;
use crate::mcp::tools::notice;
use crate::mcp::tools::scan_project::outcome;
use envdock_contract::model::{
    FileMode, FilePath, FileRef, Format, KeyName, Kind, Provenance, Reader, Spec, WorkspacePath,
};
use envdock_contract::wire::{ErrorCode, FileInput, KeyProblem, SlotInput, SpecInput};
use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const DESCRIPTION: &str = "Declares which env files the project of this session needs \
    and which keys stand in them, so that people see what is missing. It takes names only, never \
    values. It merges: files and keys that are not named stay; what a person has edited, accepted \
    or ruled out stays as it is (see `kept`); something is taken out only if it stands in \
    `remove`, and people are told. A new key is a proposal: until a person accepts it, no value \
    that the organization shares is put into a file for it. Keys that cannot be taken are listed \
    in `refused`, the others are saved.";

/// How often a save is tried again when somebody else changes the spec at the same moment.
const ATTEMPTS: usize = 5;

/// What the project needs.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// The env files that the project reads: at most 1,000, with 20,000 keys in all.
    #[serde(default)]
    files: Vec<FileArgument>,
    /// What is not needed any more. Keys that a person has accepted stay.
    #[serde(default)]
    remove: Vec<RemoveArgument>,
}

/// One env file.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
struct FileArgument {
    /// The folder it belongs to, relative to the project; `.` when left out.
    workspace_path: Option<String>,
    /// The file in that folder: its name is `.env`, `.env.NAME` or `NAME.env`.
    path: String,
    /// `secret` (usual): never part of a snapshot. `plain`: part of it, holds visible keys only.
    mode: Option<FileModeArgument>,
    /// What reads the file.
    #[serde(default)]
    readers: Vec<ReaderArgument>,
    /// Its keys, in the order in which people should see them.
    keys: Vec<KeyArgument>,
}

/// One key.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
struct KeyArgument {
    /// The name: letters, digits and `_`, not beginning with a digit, at most 200 characters.
    key: String,
    /// Whether the project cannot run without it; true when left out.
    required: Option<bool>,
    /// `secret` (usual): masked while it is typed. `visible`: shown while it is typed.
    kind: Option<KindArgument>,
    /// What it is for and where to get it, in one or two plain sentences (500 characters).
    description: Option<String>,
    /// The name of a group within this file of which one key is enough.
    any_of: Option<String>,
    /// Values to offer, such as `info` or `debug`. Never credentials.
    #[serde(default)]
    suggestions: Vec<String>,
}

/// What to take out: a key, or without one the whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
struct RemoveArgument {
    /// The folder; `.` when left out.
    workspace_path: Option<String>,
    /// The file.
    path: String,
    /// The key.
    key: Option<String>,
}

/// See `mode`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars", inline)]
#[serde(rename_all = "snake_case")]
enum FileModeArgument {
    Secret,
    Plain,
}

/// See `kind`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars", inline)]
#[serde(rename_all = "snake_case")]
enum KindArgument {
    Secret,
    Visible,
}

/// See `readers`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars", inline)]
#[serde(rename_all = "kebab-case")]
enum ReaderArgument {
    NodeDotenv,
    PythonDotenv,
    Dotenvy,
    Shell,
}

pub(super) async fn call(agent: &Agent, arguments: Value) -> Result<Value, HttpError> {
    let arguments: Arguments = read(arguments)?;
    let (removals, mut refused) = removals(arguments.remove);
    let input = SpecInput { files: arguments.files.into_iter().map(file_input).collect() };
    let (mut declared, problems) = validate(input, &Spec::default(), Declared::ByMachine);
    if let Some(problem) = problems.iter().find(|problem| problem.code == ErrorCode::TooMany) {
        return Err(HttpError::refused(ErrorCode::TooMany, &problem.detail));
    }
    refused.extend(problems.into_iter().map(placed));
    if !declared.files.is_empty() {
        prove(&mut declared, outcome(agent).await?.map(|outcome| outcome.spec));
    }
    let (declaration, version, revision) = save(agent, &declared, &removals).await?;
    notice::removed(agent, &declaration.removed).await;
    Ok(json!({
        "version": version,
        "revision": revision,
        "added": names(&declaration.added),
        "kept": names(&declaration.kept),
        "not_for_a_plain_file": names(&declaration.misplaced),
        "removed": names(&declaration.removed),
        "not_removed": names(&declaration.not_removed),
        "refused": refused.iter().map(refusal).collect::<Vec<_>>(),
        "next": "People see it now. Ask for what is missing with request_env_variables.",
    }))
}

async fn save(
    agent: &Agent,
    declared: &Spec,
    removals: &[(FileRef, Option<KeyName>)],
) -> Result<(Declaration, u64, u64), HttpError> {
    let (repository, id) = (&agent.app.repository, &agent.session.configuration);
    let mut attempt = 1;
    loop {
        let before = repository.spec(id).await?;
        let declaration = declare(&before.spec, declared.clone(), removals)
            .map_err(|full| HttpError::refused(ErrorCode::TooMany, &full.to_string()))?;
        // Also an empty spec is saved once: "nothing needed" differs from "not yet known".
        if declaration.spec == before.spec && before.version.0 > 0 {
            return Ok((declaration, before.version.0, before.revision.0));
        }
        let by = &agent.identity.user;
        match repository.save_spec(id, before.version, &declaration.spec, by).await {
            Ok(stored) => {
                agent.app.workspaces.fill_accepted(id, &before.spec, &stored.spec).await;
                return Ok((declaration, stored.version.0, stored.revision.0));
            }
            Err(RepositoryError::Conflict { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

/// Where the project mentions a key is what the server's own scan says, not the agent.
fn prove(declared: &mut Spec, scanned: Option<Spec>) {
    let mut found: BTreeMap<KeyName, Vec<Provenance>> = BTreeMap::new();
    for slot in scanned.into_iter().flat_map(|spec| spec.files).flat_map(|file| file.slots) {
        found.entry(slot.key).or_default().extend(slot.provenance);
    }
    for slot in declared.files.iter_mut().flat_map(|file| &mut file.slots) {
        slot.provenance = found.get(&slot.key).cloned().unwrap_or_default();
        slot.provenance.sort_unstable();
        slot.provenance.dedup();
    }
}

fn file_input(file: FileArgument) -> FileInput {
    let reader = |reader| match reader {
        ReaderArgument::NodeDotenv => Reader::NodeDotenv,
        ReaderArgument::PythonDotenv => Reader::PythonDotenv,
        ReaderArgument::Dotenvy => Reader::Dotenvy,
        ReaderArgument::Shell => Reader::Shell,
    };
    FileInput {
        workspace_path: file.workspace_path.unwrap_or_else(|| ".".to_owned()),
        path: file.path,
        format: Format::default(),
        mode: match file.mode {
            Some(FileModeArgument::Plain) => FileMode::Plain,
            Some(FileModeArgument::Secret) | None => FileMode::Secret,
        },
        readers: file.readers.into_iter().map(reader).collect(),
        slots: file.keys.into_iter().map(slot_input).collect(),
    }
}

fn slot_input(key: KeyArgument) -> SlotInput {
    SlotInput {
        key: key.key,
        required: key.required.unwrap_or(true),
        kind: match key.kind {
            Some(KindArgument::Visible) => Kind::Visible,
            Some(KindArgument::Secret) | None => Kind::Secret,
        },
        description: key.description,
        any_of: key.any_of,
        suggestions: key.suggestions,
        provenance: Vec::new(),
        not_needed: false,
        proposed: true,
        no_longer_found: false,
    }
}

fn removals(remove: Vec<RemoveArgument>) -> (Vec<(FileRef, Option<KeyName>)>, Vec<KeyProblem>) {
    let (mut removals, mut problems) = (Vec::new(), Vec::new());
    for (index, one) in remove.into_iter().enumerate() {
        let folder = one.workspace_path.unwrap_or_else(|| ".".to_owned());
        let removal = WorkspacePath::new(&folder).and_then(|workspace_path| {
            let file = FileRef { workspace_path, path: FilePath::new(&one.path)? };
            Ok((file, one.key.as_deref().map(KeyName::new).transpose()?))
        });
        match removal {
            Ok(removal) => removals.push(removal),
            Err(error) => {
                let (place, code) = (format!("/remove/{index}"), ErrorCode::InvalidName);
                problems.push(KeyProblem::new(place, code, error.to_string()));
            }
        }
    }
    (removals, problems)
}

/// A problem's place in the tool's arguments.
fn placed(mut problem: KeyProblem) -> KeyProblem {
    let place = problem.pointer.strip_prefix("/spec").unwrap_or(&problem.pointer);
    problem.pointer = place.replacen("/slots/", "/keys/", 1);
    problem
}

fn refusal(problem: &KeyProblem) -> Value {
    json!({ "place": problem.pointer, "code": problem.code, "detail": problem.detail })
}

/// Slots by name.
pub(super) fn names(slots: &[(FileRef, KeyName)]) -> Vec<Value> {
    slots.iter().map(|(file, key)| json!({ "file": file.to_string(), "key": key })).collect()
}
