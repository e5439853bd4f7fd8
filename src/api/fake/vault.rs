//! What the server in memory knows about stored values besides that they are there.

use crate::api::fake::server::Server;
use crate::api::{
    ApiError, FoundSecrets, HistoryEntry, RemovedSecret, SecretFilter, SecretGap, SecretHistory,
    SecretItem, SecretSearch, SecretSort, SecretUse, Write, WriteKind,
};
use envdock_contract::model::{
    Address, Described, EnvFile, Environment, FileRef, Scope, Slot, Stored, Timestamp, UserId,
};
use envdock_core::{Configuration, SaveFailure, SaveOutcome};
use envdock_rules::precedence;
use std::collections::{BTreeMap, BTreeSet};

const PAGE: usize = 100;

/// Descriptions, what was removed, and what was done.
#[derive(Default)]
pub(super) struct Vault {
    descriptions: BTreeMap<Address, Described>,
    removed: BTreeMap<Address, Stored>,
    done: Vec<(Address, HistoryEntry)>,
}

impl Vault {
    fn note(&mut self, write: &Write, before: Option<Stored>, outcome: &SaveOutcome, user: UserId) {
        let is_refused = matches!(outcome, SaveOutcome::Refused(_));
        let address = write.address.clone();
        let action = match &write.what {
            WriteKind::Set { .. } => "set",
            WriteKind::Unset => "unset",
            WriteKind::Move { .. } => "move",
            WriteKind::Restore { .. } => "restore",
            WriteKind::Describe { .. } => "describe",
            WriteKind::Purge => "purge",
        };
        let version = match outcome {
            SaveOutcome::Stored { stored, .. } => Some(stored.version),
            SaveOutcome::Removed { version, .. } => Some(*version),
            SaveOutcome::Unwritten { .. } | SaveOutcome::Refused(_) => None,
        };
        if let (WriteKind::Unset, false, Some(before)) = (&write.what, is_refused, before) {
            self.removed.insert(address.clone(), before);
        }
        let at = Timestamp("2026-11-01T12:00:00Z".to_owned());
        let entry = HistoryEntry { at, user, action: action.to_owned(), version, is_refused };
        self.done.insert(0, (address, entry));
    }
}

impl Server {
    /// Writes, and keeps what a history and a restoring need.
    pub(super) fn write_noted(&mut self, write: &Write) -> SaveOutcome {
        let before = self.stored(&write.address).cloned();
        let outcome = self.write_one(write);
        let user = self.user();
        self.vault.note(write, before, &outcome, user);
        outcome
    }

    /// Restores, describes, purges; nothing for other writes.
    pub(super) fn write_kept(&mut self, write: &Write) -> Option<SaveOutcome> {
        let (address, applied) = (&write.address, Vec::new());
        match &write.what {
            WriteKind::Set { .. } | WriteKind::Unset | WriteKind::Move { .. } => None,
            WriteKind::Restore { .. } => {
                self.vault.removed.remove(address);
                let stored = self.put_stored(address.clone());
                Some(SaveOutcome::Stored { stored, applied })
            }
            WriteKind::Describe { text, replaces } => {
                let Some(stored) = self.stored(address).cloned() else {
                    return Some(SaveOutcome::Refused(SaveFailure::NotFound));
                };
                let now = self.vault.descriptions.get(address);
                let said = now.and_then(|now| now.text.clone());
                if said.clone().unwrap_or_default() != *replaces && said != *text {
                    let none = Described { text: None, updated_at: None, updated_by: None };
                    let now = now.cloned().unwrap_or(none);
                    let failure = SaveFailure::DescribedMeanwhile(Box::new(now));
                    return Some(SaveOutcome::Refused(failure));
                }
                self.describe(address, text.clone(), self.user());
                self.next_revision();
                Some(SaveOutcome::Stored { stored, applied })
            }
            WriteKind::Purge => {
                self.vault.removed.remove(address);
                self.vault.descriptions.remove(address);
                let version = self.take_stored(address, self.user());
                self.next_revision();
                Some(SaveOutcome::Removed { version, applied })
            }
        }
    }

    pub(super) fn describe(&mut self, address: &Address, text: Option<String>, by: UserId) {
        let at = Timestamp("2026-11-01T12:00:00Z".to_owned());
        let described = Described { text, updated_at: Some(at), updated_by: Some(by) };
        self.vault.descriptions.insert(address.clone(), described);
    }

