//! Brings env files in line after a write, and when a session ends.

use crate::db::Session;
use crate::sandbox::Extent;
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::task::{Results, task};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{Address, FileRef, SessionId, Slot};
use envdock_contract::wire::{Applied, AppliedFile};
use envdock_rules::precedence::{Context, applicable_scopes};

impl Workspaces {
    /// Brings the lines that a write concerns in line, in every live session; one list per
    /// address, in the same order. A failure is a result: it never undoes the write.
    pub async fn fill(&self, addresses: &[Address]) -> Vec<Vec<Applied>> {
        let mut applied = vec![Vec::new(); addresses.len()];
        let sessions = match self.repository.live_sessions().await {
            Ok(sessions) => sessions,
            Err(error) => {
                tracing::error!(%error, "env files were not filled");
                return applied;
            }
        };
        let _turn = self.turn.lock().await;
        for session in sessions {
            if let Err(error) = self.fill_session(&session, addresses, &mut applied).await {
                tracing::warn!(session = %session.id, %error, "env files were not filled");
            }
        }
        applied
    }

    /// Takes the values of a session that has ended out of its env files: each line gets the value
    /// that applies without it, or goes. Call it once the store knows of the end.
    ///
    /// What became of the lines; a failure is a result, it never undoes the end.
    ///
    /// # Errors
    /// The store or the folder cannot be used as a whole; the next fill there tries again.
    pub async fn session_ended(&self, id: &SessionId) -> Result<Vec<Applied>, WorkspacesError> {
        let ended = self.repository.session(id).await?;
        let live = self.repository.live_sessions().await?;
        // What applies in the folder now is what applies to a session that still runs there.
        let heir = live.into_iter().find(|session| session.configuration == ended.configuration);
        let _turn = self.turn.lock().await;
        let results = match self.load_session(heir.unwrap_or(ended)).await {
            Ok(loaded) => self.fill_loaded(loaded, &[]).await?,
            // A sandbox elsewhere follows the event.
            Err(WorkspacesError::NoLocalFolder) => Vec::new(),
            Err(error) => return Err(error),
        };
        let applied = |(file, _, result)| Applied { session: id.clone(), file, result };
        Ok(results.into_iter().map(applied).collect())
    }

    async fn fill_session(
        &self,
        session: &Session,
        addresses: &[Address],
        applied: &mut [Vec<Applied>],
    ) -> Result<(), WorkspacesError> {
        let filled = match self.load(&session.id).await {
            Ok(loaded) => self.fill_loaded(loaded, addresses).await,
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
        addresses: &[Address],
    ) -> Result<Results, WorkspacesError> {
        let (mut tasks, mut unknown) = (Vec::new(), Vec::new());
        for file in &loaded.files {
            let is_asked = |slot: &Slot| is_slot_concerned(&loaded.session, file, slot, addresses);
            let lines = self.lines(&loaded.session, file, is_asked).await?;
            let failed = |slot: &&Slot| {
                let detail = NOT_DECRYPTED.to_owned();
                (file.env_file.file_ref(), slot.key.clone(), AppliedFile::Failed { detail })
            };
            unknown.extend(lines.unknown.iter().map(failed));
            if !lines.wanted.is_empty() {
                tasks.push(task(&loaded, file, lines.wanted, false));
            }
        }
        let ran = self.run(loaded, tasks, Extent::EachFile, Box::new(|_, _| None)).await?;
        if let Err(error) = ran.remembered {
            tracing::error!(%error, "lines that were written are not known as ours");
        }
        Ok(ran.results.into_iter().chain(unknown).collect())
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
