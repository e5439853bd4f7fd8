//! One store of one engine, on a temporary folder.

use envdock_contract::model::{
    Address, ConfigurationId, Environment, KeyName, RepositoryId, Scope, SecretText, SessionId,
    Version,
};
use envdock_contract::wire::{Outcome, RepositoryAnswer};
use envdock_server::crypto::Keyring;
use envdock_server::db::{Change, Folder, Repository, Write, WriteBatch, WriteOutcome, sqlite};
use envdock_server::sign_in::local_user;
use std::slice::from_ref;
use tempfile::TempDir;

/// A store, and the keys it is encrypted with.
pub struct Engine {
    pub repository: Box<dyn Repository>,
    pub keyring: Keyring,
    pub data: TempDir,
}

impl Engine {
    pub async fn sqlite() -> Self {
        let data = tempfile::tempdir().unwrap();
        let (repository, keyring) = sqlite::open(data.path(), None).await.unwrap();
        Self { repository: Box::new(repository), keyring, data }
    }

    /// Registers the folder `name`.
    pub async fn folder(&self, name: &str) -> SessionId {
        self.repository.register(&folder(name)).await.unwrap().session
    }

    /// Writes one value (`None` removes it) and gives the outcome.
    pub async fn write(&self, address: &Address, expected: u64, value: Option<&str>) -> Outcome {
        let write = write(address, expected, value);
        match self.repository.write(batch(&[write]), &self.keyring).await.unwrap() {
            WriteOutcome::Done(answer) => answer.results[0].outcome.clone(),
            WriteOutcome::Repeated(_) | WriteOutcome::Mismatch => unreachable!(),
        }
    }

    /// The live value of an address.
    pub async fn value(&self, address: &Address) -> Option<String> {
        let mut found = self.repository.values(from_ref(address)).await.unwrap();
        let (version, sealed) = found.pop().flatten()?;
        Some(self.keyring.open(address, version, &sealed).unwrap().expose().to_owned())
    }
}

pub fn folder(name: &str) -> Folder {
    Folder {
        configuration: configuration(name),
        name: name.to_owned(),
        path: format!("/somewhere/{name}"),
        repository: RepositoryAnswer {
            id: RepositoryId::new(&format!("repo_{name}")).unwrap(),
            name: name.to_owned(),
        },
        environment: Environment::default(),
        setup: false,
        new_session: SessionId::new(&format!("ses_{name}")).unwrap(),
        owner: local_user(),
    }
}

pub fn configuration(name: &str) -> ConfigurationId {
    ConfigurationId::new(&format!("cfg_{name}")).unwrap()
}

pub fn key(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

pub fn address(scope: Scope, name: &str) -> Address {
    Address { environment: Environment::default(), scope, key: key(name) }
}

pub fn write(address: &Address, expected: u64, value: Option<&str>) -> Write {
    let set = |value: &str| Change::set(SecretText::new(value.to_owned()));
    Write {
        address: address.clone(),
        expected: Version(expected),
        change: value.map_or(Change::Unset, set),
        only_if_none_in: Vec::new(),
    }
}

pub fn batch(writes: &[Write]) -> WriteBatch<'_> {
    let by = &*Box::leak(Box::new(local_user()));
    WriteBatch::new(writes, by)
}
