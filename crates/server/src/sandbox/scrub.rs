//! Removes what Envdock wrote, for hosts that image the disk.

use crate::sandbox::{
    FileRecords, FileState, LineKey, LineOrigin, LineRecord, SandboxError, Wanted, Workspace,
};
use envdock_contract::model::{EnvFile, FileMode, FileRef, KeyName};

/// What a scrub did.
#[derive(Debug, Default)]
pub struct ScrubOutcome {
    /// Lines that were removed.
    pub removed: Vec<(FileRef, KeyName)>,
    /// Files that were emptied by that and deleted.
    pub deleted: Vec<FileRef>,
    /// Secret files that still hold values, with the number of lines.
    pub still_hold_values: Vec<(FileRef, usize)>,
    /// Files that could not be read or written.
    pub failed: Vec<(FileRef, SandboxError)>,
    /// Records to forget.
    pub records: Vec<(FileRef, KeyName, Option<LineRecord>)>,
}

/// Removes the lines that Envdock wrote (not adopted ones) from the `secret` files.
#[must_use]
pub fn scrub(
    workspace: &Workspace,
    line_key: &LineKey,
    files: &[(&EnvFile, FileRecords)],
) -> ScrubOutcome {
    let mut outcome = ScrubOutcome::default();
    for (env_file, records) in files.iter().filter(|(file, _)| file.mode == FileMode::Secret) {
        if let Err(error) = scrub_file(workspace, line_key, env_file, records, &mut outcome) {
            outcome.failed.push((env_file.file_ref(), error));
        }
    }
    outcome
}

fn scrub_file(
    workspace: &Workspace,
    line_key: &LineKey,
    env_file: &EnvFile,
    records: &FileRecords,
    outcome: &mut ScrubOutcome,
) -> Result<(), SandboxError> {
    let file = env_file.file_ref();
    workspace.remove_leftovers(&file)?;
    let Some(before) = workspace.read(&file)? else { return Ok(()) };
    let written: FileRecords = records
        .iter()
        .filter(|(_, record)| record.origin == LineOrigin::Written)
        .map(|(key, record)| (key.clone(), record.clone()))
        .collect();
    let wanted: Vec<_> = written.keys().map(|key| (key.clone(), Wanted::Nothing)).collect();
    let plan = FileState::new(env_file, Some(&before), line_key, written).plan(&wanted, |_| None);
    let after = plan.bytes.as_ref().unwrap_or(&before);
    let left = FileState::new(env_file, Some(after), line_key, FileRecords::new());
    let n_left = left.n_values();
    if plan.bytes.is_some() {
        if after.iter().all(u8::is_ascii_whitespace) {
            workspace.delete(&file, &before)?;
            outcome.deleted.push(file.clone());
        } else {
            workspace.replace(&file, Some(&before), after)?;
        }
    }
    if n_left > 0 {
        outcome.still_hold_values.push((file.clone(), n_left));
    }
    for (key, result) in plan.results {
        if result == envdock_contract::wire::AppliedFile::Removed {
            outcome.removed.push((file.clone(), key));
        }
    }
    outcome
        .records
        .extend(plan.records.into_iter().map(|(key, record)| (file.clone(), key, record)));
    Ok(())
}
