//! Slots while they are put together.

use crate::scanner::assemble::Lister;
use crate::scanner::example::Listed;
use crate::scanner::inventory::{Inventory, Read};
use crate::scanner::kind::kind_of;
use crate::scanner::language::Language;
use crate::scanner::mention::Fallback;
use crate::scanner::outcome::{Diagnostic, DiagnosticKind};
use crate::scanner::readers::readers_of;
use envdock_contract::model::{
    EnvFile, FileMode, FileRef, Format, KeyName, MAX_FILES, MAX_SLOTS, Provenance, Slot, Spec,
};
use std::collections::{BTreeMap, BTreeSet};

const MAX_PROVENANCE: usize = 20;

/// Files and their slots while they are put together.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    files: BTreeMap<FileRef, FileDraft>,
    holders: BTreeMap<KeyName, BTreeSet<FileRef>>,
}

#[derive(Debug, Default)]
struct FileDraft {
    slots: BTreeMap<KeyName, SlotDraft>,
    languages: BTreeSet<Language>,
}

#[derive(Debug, Default)]
struct SlotDraft {
    /// Where an example or env file lists it, in the order of the listing.
    rank: Option<usize>,
    listed_at: Vec<Provenance>,
    read_at: BTreeSet<Provenance>,
    description: Option<String>,
    suggestion: Option<String>,
    any_of: Option<String>,
    is_wanted_by_example: bool,
    is_optional: bool,
    fallback: Option<Fallback>,
}

impl SlotDraft {
    /// Whether the project sets it itself and lists it nowhere.
    fn is_provided(&self) -> bool {
        self.fallback == Some(Fallback::Provided) && self.listed_at.is_empty()
    }
}

impl Drafts {
    /// The files that already have the key.
    pub(crate) fn files_with(&self, key: &KeyName) -> Vec<FileRef> {
        self.holders.get(key).into_iter().flatten().cloned().collect()
    }

    /// Adds a line of an example or env file.
    pub(crate) fn add_listed(
        &mut self,
        file: &FileRef,
        path: &str,
        entry: &Listed,
        lister: Lister,
    ) {
        let rank = self.files.get(file).map_or(0, |draft| draft.slots.len());
        let slot = self.slot(file, &entry.key);
        slot.rank.get_or_insert(rank);
        slot.listed_at.push(Provenance { file: path.to_owned(), line: entry.line });
        let has_default = lister == Lister::Defaults && entry.has_value;
        slot.is_optional |= entry.is_optional || has_default;
        let is_wanted = matches!(lister, Lister::Example | Lister::Committed);
        slot.is_wanted_by_example |= is_wanted && !entry.is_optional;
        if slot.any_of.is_none() {
            slot.any_of.clone_from(&entry.any_of);
        }
        if slot.description.is_none() {
            slot.description.clone_from(&entry.description);
        }
        if slot.suggestion.is_none() {
            slot.suggestion.clone_from(&entry.suggestion);
        }
    }

    /// Adds a read of the code.
    pub(crate) fn add_read(
        &mut self,
        file: &FileRef,
        key: &KeyName,
        path: &str,
        language: Language,
        read: &Read,
    ) {
        let slot = self.slot(file, key);
        slot.read_at.insert(Provenance { file: path.to_owned(), line: read.line });
        if slot.read_at.len() > MAX_PROVENANCE {
            // Only the first ones are told.
            slot.read_at.pop_last();
        }
        slot.fallback = slot.fallback.max(Some(read.fallback));
        if let Some(draft) = self.files.get_mut(file) {
            draft.languages.insert(language);
        }
    }

    fn slot(&mut self, file: &FileRef, key: &KeyName) -> &mut SlotDraft {
        self.holders.entry(key.clone()).or_default().insert(file.clone());
        self.files.entry(file.clone()).or_default().slots.entry(key.clone()).or_default()
    }

    /// The spec, within the limits of the contract.
    pub(crate) fn into_spec(
        self,
        inventory: &Inventory,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Spec {
        let mut spec = Spec::default();
        let mut n_left = MAX_SLOTS;
        for (file, mut draft) in self.files {
            draft.slots.retain(|_, slot| !slot.is_provided());
            if draft.slots.is_empty() {
                continue;
            }
            if spec.files.len() == MAX_FILES || draft.slots.len() > n_left {
                let kind = DiagnosticKind::TooMany;
                diagnostics.push(Diagnostic { file: file.to_string(), line: 1, kind });
                continue;
            }
            n_left -= draft.slots.len();
            spec.files.push(env_file(inventory, file, draft));
        }
        spec
    }
}

fn env_file(inventory: &Inventory, file: FileRef, draft: FileDraft) -> EnvFile {
    let readers = readers_of(inventory, &file, &draft.languages);
    let mut slots: Vec<_> = draft.slots.into_iter().collect();
    slots.sort_by_key(|(key, slot)| (slot.rank.unwrap_or(usize::MAX), key.clone()));
    EnvFile {
        workspace_path: file.workspace_path,
        path: file.path,
        format: Format::Dotenv,
        mode: FileMode::Secret,
        readers,
        slots: slots.into_iter().map(|(key, slot)| finish(key, slot)).collect(),
    }
}

fn finish(key: KeyName, draft: SlotDraft) -> Slot {
    let required = match draft.fallback {
        _ if draft.is_optional => false,
        Some(Fallback::Default | Fallback::Provided) => false,
        Some(Fallback::Empty) => draft.is_wanted_by_example,
        Some(Fallback::None) | None => true,
    };
    let provenance = draft.listed_at.into_iter().chain(draft.read_at);
    Slot {
        required,
        kind: kind_of(&key),
        description: draft.description,
        any_of: draft.any_of,
        suggestions: draft.suggestion.into_iter().collect(),
        provenance: provenance.take(MAX_PROVENANCE).collect(),
        proposed: true,
        ..Slot::new(key)
    }
}
