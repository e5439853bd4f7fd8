//! Where imported keys go, and what the spec gains by them.

use crate::store::ImportLine;
use envdock_contract::model::{
    EnvFile, FileMode, FileRef, Format, KeyName, Kind, Slot, Spec, WorkspacePath,
};
use std::collections::HashMap;

/// Where a line goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The env file.
    pub file: FileRef,
    /// Whether the spec lists the key there.
    pub is_listed: bool,
    /// Whether it says there what the key is for.
    pub is_described: bool,
}

/// Where each line goes: to `target` if that lists the key, otherwise to the first file that does;
/// a key that no file lists becomes one of `target`. Lines without a key go nowhere.
#[must_use]
pub fn places(lines: &[ImportLine], spec: Option<&Spec>, target: &FileRef) -> Vec<Option<Place>> {
    let mut known: HashMap<&KeyName, Place> = HashMap::new();
    for file in spec.into_iter().flat_map(|spec| &spec.files) {
        let file_ref = file.file_ref();
        for slot in &file.slots {
            let is_described = slot.description.is_some();
            let place = Place { file: file_ref.clone(), is_listed: true, is_described };
            if file_ref == *target {
                known.insert(&slot.key, place);
            } else {
                known.entry(&slot.key).or_insert(place);
            }
        }
    }
    let new = || Place { file: target.clone(), is_listed: false, is_described: false };
    let place = |line: &ImportLine| {
        let key = line.key.as_ref()?;
        Some(known.get(key).cloned().unwrap_or_else(new))
    };
    lines.iter().map(place).collect()
}

/// What an import says about a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The env file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// What it is for.
    pub description: Option<String>,
}

/// The spec with keys and descriptions that it did not have; nothing, if it has them all. What it
/// says already stays.
#[must_use]
pub fn merged(spec: Option<&Spec>, additions: &[Addition]) -> Option<Spec> {
    let mut spec = spec.cloned().unwrap_or_default();
    let mut is_changed = false;
    for (file, additions) in by_file(additions) {
        let known = spec.files.iter_mut().find(|known| known.file_ref() == *file);
        if let Some(known) = known {
            is_changed |= add(known, additions);
        } else {
            let mut added = new_file(file);
            is_changed |= add(&mut added, additions);
            spec.files.push(added);
        }
    }
    is_changed.then_some(spec)
}

fn by_file(additions: &[Addition]) -> Vec<(&FileRef, Vec<&Addition>)> {
    let mut files: Vec<(&FileRef, Vec<&Addition>)> = Vec::new();
    for addition in additions {
        match files.iter_mut().find(|(file, _)| **file == addition.file) {
            Some((_, of_file)) => of_file.push(addition),
            None => files.push((&addition.file, vec![addition])),
        }
    }
    files
}

fn add(file: &mut EnvFile, additions: Vec<&Addition>) -> bool {
    // What a plain file holds is kept in snapshots: the server takes no secret slot there.
    let kind = if file.mode == FileMode::Plain { Kind::Visible } else { Kind::Secret };
    let mut places: HashMap<KeyName, usize> =
        file.slots.iter().enumerate().map(|(index, slot)| (slot.key.clone(), index)).collect();
    let mut is_changed = false;
    for Addition { key, description, .. } in additions {
        let known = places.get(key).and_then(|index| file.slots.get_mut(*index));
        match known {
            Some(slot) if slot.description.is_none() && description.is_some() => {
                slot.description.clone_from(description);
                is_changed = true;
            }
            Some(_) => {}
            None => {
                places.insert(key.clone(), file.slots.len());
                let description = description.clone();
                file.slots.push(Slot { kind, description, ..Slot::new(key.clone()) });
                is_changed = true;
            }
        }
    }
    is_changed
}

fn new_file(file: &FileRef) -> EnvFile {
    let FileRef { workspace_path, path } = file.clone();
    EnvFile {
        workspace_path,
        path,
        format: Format::default(),
        mode: FileMode::default(),
        readers: Vec::new(),
        slots: Vec::new(),
    }
}

/// The file at the root that a project reads unless it says otherwise.
#[must_use]
pub(crate) fn usual_file() -> Option<FileRef> {
    let path = envdock_contract::model::FilePath::new(".env").ok()?;
    Some(FileRef { workspace_path: WorkspacePath::default(), path })
}
