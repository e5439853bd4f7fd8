//! What hosts declare with ids of their own.

use envdock_contract::model::{ConfigurationId, RepositoryId, Revision, UserId, Version};
use envdock_contract::wire::RepositoryAnswer;

/// Which version of a thing a host replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This one; 0: there is none yet.
    Version(Version),
    /// Whatever is there.
    Any,
}

/// A repository to declare.
#[derive(Clone, Debug)]
pub struct NewRepository {
    /// Its id and its name.
    pub repository: RepositoryAnswer,
    /// What it replaces.
    pub expected: Expected,
    /// Who declares it.
    pub by: UserId,
}

/// A configuration to declare.
#[derive(Clone, Debug)]
pub struct NewConfiguration {
    /// Its id.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
    /// Its repositories, in order, each once.
    pub repositories: Vec<RepositoryId>,
    /// What it replaces.
    pub expected: Expected,
    /// Who declares it.
    pub by: UserId,
}

/// What became of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declared {
    /// It stands, now or as it did before.
    Stands {
        /// The organization's revision.
        revision: Revision,
        /// Its version.
        version: Version,
        /// Its repositories, in order, or itself.
        repositories: Vec<RepositoryAnswer>,
    },
    /// The id is that of a folder of this machine.
    OfFolder,
    /// Repositories that no host has declared, by their places.
    Unknown(Vec<usize>),
}
