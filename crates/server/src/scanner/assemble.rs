//! Makes a spec of everything that was read.

use crate::scanner::draft::Drafts;
use crate::scanner::env_file_choice::{chosen, described_by, file_ref};
use crate::scanner::example::Listing;
use crate::scanner::inventory::{Inventory, folder_of};
use crate::scanner::outcome::{
    Diagnostic, DiagnosticKind, ScanOutcome, SkipReason, Skipped, SkippedSummary,
};
use crate::scanner::placement::{Listed, place};
use envdock_contract::model::{FileRef, KeyName};
use envdock_rules::names;
use std::collections::BTreeSet;

/// More skipped files than these are only counted.
const MAX_LISTED: usize = 200;

/// Who lists a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lister {
    Example,
    /// An env file that is part of the project, to be edited.
    Committed,
    /// A committed env file with defaults that others override (`.env.development`).
    Defaults,
    /// An env file on this disk.
    OnDisk,
}

/// The outcome of the scan that read `inventory`.
pub(crate) fn assemble(inventory: Inventory) -> ScanOutcome {
    let mut diagnostics = Vec::new();
    let mut listed = Listed::default();
    let mut drafts = Drafts::default();
    // Files whose keys have no env file that may be proposed.
    let mut homeless = BTreeSet::new();
    for (path, listing, file, who) in listings(&inventory) {
        if file.is_none() && !listing.keys.is_empty() {
            homeless.insert(path);
        }
        list(path, listing, file, who, &mut drafts, &mut listed, &mut diagnostics);
    }
    // What the code reads decides; compose files and scripts only add to it.
    for is_infrastructure in [false, true] {
        for source in &inventory.sources {
            if source.language.is_infrastructure() != is_infrastructure {
                continue;
            }
            for read in &source.reads {
                let Some(key) = accept(&read.name, &source.path, read.line, &mut diagnostics)
                else {
                    continue;
                };
                let known = drafts.files_with(&key);
                // In code a name of one letter is mostly a placeholder.
                if read.name.len() < 2 && known.is_empty() {
                    continue;
                }
                let files = if is_infrastructure && !known.is_empty() {
                    known
                } else {
                    place(&inventory, &listed, &source.path, source.language, &key)
                };
                if files.is_empty() {
                    homeless.insert(&source.path);
                }
                for file in files {
                    drafts.add_read(&file, &key, &source.path, source.language, read);
                }
            }
        }
    }
    let spec = drafts.into_spec(&inventory, &mut diagnostics);
    diagnostics.sort();
    diagnostics.dedup();
    let reason = SkipReason::Deceptive;
    let homeless: Vec<_> =
        homeless.into_iter().map(|path| Skipped { path: path.to_owned(), reason }).collect();
    let Inventory { mut skipped, n_files, .. } = inventory;
    skipped.extend(homeless);
    skipped.sort();
    let mut n_skipped = SkippedSummary::new();
    for skipped in &skipped {
        *n_skipped.entry(skipped.reason).or_default() += 1;
    }
    skipped.truncate(MAX_LISTED);
    ScanOutcome { spec, skipped, n_skipped, diagnostics, n_files }
}

/// Every file that lists keys, with the env file that it lists them for.
fn listings(
    inventory: &Inventory,
) -> impl Iterator<Item = (&str, &Listing, Option<FileRef>, Lister)> {
    let examples = inventory.examples.iter().map(|(path, listing)| {
        (path.as_str(), listing, described_by(inventory, path), Lister::Example)
    });
    let committed = inventory.committed.iter().map(|(path, listing)| {
        let who = if is_variant(path) { Lister::Defaults } else { Lister::Committed };
        (path.as_str(), listing, own_file(path, inventory), who)
    });
    let ignored = inventory
        .ignored
        .iter()
        .map(|(path, listing)| (path.as_str(), listing, own_file(path, inventory), Lister::OnDisk));
    examples.chain(committed).chain(ignored)
}

/// An env file lists its own keys, unless it is one of several that are read together.
fn own_file(path: &str, inventory: &Inventory) -> Option<FileRef> {
    let folder = folder_of(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    if is_variant(path) { chosen(inventory, folder) } else { file_ref(folder, name) }
}

fn is_variant(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".env.") && name != ".env.local"
}

fn list(
    path: &str,
    listing: &Listing,
    file: Option<FileRef>,
    lister: Lister,
    drafts: &mut Drafts,
    known: &mut Listed,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = |(line, kind): &(u32, DiagnosticKind)| Diagnostic {
        file: path.to_owned(),
        line: *line,
        kind: kind.clone(),
    };
    diagnostics.extend(listing.diagnostics.iter().map(at));
    let Some(file) = file else { return };
    for entry in &listing.keys {
        if accept(entry.key.as_str(), path, entry.line, diagnostics).is_some() {
            known.insert(folder_of(path), &entry.key, &file);
            drafts.add_listed(&file, path, entry, lister);
        }
    }
}

/// The key, unless it belongs to the platform, controls processes, or is none.
fn accept(name: &str, file: &str, line: u32, diagnostics: &mut Vec<Diagnostic>) -> Option<KeyName> {
    let key = KeyName::new(name).ok()?;
    if names::is_platform_name(&key) {
        return None;
    }
    if names::controls_processes(&key) {
        let kind = DiagnosticKind::ControlsProcesses(key);
        diagnostics.push(Diagnostic { file: file.to_owned(), line, kind });
        return None;
    }
    Some(key)
}
