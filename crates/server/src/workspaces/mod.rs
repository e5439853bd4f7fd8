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
mod turn;
mod values;

pub(crate) use apply::{apply_answer, missing_in, named};
pub use error::WorkspacesError;
pub use scrub::Scrubbed;
pub(crate) use task::{Disk, Results, Task, write};

use crate::crypto::Keyring;
use crate::db::Repository;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The folders of all live sessions.
///
/// One thing at a time happens on disk, also where `envdock env` runs beside the server: whoever
/// comes later sees what the earlier one wrote.
#[derive(Clone)]
pub struct Workspaces {
    repository: Arc<dyn Repository>,
    keyring: Arc<Keyring>,
    turn: Arc<Mutex<()>>,
    snapshots: Arc<Mutex<()>>,
    data_dir: Arc<Path>,
}

impl fmt::Debug for Workspaces {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Workspaces").finish_non_exhaustive()
    }
}

impl Workspaces {
    /// Works on what the repository knows, which is stored in the data folder.
    #[must_use]
    pub fn new(repository: Arc<dyn Repository>, keyring: Arc<Keyring>, data_dir: &Path) -> Self {
        let (turn, snapshots) = (Arc::default(), Arc::default());
        Self { repository, keyring, turn, snapshots, data_dir: data_dir.into() }
    }
}
