//! Takes values over from env files, without showing them to anybody.

use crate::db::{Change, Write};
use crate::sandbox::FileState;
use crate::workspaces::loaded::Loaded;
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{Address, SessionId};
use envdock_contract::wire::{AdoptSlot, ErrorCode, KeyProblem};

impl Workspaces {
    /// The writes that store what is in the files, one per slot, in the same order. What cannot be
    /// adopted is a refusal. Filling afterwards recognises the lines as adopted.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn adoption(
        &self,
        id: &SessionId,
        slots: Vec<AdoptSlot>,
    ) -> Result<Vec<Write>, WorkspacesError> {
        let loaded = self.load(id).await?;
        let read = tokio::task::spawn_blocking(move || {
            slots.iter().enumerate().map(|(index, slot)| write(&loaded, index, slot)).collect()
        });
        read.await.map_err(WorkspacesError::BrokenOff)
    }
}

fn write(loaded: &Loaded, index: usize, slot: &AdoptSlot) -> Write {
    let change = read(loaded, slot).unwrap_or_else(|(code, detail)| {
        let problem = KeyProblem::new(format!("/slots/{index}"), code, detail);
        Change::refused_set(KeyProblem { file: Some(slot.file.clone()), ..problem })
    });
    let address = Address {
        environment: loaded.session.environment.clone(),
        scope: slot.scope.clone(),
        key: slot.key.clone(),
    };
    Write { address, expected: slot.expected_version, change, only_if_none_in: Vec::new() }
}

fn read(loaded: &Loaded, slot: &AdoptSlot) -> Result<Change, (ErrorCode, String)> {
    let file = loaded.files.iter().find(|file| {
        file.env_file.file_ref() == slot.file
            && file.env_file.slots.iter().any(|known| known.key == slot.key)
    });
    let not_in_spec = || (ErrorCode::NotFound, "the spec has no such key in this file".to_owned());
    let file = file.ok_or_else(not_in_spec)?;
    let bytes = loaded
        .workspace
        .read(&slot.file)
        .map_err(|error| (ErrorCode::FileUnavailable, error.to_string()))?;
    let bytes = bytes.as_deref().map(Vec::as_slice);
    let state = FileState::new(&file.env_file, bytes, &loaded.line_key, file.records.clone());
    match state.value(&slot.key) {
        Err(error) => Err((ErrorCode::ValueNotCertain, error.to_string())),
        Ok(Some(value)) if value.is_empty() => {
            Err((ErrorCode::ValueNotAllowed, "the line in the file has no value".to_owned()))
        }
        Ok(Some(value)) => Ok(Change::set(value)),
        Ok(None) => Err((ErrorCode::NotInFile, "the file has no line with this key".to_owned())),
    }
}
