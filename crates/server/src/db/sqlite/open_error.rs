//! Why the database cannot be opened.

use crate::crypto::MasterKeyError;
use crate::db::sqlite::failure::{Kind, kind};
use sqlx::migrate::MigrateError;
use std::io;
use std::path::{Path, PathBuf};

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenStoreError {
    /// Another program holds it.
    #[error(
        "the database {} is locked by another program: end that program, then try again",
        .0.display()
    )]
    Locked(PathBuf),
    /// It cannot be written.
    #[error(
        "the database {} cannot be written: make it writable, or choose another folder with \
--data-dir",
        .0.display()
    )]
    ReadOnly(PathBuf),
    /// It has a schema that this version does not know.
    #[error(
        "the database {} was made by a newer version of Envdock: use that version, or choose \
another folder with --data-dir. Nothing was changed",
        .0.display()
    )]
    Newer(PathBuf),
    /// It is not a database (any more).
    #[error(
        "the database {} is damaged: put a copy in its place, or move it away to begin anew. \
Nothing was changed",
        .0.display()
    )]
    Damaged(PathBuf),
    /// The master key does not fit.
    #[error(transparent)]
    Key(#[from] MasterKeyError),
    /// The folder cannot be used.
    #[error("{} cannot be used: {source}", .path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something else.
    #[error("the database {} cannot be opened: {source}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// Why.
        source: sqlx::Error,
    },
}

impl OpenStoreError {
    /// A failed statement.
    pub(super) fn of(path: &Path, error: sqlx::Error) -> Self {
        let path = path.to_owned();
        match kind(&error) {
            Kind::Locked => Self::Locked(path),
            Kind::ReadOnly | Kind::CannotOpen | Kind::Full => Self::ReadOnly(path),
            Kind::Damaged => Self::Damaged(path),
            Kind::Other => Self::Other { path, source: error },
        }
    }

    /// A failed migration.
    pub(super) fn of_migration(path: &Path, error: MigrateError) -> Self {
        if let MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) = error {
            return Self::of(path, error);
        }
        if matches!(error, MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..)) {
            return Self::Newer(path.to_owned());
        }
        Self::of(path, sqlx::Error::Migrate(Box::new(error)))
    }
}
