//! `POST /secrets/search`: what is stored, without values.

use crate::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, Revision, ScopeKind, Timestamp,
    UserId, Version,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is looked for. It is a body because people paste values into search fields, and addresses
/// are written down in many places.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchBody {
    /// A part of the key or of the description, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Exactly these keys, at most 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<KeyName>>,
    /// In these environments; left out: in all that the token may use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environments: Option<Vec<Environment>>,
    /// In scopes of these kinds; left out: of all. Of sessions and users only the own ones count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<ScopeKind>>,
    /// Only some of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<SearchFilter>,
    /// The order.
    #[serde(default)]
    pub sort: SearchSort,
    /// The `next` of the page before, for the same search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most: 1 to 200; left out: 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl fmt::Debug for SearchBody {
    /// Without the text: it may be a value.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SearchBody")
            .field("filter", &self.filter)
            .field("sort", &self.sort)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

/// Which of the stored values are wanted.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchFilter {
    /// Those that no spec lists where they apply.
    Unused,
    /// Those that were removed and can be restored.
    Removed,
    /// Those whose key a configuration needs in an environment where no shared value applies.
    Missing,
}

/// The order of what is found.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchSort {
    /// By key.
    #[default]
    Key,
    /// What was written (or removed) last comes first.
    Updated,
}

/// The answer to [`SearchBody`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// How many there are on all pages; told with the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Those of this page.
    pub items: Vec<SecretItem>,
    /// Give it back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Everything about one stored value but the value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretItem {
    /// Where.
    pub address: Address,
    /// Its version; of what was removed the version of the removal.
    pub version: Version,
    /// When it was written or removed.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: UserId,
    /// What it is for, in the words of whoever described it: not to be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Configurations whose spec lists the key where this value applies, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<SecretUse>,
    /// How many there are in all.
    pub uses: u32,
    /// Where its key is missing, at most 20 places; told where [`SearchFilter::Missing`] was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<SecretGap>,
    /// It was removed, and can be restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<RemovedItem>,
}

/// One configuration that uses a stored value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretUse {
    /// The configuration.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
    /// Its env files that list the key, at most 20.
    pub files: Vec<FileRef>,
}

/// A place where a key is needed and no shared value applies.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretGap {
    /// In this environment.
    pub environment: Environment,
    /// This configuration needs it.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
}

/// What can be restored of a removed value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedItem {
    /// The version to restore.
    pub restorable: Version,
    /// Until when it is kept.
    pub until: Timestamp,
}
