//! The repository that a command is given.

use crate::cli::CliError;
use std::path::{Path, PathBuf};

/// The canonical path of the folder at `path`.
pub(crate) fn folder(path: &Path) -> Result<PathBuf, CliError> {
    path.canonicalize()
        .ok()
        .filter(|folder| folder.is_dir())
        .ok_or_else(|| CliError::NotAFolder(path.to_owned()))
}
