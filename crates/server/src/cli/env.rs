//! `envdock env apply` and `envdock env scrub`: env files from the command line, with the store of
//! this machine, with a server elsewhere, or with values that a host hands over.

mod fill;
mod records;
mod report;
mod resolved;
mod scrub;
mod server;
mod watch;

use crate::cli::env::fill::fill;
use crate::cli::env::records::Records;
use crate::cli::env::report::{exit_code, report};
use crate::cli::env::server::Server;
use crate::cli::folder::folder;
use crate::cli::{CliError, open_store, print};
use crate::db::{AuditRecord, ConfigurationQuery, Repository};
use crate::sign_in::local_user;
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
    /// Writes the values that apply into the env files and lists what is missing.
    ///
    /// They come from the store of this machine; with --url from a server elsewhere; with --spec
    /// from whoever calls.
    Apply(ApplyArgs),
    /// Removes the lines that Envdock wrote, for images of the disk.
    Scrub {
        /// The repository.
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Removes what `env apply` wrote here with --url or --spec.
        #[arg(long)]
        sandbox: bool,
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
    /// The server that has the values; the token of a sandbox is read from `ENVDOCK_TOKEN`.
    #[arg(long, env = "ENVDOCK_URL", value_name = "URL")]
    url: Option<String>,
    /// Goes on: follows the server and applies again whenever a value changes.
    #[arg(long)]
    watch: bool,
    /// A spec as JSON (`-`: standard input): nothing is asked of any server.
    #[arg(long, value_name = "FILE", requires = "values_fd")]
    spec: Option<PathBuf>,
    /// The open file descriptor that gives the values of --spec as JSON.
    #[arg(long, value_name = "N", requires = "spec")]
    values_fd: Option<u32>,
}

/// What to do where a person would be asked.
#[derive(Debug, Default)]
struct Choices {
    strict: bool,
    otherwise: Option<ConflictChoice>,
    confirm_tracked: bool,
}

impl ApplyArgs {
    fn choices(&self) -> Choices {
        let otherwise = match (self.keep_file, self.take_stored) {
            (true, _) => Some(ConflictChoice::KeepFile),
            (false, true) => Some(ConflictChoice::TakeStored),
            (false, false) => None,
        };
        Choices { strict: self.strict, otherwise, confirm_tracked: self.confirm_tracked }
    }
}

/// Runs the command.
pub(crate) async fn run(command: EnvCommand, data_dir: &Path) -> Result<ExitCode, CliError> {
    let code = match command {
        EnvCommand::Apply(arguments) => apply(arguments, data_dir).await?,
        EnvCommand::Scrub { path, sandbox: true } => scrub::sandbox(&folder(&path)?)?,
        EnvCommand::Scrub { path, sandbox: false } => {
            let (workspaces, session, _) = open(&folder(&path)?, data_dir, "scrub").await?;
            scrub::tell(&workspaces.scrub(&session).await?)
        }
    };
    Ok(ExitCode::from(code))
}

async fn apply(arguments: ApplyArgs, data_dir: &Path) -> Result<u8, CliError> {
    let folder = folder(&arguments.path)?;
    let choices = arguments.choices();
    match (arguments.spec.zip(arguments.values_fd), arguments.url) {
        (Some(_), _) | (None, None) if arguments.watch => {
            let text = "--watch follows a server: name it with --url or ENVDOCK_URL";
            Err(CliError::Usage(text.to_owned()))
        }
        (Some((spec, descriptor)), _) => apply_resolved(&folder, &spec, descriptor, &choices),
        (None, Some(url)) => apply_from(url, folder, arguments.watch, choices).await,
        (None, None) => apply_stored(&folder, data_dir, &choices).await,
    }
}

/// The store of this machine has the values.
async fn apply_stored(folder: &Path, data_dir: &Path, choices: &Choices) -> Result<u8, CliError> {
    let (workspaces, session, files) = open(folder, data_dir, "apply").await?;
    let body = ApplyBody {
        strict: choices.strict,
        resolutions: Vec::new(),
        otherwise: choices.otherwise,
        confirmed_tracked: if choices.confirm_tracked { files } else { Vec::new() },
    };
    let answer = workspaces.apply(&session, body).await?;
    print::line(report(&answer).trim_end());
    Ok(exit_code(&answer))
}

/// A server elsewhere has them.
async fn apply_from(
    url: String,
    folder: PathBuf,
    goes_on: bool,
    choices: Choices,
) -> Result<u8, CliError> {
    let token = std::env::var("ENVDOCK_TOKEN").ok().filter(|token| !token.is_empty());
    let server = Server::new(&url, token.ok_or(CliError::NoToken)?)?;
    // It waits for network and disk: not on a thread of the runtime.
    let work = tokio::task::spawn_blocking(move || {
        if goes_on {
            watch::watch(&server, &folder, &choices)
        } else {
            watch::apply_once(&server, &folder, &choices)
        }
    });
    work.await.map_err(|error| CliError::Runtime(std::io::Error::other(error)))?
}

/// Whoever calls has them.
fn apply_resolved(
    folder: &Path,
    spec: &Path,
    descriptor: u32,
    choices: &Choices,
) -> Result<u8, CliError> {
    if spec == Path::new("-") && descriptor == 0 {
        let text = "--spec - reads standard input: give the values on another descriptor";
        return Err(CliError::Usage(text.to_owned()));
    }
    let spec = resolved::read_spec(spec)?;
    let values = resolved::Values::read(descriptor)?;
    let mut records = Records::open(folder)?;
    let answer = resolved::answer(&spec, &values, &records)?;
    let answer = fill(folder, &mut records, answer, choices)?;
    print::line(report(&answer).trim_end());
    Ok(exit_code(&answer))
}

/// The folder's env files, its live session, and the files of its spec. The audit says that `action`
/// was done.
async fn open(
    folder: &Path,
    data_dir: &Path,
    action: &'static str,
) -> Result<(Workspaces, SessionId, Vec<FileRef>), CliError> {
    let (repository, keyring) = open_store(data_dir).await?;
    let (session, files) = live_session(&*repository, folder).await?;
    let record = AuditRecord::new(&local_user(), action).in_session(&session);
    // Before the files are touched: what cannot be recorded is not done.
    repository.record_audit(&record).await?;
    Ok((Workspaces::new(Arc::clone(&repository), keyring, data_dir), session, files))
}

/// The folder's live session, and the files of its spec.
pub(crate) async fn live_session(
    repository: &dyn Repository,
    folder: &Path,
) -> Result<(SessionId, Vec<FileRef>), CliError> {
    let unknown = || CliError::UnknownFolder(folder.to_owned());
    let path = folder.to_str().ok_or_else(unknown)?;
    let id = repository.configuration_of(path).await?.ok_or_else(unknown)?;
    let query = ConfigurationQuery { ids: Some(vec![id]), limit: 1, with_spec: true, after: None };
    let page = repository.configurations(&query).await?;
    let configuration = page.configurations.into_iter().next().ok_or_else(unknown)?;
    let (session, _) = configuration.session.ok_or_else(unknown)?;
    let files = configuration.spec.unwrap_or_default().files;
    Ok((session, files.iter().map(EnvFile::file_ref).collect()))
}
