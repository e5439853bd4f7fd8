//! From the wire's words to the store's.

use crate::api::error::{check_failure, save_failure};
use crate::api::wire::refusal;
use crate::api::{ApiError, Applied, AppliedSlot, Checks, Files, LineConflict, Written};
use envdock_contract::model::Stored;
use envdock_contract::wire::{
    self, AppliedFile, ApplyAnswer, BatchAnswer, CheckResult, ChecksAnswer, ConfigurationAnswer,
    FileOnDisk, FilesAnswer, MeAnswer, OperationResult, Outcome,
};
use envdock_core::{
    Configuration, DiskFile, DiskSlot, FileEffect, FileResult, Me, PartResult, Repository,
    SaveOutcome,
};
use std::sync::Arc;

pub(in crate::api) fn me(answer: MeAnswer) -> Me {
    Me {
        user: answer.user,
        organization: answer.organization,
        role: answer.role,
        environments: answer.environments,
        capabilities: answer.capabilities,
    }
}

pub(in crate::api) fn configuration(answer: ConfigurationAnswer) -> Configuration {
    let repositories = answer.repositories.into_iter();
    Configuration {
        id: answer.id,
        name: answer.name,
        repositories: repositories
            .map(|repository| Repository { id: repository.id, name: repository.name })
            .collect(),
        folder: answer.folder,
        session: answer.session,
        environment: answer.environment,
        spec_version: answer.spec_version,
        spec: answer.spec.map(Arc::new),
    }
}

pub(in crate::api) fn checks(answer: ChecksAnswer, n_parts: usize) -> Result<Checks, ApiError> {
    if answer.results.len() != n_parts {
        return Err(ApiError::Unreadable);
    }
    let results = answer.results.into_iter().map(|result| match result {
        CheckResult::Keys(keys) => {
            PartResult::Keys(keys.into_iter().map(|key| (key.key, key.presence)).collect())
        }
        CheckResult::Error(problem) => PartResult::Failed(check_failure(problem.code, None)),
    });
    Ok(Checks { revision: Some(answer.revision), results: results.collect() })
}

pub(in crate::api) fn written(
    answer: Result<BatchAnswer, ApiError>,
    n_writes: usize,
) -> Result<Written, ApiError> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return refusal::per_write(error, n_writes),
    };
    if answer.results.len() != n_writes {
        return Err(ApiError::Unreadable);
    }
    let outcomes = answer.results.into_iter().map(outcome).collect();
    Ok(Written { revision: Some(answer.revision), outcomes })
}

pub(in crate::api) fn effects(applied: Vec<wire::Applied>) -> Vec<FileEffect> {
    let effects = applied.into_iter().map(|applied| FileEffect {
        session: applied.session,
        file: applied.file,
        result: file_result(applied.result),
    });
    effects.collect()
}

fn outcome(result: OperationResult) -> SaveOutcome {
    let applied = effects(result.applied);
    match result.outcome {
        Outcome::Stored { version, updated_at, updated_by }
        | Outcome::Described { version, updated_at, updated_by } => {
            let scope = result.address.scope;
            SaveOutcome::Stored {
                stored: Stored { scope, version, updated_at, updated_by },
                applied,
            }
        }
        Outcome::Removed { version } | Outcome::Purged { version } => {
            SaveOutcome::Removed { version, applied }
        }
        // Core knows that it was moved, and from where.
        Outcome::Moved { to, to_version, updated_at, updated_by, .. } => {
            let (scope, version) = (to.scope, to_version);
            SaveOutcome::Stored {
                stored: Stored { scope, version, updated_at, updated_by },
                applied,
            }
        }
        Outcome::Refused(problem) => SaveOutcome::Refused(save_failure(problem)),
    }
}

fn file_result(applied: AppliedFile) -> FileResult {
    match applied {
        AppliedFile::Written => FileResult::Written,
        AppliedFile::Removed => FileResult::Removed,
        // No page asks for a strict run.
        AppliedFile::Unchanged | AppliedFile::HeldBack => FileResult::Unchanged,
        AppliedFile::Proposed => FileResult::Proposed,
        AppliedFile::Conflict { line } => FileResult::Conflict { line },
        AppliedFile::TrackedByGit => FileResult::TrackedByGit,
        AppliedFile::Pending => FileResult::Pending,
        AppliedFile::Failed { detail } => FileResult::Failed { detail },
    }
}

pub(in crate::api) fn files(answer: FilesAnswer) -> Files {
    let files = answer.files.into_iter().map(disk_file).collect();
    Files { revision: Some(answer.revision), files }
}

