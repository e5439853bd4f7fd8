//! Fills the env files of a folder with values that came from elsewhere.

use crate::cli::CliError;
use crate::cli::env::Choices;
use crate::cli::env::records::Records;
use crate::git::Git;
use crate::sandbox::{Extent, FileRecords, LineRecord, Wanted, Workspace};
use crate::workspaces::{Disk, Results, Task, WorkspacesError, apply_answer, write};
use envdock_contract::model::{
    EnvFile, FileMode, FileRef, Format, KeyName, Reader, Revision, Scope,
};
use envdock_contract::wire::{
    ApplyAnswer, FileValues, LineContent, Missing, ValuesAnswer, WantedLine,
};
use std::path::Path;

/// Brings the folder's env files in line with the answer of a server, or of a host.
pub(super) fn fill(
    folder: &Path,
    records: &mut Records,
    answer: ValuesAnswer,
    choices: &Choices,
) -> Result<ApplyAnswer, CliError> {
    let ValuesAnswer { revision, files, missing, unknown } = answer;
    let mut tasks: Vec<Task> =
        files.into_iter().map(|file| filled(file, records, &unknown)).collect();
    let named: Vec<FileRef> = tasks.iter().map(|task| task.env_file.file_ref()).collect();
    for task in &tasks {
        records.files.entry(task.env_file.file_ref()).or_default().0 = task.env_file.mode;
    }
    // Files that are named no more lose their lines.
    let gone = records.files.iter().filter(|(file, _)| !named.contains(file));
    tasks.extend(gone.map(|(file, known)| without_lines(file, known, |_| true)));
    let extent = match (choices.strict, missing.is_empty() && unknown.is_empty()) {
        (false, _) => Extent::EachFile,
        (true, true) => Extent::AllOrNothing,
        (true, false) => Extent::Nothing,
    };
    let results = run(folder, records, tasks, extent, choices)?;
    // Of a file that is named no more nothing is remembered but lines to ask about.
    records.files.retain(|file, (_, lines)| !lines.is_empty() || named.contains(file));
    records.save()?;
    Ok(apply_answer(revision, results, missing, unknown))
}

/// Takes the values of a session that has ended out of the folder's env files.
pub(super) fn end_session(folder: &Path, records: &mut Records) -> Result<ApplyAnswer, CliError> {
    let is_of_session = |record: &LineRecord| matches!(record.scope, Scope::Session { .. });
    let files = records.files.iter();
    let tasks = files.map(|(file, known)| without_lines(file, known, is_of_session)).collect();
    let results = run(folder, records, tasks, Extent::EachFile, &Choices::default())?;
    records.save()?;
    Ok(apply_answer(Revision(0), results, Vec::new(), Vec::new()))
}

/// Puts these lines into a file, and takes those out that are named no more.
fn filled(file: FileValues, records: &Records, unknown: &[Missing]) -> Task {
    let known = records.files.get(&file.file).map(|(_, lines)| lines.clone());
    let known = known.unwrap_or_default();
    let mut wanted: Vec<_> = file.lines.into_iter().map(wanted).collect();
    let is_unknown =
        |key: &KeyName| unknown.iter().any(|one| one.file == file.file && one.key == *key);
    let is_wanted = |key: &KeyName| wanted.iter().any(|(wanted, _)| wanted == key);
    // Of unknown ones nothing is taken away.
    let gone = known.keys().filter(|key| !is_wanted(key) && !is_unknown(key));
    let gone: Vec<_> = gone.map(|key| (key.clone(), Wanted::Nothing)).collect();
    wanted.extend(gone);
    let env_file = env_file(file.file, file.mode, file.readers);
    Task { env_file, records: known, wanted, unconfirmed: false }
}

/// Takes lines out of a file.
fn without_lines(
    file: &FileRef,
    (mode, lines): &(FileMode, FileRecords),
    is_meant: impl Fn(&LineRecord) -> bool,
) -> Task {
    let meant = lines.iter().filter(|(_, record)| is_meant(record));
    let wanted = meant.map(|(key, _)| (key.clone(), Wanted::Nothing)).collect();
    let env_file = env_file(file.clone(), *mode, Vec::new());
    Task { env_file, records: lines.clone(), wanted, unconfirmed: false }
}

/// An env file of which the slots do not matter.
pub(super) fn env_file(file: FileRef, mode: FileMode, readers: Vec<Reader>) -> EnvFile {
    EnvFile {
        workspace_path: file.workspace_path,
        path: file.path,
        format: Format::default(),
        mode,
        readers,
        slots: Vec::new(),
    }
}

fn wanted(line: WantedLine) -> (KeyName, Wanted) {
    let wanted = match line.content {
        LineContent::Value { scope, version, value } => {
            Wanted::Value { value: value.into_secret(), scope, version }
        }
        LineContent::Nothing => Wanted::Nothing,
        LineContent::Proposed => Wanted::Proposed,
    };
    (line.key, wanted)
}

/// Does the work on disk and notes what stands there now.
fn run(
    folder: &Path,
    records: &mut Records,
    mut tasks: Vec<Task>,
    extent: Extent,
    choices: &Choices,
) -> Result<Results, CliError> {
    let workspace = Workspace::open(folder).map_err(WorkspacesError::Sandbox)?;
    let git = Git::discover(folder);
    for task in &mut tasks {
        task.unconfirmed = !choices.confirm_tracked && task.needs_consent(git.as_ref());
    }
    let line_key = records.line_key();
    let disk = Disk { workspace: &workspace, git: git.as_ref(), line_key: &line_key };
    let mut results = Vec::new();
    for (file, outcome) in write(&disk, &tasks, extent, &|_, _| choices.otherwise) {
        records.note(&file, outcome.records);
        let name = |(key, result)| (file.clone(), key, result);
        results.extend(outcome.results.into_iter().map(name));
    }
    Ok(results)
}
