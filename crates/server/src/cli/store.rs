//! Opens the store of the data folder.

use crate::cli::CliError;
use crate::crypto::Keyring;
use crate::db::Repository;
use crate::db::sqlite;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

/// Makes the data folder, if there is none.
pub(crate) fn create_data_dir(data_dir: &Path) -> Result<(), CliError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data_dir)
        .map_err(|source| CliError::DataDir { path: data_dir.to_owned(), source })
}

/// Opens the store, or makes it.
///
/// # Errors
/// [`CliError`] says what to do; nothing was changed then.
pub async fn open_store(data_dir: &Path) -> Result<(Arc<dyn Repository>, Arc<Keyring>), CliError> {
    create_data_dir(data_dir)?;
    let key = std::env::var("ENVDOCK_MASTER_KEY").ok();
    let (repository, keyring) = sqlite::open(data_dir, key.as_deref()).await?;
    Ok((Arc::new(repository), Arc::new(keyring)))
}
