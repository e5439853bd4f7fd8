//! Why a session's env files could not be worked on as a whole.

use crate::db::RepositoryError;
use crate::sandbox::{ArchiveError, SandboxError};
use envdock_contract::wire::Missing;

/// Why an older session's files are not filled.
pub(super) const NEWER_SESSION: &str = "a newer session uses this folder, and its env files have \
                                        the values of that one; they get those of this session \
                                        when the newer one ends";

/// Why a session's env files could not be worked on as a whole. What concerns one file or one key
/// is in the results instead.
#[derive(Debug, thiserror::Error)]
pub enum WorkspacesError {
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The files have the values of another session.
    #[error("{}", NEWER_SESSION)]
    NewerSession,
    /// The server does not have the session's folder.
    #[error("this server does not have the session's folder")]
    NoLocalFolder,
    /// The env files were written; that they were is not remembered.
    #[error(
        "the env files were written, but the store could not remember it: apply again, or their \
         lines count as written by hand"
    )]
    NotRemembered(#[source] RepositoryError),
    /// A snapshot without these would not run.
    #[error(
        "{} required values are missing; fill them in, or acknowledge exactly those that are listed",
        .0.len()
    )]
    MissingRequired(Vec<Missing>),
    /// There is no snapshot.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// What holds secrets is another set of files than when the snapshot began.
    #[error("the spec's env files changed while the snapshot was made; try again")]
    SpecChanged,
    /// The folder cannot be opened.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The store failed.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// A bug: the work on the disk did not end as it should.
    #[error("the work on the disk was broken off")]
    BrokenOff(#[source] tokio::task::JoinError),
}
