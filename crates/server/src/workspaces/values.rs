//! What a sandbox elsewhere is to write into its env files.

use crate::sandbox::Wanted;
use crate::workspaces::apply::{missing, named};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{KeyName, SessionId};
use envdock_contract::wire::{FileValues, LineContent, SecretValue, ValuesAnswer, WantedLine};

impl Workspaces {
    /// The values of a live session. For its sandbox only: that is for the caller to see to.
    ///
    /// # Errors
    /// The session has ended, or the store failed.
    pub async fn values(&self, id: &SessionId) -> Result<ValuesAnswer, WorkspacesError> {
        let session = self.repository.session(id).await?;
        if session.ended_at.is_some() {
            return Err(WorkspacesError::SessionEnded);
        }
        let (revision, files) = self.load_files(&session).await?;
        let mut answer = ValuesAnswer {
            revision,
            files: Vec::new(),
            missing: files.iter().flat_map(missing).collect(),
            unknown: Vec::new(),
        };
        for file in files.iter().filter(|file| !file.is_gone) {
            let lines = self.lines(&session, file, |slot| !slot.not_needed).await?;
            let unknown = lines.unknown.into_iter().map(|slot| named(&file.env_file, slot));
            answer.unknown.extend(unknown);
            answer.files.push(FileValues {
                file: file.env_file.file_ref(),
                mode: file.env_file.mode,
                readers: file.env_file.readers.clone(),
                lines: lines.wanted.into_iter().map(line).collect(),
            });
        }
        Ok(answer)
    }
}

fn line((key, wanted): (KeyName, Wanted)) -> WantedLine {
    let content = match wanted {
        Wanted::Value { value, scope, version } => {
            LineContent::Value { scope, version, value: SecretValue::new(value) }
        }
        Wanted::Nothing => LineContent::Nothing,
        Wanted::Proposed => LineContent::Proposed,
    };
    WantedLine { key, content }
}