    pub(super) fn search(&self, search: &SecretSearch) -> Result<FoundSecrets, ApiError> {
        self.signed_in()?;
        let mut items: Vec<SecretItem> = match search.filter {
            Some(SecretFilter::Removed) => self.vault.removed.iter(),
            Some(SecretFilter::Unused | SecretFilter::Missing) | None => self.all_stored().iter(),
        }
        .map(|(address, stored)| self.item(address, stored))
        .filter(|item| is_found(search, item))
        .collect();
        match search.sort {
            SecretSort::Key => items.sort_by(|a, b| a.address.key.cmp(&b.address.key)),
            SecretSort::Updated => items.sort_by(|a, b| b.updated_at.cmp(&a.updated_at)),
        }
        let total = items.len();
        let start = search.cursor.as_ref().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let items = items.into_iter().skip(start).take(PAGE).collect();
        let next = (start + PAGE < total).then(|| (start + PAGE).to_string());
        let total = if start == 0 { u64::try_from(total).ok() } else { None };
        Ok(FoundSecrets { revision: Some(self.revision()), total, items, next })
    }

    fn item(&self, address: &Address, stored: &Stored) -> SecretItem {
        let used_by: Vec<SecretUse> =
            self.all_configurations().iter().filter_map(|known| used_by(known, address)).collect();
        let is_removed = self.stored(address).is_none();
        SecretItem {
            address: address.clone(),
            version: self.last_version(address),
            updated_at: stored.updated_at.clone(),
            updated_by: stored.updated_by.clone(),
            description: self.vault.descriptions.get(address).and_then(|known| known.text.clone()),
            n_uses: u32::try_from(used_by.len()).unwrap_or_default(),
            used_by,
            missing: self.gaps(address),
            removed: is_removed.then(|| RemovedSecret {
                restorable: stored.version,
                until: Some(Timestamp("2026-12-01T12:00:00Z".to_owned())),
            }),
        }
    }

    /// Where a key is needed and nothing applies.
    fn gaps(&self, address: &Address) -> Vec<SecretGap> {
        let environments: BTreeSet<&Environment> =
            self.all_stored().keys().map(|stored| &stored.environment).collect();
        let is_needed = |slot: &Slot| {
            slot.key == address.key && slot.required && !slot.not_needed && slot.any_of.is_none()
        };
        let mut gaps = Vec::new();
        for environment in environments {
            for known in self.all_configurations() {
                let files = known.spec.iter().flat_map(|spec| &spec.files);
                let mut needs = files.filter(|file| file.slots.iter().any(is_needed));
                let applies = |file: &EnvFile| {
                    let mut stored = self.all_stored().keys();
                    stored.any(|stored| {
                        stored.key == address.key
                            && stored.environment == *environment
                            && reaches(known, stored, &file.file_ref())
                    })
                };
                if needs.any(|file| !applies(file)) {
                    let (configuration, name) = (known.id.clone(), known.name.clone());
                    let environment = environment.clone();
                    gaps.push(SecretGap { environment, configuration, name });
                }
            }
        }
        gaps
    }

    pub(super) fn history(&self, address: &Address) -> Result<SecretHistory, ApiError> {
        self.signed_in()?;
        let entries = self.vault.done.iter().filter(|(of, _)| of == address);
        let entries = entries.map(|(_, entry)| entry.clone()).collect();
        Ok(SecretHistory { entries, next: None })
    }
}

fn is_found(search: &SecretSearch, item: &SecretItem) -> bool {
    let text = search.text.to_lowercase();
    let has_text = |known: &str| known.to_lowercase().contains(&text);
    let Address { environment, scope, key } = &item.address;
    let is_shared = !matches!(scope, Scope::Session { .. } | Scope::User { .. });
    is_shared
        && (has_text(key.as_str()) || item.description.as_deref().is_some_and(has_text))
        && search.keys.as_ref().is_none_or(|keys| keys.contains(key))
        && search.environment.as_ref().is_none_or(|wanted| wanted == environment)
        && search.scope.is_none_or(|wanted| precedence::kind(scope) == wanted)
        && (search.filter != Some(SecretFilter::Unused) || item.n_uses == 0)
        && (search.filter != Some(SecretFilter::Missing) || !item.missing.is_empty())
}

/// Whether the value at `address` applies to a file of a configuration.
fn reaches(known: &Configuration, address: &Address, file: &FileRef) -> bool {
    match &address.scope {
        Scope::Configuration { id } => *id == known.id,
        Scope::File { configuration, workspace_path, path } => {
            *configuration == known.id
                && *workspace_path == file.workspace_path
                && *path == file.path
        }
        Scope::Repository { id } => known.repositories.iter().any(|one| one.id == *id),
        Scope::Organization => true,
        Scope::Session { .. } | Scope::User { .. } => false,
    }
}

fn used_by(known: &Configuration, address: &Address) -> Option<SecretUse> {
    let has = |file: &&EnvFile| file.slots.iter().any(|slot| slot.key == address.key);
    let files = known.spec.iter().flat_map(|spec| &spec.files).filter(has).map(EnvFile::file_ref);
    let files: Vec<FileRef> = files.filter(|file| reaches(known, address, file)).collect();
    let (configuration, name) = (known.id.clone(), known.name.clone());
    (!files.is_empty()).then_some(SecretUse { configuration, name, files })
}
