//! A machine's declaration, merged into what is stored: it adds, it fills in what nobody said, and
//! takes nothing back that a person may have decided.

use envdock_contract::model::{
    EnvFile, FileMode, FileRef, KeyName, Kind, MAX_FILES, MAX_SLOTS, Slot, Spec,
};
use std::collections::{BTreeMap, BTreeSet};

/// A spec after a machine's declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    /// The new spec.
    pub spec: Spec,
    /// Slots that were not known before.
    pub added: Vec<(FileRef, KeyName)>,
    /// Slots that were there and say something else than the declaration: they stay as they are.
    pub kept: Vec<(FileRef, KeyName)>,
    /// Slots that were taken out.
    pub removed: Vec<(FileRef, KeyName)>,
    /// Secret keys for a file that goes into snapshots: they were not taken.
    pub misplaced: Vec<(FileRef, KeyName)>,
    /// Slots that were to be taken out and stay: a person accepted them or said something of them.
    pub not_removed: Vec<(FileRef, KeyName)>,
}

/// More than a spec holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a spec has at most {MAX_FILES} files and {MAX_SLOTS} keys; nothing was saved")]
pub struct SpecFull;

/// Merges what a machine `declared` into what is `stored`, after taking out what it names in
/// `removals` (a whole file without a key).
///
/// # Errors
/// When the result would be too large.
pub fn declare(
    stored: &Spec,
    declared: Spec,
    removals: &[(FileRef, Option<KeyName>)],
) -> Result<Declaration, SpecFull> {
    let mut declaration = Declaration { spec: stored.clone(), ..Declaration::default() };
    declaration.remove(removals);
    declaration.add(declared);
    let n_slots: usize = declaration.spec.files.iter().map(|file| file.slots.len()).sum();
    if declaration.spec.files.len() > MAX_FILES || n_slots > MAX_SLOTS {
        return Err(SpecFull);
    }
    Ok(declaration)
}

impl Declaration {
    fn remove(&mut self, removals: &[(FileRef, Option<KeyName>)]) {
        let mut named: BTreeMap<String, BTreeSet<Option<&KeyName>>> = BTreeMap::new();
        for (file, key) in removals {
            named.entry(name_of(file)).or_default().insert(key.as_ref());
        }
        let (removed, not_removed) = (&mut self.removed, &mut self.not_removed);
        self.spec.files.retain_mut(|file| {
            let name = file.file_ref();
            let Some(keys) = named.get(&name_of(&name)) else { return true };
            let is_whole = keys.contains(&None);
            file.slots.retain(|slot| {
                if !is_whole && !keys.contains(&Some(&slot.key)) {
                    return true;
                }
                let is_free = slot.proposed && !slot.not_needed;
                let list = if is_free { &mut *removed } else { &mut *not_removed };
                list.push((name.clone(), slot.key.clone()));
                !is_free
            });
            !is_whole || !file.slots.is_empty()
        });
    }

    fn add(&mut self, declared: Spec) {
        let files = self.spec.files.iter().enumerate();
        let known: BTreeMap<_, _> =
            files.map(|(index, file)| (name_of(&file.file_ref()), index)).collect();
        for file in declared.files {
            let name = file.file_ref();
            if let Some(index) = known.get(&name_of(&name)) {
                self.add_to(*index, file);
            } else {
                let new = file.slots.iter().map(|slot| (name.clone(), slot.key.clone()));
                self.added.extend(new);
                self.spec.files.push(file);
            }
        }
    }

    fn add_to(&mut self, index: usize, declared: EnvFile) {
        let name = declared.file_ref();
        let Some(file) = self.spec.files.get_mut(index) else { return };
        if file.readers.is_empty() {
            file.readers = declared.readers;
        }
        let slots = file.slots.iter().enumerate();
        let known: BTreeMap<_, _> = slots.map(|(index, slot)| (slot.key.clone(), index)).collect();
        for slot in declared.slots {
            let key = slot.key.clone();
            match known.get(&key).and_then(|index| file.slots.get_mut(*index)) {
                None if file.mode == FileMode::Plain && slot.kind == Kind::Secret => {
                    self.misplaced.push((name.clone(), key));
                }
                None => {
                    file.slots.push(slot);
                    self.added.push((name.clone(), key));
                }
                Some(known) => {
                    if !fill_in(known, slot) {
                        self.kept.push((name.clone(), key));
                    }
                }
            }
        }
    }
}

/// What a file is known by. However it is divided into folder and path, it is one on disk.
fn name_of(file: &FileRef) -> String {
    file.to_string()
}

/// Takes over what nobody has said yet. `false`: the declaration says something else.
fn fill_in(known: &mut Slot, declared: Slot) -> bool {
    if known.description.is_none() {
        known.description.clone_from(&declared.description);
    }
    if known.suggestions.is_empty() {
        known.suggestions.clone_from(&declared.suggestions);
    }
    if !declared.provenance.is_empty() {
        known.provenance = declared.provenance;
        known.no_longer_found = false;
    }
    let says = |said: bool, same: bool| !said || same;
    known.required == declared.required
        && known.kind == declared.kind
        && says(declared.any_of.is_some(), known.any_of == declared.any_of)
        && says(declared.description.is_some(), known.description == declared.description)
        && says(!declared.suggestions.is_empty(), known.suggestions == declared.suggestions)
}

#[cfg(test)]
mod tests;
