//! `envdock env scrub`.

use crate::cli::CliError;
use crate::cli::env::fill::env_file;
use crate::cli::env::records::Records;
use crate::cli::exit::{FAILED, MISSING};
use crate::cli::print;
use crate::sandbox::{ScrubOutcome, Workspace, scrub};
use crate::workspaces::WorkspacesError;
use std::path::Path;

/// Removes what was written here without the store of this machine.
pub(super) fn sandbox(folder: &Path) -> Result<u8, CliError> {
    let mut records = Records::open(folder)?;
    if !records.exist() {
        return Err(CliError::NothingApplied(folder.to_owned()));
    }
    let workspace = Workspace::open(folder).map_err(WorkspacesError::Sandbox)?;
    let files: Vec<_> = records
        .files
        .iter()
        .map(|(file, (mode, lines))| (env_file(file.clone(), *mode, Vec::new()), lines.clone()))
        .collect();
    let files: Vec<_> = files.iter().map(|(file, lines)| (file, lines.clone())).collect();
    let mut outcome = scrub(&workspace, &records.line_key(), &files);
    for (file, key, record) in std::mem::take(&mut outcome.records) {
        records.note(&file, vec![(key, record)]);
    }
    records.save()?;
    Ok(tell(&outcome))
}

/// Says what was removed and what remains; gives the exit code.
pub(super) fn tell(outcome: &ScrubOutcome) -> u8 {
    for (file, key) in &outcome.removed {
        print::line(&format!("removed   {file}  {key}"));
    }
    for file in &outcome.deleted {
        print::line(&format!("deleted   {file}"));
    }
    for (file, n) in &outcome.still_hold_values {
        let lines = if *n == 1 { "1 other value" } else { &format!("{n} other values") };
        print::line(&format!("remains   {file}  still holds {lines}"));
    }
    for (file, error) in &outcome.failed {
        print::line(&format!("failed    {file}  {error}"));
    }
    if !outcome.failed.is_empty() {
        FAILED
    } else if !outcome.still_hold_values.is_empty() {
        MISSING
    } else {
        0
    }
}
