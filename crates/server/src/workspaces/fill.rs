//! Brings env files in line after a write, and tells what is on disk.

use crate::db::Session;
use crate::sandbox::{ApplyOptions, FileOutcome, FileRecords, FileState, FileWork, Wanted, apply};
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{Address, EnvFile, FileRef, KeyName, OnDisk, SessionId, Slot};
use envdock_contract::wire::{
    Applied, AppliedFile, ConflictChoice, FileOnDisk, FilesAnswer, SlotOnDisk,
};
use envdock_rules::precedence::{Context, applicable_scopes};

/// One file's part of a piece of work, owned, so that another thread can do it.
pub(super) struct Task {
    pub(super) env_file: EnvFile,
    pub(super) records: FileRecords,
    pub(super) wanted: Vec<(KeyName, Wanted)>,
    pub(super) unconfirmed: bool,
}

/// What became of each slot.
pub(super) type Results = Vec<(FileRef, KeyName, AppliedFile)>;

/// Decides about a line that was changed by hand.
pub(super) type Choose = Box<dyn Fn(&EnvFile, &KeyName) -> Option<ConflictChoice> + Send + 'static>;

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

    async fn fill_session(
        &self,
        session: &Session,
        addresses: &[Address],
        applied: &mut [Vec<Applied>],
    ) -> Result<(), WorkspacesError> {
        let results = match self.load(&session.id).await {
            Ok(loaded) => self.fill_loaded(loaded, addresses).await?,
            Err(WorkspacesError::NoLocalFolder) => {
                self.same_for_all(session, addresses, &AppliedFile::Pending).await?
            }
            Err(WorkspacesError::Sandbox(error)) => {
                let failed = AppliedFile::Failed { detail: error.to_string() };
                self.same_for_all(session, addresses, &failed).await?
            }
            Err(error) => return Err(error),
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
        let slots = files.iter().flat_map(|file| concerned(session, file, addresses));
        Ok(slots.map(|(file, slot)| (file, slot.key.clone(), result.clone())).collect())
    }

    async fn fill_loaded(
        &self,
        loaded: Loaded,
        addresses: &[Address],
    ) -> Result<Results, WorkspacesError> {
        let mut tasks = Vec::new();
        for file in &loaded.files {
            let mut wanted = Vec::new();
            for (_, slot) in concerned(&loaded.session, file, addresses) {
                if let Some(line) = self.wanted(&loaded.session, file, slot).await? {
                    wanted.push((slot.key.clone(), line));
                }
            }
            if !wanted.is_empty() {
                tasks.push(task(&loaded, file, wanted, false));
            }
        }
        self.run(loaded, tasks, false, Box::new(|_, _| None)).await
    }

    /// Does the work on disk and keeps its records; results in the order of the tasks.
    pub(super) async fn run(
        &self,
        loaded: Loaded,
        tasks: Vec<Task>,
        strict: bool,
        choose: Choose,
    ) -> Result<Results, WorkspacesError> {
        let configuration = loaded.session.configuration.clone();
        let work = tokio::task::spawn_blocking(move || write(&loaded, &tasks, strict, &choose));
        let outcomes = work.await.map_err(WorkspacesError::BrokenOff)?;
        let mut results = Vec::new();
        let mut records = Vec::new();
        for (file, outcome) in outcomes {
            let name = |key: KeyName, record| (file.clone(), key, record);
            records.extend(outcome.records.into_iter().map(|(key, record)| name(key, record)));
            let name = |(key, result)| (file.clone(), key, result);
            results.extend(outcome.results.into_iter().map(name));
        }
        if !records.is_empty() {
            self.repository.save_line_records(&configuration, &records).await?;
        }
        Ok(results)
    }

    /// The env files of a session as they are on disk.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn files(&self, id: &SessionId) -> Result<FilesAnswer, WorkspacesError> {
        // Between writing a file and keeping its records, our own lines would look foreign.
        let _turn = self.turn.lock().await;
        let loaded = self.load(id).await?;
        let revision = loaded.revision;
        let read = tokio::task::spawn_blocking(move || {
            loaded.files.iter().map(|file| file_on_disk(&loaded, file)).collect()
        });
        let files = read.await.map_err(WorkspacesError::BrokenOff)?;
        Ok(FilesAnswer { revision, files })
    }
}

