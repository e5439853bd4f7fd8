//! Brings env files in line after a write, and when a session starts or ends.

use crate::db::Session;
use crate::sandbox::Extent;
use crate::workspaces::error::NEWER_SESSION;
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::task::{Results, task};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{Address, ConfigurationId, FileRef, Scope, SessionId, Slot};
use envdock_contract::wire::{Applied, AppliedFile};
use envdock_rules::precedence::{Context, applicable_scopes};
use std::collections::BTreeSet;

impl Workspaces {
    /// Brings the lines that a write concerns in line, and says what became of them for every live
    /// session; one list per address, in the same order. A folder has the values of its newest
    /// session. A failure is a result: it never undoes the write.
    pub async fn fill(&self, addresses: &[Address]) -> Vec<Vec<Applied>> {
        let mut applied = vec![Vec::new(); addresses.len()];
        let sessions = match self.repository.live_sessions().await {
            Ok(sessions) => sessions,
            Err(error) => {
                tracing::error!(%error, "env files were not filled");
                return applied;
            }
        };
        let _turn = self.turn().await;
        let mut filled = BTreeSet::new();
        for session in sessions {
            // They come newest first.
            let is_newest = filled.insert(session.configuration.clone());
            let extent = if is_newest { Extent::EachFile } else { Extent::Nothing };
            if let Err(error) = self.fill_session(&session, extent, addresses, &mut applied).await {
                tracing::warn!(session = %session.id, %error, "env files were not filled");
            }
        }
        applied
    }

    /// Hands the env files of a session's folder over to its newest live session. Call it once the
    /// store knows that this session has started or ended: the values of others leave the files,
    /// and a session that had to wait for the end gets its own.
    ///
    /// What became of the lines; a failure is a result, it never undoes the start or the end.
    ///
    /// # Errors
    /// The store or the folder cannot be used as a whole; the next fill there tries again.
    pub async fn hand_over(&self, id: &SessionId) -> Result<Vec<Applied>, WorkspacesError> {
        let session = self.repository.session(id).await?;
        let _turn = self.turn().await;
        let heir = self.newest(&session.configuration).await?;
        let has_waited =
            heir.as_ref().is_some_and(|heir| heir.started_revision < session.started_revision);
        let is_own = |file: &LoadedFile, slot: &Slot| {
            let scope = file.applies(slot).map(|(scope, _)| scope);
            has_waited && matches!(scope, Some(Scope::Session { .. } | Scope::User { .. }))
        };
        let results = match self.load_session(heir.unwrap_or(session)).await {
            Ok(loaded) => self.fill_loaded(loaded, Extent::EachFile, is_own).await?,
            // A sandbox elsewhere follows the event.
            Err(WorkspacesError::NoLocalFolder) => Vec::new(),
            Err(error) => return Err(error),
        };
        let applied = |(file, _, result)| Applied { session: id.clone(), file, result };
        Ok(results.into_iter().map(applied).collect())
    }

    /// The session that has a configuration's folder: the newest live one.
    pub(super) async fn newest(
        &self,
        id: &ConfigurationId,
    ) -> Result<Option<Session>, WorkspacesError> {
        let live = self.repository.live_sessions().await?;
        Ok(live.into_iter().find(|session| session.configuration == *id))
    }

    async fn fill_session(
        &self,
        session: &Session,
        extent: Extent,
        addresses: &[Address],
        applied: &mut [Vec<Applied>],
    ) -> Result<(), WorkspacesError> {
        let is_asked =
            |file: &LoadedFile, slot: &Slot| is_slot_concerned(session, file, slot, addresses);
        let filled = match self.load(&session.id).await {
            Ok(loaded) => self.fill_loaded(loaded, extent, is_asked).await,
            Err(error) => Err(error),
        };
        let results = match filled {
            Ok(results) => results,
            Err(WorkspacesError::NoLocalFolder) => {
                self.same_for_all(session, addresses, &AppliedFile::Pending).await?
            }
            Err(error) => {
                let failed = AppliedFile::Failed { detail: error.to_string() };
                self.same_for_all(session, addresses, &failed).await?
            }
        };
        for (file, key, result) in results {
            for (address, applied) in addresses.iter().zip(applied.iter_mut()) {
                if address.key == key && is_concerned(session, &file, address) {
                    let (session, file) = (session.id.clone(), file.clone());
                    applied.push(Applied { session, file, result: result.clone() });
                }
            }
        }
        Ok(())
    }

    /// What to say of every slot concerned where no file can be reached.
    async fn same_for_all(
        &self,
        session: &Session,
        addresses: &[Address],
        result: &AppliedFile,
    ) -> Result<Results, WorkspacesError> {
        let (_, files) = self.load_files(session).await?;
        let slots = files.iter().flat_map(|file| {
            let slots = file.env_file.slots.iter();
            let concerned = slots.filter(|slot| is_slot_concerned(session, file, slot, addresses));
            concerned.map(|slot| (file.env_file.file_ref(), slot.key.clone(), result.clone()))
        });
        Ok(slots.collect())
    }

    async fn fill_loaded(
        &self,
        loaded: Loaded,
        extent: Extent,
        is_asked: impl Fn(&LoadedFile, &Slot) -> bool,
    ) -> Result<Results, WorkspacesError> {
        let (mut tasks, mut unknown) = (Vec::new(), Vec::new());
        for file in &loaded.files {
            let lines = self.lines(&loaded.session, file, |slot| is_asked(file, slot)).await?;
            let failed = |slot: &&Slot| {
                let detail = NOT_DECRYPTED.to_owned();
                (file.env_file.file_ref(), slot.key.clone(), AppliedFile::Failed { detail })
            };
            unknown.extend(lines.unknown.iter().map(failed));
            if !lines.wanted.is_empty() {
                tasks.push(task(&loaded, file, lines.wanted, false));
            }
        }
        let ran = self.run(loaded, tasks, extent, Box::new(|_, _| None)).await?;
        if let Err(error) = ran.remembered {
            tracing::error!(%error, "lines that were written are not known as ours");
        }
        let told = |(file, key, result)| {
            // Nothing strict is done here: it is not this session's turn.
            if result == AppliedFile::HeldBack {
                (file, key, AppliedFile::Failed { detail: NEWER_SESSION.to_owned() })
            } else {
                (file, key, result)
            }
        };
        Ok(ran.results.into_iter().map(told).chain(unknown).collect())
    }
}

const NOT_DECRYPTED: &str = "the stored value cannot be decrypted with this master key and the \
                             line was left as it was; start the server with the key it was stored \
                             with, or store the value again";

/// Whether a write to one of the addresses concerns a slot of a file.
fn is_slot_concerned(
    session: &Session,
    file: &LoadedFile,
    slot: &Slot,
    addresses: &[Address],
) -> bool {
    // A slot that a person does not need gets no line; one that it has follows the value.
    let is_kept = !slot.not_needed || file.records.contains_key(&slot.key);
    let name = file.env_file.file_ref();
    let is_meant =
        |address: &Address| address.key == slot.key && is_concerned(session, &name, address);
    is_kept && addresses.iter().any(is_meant)
}

/// Whether a value at `address` applies in a file of the session.
fn is_concerned(session: &Session, file: &FileRef, address: &Address) -> bool {
    let scopes = applicable_scopes(&Context {
        session: Some(&session.id),
        user: Some(&session.owner),
        configuration: Some(&session.configuration),
        file: Some(file),
        repositories: &session.repositories,
    });
    address.environment == session.environment && scopes.contains(&address.scope)
}
