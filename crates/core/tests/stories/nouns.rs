//! Slots, scopes, configurations and presences, written as short texts.

use envdock_contract::model::{
    ConfigurationId, EnvFile, Environment, FileMode, FilePath, FileRef, Format, KeyName, Presence,
    RepositoryId, Scope, SessionId, Slot, Spec, Stored, Timestamp, UserId, Version, WorkspacePath,
};
use envdock_core::{CheckContext, Configuration, Repository, SlotId, SummaryId};
use std::sync::Arc;

/// `configuration[@session]/path:KEY`; without a configuration `/path:KEY`.
pub(crate) fn slot(text: &str) -> SlotId {
    let (place, rest) = text.split_once('/').expect("configuration/file:KEY");
    let (path, key) = rest.split_once(':').expect("configuration/file:KEY");
    SlotId::new(context(place), file(path), KeyName::new(key).unwrap())
}

pub(crate) fn context(text: &str) -> CheckContext {
    let (configuration, session) = text.split_once('@').unwrap_or((text, ""));
    CheckContext {
        configuration: ConfigurationId::new(configuration).ok(),
        session: SessionId::new(session).ok(),
        ..CheckContext::default()
    }
}

pub(crate) fn text_of(context: &CheckContext, file: &FileRef, key: &KeyName) -> String {
    let configuration = context.configuration.as_ref().map_or("", ConfigurationId::as_str);
    let session = context.session.as_ref().map_or(String::new(), |id| format!("@{id}"));
    format!("{configuration}{session}/{file}:{key}")
}

pub(crate) fn file(path: &str) -> FileRef {
    FileRef { workspace_path: WorkspacePath::default(), path: FilePath::new(path).unwrap() }
}

pub(crate) fn configuration_id(id: &str) -> ConfigurationId {
    ConfigurationId::new(id).unwrap()
}

pub(crate) fn session_id(id: &str) -> SessionId {
    SessionId::new(id).unwrap()
}

pub(crate) fn summary_id(text: &str) -> SummaryId {
    let context = context(text);
    let id = context.configuration.clone().unwrap();
    SummaryId::new(context, id)
}

/// `o`, `r:ID`, `c:ID`, `f:ID`, `u:ID` or `s:ID`; the file is `.env`.
pub(crate) fn scope(text: &str) -> Scope {
    match text.split_once(':') {
        Some(("r", id)) => Scope::Repository { id: RepositoryId::new(id).unwrap() },
        Some(("c", id)) => Scope::Configuration { id: configuration_id(id) },
        Some(("f", id)) => Scope::File {
            configuration: configuration_id(id),
            workspace_path: WorkspacePath::default(),
            path: FilePath::new(".env").unwrap(),
        },
        Some(("u", id)) => Scope::User { id: UserId::new(id).unwrap() },
        Some(("s", id)) => Scope::Session { id: session_id(id) },
        _ => Scope::Organization,
    }
}

pub(crate) fn absent() -> Presence {
    Presence::Stored(Vec::new())
}

/// Stored at these scopes, each with this version.
pub(crate) fn set(scopes: &[&str], version: u64) -> Presence {
    Presence::Stored(scopes.iter().map(|text| stored(text, version)).collect())
}

pub(crate) fn stored(at: &str, version: u64) -> Stored {
    Stored {
        scope: scope(at),
        version: Version(version),
        updated_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        updated_by: UserId::new("ada").unwrap(),
    }
}

/// A configuration with repositories `r1`, `r2` and these files: `.env: A b -C D@group`
/// (required, optional, not needed, in a group).
pub(crate) fn configuration(id: &str, files: &[&str]) -> Configuration {
    let repository =
        |id: &str| Repository { id: RepositoryId::new(id).unwrap(), name: id.to_owned() };
    Configuration {
        id: configuration_id(id),
        name: id.to_owned(),
        repositories: vec![repository("r1"), repository("r2")],
        folder: None,
        session: None,
        environment: Environment::default(),
        spec_version: Version(1),
        spec: Some(Arc::new(spec(files))),
    }
}

pub(crate) fn spec(files: &[&str]) -> Spec {
    Spec { files: files.iter().map(|text| env_file(text)).collect() }
}

fn env_file(text: &str) -> EnvFile {
    let (path, keys) = text.split_once(':').expect("file: KEY KEY");
    EnvFile {
        workspace_path: WorkspacePath::default(),
        path: FilePath::new(path).unwrap(),
        format: Format::default(),
        mode: FileMode::default(),
        readers: Vec::new(),
        slots: keys.split_whitespace().map(needed_slot).collect(),
    }
}

fn needed_slot(text: &str) -> Slot {
    let (name, group) = text.split_once('@').map_or((text, None), |(name, g)| (name, Some(g)));
    let mut slot = Slot::new(KeyName::new(name.trim_start_matches('-')).unwrap());
    slot.not_needed = name.starts_with('-');
    slot.required = slot.key.as_str().starts_with(char::is_uppercase);
    slot.any_of = group.map(str::to_owned);
    slot
}
