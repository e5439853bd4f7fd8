//! A spec that somebody wants to save: every wrong part is reported at its place.

use envdock_contract::model::{
    EnvFile, FileMode, FilePath, FileRef, KeyName, Kind, MAX_FILES, MAX_SLOTS, NameError,
    Provenance, Role, Slot, Spec, WorkspacePath,
};
use envdock_contract::wire::{ErrorCode, FileInput, KeyProblem, SlotInput, SpecInput};
use envdock_rules::agent_text::{MAX_DESCRIPTION, MAX_GROUP, MAX_SUGGESTION, clean};
use envdock_rules::names::controls_processes;
use envdock_rules::paths::check_env_file;
use std::collections::{BTreeMap, BTreeSet};

const MOST_SUGGESTIONS: usize = 20;
const MOST_PROOFS: usize = 20;
const LONGEST_PATH: usize = 1_024;

/// Who declares a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// A person, whose decisions count.
    ByPerson,
    /// An agent or another machine: what it adds is proposed.
    ByMachine,
}

impl Declared {
    /// Whether a role stands for a person.
    #[must_use]
    pub fn by(role: Role) -> Self {
        match role {
            Role::Owner | Role::Admin | Role::Member => Self::ByPerson,
            Role::Host | Role::Agent | Role::Sandbox => Self::ByMachine,
        }
    }
}

/// Checks `input`, which is to replace `before`. Gives the valid rest and every problem.
#[must_use]
pub fn validate(input: SpecInput, before: &Spec, declared: Declared) -> (Spec, Vec<KeyProblem>) {
    let n_slots: usize = input.files.iter().map(|file| file.slots.len()).sum();
    if input.files.len() > MAX_FILES || n_slots > MAX_SLOTS {
        let detail = format!("a spec has at most {MAX_FILES} files and {MAX_SLOTS} keys");
        let problem = KeyProblem::new("/spec/files", ErrorCode::TooMany, detail);
        return (Spec::default(), vec![problem]);
    }
    let mut validation = Validation { declared, problems: Vec::new() };
    let mut known = BTreeSet::new();
    let mut spec = Spec::default();
    for (index, file) in input.files.into_iter().enumerate() {
        let pointer = format!("/spec/files/{index}");
        let Some(name) = validation.file_name(&file, &pointer) else { continue };
        // `a` + `b/.env` and `a/b` + `.env` are one file on disk.
        if !known.insert(name.to_string()) {
            validation.refuse(pointer, ErrorCode::Duplicate, "the file stands here twice");
            continue;
        }
        let before = before.files.iter().find(|other| other.file_ref() == name);
        spec.files.push(validation.file(file, name, before, &pointer));
    }
    (spec, validation.problems)
}

struct Validation {
    declared: Declared,
    problems: Vec<KeyProblem>,
}

impl Validation {
    fn refuse(&mut self, pointer: String, code: ErrorCode, detail: impl Into<String>) {
        self.problems.push(KeyProblem::new(pointer, code, detail));
    }

    fn file_name(&mut self, file: &FileInput, pointer: &str) -> Option<FileRef> {
        let name = WorkspacePath::new(&file.workspace_path)
            .map_err(|error| (error, "workspace_path"))
            .and_then(|workspace_path| {
                let path = FilePath::new(&file.path).map_err(|error| (error, "path"))?;
                Ok(FileRef { workspace_path, path })
            });
        match name {
            Err((error, part)) => {
                let pointer = format!("{pointer}/{part}");
                self.refuse(pointer, ErrorCode::InvalidName, error.to_string());
                None
            }
            Ok(name) => match check_env_file(&name) {
                Ok(()) => Some(name),
                Err(error) => {
                    let pointer = format!("{pointer}/path");
                    self.refuse(pointer, ErrorCode::PathNotAllowed, error.to_string());
                    None
                }
            },
        }
    }

    fn file(
        &mut self,
        input: FileInput,
        name: FileRef,
        before: Option<&EnvFile>,
        pointer: &str,
    ) -> EnvFile {
        let mut file = EnvFile {
            workspace_path: name.workspace_path,
            path: name.path,
            format: input.format,
            mode: input.mode,
            readers: input.readers,
            slots: Vec::with_capacity(input.slots.len()),
        };
        file.readers.sort_unstable();
        file.readers.dedup();
        let before = before.into_iter().flat_map(|file| &file.slots);
        let before: BTreeMap<_, _> = before.map(|slot| (&slot.key, slot)).collect();
        let mut known = BTreeSet::new();
        for (index, slot) in input.slots.into_iter().enumerate() {
            let pointer = format!("{pointer}/slots/{index}");
            let Some(key) = self.key(&slot, &pointer) else { continue };
            if !known.insert(key.clone()) {
                self.refuse(pointer, ErrorCode::Duplicate, "the key stands in this file twice");
            } else if file.mode == FileMode::Plain && slot.kind == Kind::Secret {
                let detail = "a plain file goes into snapshots: make the key visible, or the file \
                              secret";
                self.refuse(pointer, ErrorCode::SecretInPlainFile, detail);
            } else {
                let before = before.get(&key).copied();
                file.slots.push(self.slot(slot, key, before));
            }
        }
        file
    }

    fn key(&mut self, slot: &SlotInput, pointer: &str) -> Option<KeyName> {
        let pointer = format!("{pointer}/key");
        match KeyName::new(&slot.key) {
            Err(error) => {
                self.refuse(pointer, ErrorCode::InvalidName, name_refused(error));
                None
            }
            Ok(key) if self.declared == Declared::ByMachine && controls_processes(&key) => {
                let detail = "this name controls other programs: only a person may add it";
                self.refuse(pointer, ErrorCode::Forbidden, detail);
                None
            }
            Ok(key) => Some(key),
        }
    }

    fn slot(&self, input: SlotInput, key: KeyName, before: Option<&Slot>) -> Slot {
        let by_person = self.declared == Declared::ByPerson;
        let text = |text: String, max| Some(clean(&text, max)).filter(|text| !text.is_empty());
        let mut suggestions: Vec<String> =
            input.suggestions.into_iter().filter_map(|one| text(one, MAX_SUGGESTION)).collect();
        suggestions.truncate(MOST_SUGGESTIONS);
        let mut provenance = input.provenance;
        provenance.truncate(MOST_PROOFS);
        let proof =
            |proof: Provenance| Provenance { file: clean(&proof.file, LONGEST_PATH), ..proof };
        Slot {
            key,
            required: input.required,
            kind: input.kind,
            description: input.description.and_then(|one| text(one, MAX_DESCRIPTION)),
            any_of: input.any_of.and_then(|one| text(one, MAX_GROUP)),
            suggestions,
            provenance: provenance.into_iter().map(proof).collect(),
            // These two are a person's to say.
            not_needed: if by_person {
                input.not_needed
            } else {
                before.is_some_and(|s| s.not_needed)
            },
            proposed: if by_person { input.proposed } else { before.is_none_or(|s| s.proposed) },
            no_longer_found: input.no_longer_found,
        }
    }
}

/// Says which rule was broken, not what was sent: people paste values where names belong.
fn name_refused(error: NameError) -> String {
    format!("{error}; a key has letters, digits and `_`, and does not begin with a digit")
}

#[cfg(test)]
mod tests;
