//! `envdock env apply` and `envdock env scrub`: env files without the server.

mod report;

use crate::cli::env::report::{exit_code, report};
use crate::cli::exit::MISSING;
use crate::cli::{CliError, open_store, print};
use crate::configurations::configuration_id;
use crate::db::{ConfigurationQuery, Repository};
use crate::workspaces::Workspaces;
use clap::{Args, Subcommand};
use envdock_contract::model::{EnvFile, FileRef, SessionId};
use envdock_contract::wire::{ApplyBody, ConflictChoice};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Work on env files.
#[derive(Debug, Subcommand)]
pub(crate) enum EnvCommand {
    /// Writes the stored values into the env files and lists what is missing.
    Apply(ApplyArgs),
    /// Removes the lines that Envdock wrote, for images of the disk.
    Scrub {
        /// The repository.
        #[arg(default_value = ".")]
        path: PathBuf,
    },
}

/// What to apply, and what to do where a person would be asked.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct ApplyArgs {
    /// The repository.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Writes nothing unless everything can be written.
    #[arg(long)]
    strict: bool,
    /// Keeps lines that were changed by hand.
    #[arg(long, conflicts_with = "take_stored")]
    keep_file: bool,
    /// Replaces lines that were changed by hand by the stored values.
    #[arg(long)]
    take_stored: bool,
    /// Also writes env files that git tracks.
    #[arg(long)]
    confirm_tracked: bool,
}

/// Runs the command.
pub(crate) async fn run(command: EnvCommand, data_dir: &Path) -> Result<ExitCode, CliError> {
    match command {
        EnvCommand::Apply(arguments) => apply(arguments, data_dir).await,
        EnvCommand::Scrub { path } => scrub(&path, data_dir).await,
    }
}

/// The folder's env files, its live session, and the files of its spec.
async fn open(
    path: &Path,
    data_dir: &Path,
) -> Result<(Workspaces, SessionId, Vec<FileRef>), CliError> {
    let folder = path
        .canonicalize()
        .ok()
        .filter(|folder| folder.is_dir())
        .ok_or_else(|| CliError::NotAFolder(path.to_owned()))?;
    let (repository, keyring) = open_store(data_dir).await?;
    let (session, files) = live_session(&*repository, &folder).await?;
    Ok((Workspaces::new(Arc::clone(&repository), keyring), session, files))
}

async fn live_session(
    repository: &dyn Repository,
    folder: &Path,
) -> Result<(SessionId, Vec<FileRef>), CliError> {
    let unknown = || CliError::UnknownFolder(folder.to_owned());
    let id = configuration_id(folder).map_err(|_broken_rule| unknown())?;
    let query = ConfigurationQuery { ids: Some(vec![id]), limit: 1, with_spec: true, after: None };
    let page = repository.configurations(&query).await?;
    let configuration = page.configurations.into_iter().next().ok_or_else(unknown)?;
    let (session, _) = configuration.session.ok_or_else(unknown)?;
    let files = configuration.spec.unwrap_or_default().files;
    Ok((session, files.iter().map(EnvFile::file_ref).collect()))
}

async fn apply(arguments: ApplyArgs, data_dir: &Path) -> Result<ExitCode, CliError> {
    let (workspaces, session, files) = open(&arguments.path, data_dir).await?;
    let otherwise = match (arguments.keep_file, arguments.take_stored) {
        (true, _) => Some(ConflictChoice::KeepFile),
        (false, true) => Some(ConflictChoice::TakeStored),
        (false, false) => None,
    };
    let body = ApplyBody {
        strict: arguments.strict,
        resolutions: Vec::new(),
        otherwise,
        confirmed_tracked: if arguments.confirm_tracked { files } else { Vec::new() },
    };
    let answer = workspaces.apply(&session, body).await?;
    print::line(report(&answer).trim_end());
    Ok(ExitCode::from(exit_code(&answer)))
}

async fn scrub(path: &Path, data_dir: &Path) -> Result<ExitCode, CliError> {
    let (workspaces, session, _) = open(path, data_dir).await?;
    let outcome = workspaces.scrub(&session).await?;
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
        return Ok(ExitCode::FAILURE);
    }
    let remains = !outcome.still_hold_values.is_empty();
    Ok(if remains { ExitCode::from(MISSING) } else { ExitCode::SUCCESS })
}
