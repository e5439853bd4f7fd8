//! One server for a data folder: a second `envdock serve` adds its folder to the first one.

use crate::cli::control::{post, post_with};
use crate::cli::store::create_data_dir;
use crate::cli::{CliError, ServerFile, print};
use crate::routes::{FolderAnswer, FolderBody, LaunchAnswer};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// How often a server that has just started is asked again.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(250);

/// How long the server may scan a folder.
const SCAN: Duration = Duration::from_mins(2);

/// Keeps other servers away from the data folder for as long as it lives. The operating system lets
/// go of it however the process ends, so that it is never stale.
#[derive(Debug)]
pub(crate) struct Hold {
    _folder: Option<File>,
}

impl Hold {
    /// Takes hold of the data folder. `None`: a server has it.
    pub(crate) fn take(data_dir: &Path) -> Result<Option<Self>, CliError> {
        create_data_dir(data_dir)?;
        let told = |source| CliError::DataDir { path: data_dir.to_owned(), source };
        let folder = File::open(data_dir).map_err(told)?;
        match folder.try_lock() {
            Ok(()) => Ok(Some(Self { _folder: Some(folder) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "this file system has no locks: start one server only");
                Ok(Some(Self { _folder: None }))
            }
        }
    }
}

/// Adds a folder to the server that has the data folder, with a new setup session if one is asked
/// for, and prints a link to it.
pub(crate) async fn join(body: FolderBody, data_dir: &Path) -> Result<ExitCode, CliError> {
    let (file, answer) = running(data_dir).await?;
    let added = post_with(&file, "/control/folders", &body, SCAN).await;
    let (session, welcome) = match added {
        Some(FolderAnswer::Added { session, welcome }) => (session, welcome),
        Some(FolderAnswer::Refused(why)) => return Err(CliError::NotAdded(why)),
        None => return Err(silent(data_dir, Some(&file))),
    };
    let url = &file.url;
    print::line(&format!("A server runs already: {url}. This folder was added to it"));
    print::line(&welcome);
    print::line(&format!("{url}/sessions/{session}#launch={}", answer.launch));
    Ok(ExitCode::SUCCESS)
}

async fn running(data_dir: &Path) -> Result<(ServerFile, LaunchAnswer), CliError> {
    let mut ticks = tokio::time::interval(PAUSE);
    let mut server = None;
    for _ in 0..ATTEMPTS {
        ticks.tick().await;
        if let Some(file) = ServerFile::read(data_dir) {
            if let Some(answer) = post::<LaunchAnswer>(&file, "/control/launch").await {
                return Ok((file, answer));
            }
            server = Some(file);
        }
    }
    Err(silent(data_dir, server.as_ref()))
}

fn silent(data_dir: &Path, server: Option<&ServerFile>) -> CliError {
    let server = server.map(|file| format!(" ({}, process {})", file.url, file.pid));
    CliError::ServerSilent { data_dir: data_dir.to_owned(), server: server.unwrap_or_default() }
}