/// The slots of a file that a write to one of the addresses concerns.
fn concerned<'a>(
    session: &'a Session,
    file: &'a LoadedFile,
    addresses: &'a [Address],
) -> impl Iterator<Item = (FileRef, &'a Slot)> {
    let name = file.env_file.file_ref();
    let addresses: Vec<_> =
        addresses.iter().filter(|address| is_concerned(session, &name, address)).collect();
    // A slot that a person does not need gets no line; one that it has follows the value.
    let is_kept = |slot: &&Slot| !slot.not_needed || file.records.contains_key(&slot.key);
    let slots = file.env_file.slots.iter().filter(is_kept);
    slots
        .filter(move |slot| addresses.iter().any(|address| address.key == slot.key))
        .map(move |slot| (name.clone(), slot))
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

/// A task for one file. A file that git tracks needs a person's word, once.
pub(super) fn task(
    loaded: &Loaded,
    file: &LoadedFile,
    wanted: Vec<(KeyName, Wanted)>,
    is_confirmed: bool,
) -> Task {
    let name = file.env_file.file_ref();
    let is_tracked = loaded.git.as_ref().is_some_and(|git| git.is_tracked(&name));
    let unconfirmed = is_tracked && !is_confirmed && !file.was_written();
    Task { env_file: file.env_file.clone(), records: file.records.clone(), wanted, unconfirmed }
}

fn write(
    loaded: &Loaded,
    tasks: &[Task],
    strict: bool,
    choose: &Choose,
) -> Vec<(FileRef, FileOutcome)> {
    let work: Vec<_> = tasks
        .iter()
        .map(|task| FileWork {
            env_file: &task.env_file,
            records: task.records.clone(),
            wanted: &task.wanted,
            unconfirmed: task.unconfirmed,
        })
        .collect();
    let options = ApplyOptions { strict, choice: choose };
    let outcomes = apply(&loaded.workspace, &loaded.line_key, &work, &options);
    let named = tasks.iter().map(|task| task.env_file.file_ref()).zip(outcomes);
    named.inspect(|(file, outcome)| exclude(loaded, file, outcome)).collect()
}

/// A file that was written must not be committed by accident.
fn exclude(loaded: &Loaded, file: &FileRef, outcome: &FileOutcome) {
    let is_written = outcome.results.iter().any(|(_, result)| *result == AppliedFile::Written);
    if let Some(git) = loaded.git.as_ref().filter(|git| is_written && !git.is_tracked(file))
        && let Err(error) = git.exclude(file)
    {
        tracing::warn!(%file, %error, "git was not told to ignore the file");
    }
}

fn file_on_disk(loaded: &Loaded, file: &LoadedFile) -> FileOnDisk {
    let name = file.env_file.file_ref();
    let tracked_by_git = loaded.git.as_ref().is_some_and(|git| git.is_tracked(&name));
    let (bytes, problem) = match loaded.workspace.read(&name) {
        Ok(bytes) => (bytes, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let content = bytes.as_deref().map(Vec::as_slice);
    let state = FileState::new(&file.env_file, content, &loaded.line_key, file.records.clone());
    let slot = |slot: &Slot| SlotOnDisk {
        key: slot.key.clone(),
        on_disk: match problem {
            Some(_) => OnDisk::Unknown,
            None => state.on_disk(&slot.key, file.applies(slot)),
        },
        line: state.line(&slot.key),
    };
    FileOnDisk {
        exists: bytes.is_some(),
        tracked_by_git,
        slots: file.env_file.slots.iter().map(slot).collect(),
        file: name,
        problem,
    }
}
