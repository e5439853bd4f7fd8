//! The places that a batch writes to: what exists, whose it is, and which env files read it.

use crate::app::App;
use crate::configurations::accept;
use crate::db::{Concern, Configuration, RepositoryError, Result, Session};
use crate::sandbox::{reader_name, readers};
use envdock_contract::model::{
    Address, ConfigurationId, EnvFile, FileMode, FileRef, Kind, Reader, RequestedKey, Scope,
    SecretText, SessionId, UserId,
};
use envdock_contract::wire::ErrorCode;
use envdock_dotenv::render;
use envdock_rules::precedence::file_scope;
use std::collections::BTreeMap;

/// What is said of a place that does not exist, or must not be known of.
pub(super) const NOWHERE: (ErrorCode, &str) =
    (ErrorCode::NotFound, "there is no such place to store a value for");

/// What is known of the places of one batch.
#[derive(Debug)]
pub(super) struct Places {
    sessions: BTreeMap<SessionId, Session>,
    configurations: Vec<Configuration>,
    live: Vec<Session>,
}

/// A reader that gets another value out of a file than the one that is to be stored.
#[derive(Debug)]
pub(super) struct CannotCarry {
    pub(super) file: FileRef,
    pub(super) reader: Option<Reader>,
    pub(super) detail: String,
}

impl Places {
    /// Reads what is known of the places of `addresses`, and of the configuration `also`.
    pub(super) async fn read<'a>(
        app: &App,
        addresses: impl Iterator<Item = &'a Address>,
        also: Option<&ConfigurationId>,
    ) -> Result<Self> {
        let (mut sessions, mut by, mut is_personal) = (BTreeMap::new(), Concern::default(), false);
        by.ids.extend(also.cloned());
        for address in addresses {
            match &address.scope {
                Scope::Session { id } if !sessions.contains_key(id) => {
                    match app.repository.session(id).await {
                        Ok(session) => {
                            by.ids.push(session.configuration.clone());
                            sessions.insert(id.clone(), session);
                        }
                        Err(RepositoryError::NotFound) => {}
                        Err(error) => return Err(error),
                    }
                }
                Scope::Session { .. } => {}
                Scope::File { configuration: id, .. } | Scope::Configuration { id } => {
                    by.ids.push(id.clone());
                }
                Scope::Repository { id } => by.repositories.push(id.clone()),
                Scope::User { .. } => {
                    is_personal = true;
                    by.keys.push(address.key.clone());
                }
                Scope::Organization => by.keys.push(address.key.clone()),
            }
        }
        let configurations = app.repository.concerned(&by).await?;
        let live = if is_personal { app.repository.live_sessions().await? } else { Vec::new() };
        Ok(Self { sessions, configurations, live })
    }

    /// Takes the slots that are about to be accepted for a part of the spec.
    pub(super) fn accept(&mut self, id: &ConfigurationId, keys: &[RequestedKey]) {
        if let Some(known) = self.configurations.iter_mut().find(|known| known.id == *id) {
            let spec = known.spec.get_or_insert_default();
            for key in keys {
                accept(spec, key);
            }
        }
    }

    /// Whose a session is.
    pub(super) fn owner(&self, id: &SessionId) -> Option<UserId> {
        self.sessions.get(id).map(|session| session.owner.clone())
    }

    fn configuration(&self, id: &ConfigurationId) -> Option<&Configuration> {
        self.configurations.iter().find(|known| known.id == *id)
    }

    /// Why nothing can be stored for `scope`.
    pub(super) fn missing(&self, scope: &Scope, is_set: bool) -> Option<(ErrorCode, &'static str)> {
        match scope {
            Scope::Session { id } => match self.sessions.get(id) {
                None => Some(NOWHERE),
                Some(session) if session.ended_at.is_some() => {
                    Some((ErrorCode::SessionEnded, "the session has ended"))
                }
                Some(_) => None,
            },
            Scope::Configuration { id } => self.configuration(id).is_none().then_some(NOWHERE),
            Scope::File { configuration, .. } => {
                let Some(known) = self.configuration(configuration) else { return Some(NOWHERE) };
                let mut files = known.spec.iter().flat_map(|spec| &spec.files);
                let is_known = files.any(|f| file_scope(configuration, &f.file_ref()) == *scope);
                // What is stored for a file that is needed no more can still be removed.
                (is_set && !is_known).then_some((ErrorCode::NotFound, "the spec has no such file"))
            }
            Scope::Repository { id } => {
                let has = |known: &Configuration| known.repositories.iter().any(|r| r.id == *id);
                (!self.configurations.iter().any(has)).then_some(NOWHERE)
            }
            Scope::User { .. } | Scope::Organization => None,
        }
    }

    /// The scopes with values that others share, for a configuration's or file's value.
    pub(super) fn shared_with(&self, scope: &Scope) -> Vec<Scope> {
        let (Scope::File { configuration: id, .. } | Scope::Configuration { id }) = scope else {
            return Vec::new();
        };
        let repositories = self.configuration(id).map_or(&[][..], |known| &known.repositories);
        let mut scopes = vec![scope.clone(), Scope::Configuration { id: id.clone() }];
        scopes.extend(repositories.iter().map(|known| Scope::Repository { id: known.id.clone() }));
        scopes.push(Scope::Organization);
        scopes
    }

    /// The first env file whose readers do not get `value` back, of those that would hold it.
    pub(super) fn cannot_carry(
        &self,
        address: &Address,
        value: &SecretText,
    ) -> Option<CannotCarry> {
        self.files(address).find_map(|file| {
            let error = render(address.key.as_str(), value.expose(), &readers(&file.readers));
            error.err().map(|error| CannotCarry {
                file: file.file_ref(),
                reader: error.reader().map(reader_name),
                detail: error.to_string(),
            })
        })
    }

    /// A plain file that would hold a value that was declared secret.
    pub(super) fn plain_file(&self, address: &Address) -> Option<FileRef> {
        let is_secret = |file: &&EnvFile| {
            file.mode == FileMode::Plain
                && file.slots.iter().any(|s| s.key == address.key && s.kind == Kind::Secret)
        };
        self.files(address).find(is_secret).map(EnvFile::file_ref)
    }

    fn files<'a>(&'a self, address: &'a Address) -> impl Iterator<Item = &'a EnvFile> {
        self.configurations
            .iter()
            .filter(move |known| self.applies(&address.scope, known))
            .flat_map(|known| {
                known.spec.iter().flat_map(|spec| &spec.files).map(move |file| (&known.id, file))
            })
            .filter(move |(id, file)| match &address.scope {
                Scope::File { .. } => file_scope(id, &file.file_ref()) == address.scope,
                Scope::Session { .. }
                | Scope::User { .. }
                | Scope::Configuration { .. }
                | Scope::Repository { .. }
                | Scope::Organization => true,
            })
            .map(|(_, file)| file)
            .filter(move |file| file.slots.iter().any(|slot| slot.key == address.key))
    }

    fn applies(&self, scope: &Scope, known: &Configuration) -> bool {
        match scope {
            Scope::Session { id } => {
                self.sessions.get(id).is_some_and(|session| session.configuration == known.id)
            }
            Scope::User { id } => self
                .live
                .iter()
                .any(|session| session.owner == *id && session.configuration == known.id),
            Scope::File { configuration: id, .. } | Scope::Configuration { id } => known.id == *id,
            Scope::Repository { id } => known.repositories.iter().any(|r| r.id == *id),
            Scope::Organization => true,
        }
    }
}
