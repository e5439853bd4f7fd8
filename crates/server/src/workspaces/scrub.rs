//! Removes what Envdock wrote from a session's env files.

use crate::db::LineEntry;
use crate::sandbox::{FileRecords, ScrubOutcome, scrub};
use crate::workspaces::loaded::Loaded;
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{EnvFile, FileMode, FileRef, Format, SessionId};
use std::collections::BTreeMap;

/// What a scrub did.
pub type Scrubbed = ScrubOutcome;

impl Workspaces {
    /// Removes the lines that Envdock wrote, and deletes files that this empties.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn scrub(&self, id: &SessionId) -> Result<Scrubbed, WorkspacesError> {
        let _turn = self.turn.lock().await;
        let loaded = self.load(id).await?;
        let configuration = loaded.session.configuration.clone();
        let gone = gone(&loaded, self.repository.line_records(&configuration).await?);
        let work = tokio::task::spawn_blocking(move || {
            let known = loaded.files.iter().map(|file| (&file.env_file, file.records.clone()));
            let gone = gone.iter().map(|(file, records)| (file, records.clone()));
            let files: Vec<_> = known.chain(gone).collect();
            scrub(&loaded.workspace, &loaded.line_key, &files)
        });
        let mut outcome = work.await.map_err(WorkspacesError::BrokenOff)?;
        let records = std::mem::take(&mut outcome.records);
        self.repository.save_line_records(&configuration, &records).await?;
        Ok(outcome)
    }
}

/// Files that the spec does not name any more, with lines that were written when it did.
fn gone(loaded: &Loaded, entries: Vec<LineEntry>) -> Vec<(EnvFile, FileRecords)> {
    let mut gone: BTreeMap<FileRef, FileRecords> = BTreeMap::new();
    for entry in entries {
        if loaded.files.iter().all(|file| file.env_file.file_ref() != entry.file) {
            gone.entry(entry.file).or_default().insert(entry.key, entry.record);
        }
    }
    let file = |(name, records): (FileRef, FileRecords)| {
        let file = EnvFile {
            workspace_path: name.workspace_path,
            path: name.path,
            format: Format::default(),
            mode: FileMode::Secret,
            readers: Vec::new(),
            slots: Vec::new(),
        };
        (file, records)
    };
    gone.into_iter().map(file).collect()
}
