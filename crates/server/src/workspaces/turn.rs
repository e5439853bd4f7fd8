//! Whose turn it is on disk.

use crate::workspaces::Workspaces;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;
use tokio::sync::MutexGuard;
use tokio::time::{Instant, sleep};

/// In the data folder; it is empty.
const LOCK: &str = "files.lock";
/// How often another process is asked whether it has finished.
const PAUSE: Duration = Duration::from_millis(20);
/// How long a process is waited for that has stopped in the middle. Each file is replaced as a
/// whole in any case.
const PATIENCE: Duration = Duration::from_secs(10);

/// The turn of one piece of work: it reads what is known, writes files, and keeps what is known.
pub(super) struct Turn<'a> {
    _here: MutexGuard<'a, ()>,
    /// The operating system lets go of it however the process ends.
    _elsewhere: Option<File>,
}

impl Workspaces {
    /// Waits until nobody else works on env files, in this process or in another one with the same
    /// data folder.
    pub(super) async fn turn(&self) -> Turn<'_> {
        let here = self.turn.lock().await;
        let elsewhere = lock(&self.data_dir).await;
        let elsewhere = elsewhere.inspect_err(|error| {
            tracing::warn!(%error, "another process may write env files at the same time");
        });
        Turn { _here: here, _elsewhere: elsewhere.ok() }
    }
}

async fn lock(data_dir: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(0o600);
    let file = file.open(data_dir.join(LOCK))?;
    let end = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < end => sleep(PAUSE).await,
            Err(error) => return Err(error.into()),
        }
    }
}
