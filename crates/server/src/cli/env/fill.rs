//! Fills the env files of a folder with values that came from elsewhere.

use crate::cli::CliError;
use crate::cli::env::Choices;
use crate::cli::env::records::Records;
use crate::git::Git;
use crate::sandbox::{
    ApplyOptions, Extent, FileRecords, FileWork, LineOrigin, LineRecord, Wanted, Workspace, apply,
};
use crate::workspaces::{Results, WorkspacesError, apply_answer};
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
    let mut work: Vec<Work> =
        files.into_iter().map(|file| Work::new(file, records, &unknown)).collect();
    // Files that are named no more lose their lines.
    let is_named = |file: &FileRef| work.iter().any(|one| one.env_file.file_ref() == *file);
    let gone = records.files.iter().filter(|(file, _)| !is_named(file));
    let gone: Vec<_> = gone.map(|(file, known)| Work::without_lines(file, known)).collect();
    work.extend(gone);
    let extent = match (choices.strict, missing.is_empty() && unknown.is_empty()) {
        (false, _) => Extent::EachFile,
        (true, true) => Extent::AllOrNothing,
        (true, false) => Extent::Nothing,
    };
    for one in work.iter().filter(|one| one.is_named) {
        records.files.entry(one.env_file.file_ref()).or_default().0 = one.env_file.mode;
    }
    let results = write(folder, records, &work, extent, choices)?;
    // Of a file that is named no more nothing is remembered but lines to ask about.
    records.files.retain(|file, (_, lines)| {
        !lines.is_empty() || work.iter().any(|one| one.is_named && one.env_file.file_ref() == *file)
    });
    records.save()?;
    Ok(apply_answer(revision, results, missing, unknown))
}

/// Takes the values of a session that has ended out of the folder's env files.
pub(super) fn end_session(folder: &Path, records: &mut Records) -> Result<ApplyAnswer, CliError> {
    let of_session = |(file, (mode, lines)): (&FileRef, &(FileMode, FileRecords))| {
        let is_of_session =
            |(_, record): &(&KeyName, &LineRecord)| matches!(record.scope, Scope::Session { .. });
        let wanted = lines.iter().filter(is_of_session);
        let wanted = wanted.map(|(key, _)| (key.clone(), Wanted::Nothing)).collect();
        let env_file = env_file(file.clone(), *mode, Vec::new());
        Work { env_file, records: lines.clone(), wanted, is_named: true }
    };
    let work: Vec<_> = records.files.iter().map(of_session).collect();
    let results = write(folder, records, &work, Extent::EachFile, &Choices::default())?;
    records.save()?;
    Ok(apply_answer(Revision(0), results, Vec::new(), Vec::new()))
}

/// One env file and what should stand in it.
struct Work {
    env_file: EnvFile,
    records: FileRecords,
    wanted: Vec<(KeyName, Wanted)>,
    /// It is one of those that were asked for.
    is_named: bool,
}

impl Work {
    fn new(file: FileValues, records: &Records, unknown: &[Missing]) -> Self {
        let known = records.files.get(&file.file).map(|(_, lines)| lines.clone());
        let known = known.unwrap_or_default();
        let mut wanted: Vec<_> = file.lines.into_iter().map(wanted).collect();
        let is_unknown =
            |key: &KeyName| unknown.iter().any(|one| one.file == file.file && one.key == *key);
        let is_wanted = |key: &KeyName| wanted.iter().any(|(wanted, _)| wanted == key);
        // Keys that are named no more lose their lines; of unknown ones nothing is taken away.
        let gone = known.keys().filter(|key| !is_wanted(key) && !is_unknown(key));
        let gone: Vec<_> = gone.map(|key| (key.clone(), Wanted::Nothing)).collect();
        wanted.extend(gone);
        let env_file = env_file(file.file, file.mode, file.readers);
        Self { env_file, records: known, wanted, is_named: true }
    }

    fn without_lines(file: &FileRef, (mode, lines): &(FileMode, FileRecords)) -> Self {
        let wanted = lines.keys().map(|key| (key.clone(), Wanted::Nothing)).collect();
        let env_file = env_file(file.clone(), *mode, Vec::new());
        Self { env_file, records: lines.clone(), wanted, is_named: false }
    }

    fn was_written(&self) -> bool {
        self.records.values().any(|record| record.origin == LineOrigin::Written)
    }
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

fn write(
    folder: &Path,
    records: &mut Records,
    work: &[Work],
    extent: Extent,
    choices: &Choices,
) -> Result<Results, CliError> {
    let workspace = Workspace::open(folder).map_err(WorkspacesError::Sandbox)?;
    let git = Git::discover(folder);
    let files: Vec<_> = work
        .iter()
        .map(|one| {
            let file = one.env_file.file_ref();
            let is_tracked = git.as_ref().is_some_and(|git| git.is_tracked(&file));
            FileWork {
                env_file: &one.env_file,
                records: one.records.clone(),
                wanted: &one.wanted,
                unconfirmed: is_tracked && !choices.confirm_tracked && !one.was_written(),
            }
        })
        .collect();
    let before_write = |file: &FileRef| {
        if let Some(git) = &git {
            git.keep_out(file);
        }
    };
    let choice = |_: &EnvFile, _: &KeyName| choices.otherwise;
    let options = ApplyOptions { extent, choice: &choice, before_write: &before_write };
    let outcomes = apply(&workspace, &records.line_key(), &files, &options);
    let mut results = Vec::new();
    for (one, outcome) in work.iter().zip(outcomes) {
        let file = one.env_file.file_ref();
        records.note(&file, outcome.records);
        let name = |(key, result)| (file.clone(), key, result);
        results.extend(outcome.results.into_iter().map(name));
    }
    Ok(results)
}
