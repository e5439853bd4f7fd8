//! Writes what applies into env files.

use crate::sandbox::{
    FilePlan, FileRecords, FileState, LineKey, LineRecord, SandboxError, Wanted, Workspace,
};
use envdock_contract::model::{EnvFile, KeyName};
use envdock_contract::wire::{AppliedFile, ConflictChoice};

/// How often a file is planned anew when somebody else writes it at the same moment.
const ATTEMPTS: usize = 3;

/// One env file and what should be in it.
#[derive(Debug)]
pub struct FileWork<'a> {
    /// The file.
    pub env_file: &'a EnvFile,
    /// What the server remembers of its lines.
    pub records: FileRecords,
    /// The keys to look at, and what should be in their lines.
    pub wanted: &'a [(KeyName, Wanted)],
    /// Git tracks it and nobody has confirmed that it may be written.
    pub unconfirmed: bool,
}

/// What to do where a person has to decide.
pub struct ApplyOptions<'a> {
    /// All or nothing, over all files.
    pub strict: bool,
    /// Decides about a line that was changed by hand; `None`: leave it and report it.
    pub choice: &'a dyn Fn(&EnvFile, &KeyName) -> Option<ConflictChoice>,
}

impl std::fmt::Debug for ApplyOptions<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ApplyOptions").field("strict", &self.strict).finish_non_exhaustive()
    }
}

/// What happened to one file.
#[derive(Debug, Default)]
pub struct FileOutcome {
    /// Per key, in the order of the work.
    pub results: Vec<(KeyName, AppliedFile)>,
    /// Records to save, or to forget.
    pub records: Vec<(KeyName, Option<LineRecord>)>,
}

/// Brings the files in line with what is wanted; one outcome per file, in the same order.
///
/// A file that cannot be written fails alone, and is left as it was. With `strict` nothing is
/// written unless everything can be.
#[must_use]
pub fn apply(
    workspace: &Workspace,
    line_key: &LineKey,
    work: &[FileWork<'_>],
    options: &ApplyOptions<'_>,
) -> Vec<FileOutcome> {
    if options.strict {
        let planned: Vec<_> = work
            .iter()
            .map(|file| plan(workspace, line_key, file, options).map(|plan| plan.1))
            .collect();
        let is_clean = planned.iter().all(|plan| plan.as_ref().is_ok_and(is_clean));
        if !is_clean {
            return work.iter().zip(planned).map(|(file, plan)| not_written(file, plan)).collect();
        }
    }
    work.iter().map(|file| apply_file(workspace, line_key, file, options)).collect()
}

type Before = Option<crate::sandbox::FileBytes>;

fn plan(
    workspace: &Workspace,
    line_key: &LineKey,
    file: &FileWork<'_>,
    options: &ApplyOptions<'_>,
) -> Result<(Before, FilePlan), SandboxError> {
    let before = workspace.read(&file.env_file.file_ref())?;
    let state = FileState::new(
        file.env_file,
        before.as_deref().map(Vec::as_slice),
        line_key,
        file.records.clone(),
    );
    let mut plan = state.plan(file.wanted, |key| (options.choice)(file.env_file, key));
    if file.unconfirmed && plan.bytes.is_some() {
        refuse_changes(&mut plan, || AppliedFile::TrackedByGit);
    }
    Ok((before, plan))
}

fn apply_file(
    workspace: &Workspace,
    line_key: &LineKey,
    file: &FileWork<'_>,
    options: &ApplyOptions<'_>,
) -> FileOutcome {
    let mut result = Err(SandboxError::Changed { file: file.env_file.file_ref() });
    for _ in 0..ATTEMPTS {
        result = plan(workspace, line_key, file, options).and_then(|(before, plan)| {
            if let Some(bytes) = &plan.bytes {
                let before = before.as_deref().map(Vec::as_slice);
                workspace.replace(&file.env_file.file_ref(), before, bytes)?;
            }
            Ok(plan)
        });
        if !matches!(result, Err(SandboxError::Changed { .. })) {
            break;
        }
    }
    match result {
        Ok(plan) => FileOutcome { results: plan.results, records: plan.records },
        Err(error) => failed(file, &error),
    }
}

fn failed(file: &FileWork<'_>, error: &SandboxError) -> FileOutcome {
    let result = |key: &KeyName| (key.clone(), AppliedFile::Failed { detail: error.to_string() });
    let results = file.wanted.iter().map(|(key, _)| result(key)).collect();
    FileOutcome { results, records: Vec::new() }
}

fn is_clean(plan: &FilePlan) -> bool {
    plan.results.iter().all(|(_, result)| {
        matches!(
            result,
            AppliedFile::Written
                | AppliedFile::Removed
                | AppliedFile::Unchanged
                | AppliedFile::Proposed
        )
    })
}

/// The outcome of a strict run that wrote nothing.
fn not_written(file: &FileWork<'_>, plan: Result<FilePlan, SandboxError>) -> FileOutcome {
    match plan {
        Err(error) => failed(file, &error),
        Ok(mut plan) => {
            refuse_changes(&mut plan, || AppliedFile::Failed {
                detail: "nothing was written because not everything could be".to_owned(),
            });
            FileOutcome { results: plan.results, records: Vec::new() }
        }
    }
}

fn refuse_changes(plan: &mut FilePlan, instead: impl Fn() -> AppliedFile) {
    for (_, result) in &mut plan.results {
        if matches!(result, AppliedFile::Written | AppliedFile::Removed) {
            *result = instead();
        }
    }
    plan.bytes = None;
    plan.records.clear();
}
