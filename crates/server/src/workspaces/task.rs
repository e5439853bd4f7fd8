//! Work on env files, done by a thread that may wait for the disk.

use crate::db::Session;
use crate::sandbox::{ApplyOptions, Extent, FileOutcome, FileRecords, FileWork, Wanted, apply};
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{EnvFile, FileRef, KeyName, Slot};
use envdock_contract::wire::{AppliedFile, ConflictChoice, EventBody};
use std::collections::BTreeSet;

/// One file's part of a piece of work, owned, so that another thread can do it.
pub(super) struct Task {
    pub(super) env_file: EnvFile,
    pub(super) records: FileRecords,
    pub(super) wanted: Vec<(KeyName, Wanted)>,
    pub(super) unconfirmed: bool,
}

/// What became of each slot.
pub(crate) type Results = Vec<(FileRef, KeyName, AppliedFile)>;

/// Decides about a line that was changed by hand.
pub(super) type Choose = Box<dyn Fn(&EnvFile, &KeyName) -> Option<ConflictChoice> + Send + 'static>;

/// What should stand in some lines of a file.
pub(super) struct Lines<'a> {
    pub(super) wanted: Vec<(KeyName, Wanted)>,
    /// Slots whose value cannot be decrypted.
    pub(super) unknown: Vec<&'a Slot>,
}

/// What was done, and whether the store remembers it.
pub(super) struct Ran {
    pub(super) results: Results,
    pub(super) remembered: Result<(), WorkspacesError>,
}

impl Workspaces {
    /// What should stand in the lines that are asked for, and in those that are due.
    pub(super) async fn lines<'a>(
        &self,
        session: &Session,
        file: &'a LoadedFile,
        is_asked: impl Fn(&Slot) -> bool,
    ) -> Result<Lines<'a>, WorkspacesError> {
        let (mut wanted, mut unknown) = (Vec::new(), Vec::new());
        let slots = &file.env_file.slots;
        let meant = slots.iter().filter(|slot| is_asked(slot) || file.due.contains(&slot.key));
        let meant: Vec<_> = meant.collect();
        let lines = self.wanted(session, file, &meant).await?;
        for (slot, line) in meant.into_iter().zip(lines) {
            match line {
                Some(line) => wanted.push((slot.key.clone(), line)),
                None => unknown.push(slot),
            }
        }
        let named: BTreeSet<_> = slots.iter().map(|slot| &slot.key).collect();
        let vanished = file.due.iter().filter(|key| !named.contains(key));
        wanted.extend(vanished.map(|key| (key.clone(), Wanted::Nothing)));
        Ok(Lines { wanted, unknown })
    }

    /// Does the work on disk and keeps its records; results in the order of the tasks.
    pub(super) async fn run(
        &self,
        loaded: Loaded,
        tasks: Vec<Task>,
        extent: Extent,
        choose: Choose,
    ) -> Result<Ran, WorkspacesError> {
        let (session, revision) = (loaded.session.id.clone(), loaded.revision);
        let configuration = loaded.session.configuration.clone();
        let work = tokio::task::spawn_blocking(move || write(&loaded, &tasks, extent, &choose));
        let outcomes = work.await.map_err(WorkspacesError::BrokenOff)?;
        let mut results = Vec::new();
        let mut records = Vec::new();
        for (file, outcome) in outcomes {
            let name = |key: KeyName, record| (file.clone(), key, record);
            records.extend(outcome.records.into_iter().map(|(key, record)| name(key, record)));
            let name = |(key, result)| (file.clone(), key, result);
            results.extend(outcome.results.into_iter().map(name));
        }
        let remembered = if records.is_empty() {
            Ok(())
        } else {
            let saved = self.repository.save_line_records(&configuration, &records).await;
            self.repository.events().publish(revision, EventBody::Files { session });
            saved.map_err(WorkspacesError::NotRemembered)
        };
        Ok(Ran { results, remembered })
    }
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
    extent: Extent,
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
    let before_write = |file: &FileRef| {
        if let Some(git) = &loaded.git {
            git.keep_out(file);
        }
    };
    let options = ApplyOptions { extent, choice: choose, before_write: &before_write };
    let outcomes = apply(&loaded.workspace, &loaded.line_key, &work, &options);
    tasks.iter().map(|task| task.env_file.file_ref()).zip(outcomes).collect()
}
