//! Brings stored values and env files together: which session's files a write concerns, what
//! should stand in them, and what became of it.
//!
//! The `sandbox` module changes files and knows nothing of sessions; this one knows sessions and
//! touches no file.

mod accepted;
mod adopt;
mod apply;
mod error;
mod fill;
mod loaded;
mod on_disk;
mod scrub;
mod snapshot;
mod task;
mod values;

pub(crate) use apply::{apply_answer, missing_in, named};
pub use error::WorkspacesError;
pub use scrub::Scrubbed;
pub(crate) use task::Results;

use crate::crypto::Keyring;
use crate::db::Repository;
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The folders of all live sessions.
///
/// One thing at a time happens on disk: whoever comes later sees what the earlier one wrote.
#[derive(Clone)]
pub struct Workspaces {
    repository: Arc<dyn Repository>,
    keyring: Arc<Keyring>,
    turn: Arc<Mutex<()>>,
    snapshots: Arc<Mutex<()>>,
}

impl fmt::Debug for Workspaces {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Workspaces").finish_non_exhaustive()
    }
}

impl Workspaces {
    /// Works on what the repository knows.
    #[must_use]
    pub fn new(repository: Arc<dyn Repository>, keyring: Arc<Keyring>) -> Self {
        Self { repository, keyring, turn: Arc::default(), snapshots: Arc::default() }
    }
}
