//! Configurations.

use envdock_contract::model::{
    ConfigurationId, Environment, RepositoryId, SessionId, Spec, Version,
};
use std::sync::Arc;

/// One configuration with its spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Its id.
    pub id: ConfigurationId,
    /// Its name, for people.
    pub name: String,
    /// Its repositories, in order.
    pub repositories: Vec<Repository>,
    /// The folder on the server, where there is one.
    pub folder: Option<String>,
    /// Its newest live session.
    pub session: Option<SessionId>,
    /// The environment of that session.
    pub environment: Environment,
    /// The version of its spec; 0: none was saved yet.
    pub spec_version: Version,
    /// Its spec; absent before the first is saved.
    pub spec: Option<Arc<Spec>>,
}

/// One repository of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its id.
    pub id: RepositoryId,
    /// Its name, for people.
    pub name: String,
}
