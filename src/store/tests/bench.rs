//! What the stories are told with.

use crate::api::clock;
use crate::api::fake::FakeApi;
use crate::store::EnvStore;
use any_spawner::Executor;
use envdock_contract::model::{
    Address, ConfigurationId, EnvFile, Environment, FileMode, FilePath, FileRef, Format, KeyName,
    Scope, SessionId, Slot, Spec, Version, WorkspacePath,
};
use envdock_core::{Configuration, Delay, Entry, SlotId};
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
            session: Some(SessionId::new("session").unwrap()),
            environment: Environment::default(),
            spec_version: Version(1),
            spec: Some(Arc::new(Spec { files: vec![file] })),
        });
        id
    }

    pub(super) fn entry(&self, slot: &SlotId) -> Entry {
        self.store.entry(slot).get_untracked()
    }
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
