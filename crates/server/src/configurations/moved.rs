//! A repository that stands in another folder than before. It is offered to be taken over; nothing
//! is taken over, or put together, by itself.

use crate::configurations::RegisterError;
use crate::db::{KnownFolder, Repository};
use crate::git;
use crate::sign_in::local_user;
use envdock_contract::model::ConfigurationId;
use std::path::{Path, PathBuf};

/// Where the repository in `folder` was before: folders that are gone, with what is stored for them.
///
/// # Errors
/// [`RegisterError`].
pub async fn moved(
    repository: &dyn Repository,
    folder: &Path,
) -> Result<Vec<KnownFolder>, RegisterError> {
    match origin(folder).await? {
        Some(origin) => moved_from(repository, folder, &origin).await,
        None => Ok(Vec::new()),
    }
}

/// The same, of what the repository is recognised by.
pub(super) async fn moved_from(
    repository: &dyn Repository,
    folder: &Path,
    origin: &str,
) -> Result<Vec<KnownFolder>, RegisterError> {
    let mut known = repository.folders_of(origin).await?;
    // A folder that is still there was copied, not moved.
    known.retain(|known| Path::new(&known.path) != folder && !Path::new(&known.path).exists());
    Ok(known)
}

/// Makes `folder` the folder of the configuration `from`, which keeps its keys, its values and its
/// sessions. What is stored for `folder` by now stays apart, as a configuration without a folder.
///
/// # Errors
/// [`RegisterError::NotMoved`]: `from` is not the configuration of this repository, or its own
/// folder is still there.
pub async fn adopt_moved(
    repository: &dyn Repository,
    folder: &Path,
    from: &ConfigurationId,
) -> Result<(), RegisterError> {
    if !moved(repository, folder).await?.iter().any(|known| known.configuration == *from) {
        return Err(RegisterError::NotMoved(from.clone()));
    }
    let path = folder.to_str().ok_or_else(|| RegisterError::NotText(folder.to_owned()))?.to_owned();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let to = KnownFolder { configuration: from.clone(), name, path };
    Ok(repository.move_folder(&to, &local_user()).await?)
}

/// What the repository in `folder` is recognised by.
pub(super) async fn origin(folder: &Path) -> Result<Option<String>, RegisterError> {
    let folder = PathBuf::from(folder);
    Ok(tokio::task::spawn_blocking(move || git::origin(&folder)).await?)
}
