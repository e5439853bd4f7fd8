//! What an apply did, in words and as an exit code.

use crate::cli::exit::{CHANGED_BY_HAND, FAILED, MISSING, UNKNOWN};
use envdock_contract::model::FileRef;
use envdock_contract::wire::{AppliedFile, ApplyAnswer, Missing};
use std::fmt::Write;

/// The most pressing of what the report says: something could not be written, then what is not
/// known, then what a person must decide, then what is missing.
pub(super) fn exit_code(answer: &ApplyAnswer) -> u8 {
    let is_broken = |result: &AppliedFile| {
        matches!(result, AppliedFile::Failed { .. } | AppliedFile::TrackedByGit)
    };
    if answer.results.iter().any(|result| is_broken(&result.result)) {
        FAILED
    } else if !answer.unknown.is_empty() {
        UNKNOWN
    } else if !answer.conflicts.is_empty() {
        CHANGED_BY_HAND
    } else if !answer.missing.is_empty() {
        MISSING
    } else {
        0
    }
}

/// A line per slot that is not as it was, or not as it should be.
pub(super) fn report(answer: &ApplyAnswer) -> String {
    let mut text = String::new();
    let mut line = |what: &str, file: &FileRef, rest: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{what:<9} {file}  {rest}");
    };
    for result in &answer.results {
        let key = result.key.as_str();
        match &result.result {
            AppliedFile::Written => line("written", &result.file, key),
            AppliedFile::Removed => line("removed", &result.file, key),
            AppliedFile::Proposed => line(
                "proposed",
                &result.file,
                &format!("{key}: a shared value; accept it on the page first"),
            ),
            AppliedFile::TrackedByGit => line(
                "refused",
                &result.file,
                &format!("{key}: git tracks the file; confirm with --confirm-tracked"),
            ),
            AppliedFile::Failed { detail } => {
                line("failed", &result.file, &format!("{key}: {detail}"));
            }
            AppliedFile::HeldBack => {
                line("held back", &result.file, &format!("{key}: --strict writes all or nothing"));
            }
            AppliedFile::Unchanged | AppliedFile::Pending | AppliedFile::Conflict { .. } => {}
        }
    }
    for conflict in &answer.conflicts {
        let text = format!(
            "{}: line {} was changed by hand; --keep-file or --take-stored",
            conflict.key, conflict.line
        );
        line("conflict", &conflict.file, &text);
    }
    let named = |missing: &Missing| match &missing.any_of {
        Some(group) => format!("{} (one of \"{group}\" is enough)", missing.key),
        None => missing.key.to_string(),
    };
    answer.missing.iter().for_each(|missing| line("missing", &missing.file, &named(missing)));
    answer.unknown.iter().for_each(|slot| line("unknown", &slot.file, &named(slot)));
    if text.is_empty() { "every env file is as it should be".to_owned() } else { text }
}