fn disk_file(file: FileOnDisk) -> DiskFile {
    let slots = file.slots.into_iter();
    DiskFile {
        file: file.file,
        exists: file.exists,
        tracked_by_git: file.tracked_by_git,
        problem: file.problem,
        slots: slots
            .map(|slot| DiskSlot { key: slot.key, on_disk: slot.on_disk, line: slot.line })
            .collect(),
    }
}

pub(in crate::api) fn applied(answer: ApplyAnswer) -> Applied {
    let results = answer.results.into_iter().map(|result| AppliedSlot {
        file: result.file,
        key: result.key,
        result: file_result(result.result),
    });
    let conflicts = answer.conflicts.into_iter().map(|conflict| LineConflict {
        file: conflict.file,
        key: conflict.key,
        line: conflict.line,
    });
    Applied { results: results.collect(), conflicts: conflicts.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{Presence, Revision, Scope, Version};
    use envdock_core::{CheckFailure, SaveFailure};

    const STORED: &str = r#"{"scope":{"type":"organization"},"version":3,
        "updated_at":"2026-11-01T12:00:00Z","updated_by":"ada"}"#;

    #[test]
    fn a_context_that_fails_fails_alone() {
        let text = format!(
            r#"{{"revision":7,"checked_at":"2026-11-01T12:00:00Z","results":[
            {{"keys":[{{"key":"A","presence":{{"stored":[{STORED}]}}}}]}},
            {{"error":{{"pointer":"/contexts/1","code":"forbidden","detail":"no"}}}}]}}"#
        );
        let answer: ChecksAnswer = serde_json::from_str(&text).unwrap();
        assert_eq!(checks(answer.clone(), 3), Err(ApiError::Unreadable));
        let checks = checks(answer, 2).unwrap();
        assert_eq!(checks.revision, Some(Revision(7)));
        let PartResult::Keys(keys) = &checks.results[0] else { panic!("keys were answered") };
        let stored: Stored = serde_json::from_str(STORED).unwrap();
        assert_eq!(keys[0].1, Presence::Stored(vec![stored]));
        assert_eq!(checks.results[1], PartResult::Failed(CheckFailure::Forbidden));
    }

    #[test]
    fn every_write_gets_its_own_outcome() {
        let address = r#"{"environment":"dev","scope":{"type":"organization"},"key":"A"}"#;
        let text = format!(
            r#"{{"revision":8,"results":[
            {{"address":{address},"outcome":{{"stored":{{"version":1,
              "updated_at":"2026-11-01T12:00:00Z","updated_by":"ada"}}}},
              "applied":[{{"session":"s","file":{{"path":".env"}},"result":"written"}}]}},
            {{"address":{address},"outcome":{{"refused":{{"pointer":"/operations/1",
              "code":"conflict","detail":"changed","current":{STORED}}}}}}},
            {{"address":{address},"outcome":{{"refused":{{"pointer":"/operations/2",
              "code":"conflict","detail":"changed","removed":{STORED}}}}}}}]}}"#
        );
        let answer: BatchAnswer = serde_json::from_str(&text).unwrap();
        assert_eq!(written(Ok(answer.clone()), 1), Err(ApiError::Unreadable));
        let outcomes = written(Ok(answer), 3).unwrap().outcomes;
        let SaveOutcome::Stored { stored, applied } = &outcomes[0] else { panic!("stored") };
        assert_eq!((&stored.scope, stored.version), (&Scope::Organization, Version(1)));
        assert_eq!(applied[0].result, FileResult::Written);
        let current = serde_json::from_str(STORED).ok();
        assert_eq!(
            outcomes[1],
            SaveOutcome::Refused(SaveFailure::Conflict { current, removed: None })
        );
        let removed = serde_json::from_str(STORED).ok();
        let conflict = SaveFailure::Conflict { current: None, removed };
        assert_eq!(outcomes[2], SaveOutcome::Refused(conflict));
    }

    #[test]
    fn what_was_moved_is_stored_at_its_new_place() {
        let (from, to) = (r#"{"type":"session","id":"s"}"#, r#"{"type":"configuration","id":"c"}"#);
        let at = |scope| [r#"{"environment":"dev","key":"A","scope":"#, scope, "}"].concat();
        let text = format!(
            r#"{{"revision":8,"results":[{{"address":{},"outcome":{{"moved":{{"version":2,
              "to":{},"to_version":5,"updated_at":"2026-11-01T12:00:00Z","updated_by":"ada"}}}}}}]}}"#,
            at(from),
            at(to),
        );
        let outcomes = written(Ok(serde_json::from_str(&text).unwrap()), 1).unwrap().outcomes;
        let SaveOutcome::Stored { stored, .. } = &outcomes[0] else { panic!("stored") };
        let to: Scope = serde_json::from_str(to).unwrap();
        assert_eq!((&stored.scope, stored.version), (&to, Version(5)));
    }
}
