//! Why a command failed: one line and an exit code.

use crate::config::NoDataDir;
use crate::crypto::NoRandomness;
use std::io;
use std::path::PathBuf;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The path given is not one.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
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
            Self::NotAFolder(_) => 10,
            Self::PortInUse(_) => 11,
            Self::DataDir { .. } => 13,
            Self::Port { .. } | Self::NoDataDir(_) | Self::Randomness(_) | Self::Runtime(_) => 1,
        }
    }
}
