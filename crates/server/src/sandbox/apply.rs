//! Writes what applies into env files.

use crate::sandbox::{
    FilePlan, FileRecords, FileState, LineKey, LineRecord, SandboxError, Wanted, Workspace, put_all,
};
use envdock_contract::model::{EnvFile, FileRef, KeyName};
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

/// How much is written when not everything can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Each file for itself.
    EachFile,
    /// All files or none.
    AllOrNothing,
    /// Nothing, whatever can be: a strict run that lacks something else.
    Nothing,
}

/// What to do where a person has to decide.
pub struct ApplyOptions<'a> {
    /// How much is written when not everything can be.
    pub extent: Extent,
    /// Decides about a line that was changed by hand; `None`: leave it and report it.
    pub choice: &'a dyn Fn(&EnvFile, &KeyName) -> Option<ConflictChoice>,
    /// Called before a file is written: git must ignore it by then.
    pub before_write: &'a dyn Fn(&FileRef),
}

impl std::fmt::Debug for ApplyOptions<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ApplyOptions").field("extent", &self.extent).finish_non_exhaustive()
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
/// A file that cannot be written is left as it was.
#[must_use]
pub fn apply(
    workspace: &Workspace,
    line_key: &LineKey,
    work: &[FileWork<'_>],
    options: &ApplyOptions<'_>,
) -> Vec<FileOutcome> {
    if options.extent == Extent::EachFile {
        return work.iter().map(|file| apply_file(workspace, line_key, file, options)).collect();
    }
    apply_together(workspace, line_key, work, options)
}

fn apply_together(
    workspace: &Workspace,
    line_key: &LineKey,
    work: &[FileWork<'_>],
    options: &ApplyOptions<'_>,
) -> Vec<FileOutcome> {
    let plan = |file| plan(workspace, line_key, file, options);
    let planned: Vec<_> = work.iter().map(plan).collect();
    let is_clean = |plan: &Result<_, _>| plan.as_ref().is_ok_and(|(_, plan)| is_clean(plan));
    if options.extent == Extent::AllOrNothing && planned.iter().all(is_clean) {
        let errors = match write_all(workspace, work, &planned, options) {
            Ok(()) => return planned.into_iter().flatten().map(|(_, plan)| plan.into()).collect(),
            Err(errors) => errors,
        };
        let error_of = |file: &FileWork<'_>| {
            errors.iter().find(|e| e.file() == Some(&file.env_file.file_ref()))
        };
        let outcome = |(file, plan)| match error_of(file) {
            Some(error) => failed(file, error),
            None => not_written(file, plan),
        };
        return work.iter().zip(planned).map(outcome).collect();
    }
    work.iter().zip(planned).map(|(file, plan)| not_written(file, plan)).collect()
}

/// Writes all planned files or none.
fn write_all(
    workspace: &Workspace,
    work: &[FileWork<'_>],
    planned: &[Result<(Before, FilePlan), SandboxError>],
    options: &ApplyOptions<'_>,
) -> Result<(), Vec<SandboxError>> {
    let mut prepared = Vec::new();
    for (file, plan) in work.iter().zip(planned) {
        let Ok((before, FilePlan { bytes: Some(bytes), .. })) = plan else { continue };
        let (name, before) = (file.env_file.file_ref(), before.as_deref().map(Vec::as_slice));
        (options.before_write)(&name);
        prepared.push(workspace.prepare(&name, before, bytes).map_err(|error| vec![error])?);
    }
    put_all(prepared)
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
                let (name, before) = (file.env_file.file_ref(), before.as_deref());
                (options.before_write)(&name);
                workspace.replace(&name, before.map(Vec::as_slice), bytes)?;
            }
            Ok(plan)
        });
        if !matches!(result, Err(SandboxError::Changed { .. })) {
            break;
        }
    }
    match result {
        Ok(plan) => plan.into(),
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
fn not_written(file: &FileWork<'_>, plan: Result<(Before, FilePlan), SandboxError>) -> FileOutcome {
    match plan {
        Err(error) => failed(file, &error),
        Ok((_, mut plan)) => {
            refuse_changes(&mut plan, || AppliedFile::HeldBack);
            plan.into()
        }
    }
}

impl From<FilePlan> for FileOutcome {
    fn from(plan: FilePlan) -> Self {
        Self { results: plan.results, records: plan.records }
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
