//! `server.json`: how other commands find the running server.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// What the running server writes into its data folder, readable by its owner only.
#[derive(Deserialize, Serialize)]
pub struct ServerFile {
    /// The address that people open.
    pub url: String,
    /// The port on the loopback interface.
    pub port: u16,
    /// The process.
    pub pid: u32,
    /// What `envdock open` proves itself with.
    pub secret: String,
}

impl fmt::Debug for ServerFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ServerFile").field("url", &self.url).finish_non_exhaustive()
    }
}

impl ServerFile {
    /// Where it is.
    #[must_use]
    pub fn path(data_dir: &Path) -> PathBuf {
        data_dir.join("server.json")
    }

    /// Writes it whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, data_dir: &Path) -> io::Result<()> {
        let temporary = data_dir.join(format!("server.json.{}", self.pid));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&temporary)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(&temporary, Self::path(data_dir))
    }

    /// Reads it. `None`: no server has left one, or it cannot be read.
    #[must_use]
    pub fn read(data_dir: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(Self::path(data_dir)).ok()?).ok()
    }

    /// Removes it, unless another server has replaced it meanwhile.
    pub fn remove(&self, data_dir: &Path) {
        if Self::read(data_dir).is_some_and(|file| file.secret == self.secret) {
            // A file that stays behind is recognised as stale.
            let _ = fs::remove_file(Self::path(data_dir));
        }
    }
}
