//! Everything that is known of one session's env files, read anew for each piece of work.

use crate::crypto::Keyring;
use crate::db::{CheckFacts, Session, StoredSpec};
use crate::git::Git;
use crate::sandbox::{FileRecords, LineKey, LineRecord, Wanted, Workspace};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{
    Address, EnvFile, FileMode, FileRef, Format, KeyName, Revision, Scope, SessionId, Slot, Stored,
    Version,
};
use envdock_contract::wire::CheckContextBody;
use envdock_rules::precedence::awaits_acceptance;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One env file of the spec.
#[derive(Debug)]
pub(super) struct LoadedFile {
    pub(super) env_file: EnvFile,
    pub(super) facts: CheckFacts,
    pub(super) records: FileRecords,
    /// The spec names it no more, but it has lines that were written when it did.
    pub(super) is_gone: bool,
    /// Keys whose lines must be looked at whatever else is asked: the spec names them no more, or
    /// their values are those of another session or of somebody else.
    pub(super) due: BTreeSet<KeyName>,
}

impl LoadedFile {
    /// The stored value that applies to the key.
    pub(super) fn winner(&self, key: &KeyName) -> Option<&Stored> {
        self.facts.stored.get(key)?.first()
    }

    /// Scope and version of the value that should stand in the file.
    pub(super) fn applies(&self, slot: &Slot) -> Option<(&Scope, Version)> {
        let winner = self.winner(&slot.key)?;
        (!awaits_acceptance(slot, Some(winner))).then_some((&winner.scope, winner.version))
    }
}

/// A live session whose folder is here.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) session: Session,
    pub(super) revision: Revision,
    pub(super) files: Vec<LoadedFile>,
    pub(super) line_key: LineKey,
    pub(super) workspace: Workspace,
    pub(super) git: Option<Git>,
}

/// What should stand in a slot's line; `None`: its value cannot be decrypted.
pub(super) type WantedOrUnknown = Option<Wanted>;

impl Workspaces {
    /// Reads what is known of a live session's files.
    pub(super) async fn load(&self, id: &SessionId) -> Result<Loaded, WorkspacesError> {
        let session = self.repository.session(id).await?;
        if session.ended_at.is_some() {
            return Err(WorkspacesError::SessionEnded);
        }
        self.load_session(session).await
    }

    /// Reads what is known of a session's files. Of one that has ended: what applies without it.
    pub(super) async fn load_session(&self, session: Session) -> Result<Loaded, WorkspacesError> {
        let folder = session.folder.clone().ok_or(WorkspacesError::NoLocalFolder)?;
        let workspace = Workspace::open(Path::new(&folder))?;
        let git = Git::discover(Path::new(&folder));
        let (revision, files) = self.load_files(&session).await?;
        let line_key = LineKey::new(&self.keyring.line_key(&session.configuration));
        Ok(Loaded { session, revision, files, line_key, workspace, git })
    }

    /// The session's env files with what is known of them in the store. Those that the spec names
    /// no more come last.
    pub(super) async fn load_files(
        &self,
        session: &Session,
    ) -> Result<(Revision, Vec<LoadedFile>), WorkspacesError> {
        // As of the first thing read: what changes meanwhile is newer than this says, and is told.
        let StoredSpec { revision, spec, .. } =
            self.repository.spec(&session.configuration).await?;
        let live = self.repository.live_sessions().await?;
        let is_live = live.iter().any(|one| one.id == session.id);
        let is_foreign = |scope: &Scope| match scope {
            Scope::Session { id } => !is_live || *id != session.id,
            Scope::User { id } => *id != session.owner,
            Scope::File { .. }
            | Scope::Configuration { .. }
            | Scope::Repository { .. }
            | Scope::Organization => false,
        };
        let context = |file: &EnvFile| CheckContextBody {
            environment: session.environment.clone(),
            session: is_live.then(|| session.id.clone()),
            configuration: Some(session.configuration.clone()),
            file: Some(file.file_ref()),
            repositories: Vec::new(),
            keys: file.slots.iter().map(|slot| slot.key.clone()).collect(),
        };
        let contexts: Vec<_> = spec.files.iter().map(context).collect();
        let snapshot = self.repository.check(&contexts, false).await?;
        let mut records: BTreeMap<FileRef, FileRecords> = BTreeMap::new();
        for entry in self.repository.line_records(&session.configuration).await? {
            records.entry(entry.file).or_default().insert(entry.key, entry.record);
        }
        let known = spec.files.into_iter().zip(snapshot.contexts).map(|(env_file, facts)| {
            let records = records.remove(&env_file.file_ref()).unwrap_or_default();
            loaded_file(env_file, facts, records, is_foreign)
        });
        let known: Vec<_> = known.collect();
        let gone = records.into_iter().map(|(name, records)| LoadedFile {
            is_gone: true,
            ..loaded_file(only_named(name), CheckFacts::default(), records, is_foreign)
        });
        Ok((revision, known.into_iter().chain(gone).collect()))
    }

    /// What should stand in the lines of some slots, in their order.
    pub(super) async fn wanted(
        &self,
        session: &Session,
        file: &LoadedFile,
        slots: &[&Slot],
    ) -> Result<Vec<WantedOrUnknown>, WorkspacesError> {
        let written = slots.iter().filter_map(|slot| file.applies(slot).zip(Some(slot)));
        let written = written.map(|((scope, _), slot)| Address {
            environment: session.environment.clone(),
            scope: scope.clone(),
            key: slot.key.clone(),
        });
        let addresses: Vec<_> = written.collect();
        // They may have been replaced since the check: then the newer ones are what applies.
        let values = self.repository.values(&addresses).await?;
        let mut values = addresses.iter().zip(values);
        let wanted = slots.iter().map(|slot| match (file.winner(&slot.key), file.applies(slot)) {
            (None, _) => Some(Wanted::Nothing),
            (Some(_), None) => Some(Wanted::Proposed),
            (Some(_), Some(_)) => {
                let (address, value) = values.next()?;
                let (version, sealed) = value?;
                open(&self.keyring, address, version, &sealed)
            }
        });
        Ok(wanted.collect())
    }
}

fn loaded_file(
    env_file: EnvFile,
    facts: CheckFacts,
    records: FileRecords,
    is_foreign: impl Fn(&Scope) -> bool,
) -> LoadedFile {
    let named: BTreeSet<_> = env_file.slots.iter().map(|slot| &slot.key).collect();
    let is_due =
        |(key, record): &(&KeyName, &LineRecord)| is_foreign(&record.scope) || !named.contains(key);
    let due = records.iter().filter(is_due).map(|(key, _)| key.clone()).collect();
    LoadedFile { env_file, facts, records, is_gone: false, due }
}

/// A file of which only the name is known: to be on the safe side, it holds secrets.
fn only_named(name: FileRef) -> EnvFile {
    EnvFile {
        workspace_path: name.workspace_path,
        path: name.path,
        format: Format::default(),
        mode: FileMode::Secret,
        readers: Vec::new(),
        slots: Vec::new(),
    }
}

fn open(
    keyring: &Keyring,
    address: &Address,
    version: Version,
    sealed: &crate::crypto::Sealed,
) -> Option<Wanted> {
    match keyring.open(address, version, sealed) {
        Ok(value) => Some(Wanted::Value { value, scope: address.scope.clone(), version }),
        Err(error) => {
            tracing::error!(key = %address.key, %error, "a stored value cannot be decrypted");
            None
        }
    }
}
