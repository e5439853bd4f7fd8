//! Everything a scan reads from the disk.

use crate::scanner::example::{self, Listing};
use crate::scanner::indirect;
use crate::scanner::language::{self, Language, Role};
use crate::scanner::languages;
use crate::scanner::manifests::{self, Manifest};
use crate::scanner::mention::{Fallback, Mention};
use crate::scanner::outcome::{ScanError, ScanOptions, SkipReason, Skipped};
use crate::scanner::reading;
use crate::scanner::walk::{self, Candidate, Step};
use crate::scanner::wrappers::{self, Indirection};
use std::collections::BTreeMap;
use std::path::Path;

/// A source file and what it reads.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) language: Language,
    pub(crate) reads: Vec<Read>,
}

/// One read of one variable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) fallback: Fallback,
}

/// Everything a scan reads; folders and files are paths from the root, the root itself is empty.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    pub(crate) sources: Vec<Source>,
    pub(crate) examples: BTreeMap<String, Listing>,
    /// Env files that are part of the project.
    pub(crate) committed: BTreeMap<String, Listing>,
    /// Env files that git ignores.
    pub(crate) ignored: BTreeMap<String, Listing>,
    pub(crate) manifests: BTreeMap<String, Manifest>,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) n_files: usize,
}

/// What a file turned out to be.
enum Found {
    Source(Source, Vec<Indirection>),
    Example(String, Listing),
    EnvFile(String, Listing),
    Manifest(String, Manifest),
    Skipped(Skipped),
}

/// Reads the project at `root`.
pub(crate) fn take(root: &Path, options: &ScanOptions) -> Result<Inventory, ScanError> {
    let root = walk::open_root(root)?;
    let found: Vec<Vec<Found>> = walk::walk(&root, options, |step| match step {
        Step::Read(candidate) => look_at(&root, candidate, options),
        Step::Skip(skipped) => vec![Found::Skipped(skipped)],
        Step::Other => Vec::new(),
    });
    let mut inventory = Inventory { n_files: found.len(), ..Inventory::default() };
    let mut indirections = Vec::new();
    for found in found.into_iter().flatten() {
        match found {
            Found::Source(source, through) => {
                indirections.extend(through);
                inventory.sources.push(source);
            }
            Found::Example(path, listing) => {
                inventory.examples.insert(path, listing);
            }
            Found::EnvFile(path, listing) => {
                inventory.committed.insert(path, listing);
            }
            Found::Manifest(folder, manifest) => {
                inventory.manifests.entry(folder).or_default().merge(manifest);
            }
            Found::Skipped(skipped) => inventory.skipped.push(skipped),
        }
    }
    inventory.sources.sort_by(|one, other| one.path.cmp(&other.path));
    indirect::resolve(&root, options, indirections, &mut inventory.sources);
    read_ignored(&root, options, &mut inventory);
    inventory.skipped.sort();
    Ok(inventory)
}

fn look_at(root: &Path, candidate: Candidate, options: &ScanOptions) -> Vec<Found> {
    let Candidate { path, role } = candidate;
    let text = match reading::read(&root.join(&path), options.max_file_bytes) {
        Ok(text) => text,
        // Nobody expects a file without an ending to be read.
        Err(SkipReason::Binary) if role == Role::Script => return Vec::new(),
        Err(reason) => return vec![Found::Skipped(Skipped { path, reason })],
    };
    let manifest = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        Found::Manifest(folder.to_owned(), manifests::read(name, &text))
    };
    match role {
        Role::Source(_) if reading::is_minified(&text) => {
            vec![Found::Skipped(Skipped { path, reason: SkipReason::Minified })]
        }
        Role::Source(language) => vec![look_at_source(path, language, &text)],
        Role::Script => language::of_first_line(&text)
            .map(|language| look_at_source(path, language, &text))
            .into_iter()
            .collect(),
        Role::Example => vec![Found::Example(path, example::read_example(&text))],
        Role::EnvFile => vec![Found::EnvFile(path, example::read_names(&text))],
        Role::Manifest => vec![manifest(&path)],
        Role::Gemfile => vec![manifest(&path), look_at_source(path, Language::Ruby, &text)],
    }
}

fn look_at_source(path: String, language: Language, text: &[u8]) -> Found {
    let mut source = Source { path, language, reads: Vec::new() };
    if !languages::may_mention(language, text) {
        return Found::Source(source, Vec::new());
    }
    let code = languages::code_of(language, text);
    let through = wrappers::find(language, &source.path, &code, None);
    let mut mentions = languages::mentions(language, &code);
    mentions.extend(wrappers::own_calls(&through, &code));
    mentions.sort_by_key(|mention| mention.offset);
    source.reads = reads(&code, &mentions);
    Found::Source(source, through)
}

/// The mentions with their lines; they must be ordered by offset.
pub(crate) fn reads(code: &[u8], mentions: &[Mention]) -> Vec<Read> {
    let mut line = 1_u32;
    let mut at = 0;
    let mut reads = Vec::new();
    for mention in mentions {
        let between = code.get(at..mention.offset).unwrap_or_default();
        let n_lines = memchr::memchr_iter(b'\n', between).count();
        line = line.saturating_add(u32::try_from(n_lines).unwrap_or(u32::MAX));
        at = mention.offset.max(at);
        reads.push(Read { name: mention.name.clone(), line, fallback: mention.fallback });
    }
    reads
}

/// The names in env files that git ignores, in every folder that has a manifest or an example.
fn read_ignored(root: &Path, options: &ScanOptions, inventory: &mut Inventory) {
    let examples = inventory.examples.keys().map(|path| folder_of(path).to_owned());
    let mut folders: Vec<_> = inventory.manifests.keys().cloned().chain(examples).collect();
    folders.push(String::new());
    folders.sort();
    folders.dedup();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(root.join(&folder)) else { continue };
        for entry in entries.flatten() {
            let path = walk::relative(root, &entry.path());
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            let is_env = language::role(&path) == Some(Role::EnvFile);
            if !is_file || !is_env || inventory.committed.contains_key(&path) {
                continue;
            }
            match reading::read(&entry.path(), options.max_file_bytes) {
                Ok(text) => {
                    inventory.ignored.insert(path, example::read_names(&text));
                }
                Err(reason) => inventory.skipped.push(Skipped { path, reason }),
            }
        }
    }
    inventory.skipped.dedup();
}

/// The folder of a file; empty for the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
