//! What the project itself says about the keys that an agent asks for.

use crate::app::App;
use crate::db::Session;
use crate::requests::known::{file_in, slot_in};
use crate::requests::question::QuestionKey;
use envdock_contract::model::{
    EnvFile, FileMode, FilePath, FileRef, NameError, Provenance, RequestedKey, Slot, Spec,
    WorkspacePath,
};
use envdock_rules::agent_text::clean;
use std::path::PathBuf;

const MOST_PROOFS: usize = 20;
const LONGEST_PATH: usize = 1_024;

/// What a scan of the session's folder finds; nothing where the server does not have it.
///
/// The stored spec does not do: an agent may have written into it what it likes.
pub(super) async fn scanned(app: &App, session: &Session) -> Spec {
    let Some(folder) = session.folder.clone().map(PathBuf::from) else { return Spec::default() };
    match app.scan(folder).await {
        Ok(Ok(outcome)) => outcome.spec,
        Ok(Err(error)) => {
            tracing::warn!(%error, "the project was not scanned for a request");
            Spec::default()
        }
        Err(error) => {
            tracing::error!(%error, "a scan was broken off");
            Spec::default()
        }
    }
}

/// A key as it is asked for: its file, and what is known of it.
pub(super) fn requested(
    spec: &Spec,
    scanned: &Spec,
    asked: &QuestionKey,
) -> Result<RequestedKey, NameError> {
    let (known, found) = (file_in(spec, asked), file_in(scanned, asked));
    let declared = known.and_then(|file| slot_in(file, asked));
    let seen = found.and_then(|file| slot_in(file, asked));
    let slot = declared.or(seen);
    let file = match (known, &asked.file, found) {
        (Some(file), _, _) | (None, None, Some(file)) => file.file_ref(),
        (None, Some(named), _) => named.clone(),
        (None, None, None) => usual_file(spec, scanned)?,
    };
    Ok(RequestedKey {
        file_is_a_guess: known.is_none() && asked.file.is_none(),
        file,
        key: asked.key.clone(),
        required: slot.is_none_or(|slot| slot.required),
        kind: slot.map(|slot| slot.kind).unwrap_or_default(),
        description: slot.and_then(|slot| slot.description.clone()),
        any_of: slot.and_then(|slot| slot.any_of.clone()),
        suggestions: slot.map(|slot| slot.suggestions.clone()).unwrap_or_default(),
        provenance: provenance(scanned, asked),
        replace: asked.replace.clone(),
        refused_before: 0,
        result: None,
    })
}

/// The file for a key that nobody lists.
fn usual_file(spec: &Spec, scanned: &Spec) -> Result<FileRef, NameError> {
    let is_secret = |file: &&EnvFile| file.mode == FileMode::Secret;
    // The scan names first what stands nearest to the root.
    match scanned.files.iter().chain(&spec.files).find(is_secret) {
        Some(file) => Ok(file.file_ref()),
        None => {
            Ok(FileRef { workspace_path: WorkspacePath::default(), path: FilePath::new(".env")? })
        }
    }
}

/// Where the project mentions the key, whatever file it belongs to.
fn provenance(scanned: &Spec, asked: &QuestionKey) -> Vec<Provenance> {
    let slots = scanned.files.iter().filter_map(|file| slot_in(file, asked));
    let mut lines: Vec<_> = slots.flat_map(|slot: &Slot| slot.provenance.iter().cloned()).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.truncate(MOST_PROOFS);
    for line in &mut lines {
        // A repository may give its files names that mislead.
        line.file = clean(&line.file, LONGEST_PATH);
    }
    lines
}
