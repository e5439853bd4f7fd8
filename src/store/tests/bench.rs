//! What the stories are told with.

use crate::api::clock;
use crate::api::fake::FakeApi;
use crate::store::EnvStore;
use any_spawner::Executor;
use envdock_contract::model::{
    Address, ConfigurationId, EnvFile, EnvRequest, Environment, FileMode, FilePath, FileRef,
    Format, KeyName, Kind, RequestId, RequestState, RequestedKey, Scope, SessionId, Slot, Spec,
    Timestamp, UserId, Version, WorkspacePath,
};
use envdock_core::{CheckContext, Configuration, Delay, Entry, SlotId, SummaryId};
use leptos::prelude::GetUntracked;
use std::rc::Rc;
use std::sync::Arc;
use tokio::task::LocalSet;

/// Runs a story on one thread; waiting takes no time.
pub(super) fn story<F: Future<Output = ()>>(story: impl FnOnce(Bench) -> F) {
    // Only the first story of a process sets it.
    let _ = Executor::init_tokio();
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    LocalSet::new().block_on(&runtime, async { story(Bench::new()).await });
}

pub(super) struct Bench {
    pub(super) api: FakeApi,
    pub(super) store: EnvStore,
}

impl Bench {
    fn new() -> Self {
        let api = FakeApi::new();
        let store = EnvStore::new(Rc::new(api.clone()));
        Self { api, store }
    }

    /// Lets virtual time pass, with everything that happens meanwhile.
    pub(super) async fn pass(&self, ms: u64) {
        clock::sleep(Delay::exactly(ms)).await;
    }

    /// Adds a configuration whose `.env` needs `keys`.
    pub(super) fn needs(&self, id: &str, keys: &[&str]) -> ConfigurationId {
        let id = ConfigurationId::new(id).unwrap();
        let slots = keys.iter().map(|key| Slot::new(KeyName::new(key).unwrap()));
        let file = EnvFile {
            workspace_path: WorkspacePath::default(),
            path: path(),
            format: Format::default(),
            mode: FileMode::default(),
            readers: Vec::new(),
            slots: slots.collect(),
        };
        self.api.put_configuration(Configuration {
            id: id.clone(),
            name: id.to_string(),
            repositories: Vec::new(),
            folder: None,
            session: Some(session_id()),
            environment: Environment::default(),
            spec_version: Version(1),
            spec: Some(Arc::new(Spec { files: vec![file] })),
        });
        id
    }

    /// Has an agent ask for keys of `.env`.
    pub(super) fn asks(&self, id: &str, configuration: &ConfigurationId, keys: &[&str]) {
        let key = |key: &&str| RequestedKey {
            file: file(),
            file_is_a_guess: false,
            key: KeyName::new(key).unwrap(),
            required: true,
            kind: Kind::default(),
            description: None,
            any_of: None,
            suggestions: Vec::new(),
            provenance: Vec::new(),
            replace: None,
            refused_before: 0,
            result: None,
        };
        self.api.put_request(EnvRequest {
            id: request_id(id),
            session: session_id(),
            configuration: configuration.clone(),
            environment: Environment::default(),
            state: RequestState::Open,
            asked_by: UserId::new("agent").unwrap(),
            asked_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
            reason: String::new(),
            settled_at: None,
            settled_by: None,
            keys: keys.iter().map(key).collect(),
        });
    }

    pub(super) fn entry(&self, slot: &SlotId) -> Entry {
        self.store.entry(slot).get_untracked()
    }
}

/// The summary that the Environment tab shows in the session.
pub(super) fn in_session(configuration: &ConfigurationId) -> SummaryId {
    let session = Some(session_id());
    let context = CheckContext { session, ..CheckContext::default() };
    SummaryId::new(context, configuration.clone())
}

pub(super) fn session_id() -> SessionId {
    SessionId::new("session").unwrap()
}

pub(super) fn request_id(id: &str) -> RequestId {
    RequestId::new(id).unwrap()
}

fn path() -> FilePath {
    FilePath::new(".env").unwrap()
}

pub(super) fn file() -> FileRef {
    FileRef { workspace_path: WorkspacePath::default(), path: path() }
}

pub(super) fn slot(configuration: &ConfigurationId, key: &str) -> SlotId {
    SlotId::new(EnvStore::context(configuration), file(), KeyName::new(key).unwrap())
}

pub(super) fn scope(configuration: &ConfigurationId) -> Scope {
    Scope::Configuration { id: configuration.clone() }
}

pub(super) fn address(configuration: &ConfigurationId, key: &str) -> Address {
    Address {
        environment: Environment::default(),
        scope: scope(configuration),
        key: KeyName::new(key).unwrap(),
    }
}
