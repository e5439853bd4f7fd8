//! What the store holds, as the routes see it.

use crate::sandbox::LineRecord;
use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, RepositoryId, Revision, Role,
    ScopeKind, SessionId, Spec, Stored, Timestamp, UserId, Version,
};
use envdock_contract::wire::{ErrorCode, RepositoryAnswer, SessionAnswer, SessionState};
use std::collections::BTreeMap;

/// A folder that is served.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The configuration's id.
    pub configuration: ConfigurationId,
    /// The configuration's name.
    pub name: String,
    /// The canonical path.
    pub path: String,
    /// Its repository.
    pub repository: RepositoryAnswer,
    /// The environment of the session.
    pub environment: Environment,
    /// A setup session is wanted: a new one, whatever runs already.
    pub setup: bool,
    /// The id of the session, if a new one has to be made.
    pub new_session: SessionId,
    /// Who runs it.
    pub owner: UserId,
}

/// The folder of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFolder {
    /// The configuration.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
    /// The canonical path.
    pub path: String,
}

/// A folder whose configuration is known.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The live session.
    pub session: SessionId,
    /// The spec as it is stored.
    pub stored: StoredSpec,
}

/// A spec and its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSpec {
    /// The organization's revision.
    pub revision: Revision,
    /// 0: none was saved yet.
    pub version: Version,
    /// The spec; empty when none was saved yet.
    pub spec: Spec,
}

/// Which configurations are wanted.
#[derive(Clone, Debug, Default)]
pub struct ConfigurationQuery {
    /// These only, in this order; `None`: all, by name.
    pub ids: Option<Vec<ConfigurationId>>,
    /// Those after this name and id.
    pub after: Option<(String, String)>,
    /// At most as many.
    pub limit: u32,
    /// With their specs.
    pub with_spec: bool,
}

/// What a write of values concerns: configurations that are named here, that have one of these
/// repositories, or whose spec has one of these keys.
#[derive(Clone, Debug, Default)]
pub struct Concern {
    /// By their ids.
    pub ids: Vec<ConfigurationId>,
    /// By their repositories.
    pub repositories: Vec<RepositoryId>,
    /// By the keys of their specs.
    pub keys: Vec<KeyName>,
}

/// A page of configurations.
#[derive(Clone, Debug)]
pub struct ConfigurationPage {
    /// The organization's revision.
    pub revision: Revision,
    /// Those that exist.
    pub configurations: Vec<Configuration>,
    /// There are more.
    pub has_more: bool,
}

/// A configuration.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// Its id.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
    /// Its folder, if the server has one.
    pub folder: Option<String>,
    /// Its repositories, in order.
    pub repositories: Vec<RepositoryAnswer>,
    /// Its newest live session, and the environment of that.
    pub session: Option<(SessionId, Environment)>,
    /// The version of its spec.
    pub spec_version: Version,
    /// Its spec, if it was asked for and was saved.
    pub spec: Option<Spec>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it runs on.
    pub configuration: ConfigurationId,
    /// The folder of that, if the server has it.
    pub folder: Option<String>,
    /// The repositories of that, in order.
    pub repositories: Vec<RepositoryId>,
    /// In which environment.
    pub environment: Environment,
    /// Whose.
    pub owner: UserId,
    /// When it began.
    pub started_at: Timestamp,
    /// The organization's revision before that: the newer of two sessions has the greater one.
    pub started_revision: Revision,
    /// When it ended; `None`: it runs.
    pub ended_at: Option<Timestamp>,
    /// It sets the project up.
    pub setup: bool,
}

/// What the store knows about the contexts of a check, as of one moment.
#[derive(Clone, Debug)]
pub struct CheckSnapshot {
    /// The organization's revision.
    pub revision: Revision,
    /// One per context, in the same order.
    pub contexts: Vec<CheckFacts>,
}

/// What the store knows about one context.
#[derive(Clone, Debug, Default)]
pub struct CheckFacts {
    /// The owner of the context's session; `None`: there is no such live session.
    pub session_owner: Option<UserId>,
    /// The configuration of that session.
    pub session_configuration: Option<ConfigurationId>,
    /// Whether the context's configuration exists.
    pub configuration_exists: bool,
    /// The spec of the context's configuration, if it was asked for.
    pub spec: Option<Spec>,
    /// The repositories that count, in order.
    pub repositories: Vec<RepositoryId>,
    /// What is stored per key, nearest first.
    pub stored: BTreeMap<KeyName, Vec<Stored>>,
}

/// A token, without the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord {
    /// Names it; not a credential.
    pub id: String,
    /// Whose.
    pub user: UserId,
    /// What it may do.
    pub role: Role,
    /// The sessions it is bound to; `None`: any.
    pub sessions: Option<Vec<SessionId>>,
    /// Environments it may use.
    pub environments: Vec<Environment>,
    /// Scopes a member may write beyond the role.
    pub write_scopes: Vec<ScopeKind>,
    /// When it was minted.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Something that was done or refused.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// Who.
    pub user: UserId,
    /// What.
    pub action: &'static str,
    /// In which session, if it was in one.
    pub session: Option<SessionId>,
    /// Where, for writes of values.
    pub address: Option<Address>,
    /// The version it made.
    pub version: Option<Version>,
    /// Why it was refused; `None`: it was done.
    pub refused: Option<ErrorCode>,
}

impl AuditRecord {
    /// Something that was done.
    #[must_use]
    pub fn new(user: &UserId, action: &'static str) -> Self {
        let user = user.clone();
        Self { user, action, session: None, address: None, version: None, refused: None }
    }

    /// The same, in a session.
    #[must_use]
    pub fn in_session(self, session: &SessionId) -> Self {
        Self { session: Some(session.clone()), ..self }
    }
}

/// What is known of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineEntry {
    /// The env file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// The line.
    pub record: LineRecord,
}

impl From<Session> for SessionAnswer {
    fn from(session: Session) -> Self {
        Self {
            id: session.id,
            configuration: session.configuration,
            environment: session.environment,
            state: match session.ended_at {
                Some(_) => SessionState::Ended,
                None => SessionState::Live,
            },
            started_at: session.started_at,
            local_folder: session.folder.is_some(),
            setup: session.setup,
        }
    }
}
