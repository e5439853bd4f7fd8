//! A machine's declaration, merged into what is stored: it adds, it fills in what nobody said, and
//! takes nothing back that a person may have decided.

use envdock_contract::model::{
    EnvFile, FileMode, FileRef, KeyName, Kind, MAX_FILES, MAX_SLOTS, Slot, Spec,
};

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
    for (file, key) in removals {
        declaration.remove(file, key.as_ref());
    }
    for file in declared.files {
        declaration.add(file);
    }
    let n_slots: usize = declaration.spec.files.iter().map(|file| file.slots.len()).sum();
    if declaration.spec.files.len() > MAX_FILES || n_slots > MAX_SLOTS {
        return Err(SpecFull);
    }
    Ok(declaration)
}

impl Declaration {
    fn remove(&mut self, name: &FileRef, key: Option<&KeyName>) {
        let Some(file) = find(&mut self.spec, name) else { return };
        let (removed, not_removed) = (&mut self.removed, &mut self.not_removed);
        file.slots.retain(|slot| {
            if key.is_some_and(|key| *key != slot.key) {
                return true;
            }
            let is_free = slot.proposed && !slot.not_needed;
            let list = if is_free { &mut *removed } else { &mut *not_removed };
            list.push((name.clone(), slot.key.clone()));
            !is_free
        });
        if key.is_none() {
            let is_other = |file: &EnvFile| file.file_ref().to_string() != name.to_string();
            self.spec.files.retain(|file| is_other(file) || !file.slots.is_empty());
        }
    }

    fn add(&mut self, declared: EnvFile) {
        let name = declared.file_ref();
        let Some(file) = find(&mut self.spec, &name) else {
            self.added.extend(declared.slots.iter().map(|slot| (name.clone(), slot.key.clone())));
            self.spec.files.push(declared);
            return;
        };
        if file.readers.is_empty() {
            file.readers = declared.readers;
        }
        for slot in declared.slots {
            let key = slot.key.clone();
            match file.slots.iter_mut().find(|known| known.key == key) {
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

/// The file with this name. However it is divided into folder and path, it is one on disk.
fn find<'a>(spec: &'a mut Spec, name: &FileRef) -> Option<&'a mut EnvFile> {
    spec.files.iter_mut().find(|file| file.file_ref().to_string() == name.to_string())
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
