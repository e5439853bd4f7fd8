//! Finds the environment variables that a project needs, without running anything of it.

mod assemble;
mod comments;
mod draft;
mod env_file_choice;
mod example;
mod ignore_files;
mod indirect;
mod inventory;
mod kind;
mod language;
mod languages;
mod manifests;
mod mention;
mod outcome;
mod placement;
mod readers;
mod reading;
mod rule;
mod skipped_folders;
mod walk;
mod wrapper_shapes;
mod wrappers;

pub use outcome::{Diagnostic, DiagnosticKind, ScanError, ScanOptions, ScanOutcome, SkipReason};
pub use outcome::{Skipped, SkippedSummary};

use std::path::Path;

/// Scans the folder `root`.
///
/// The order of what it finds depends on the files alone. Nothing in the folder is run or followed
/// out of it, and no value of an env file is kept.
///
/// # Errors
/// [`ScanError`] when `root` is not a folder that can be read.
pub fn scan(root: &Path, options: &ScanOptions) -> Result<ScanOutcome, ScanError> {
    let inventory = inventory::take(root, options)?;
    Ok(assemble::assemble(inventory))
}
