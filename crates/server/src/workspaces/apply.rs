//! Writes everything that applies into a session's env files.

use crate::sandbox::Extent;
use crate::workspaces::loaded::LoadedFile;
use crate::workspaces::task::{Results, task};
use crate::workspaces::{Workspaces, WorkspacesError};
use envdock_contract::model::{EnvFile, KeyName, Revision, SessionId, Slot};
use envdock_contract::wire::{
    AppliedFile, ApplyAnswer, ApplyBody, ApplyResult, Conflict, ConflictChoice, Missing,
};
use std::collections::BTreeMap;

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
        let _turn = self.turn().await;
        let loaded = self.load(id).await?;
        let newest = self.newest(&loaded.session.configuration).await?;
        if newest.is_some_and(|newest| newest.id != *id) {
            return Err(WorkspacesError::NewerSession);
        }
        let revision = loaded.revision;
        let missing: Vec<_> = loaded.files.iter().flat_map(missing).collect();
        let (mut tasks, mut unknown) = (Vec::new(), Vec::new());
        for file in &loaded.files {
            let lines = self.lines(&loaded.session, file, |slot| !slot.not_needed).await?;
            unknown.extend(lines.unknown.into_iter().map(|slot| named(&file.env_file, slot)));
            let is_confirmed = body.confirmed_tracked.contains(&file.env_file.file_ref());
            tasks.push(task(&loaded, file, lines.wanted, is_confirmed));
        }
        let extent = match (body.strict, missing.is_empty() && unknown.is_empty()) {
            (false, _) => Extent::EachFile,
            (true, true) => Extent::AllOrNothing,
            (true, false) => Extent::Nothing,
        };
        let choose = move |file: &EnvFile, key: &KeyName| choice(&body, file, key);
        let ran = self.run(loaded, tasks, extent, Box::new(choose)).await?;
        ran.remembered?;
        Ok(apply_answer(revision, ran.results, missing, unknown))
    }
}

/// What is told of an apply.
pub(crate) fn apply_answer(
    revision: Revision,
    results: Results,
    missing: Vec<Missing>,
    unknown: Vec<Missing>,
) -> ApplyAnswer {
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
        | AppliedFile::HeldBack
        | AppliedFile::Failed { .. } => None,
    });
    let conflicts = conflicts.collect();
    let result = |(file, key, result)| ApplyResult { file, key, result };
    let results = results.into_iter().map(result).collect();
    ApplyAnswer { revision, results, missing, conflicts, unknown }
}

fn choice(body: &ApplyBody, file: &EnvFile, key: &KeyName) -> Option<ConflictChoice> {
    let file = file.file_ref();
    let named = body.resolutions.iter().find(|r| r.file == file && r.key == *key);
    named.map(|resolution| resolution.choice).or(body.otherwise)
}

pub(crate) fn named(file: &EnvFile, slot: &Slot) -> Missing {
    Missing { file: file.file_ref(), key: slot.key.clone(), any_of: slot.any_of.clone() }
}

/// Required slots of a file for which no value may be written.
pub(super) fn missing(file: &LoadedFile) -> Vec<Missing> {
    missing_in(&file.env_file, |slot| file.applies(slot).is_some())
}

/// Required slots of a file that have no value; of an any-of group without any value, each member.
pub(crate) fn missing_in(file: &EnvFile, has_value: impl Fn(&Slot) -> bool) -> Vec<Missing> {
    let slots = || file.slots.iter().filter(|slot| !slot.not_needed);
    // Per group, whether a member is required and whether one has a value.
    let mut groups: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for slot in slots() {
        let Some(name) = slot.any_of.as_deref() else { continue };
        let (is_required, is_set) = groups.entry(name).or_default();
        *is_required |= slot.required;
        *is_set |= has_value(slot);
    }
    let is_missing = |slot: &&Slot| match slot.any_of.as_deref() {
        None => slot.required && !has_value(slot),
        Some(name) => groups.get(name) == Some(&(true, false)),
    };
    slots().filter(is_missing).map(|slot| named(file, slot)).collect()
}
