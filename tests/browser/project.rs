//! A project of two env files on a server in memory.

use crate::dom::{Stage, open};
use envdock::EnvStore;
use envdock::EnvironmentTab;
use envdock::api::fake::FakeApi;
use envdock_contract::model::{
    Address, ConfigurationId, EnvFile, Environment, FilePath, FileRef, KeyName, OnDisk, Provenance,
    Scope, SessionId, Slot, Spec, Version, WorkspacePath,
};
use envdock_core::{CheckContext, Configuration, DiskFile, DiskSlot};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

pub(crate) fn configuration_id() -> ConfigurationId {
    ConfigurationId::new("shop").unwrap()
}

pub(crate) fn session() -> SessionId {
    SessionId::new("session").unwrap()
}

pub(crate) fn slot(key: &str) -> Slot {
    let provenance = Provenance { file: "src/main.ts".to_owned(), line: 7 };
    Slot { provenance: vec![provenance], ..Slot::new(KeyName::new(key).unwrap()) }
}

pub(crate) fn file(folder: &str, path: &str, slots: Vec<Slot>) -> EnvFile {
    EnvFile {
        workspace_path: WorkspacePath::new(folder).unwrap(),
        path: FilePath::new(path).unwrap(),
        format: envdock_contract::model::Format::default(),
        mode: envdock_contract::model::FileMode::default(),
        readers: Vec::new(),
        slots,
    }
}

pub(crate) fn file_ref(folder: &str, path: &str) -> FileRef {
    let workspace_path = WorkspacePath::new(folder).unwrap();
    FileRef { workspace_path, path: FilePath::new(path).unwrap() }
}

/// The session of that project, in which its slots are asked.
pub(crate) fn context() -> CheckContext {
    CheckContext {
        environment: Environment::default(),
        session: Some(session()),
        configuration: Some(configuration_id()),
        repositories: Vec::new(),
    }
}

/// `web/.env.local` with three required keys and an optional one.
pub(crate) fn web() -> EnvFile {
    let optional = Slot { required: false, ..slot("SENTRY_DSN") };
    let slots = vec![slot("DATABASE_URL"), slot("REDIS_URL"), slot("STRIPE_KEY"), optional];
    file("web", ".env.local", slots)
}

pub(crate) fn configuration(spec: Option<Vec<EnvFile>>) -> Configuration {
    Configuration {
        id: configuration_id(),
        name: "shop".to_owned(),
        repositories: Vec::new(),
        folder: Some("shop".to_owned()),
        session: Some(session()),
        environment: Environment::default(),
        spec_version: Version(u64::from(spec.is_some())),
        spec: spec.map(|files| Arc::new(Spec { files })),
    }
}

/// Two files with ten keys, the last of them described.
pub(crate) fn two_files() -> Vec<EnvFile> {
    let keys = |range: std::ops::Range<usize>| range.map(|n| slot(&format!("KEY_{n}")));
    let described = Slot { description: Some("where Mail goes".to_owned()), ..slot("SMTP_HOST") };
    let second = keys(5..9).chain([described]).collect();
    vec![file(".", ".env", keys(0..5).collect()), file("mailer", ".env.local", second)]
}

/// A server with a project that needs `files`.
pub(crate) fn project(files: Vec<EnvFile>) -> FakeApi {
    let api = FakeApi::new();
    api.put_configuration(configuration(Some(files)));
    api
}

pub(crate) fn address(key: &str, scope: Scope) -> Address {
    Address { environment: Environment::default(), scope, key: KeyName::new(key).unwrap() }
}

pub(crate) fn of_configuration(key: &str) -> Address {
    address(key, Scope::Configuration { id: configuration_id() })
}

/// Says what one line of `web/.env.local` is.
pub(crate) fn on_disk(api: &FakeApi, key: &str, on_disk: OnDisk) {
    let slot = DiskSlot { key: KeyName::new(key).unwrap(), on_disk, line: Some(3) };
    let file = file_ref("web", ".env.local");
    let file =
        DiskFile { file, exists: true, tracked_by_git: false, problem: None, slots: vec![slot] };
    api.put_on_disk(session(), vec![file]);
}

/// The tab of that project, and its store.
pub(crate) fn open_tab(api: &FakeApi) -> (Stage, EnvStore) {
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    let stage = another_tab(&store);
    (stage, store)
}

/// The tab of that project on a page that shows something else of it, too.
pub(crate) fn another_tab(store: &EnvStore) -> Stage {
    let given = store.clone();
    open(move || {
        provide_context(given);
        view! { <EnvironmentTab context=Signal::stored(context()) /> }
    })
}
