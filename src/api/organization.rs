//! What is stored in the organization: names and facts, no value.

use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, Revision, ScopeKind, Timestamp,
    UserId, Version,
};
use std::fmt;

/// What is looked for.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretSearch {
    /// Part of a key or of a description; empty: any.
    pub text: String,
    /// Exactly these keys.
    pub keys: Option<Vec<KeyName>>,
    /// One environment; otherwise all that may be used.
    pub environment: Option<Environment>,
    /// One kind of scope; otherwise all that are shared.
    pub scope: Option<ScopeKind>,
    /// Only some.
    pub filter: Option<SecretFilter>,
    /// In which order.
    pub sort: SecretSort,
    /// Where to go on.
    pub cursor: Option<String>,
}

impl fmt::Debug for SecretSearch {
    /// Without the text: people paste values there.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SecretSearch")
            .field("n_bytes", &self.text.len())
            .field("filter", &self.filter)
            .field("sort", &self.sort)
            .finish_non_exhaustive()
    }
}

/// Only some of what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretFilter {
    /// No configuration asks for it where it applies.
    Unused,
    /// It was removed and can be restored.
    Removed,
    /// A configuration needs its key in an environment where nothing applies.
    Missing,
}

/// An order of what is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SecretSort {
    /// By key.
    #[default]
    Key,
    /// The last change first.
    Updated,
}

/// One page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundSecrets {
    /// The organization's revision at that moment.
    pub revision: Option<Revision>,
    /// How many there are in all; told with the first page.
    pub total: Option<u64>,
    /// Some of them, in order.
    pub items: Vec<SecretItem>,
    /// Where to go on, if there are more.
    pub next: Option<String>,
}

/// One stored value: everything about it but the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretItem {
    /// Where.
    pub address: Address,
    /// Its version, for a write that replaces it.
    pub version: Version,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// Who wrote it.
    pub updated_by: UserId,
    /// What somebody says about it.
    pub description: Option<String>,
    /// Configurations that ask for it; of many, some.
    pub used_by: Vec<SecretUse>,
    /// How many configurations ask for it.
    pub n_uses: u32,
    /// Where its key is missing, where that was looked for; of many, some.
    pub missing: Vec<SecretGap>,
    /// How it can be restored, where it was removed.
    pub removed: Option<RemovedSecret>,
}

/// A configuration that asks for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse {
    /// Which.
    pub configuration: ConfigurationId,
    /// Its name, for people.
    pub name: String,
    /// Its env files that list the key.
    pub files: Vec<FileRef>,
}

/// A place where a key is needed and nothing applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretGap {
    /// The environment.
    pub environment: Environment,
    /// Which configuration needs it.
    pub configuration: ConfigurationId,
    /// Its name, for people.
    pub name: String,
}

/// What was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedSecret {
    /// The version that can be restored.
    pub restorable: Version,
    /// Until when, where that is known.
    pub until: Option<Timestamp>,
}

/// One page of what was done to a key, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecretHistory {
    /// What was done.
    pub entries: Vec<HistoryEntry>,
    /// Where to go on, if there is more.
    pub next: Option<String>,
}

/// One thing that was done to a key, or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub user: UserId,
    /// What, in the server's word, such as `set`.
    pub action: String,
    /// The version that it made.
    pub version: Option<Version>,
    /// It was not done.
    pub is_refused: bool,
}
