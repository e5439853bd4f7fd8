//! Where a stored value applies.

use crate::model::{
    ConfigurationId, Environment, FilePath, KeyName, RepositoryId, SessionId, UserId, WorkspacePath,
};
use serde::{Deserialize, Serialize};

/// Where a stored value applies, nearest first in this order of variants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Scope {
    /// One session only.
    Session {
        /// The session.
        id: SessionId,
    },
    /// Sessions that this person owns.
    User {
        /// The person.
        id: UserId,
    },
    /// One env file of a configuration.
    File {
        /// The configuration.
        configuration: ConfigurationId,
        /// The file's folder.
        #[serde(default)]
        workspace_path: WorkspacePath,
        /// The file in that folder.
        path: FilePath,
    },
    /// Every env file of a configuration.
    Configuration {
        /// The configuration.
        id: ConfigurationId,
    },
    /// Every configuration with this repository.
    Repository {
        /// The repository.
        id: RepositoryId,
    },
    /// Everything in the organization.
    Organization,
}

/// Identifies one stored value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The environment; `dev` when left out.
    #[serde(default)]
    pub environment: Environment,
    /// Where the value applies.
    pub scope: Scope,
    /// The key.
    pub key: KeyName,
}
