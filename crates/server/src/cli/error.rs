//! Why a command failed: one line and an exit code.

use crate::cli::exit::UNKNOWN;
use crate::config::NoDataDir;
use crate::configurations::RegisterError;
use crate::crypto::{MasterKeyError, NoRandomness};
use crate::db::RepositoryError;
use crate::db::sqlite::OpenStoreError;
use crate::setup_agent::{AgentError, SpawnError};
use crate::sign_in::MintError;
use crate::workspaces::WorkspacesError;
use std::io;
use std::path::PathBuf;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The path given is not one.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// There is no configuration for the folder.
    #[error("{} was never served: run `envdock serve` there first", .0.display())]
    UnknownFolder(PathBuf),
    /// Somebody else listens there.
    #[error("port {0} is in use: choose another with --port, or let --port 0 take a free one")]
    PortInUse(u16),
    /// The port cannot be used for another reason.
    #[error("port {port} cannot be used: {source}")]
    Port {
        /// The port.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// No data folder is known.
    #[error(transparent)]
    NoDataDir(#[from] NoDataDir),
    /// The data folder cannot be used.
    #[error("{} cannot be written: {source}", .path.display())]
    DataDir {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] OpenStoreError),
    /// The store failed later.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// No token was minted.
    #[error(transparent)]
    Mint(#[from] MintError),
    /// The folder's env files could not be worked on.
    #[error(transparent)]
    Workspaces(#[from] WorkspacesError),
    /// The folder could not be opened.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// No server runs on this data folder.
    #[error("no server is running: start one with `envdock serve`")]
    NoServer,
    /// A server holds the data folder, and cannot be asked.
    #[error(
        "a server{server} uses {} and does not answer: end it, or choose another folder with \
         --data-dir",
        .data_dir.display()
    )]
    ServerSilent {
        /// The data folder.
        data_dir: PathBuf,
        /// What `server.json` says of it, in brackets.
        server: String,
    },
    /// The running server cannot add the folder.
    #[error("{0}")]
    NotAdded(String),
    /// The setup agent was not started by a server.
    #[error("{0} is not set: the server starts this command")]
    NotToldWhatToDo(&'static str),
    /// The setup agent came to no good end.
    #[error("the setup agent stopped: {0}")]
    SetupAgent(#[from] AgentError),
    /// No agent could be started.
    #[error(transparent)]
    Spawn(#[from] SpawnError),
    /// There is no such live token.
    #[error("there is no live token with the id {0}: `envdock token list` shows them")]
    NoSuchToken(String),
    /// The policy does not allow such a token.
    #[error(
        "a token of an agent or a sandbox needs --session, and none lives longer than 365 days"
    )]
    TokenRefused,
    /// The command line, or what it names, cannot be used.
    #[error("{0}")]
    Usage(String),
    /// No token for the server was given.
    #[error("set ENVDOCK_TOKEN to the token of a sandbox: `envdock token mint --role sandbox`")]
    NoToken,
    /// Nothing is known of what the server has.
    #[error("the server {url} cannot be reached: {reason}")]
    Unreachable {
        /// Its address.
        url: String,
        /// Why.
        reason: String,
    },
    /// Another attempt will not do better.
    #[error("the server {url} refused: {reason}")]
    ServerRefused {
        /// Its address.
        url: String,
        /// What it said.
        reason: String,
    },
    /// There is nowhere to remember what was written.
    #[error("no folder for what is remembered of lines: set HOME or XDG_STATE_HOME")]
    NoStateDir,
    /// What is remembered of lines cannot be read.
    #[error("{} cannot be used: {source}", .path.display())]
    Records {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What is remembered of lines is not what was written.
    #[error(
        "{} is damaged; nothing was changed. Remove it: lines of env files then count as written \
         by hand",
        .0.display()
    )]
    RecordsDamaged(PathBuf),
    /// The env files were written; that they were is not remembered.
    #[error(
        "the env files were written, but {} could not be: {source}; apply again, or their lines \
         count as written by hand",
        .path.display()
    )]
    NotRemembered {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is nothing to scrub.
    #[error("nothing was applied to {} from here with --url or --spec", .0.display())]
    NothingApplied(PathBuf),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The asynchronous runtime did not start, or the listener broke.
    #[error("the server stopped: {0}")]
    Runtime(#[source] io::Error),
}

impl CliError {
    /// The exit code, as `envdock --help` lists it.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NotAFolder(_)
            | Self::NotAdded(_)
            | Self::Register(RegisterError::Scan(_) | RegisterError::NotText(_)) => 10,
            Self::PortInUse(_) => 11,
            Self::UnknownFolder(_) | Self::NothingApplied(_) => 19,
            Self::Unreachable { .. } => UNKNOWN,
            Self::ServerRefused { .. } => 21,
            Self::DataDir { .. } => 13,
            Self::Store(error) => match error {
                OpenStoreError::Locked(_) => 12,
                OpenStoreError::ReadOnly(_) | OpenStoreError::Folder { .. } => 13,
                OpenStoreError::Newer(_) => 14,
                OpenStoreError::Damaged(_) => 15,
                OpenStoreError::Key(MasterKeyError::Lost(_)) => 16,
                OpenStoreError::Key(_) => 17,
                OpenStoreError::Other { .. } => 1,
            },
            Self::NoServer => 18,
            Self::ServerSilent { .. } => 20,
            Self::TokenRefused | Self::Usage(_) | Self::NoToken | Self::NotToldWhatToDo(_) => 2,
            Self::NoSuchToken(_)
            | Self::Port { .. }
            | Self::Repository(_)
            | Self::Mint(_)
            | Self::Workspaces(_)
            | Self::Register(_)
            | Self::SetupAgent(_)
            | Self::Spawn(_)
            | Self::NoDataDir(_)
            | Self::NoStateDir
            | Self::Records { .. }
            | Self::RecordsDamaged(_)
            | Self::NotRemembered { .. }
            | Self::Randomness(_)
            | Self::Runtime(_) => 1,
        }
    }
}
