//! `envdock env apply` and `envdock env scrub`: env files without the server.

use crate::cli::{CliError, open_store, print};
use crate::configurations::configuration_id;
use crate::db::{ConfigurationQuery, Repository};
use crate::workspaces::Workspaces;
use clap::{Args, Subcommand};
use envdock_contract::model::{EnvFile, FileRef, SessionId};
use envdock_contract::wire::{AppliedFile, ApplyAnswer, ApplyBody, ConflictChoice, Missing};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const MISSING: u8 = 3;
const CHANGED_BY_HAND: u8 = 4;
const UNKNOWN: u8 = 5;

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

fn exit_code(answer: &ApplyAnswer) -> u8 {
    let is_broken = |result: &AppliedFile| {
        matches!(result, AppliedFile::Failed { .. } | AppliedFile::TrackedByGit)
    };
    if !answer.unknown.is_empty() {
        UNKNOWN
    } else if !answer.conflicts.is_empty() {
        CHANGED_BY_HAND
    } else if !answer.missing.is_empty() {
        MISSING
    } else {
        u8::from(answer.results.iter().any(|result| is_broken(&result.result)))
    }
}

/// A line per slot that is not as it was, or not as it should be.
fn report(answer: &ApplyAnswer) -> String {
    let mut text = String::new();
    let mut line = |what: &str, file: &FileRef, rest: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{what:<9} {file}  {rest}");
    };
    for result in &answer.results {
        let key = result.key.as_str();
        match &result.result {
            AppliedFile::Written => line("written", &result.file, key),
            AppliedFile::Removed => line("removed", &result.file, key),
            AppliedFile::Proposed => line(
                "proposed",
                &result.file,
                &format!("{key}: a shared value; accept it on the page first"),
            ),
            AppliedFile::TrackedByGit => line(
                "refused",
                &result.file,
                &format!("{key}: git tracks the file; confirm with --confirm-tracked"),
            ),
            AppliedFile::Failed { detail } => {
                line("failed", &result.file, &format!("{key}: {detail}"));
            }
            AppliedFile::Unchanged | AppliedFile::Pending | AppliedFile::Conflict { .. } => {}
        }
    }
    for conflict in &answer.conflicts {
        let text = format!(
            "{}: line {} was changed by hand; --keep-file or --take-stored",
            conflict.key, conflict.line
        );
        line("conflict", &conflict.file, &text);
    }
    let named = |missing: &Missing| match &missing.any_of {
        Some(group) => format!("{} (one of \"{group}\" is enough)", missing.key),
        None => missing.key.to_string(),
    };
    answer.missing.iter().for_each(|missing| line("missing", &missing.file, &named(missing)));
    answer.unknown.iter().for_each(|slot| line("unknown", &slot.file, &named(slot)));
    if text.is_empty() { "every env file is as it should be".to_owned() } else { text }
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
