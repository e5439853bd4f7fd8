//! Tells what is on disk.

use crate::sandbox::FileState;
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{OnDisk, SessionId, Slot};
use envdock_contract::wire::{FileOnDisk, FilesAnswer, SlotOnDisk};

impl Workspaces {
    /// The env files of a session as they are on disk.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn files(&self, id: &SessionId) -> Result<FilesAnswer, WorkspacesError> {
        // Between writing a file and keeping its records, our own lines would look foreign.
        let _turn = self.turn().await;
        let loaded = self.load(id).await?;
        let revision = loaded.revision;
        let read = tokio::task::spawn_blocking(move || {
            let known = loaded.files.iter().filter(|file| !file.is_gone);
            known.map(|file| file_on_disk(&loaded, file)).collect()
        });
        let files = read.await.map_err(WorkspacesError::BrokenOff)?;
        Ok(FilesAnswer { revision, files })
    }
}

fn file_on_disk(loaded: &Loaded, file: &LoadedFile) -> FileOnDisk {
    let name = file.env_file.file_ref();
    let tracked_by_git = loaded.git.as_ref().is_some_and(|git| git.is_tracked(&name));
    let (bytes, problem) = match loaded.workspace.read(&name) {
        Ok(bytes) => (bytes, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let content = bytes.as_deref().map(Vec::as_slice);
    let state = FileState::new(&file.env_file, content, &loaded.line_key, file.records.clone());
    let slot = |slot: &Slot| SlotOnDisk {
        key: slot.key.clone(),
        on_disk: match problem {
            Some(_) => OnDisk::Unknown,
            None => state.on_disk(&slot.key, file.applies(slot)),
        },
        line: state.line(&slot.key),
    };
    FileOnDisk {
        exists: bytes.is_some(),
        tracked_by_git,
        slots: file.env_file.slots.iter().map(slot).collect(),
        file: name,
        problem,
    }
}
