//! `PUT /repositories/{id}`, `PUT /configurations/{id}`: what a host declares, with its own ids.
//!
//! `If-Match: "0"` creates, `"<version>"` replaces that version, `*` replaces whatever is there.

use crate::model::{ConfigurationId, RepositoryId, Revision, Version};
use crate::wire::RepositoryAnswer;
use serde::{Deserialize, Serialize};

/// Declares a repository.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryBody {
    /// Its name, for people: 1 to 200 visible characters on one line.
    pub name: String,
}

/// A repository as it is stored; `ETag` carries the version.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredRepository {
    /// The organization's revision.
    pub revision: Revision,
    /// Its version, from 1 on.
    pub version: Version,
    /// Its id.
    pub id: RepositoryId,
    /// Its name.
    pub name: String,
}

/// Declares a configuration.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationBody {
    /// Its name, for people: 1 to 200 visible characters on one line.
    pub name: String,
    /// Its repositories, 1 to 100, in order: ids that were declared before. Not yet validated, so
    /// that every wrong one can be reported at its place.
    pub repositories: Vec<String>,
}

/// A configuration as it is stored, without its spec; `ETag` carries the version.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredConfiguration {
    /// The organization's revision.
    pub revision: Revision,
    /// Its version, from 1 on; that of its spec is another one.
    pub version: Version,
    /// Its id.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
    /// Its repositories, in order.
    pub repositories: Vec<RepositoryAnswer>,
}
