//! Removes what Envdock wrote from a session's env files.

use crate::sandbox::{ScrubOutcome, scrub};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::SessionId;

/// What a scrub did.
pub type Scrubbed = ScrubOutcome;

impl Workspaces {
    /// Removes the lines that Envdock wrote, and deletes files that this empties.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn scrub(&self, id: &SessionId) -> Result<Scrubbed, WorkspacesError> {
        let _turn = self.turn().await;
        let loaded = self.load(id).await?;
        let configuration = loaded.session.configuration.clone();
        let work = tokio::task::spawn_blocking(move || {
            let known = loaded.files.iter().map(|file| (&file.env_file, file.records.clone()));
            let files: Vec<_> = known.collect();
            scrub(&loaded.workspace, &loaded.line_key, &files)
        });
        let mut outcome = work.await.map_err(WorkspacesError::BrokenOff)?;
        let records = std::mem::take(&mut outcome.records);
        self.repository
            .save_line_records(&configuration, &records)
            .await
            .map_err(WorkspacesError::NotRemembered)?;
        Ok(outcome)
    }
}
