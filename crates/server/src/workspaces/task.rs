//! Work on env files, done by a thread that may wait for the disk.

use crate::db::Session;
use crate::git::Git;
use crate::sandbox::{
    ApplyOptions, Extent, FileOutcome, FileRecords, FileWork, LineKey, LineOrigin, Wanted,
    Workspace, apply,
};
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{EnvFile, FileRef, KeyName, Slot};
use envdock_contract::wire::{AppliedFile, ConflictChoice, EventBody};
use std::collections::BTreeSet;

/// One file's part of a piece of work, owned, so that another thread can do it.
pub(crate) struct Task {
    pub(crate) env_file: EnvFile,
    pub(crate) records: FileRecords,
    pub(crate) wanted: Vec<(KeyName, Wanted)>,
    /// Git tracks the file, and nobody has agreed that values are written into it.
    pub(crate) unconfirmed: bool,
}

/// The folder in which the files are, and what its lines are recognised by.
pub(crate) struct Disk<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) git: Option<&'a Git>,
    pub(crate) line_key: &'a LineKey,
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
        let work = tokio::task::spawn_blocking(move || {
            let Loaded { workspace, git, line_key, .. } = &loaded;
            write(&Disk { workspace, git: git.as_ref(), line_key }, &tasks, extent, &choose)
        });
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
    let (env_file, records) = (file.env_file.clone(), file.records.clone());
    let mut task = Task { env_file, records, wanted, unconfirmed: false };
    task.unconfirmed = !is_confirmed && task.needs_consent(loaded.git.as_ref());
    task
}

impl Task {
    /// Whether git tracks the file and Envdock has written nothing into it before, which a person
    /// would have let it.
    pub(crate) fn needs_consent(&self, git: Option<&Git>) -> bool {
        let is_tracked = git.is_some_and(|git| git.is_tracked(&self.env_file.file_ref()));
        is_tracked && !self.records.values().any(|record| record.origin == LineOrigin::Written)
    }
}

/// Does the work on disk. Files that get values are kept out of git.
pub(crate) fn write(
    disk: &Disk<'_>,
    tasks: &[Task],
    extent: Extent,
    choice: &dyn Fn(&EnvFile, &KeyName) -> Option<ConflictChoice>,
) -> Vec<(FileRef, FileOutcome)> {
    let work = tasks.iter().map(|task| FileWork {
        env_file: &task.env_file,
        records: task.records.clone(),
        wanted: &task.wanted,
        unconfirmed: task.unconfirmed,
    });
    let before_write = |file: &FileRef| {
        if let Some(git) = disk.git {
            git.keep_out(file);
        }
    };
    let options = ApplyOptions { extent, choice, before_write: &before_write };
    let outcomes = apply(disk.workspace, disk.line_key, &work.collect::<Vec<_>>(), &options);
    tasks.iter().map(|task| task.env_file.file_ref()).zip(outcomes).collect()
}
