//! Opening a folder: it is scanned, and what it needs becomes the spec of its configuration.

use crate::configurations::moved::{moved_from, origin};
use crate::configurations::{Merged, merge};
use crate::crypto::{NoRandomness, digest, random};
use crate::db::{Folder, KnownFolder, Registered, Repository, RepositoryError, StoredSpec};
use crate::scanner::{ScanError, ScanOptions, ScanOutcome, scan};
use crate::sign_in::local_user;
use envdock_contract::model::{ConfigurationId, Environment, NameError, RepositoryId, SessionId};
use envdock_contract::wire::RepositoryAnswer;
use std::path::{Path, PathBuf};
use tokio::task::JoinError;

/// How often a save is tried again when somebody else changes the spec at the same moment.
const ATTEMPTS: usize = 3;

/// A folder that is open.
#[derive(Debug)]
pub struct Opened {
    /// Its configuration.
    pub configuration: ConfigurationId,
    /// Its live session.
    pub session: SessionId,
    /// What was scanned.
    pub scan: ScanOutcome,
    /// What the scan changed.
    pub merged: Merged,
    /// Where this repository was before; it can be taken over from there.
    pub moved: Vec<KnownFolder>,
}

/// Why a folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Its path cannot be kept as text, and something like it would be another folder.
    #[error("{}: the path of this folder is not UTF-8: rename it", .0.display())]
    NotText(PathBuf),
    /// It could not be scanned.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// The store failed.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// No id could be made.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// A bug: an id of ours breaks its rule.
    #[error(transparent)]
    Id(#[from] NameError),
    /// It is no repository that has moved here.
    #[error(
        "{0} cannot be taken over: either it is of another repository, or its own folder is still \
         there"
    )]
    NotMoved(ConfigurationId),
    /// A bug in the scanner.
    #[error("the scan was broken off")]
    BrokenOff(#[from] JoinError),
}

fn short_hash(folder: &str) -> String {
    let hash = digest(folder).hex();
    hash.chars().take(16).collect()
}

/// Scans the folder with the canonical path `folder` and makes it known.
///
/// # Errors
/// [`RegisterError`]; the stored spec is then as it was.
pub async fn open_folder(
    repository: &dyn Repository,
    folder: PathBuf,
) -> Result<Opened, RegisterError> {
    let known = known(repository, &folder).await?;
    let configuration = known.configuration.clone();
    let at = folder.clone();
    let scan = tokio::task::spawn_blocking(move || scan(&at, &ScanOptions::default())).await??;
    let (Registered { session, stored }, moved) = register(repository, &known, &folder).await?;
    let merged = save(repository, &configuration, stored, &scan).await?;
    Ok(Opened { configuration, session, scan, merged, moved })
}

/// Makes the folder with the canonical path `folder` known, with a new setup session in which an
/// agent finds out what it needs.
///
/// # Errors
/// [`RegisterError`].
pub async fn open_for_setup(
    repository: &dyn Repository,
    folder: &Path,
) -> Result<Opened, RegisterError> {
    let known = Folder { setup: true, ..known(repository, folder).await? };
    let (Registered { session, stored }, moved) = register(repository, &known, folder).await?;
    let merged = Merged { spec: stored.spec, ..Merged::default() };
    let (configuration, scan) = (known.configuration, ScanOutcome::default());
    Ok(Opened { configuration, session, scan, merged, moved })
}

async fn register(
    repository: &dyn Repository,
    known: &Folder,
    folder: &Path,
) -> Result<(Registered, Vec<KnownFolder>), RegisterError> {
    let registered = repository.register(known).await?;
    let Some(origin) = origin(folder).await? else { return Ok((registered, Vec::new())) };
    repository.set_origin(&known.configuration, &origin).await?;
    Ok((registered, moved_from(repository, folder, &origin).await?))
}

async fn known(repository: &dyn Repository, folder: &Path) -> Result<Folder, RegisterError> {
    let path = folder.to_str().ok_or_else(|| RegisterError::NotText(folder.to_owned()))?.to_owned();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let (configuration, suffix) = if let Some(known) = repository.configuration_of(&path).await? {
        (known, short_hash(&path))
    } else {
        let suffix = suffix(repository, &path).await?;
        (ConfigurationId::new(&format!("cfg_{suffix}"))?, suffix)
    };
    Ok(Folder {
        configuration,
        // One that is known keeps its own.
        repository: RepositoryAnswer {
            id: RepositoryId::new(&format!("repo_{suffix}"))?,
            name: name.clone(),
        },
        name,
        path,
        environment: Environment::default(),
        new_session: SessionId::new(&random::id("ses")?)?,
        setup: false,
        owner: local_user(),
    })
}

/// What a new configuration's id ends with: a hash of the path, unless the repository that was
/// there has taken its configuration elsewhere.
async fn suffix(repository: &dyn Repository, path: &str) -> Result<String, RegisterError> {
    let hash = short_hash(path);
    match repository.spec(&ConfigurationId::new(&format!("cfg_{hash}"))?).await {
        Err(RepositoryError::NotFound) => Ok(hash),
        Ok(_) => Ok(short_hash(&random::id(path)?)),
        Err(error) => Err(error.into()),
    }
}

async fn save(
    repository: &dyn Repository,
    id: &ConfigurationId,
    mut stored: StoredSpec,
    scan: &ScanOutcome,
) -> Result<Merged, RegisterError> {
    let mut attempt = 1;
    loop {
        let merged = merge(&stored.spec, scan.spec.clone());
        // Also an empty spec is saved once: "nothing needed" differs from "not yet known".
        if merged.spec == stored.spec && stored.version.0 > 0 {
            return Ok(merged);
        }
        match repository.save_spec(id, stored.version, &merged.spec, &local_user()).await {
            Ok(_) => return Ok(merged),
            Err(RepositoryError::Conflict { .. }) if attempt < ATTEMPTS => {
                stored = repository.spec(id).await?;
                attempt += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
}
