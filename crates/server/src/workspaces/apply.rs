//! Writes everything that applies into a session's env files.

use crate::sandbox::Wanted;
use crate::workspaces::fill::task;
use crate::workspaces::loaded::LoadedFile;
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{EnvFile, KeyName, SessionId, Slot};
use envdock_contract::wire::{
    AppliedFile, ApplyAnswer, ApplyBody, ApplyResult, Conflict, ConflictChoice, Missing,
};

impl Workspaces {
    /// Writes what applies and lists what is missing.
    ///
    /// # Errors
    /// The session or its folder cannot be used as a whole.
    pub async fn apply(
        &self,
        id: &SessionId,
        body: ApplyBody,
    ) -> Result<ApplyAnswer, WorkspacesError> {
        let _turn = self.turn.lock().await;
        let loaded = self.load(id).await?;
        let revision = loaded.revision;
        let missing: Vec<_> = loaded.files.iter().flat_map(missing).collect();
        let (mut tasks, mut unknown) = (Vec::new(), Vec::new());
        for file in &loaded.files {
            let mut wanted = Vec::new();
            for slot in file.env_file.slots.iter().filter(|slot| !slot.not_needed) {
                match self.wanted(&loaded.session, file, slot).await? {
                    Some(line) => wanted.push((slot.key.clone(), line)),
                    None => unknown.push(named(&file.env_file, slot)),
                }
            }
            let is_confirmed = body.confirmed_tracked.contains(&file.env_file.file_ref());
            tasks.push(task(&loaded, file, wanted, is_confirmed));
        }
        let strict = body.strict;
        let results = if strict && !(missing.is_empty() && unknown.is_empty()) {
            let all = tasks.iter().flat_map(|task| {
                let file = task.env_file.file_ref();
                task.wanted
                    .iter()
                    .map(move |(key, wanted)| (file.clone(), key.clone(), left(wanted)))
            });
            all.collect()
        } else {
            let choose = move |file: &EnvFile, key: &KeyName| choice(&body, file, key);
            self.run(loaded, tasks, strict, Box::new(choose)).await?
        };
        let conflicts = results.iter().filter_map(|(file, key, result)| match result {
            AppliedFile::Conflict { line } => {
                Some(Conflict { file: file.clone(), key: key.clone(), line: *line })
            }
            AppliedFile::Written
            | AppliedFile::Removed
            | AppliedFile::Unchanged
            | AppliedFile::Proposed
            | AppliedFile::TrackedByGit
            | AppliedFile::Pending
            | AppliedFile::Failed { .. } => None,
        });
        let conflicts = conflicts.collect();
        let result = |(file, key, result)| ApplyResult { file, key, result };
        let results = results.into_iter().map(result).collect();
        Ok(ApplyAnswer { revision, results, missing, conflicts, unknown })
    }
}

fn choice(body: &ApplyBody, file: &EnvFile, key: &KeyName) -> Option<ConflictChoice> {
    let file = file.file_ref();
    let named = body.resolutions.iter().find(|r| r.file == file && r.key == *key);
    named.map(|resolution| resolution.choice).or(body.otherwise)
}

/// What a strict run says of a line when it writes nothing.
fn left(wanted: &Wanted) -> AppliedFile {
    match wanted {
        Wanted::Proposed => AppliedFile::Proposed,
        Wanted::Nothing => AppliedFile::Unchanged,
        Wanted::Value { .. } => AppliedFile::Failed {
            detail: "nothing was written because not everything could be".to_owned(),
        },
    }
}

fn named(file: &EnvFile, slot: &Slot) -> Missing {
    Missing { file: file.file_ref(), key: slot.key.clone(), any_of: slot.any_of.clone() }
}

/// Required slots of a file for which no value may be written; of an any-of group without any
/// value, each member.
fn missing(file: &LoadedFile) -> Vec<Missing> {
    let slots = || file.env_file.slots.iter().filter(|slot| !slot.not_needed);
    let is_missing = |slot: &&Slot| match &slot.any_of {
        None => slot.required && file.applies(slot).is_none(),
        Some(group) => {
            let mut members = slots().filter(|member| member.any_of.as_ref() == Some(group));
            members.clone().any(|member| member.required)
                && members.all(|member| file.applies(member).is_none())
        }
    };
    slots().filter(is_missing).map(|slot| named(&file.env_file, slot)).collect()
}
