//! What a new scan does to a stored spec: it adds, it marks, it takes nothing back that a person
//! has decided.

use envdock_contract::model::{
    EnvFile, FileMode, FileRef, KeyName, Kind, MAX_FILES, MAX_SLOTS, Slot, Spec,
};

/// A spec after a scan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The new spec.
    pub spec: Spec,
    /// Slots that were not known before, in order.
    pub added: Vec<(FileRef, KeyName)>,
    /// Slots that this scan did not find any more.
    pub vanished: Vec<(FileRef, KeyName)>,
    /// Plain files that became secret ones, because a secret slot was added.
    pub made_secret: Vec<FileRef>,
}

/// Merges what was `scanned` into what is `stored`.
///
/// Order, `required`, kind, description, acceptance and whatever else a person may have edited stay
/// as they are stored. Where a slot was found, who reads a file, and whether it is still found
/// follow the scan. A slot that was added by hand (nothing proves it) never vanishes. A plain file
/// that gets a new secret slot is plain no more: what goes into snapshots must not hold a secret.
#[must_use]
pub fn merge(stored: &Spec, scanned: Spec) -> Merged {
    let mut merged = Merged::default();
    let mut scanned = scanned.files;
    let mut room = MAX_SLOTS.saturating_sub(stored.files.iter().map(|f| f.slots.len()).sum());
    for file in &stored.files {
        // However it is divided into folder and path, it is one file on disk.
        let name = file.file_ref().to_string();
        let found = scanned.iter().position(|other| other.file_ref().to_string() == name);
        let found = found.map(|index| scanned.remove(index));
        let file = merge_file(file, found, &mut room, &mut merged);
        merged.spec.files.push(file);
    }
    for mut file in scanned {
        if merged.spec.files.len() >= MAX_FILES {
            break;
        }
        file.slots.truncate(room);
        room -= file.slots.len();
        let name = file.file_ref();
        merged.added.extend(file.slots.iter().map(|slot| (name.clone(), slot.key.clone())));
        merged.spec.files.push(file);
    }
    merged
}

fn merge_file(
    stored: &EnvFile,
    scanned: Option<EnvFile>,
    room: &mut usize,
    merged: &mut Merged,
) -> EnvFile {
    let name = stored.file_ref();
    let mut file = stored.clone();
    let mut found = Vec::new();
    if let Some(scanned) = scanned {
        file.readers = scanned.readers;
        found = scanned.slots;
    }
    for slot in &mut file.slots {
        let index = found.iter().position(|other| other.key == slot.key);
        match index.map(|index| found.remove(index)) {
            Some(found) => refresh(slot, found),
            None if slot.provenance.is_empty() || slot.no_longer_found => {}
            None => {
                slot.no_longer_found = true;
                merged.vanished.push((name.clone(), slot.key.clone()));
            }
        }
    }
    for slot in found.into_iter().take(*room) {
        *room -= 1;
        merged.added.push((name.clone(), slot.key.clone()));
        if file.mode == FileMode::Plain && slot.kind == Kind::Secret {
            file.mode = FileMode::Secret;
            merged.made_secret.push(name.clone());
        }
        file.slots.push(slot);
    }
    file
}

fn refresh(slot: &mut Slot, found: Slot) {
    slot.provenance = found.provenance;
    slot.no_longer_found = false;
    if slot.description.is_none() {
        slot.description = found.description;
    }
    if slot.suggestions.is_empty() {
        slot.suggestions = found.suggestions;
    }
}

#[cfg(test)]
mod tests;
