//! Finds the names that are given to the project's own functions and constants.

use crate::scanner::inventory::{Source, reads};
use crate::scanner::language::Language;
use crate::scanner::languages;
use crate::scanner::mention::Mention;
use crate::scanner::outcome::ScanOptions;
use crate::scanner::reading;
use crate::scanner::wrappers::{
    self, Indirection, MAX_INDIRECTIONS, call_patterns, constant_pattern,
};
use regex::bytes::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A function may call a function that reads the environment, and so on.
const MAX_ROUNDS: usize = 3;

type ByLanguage = BTreeMap<Language, BTreeSet<Indirection>>;

/// Adds to `sources` what they read through `first`.
pub(crate) fn resolve(
    root: &Path,
    options: &ScanOptions,
    first: Vec<Indirection>,
    sources: &mut [Source],
) {
    let mut known: BTreeSet<Indirection> = BTreeSet::new();
    let mut fresh: BTreeSet<Indirection> = first.into_iter().collect();
    for _ in 0..MAX_ROUNDS {
        if fresh.is_empty() {
            return;
        }
        let found = round(root, options, &by_language(&fresh), sources);
        known.append(&mut fresh);
        fresh = found.into_iter().filter(|indirection| !known.contains(indirection)).collect();
    }
}

fn by_language(indirections: &BTreeSet<Indirection>) -> ByLanguage {
    let mut sorted = ByLanguage::new();
    for indirection in indirections {
        let known = sorted.entry(indirection.language()).or_default();
        if known.len() < MAX_INDIRECTIONS {
            known.insert(indirection.clone());
        }
    }
    sorted
}

fn round(
    root: &Path,
    options: &ScanOptions,
    wanted: &ByLanguage,
    sources: &mut [Source],
) -> Vec<Indirection> {
    let calls: BTreeMap<Language, (Regex, Regex)> = wanted
        .iter()
        .filter_map(|(language, wanted)| Some((*language, call_patterns(wanted)?)))
        .collect();
    let n_each = sources.len().div_ceil(options.n_threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = sources
            .chunks_mut(n_each)
            .map(|chunk| {
                let calls = &calls;
                scope.spawn(move || {
                    let look = |source| look_again(root, options, wanted, calls, source);
                    chunk.iter_mut().flat_map(look).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

fn look_again(
    root: &Path,
    options: &ScanOptions,
    wanted: &ByLanguage,
    calls: &BTreeMap<Language, (Regex, Regex)>,
    source: &mut Source,
) -> Vec<Indirection> {
    let Some(wanted) = wanted.get(&source.language) else { return Vec::new() };
    let constants = constant_pattern(wanted, &source.path);
    let calls = calls.get(&source.language);
    if constants.is_none() && calls.is_none() {
        return Vec::new();
    }
    let Ok(text) = reading::read(&root.join(&source.path), options.max_file_bytes) else {
        return Vec::new();
    };
    let is_named = wanted
        .iter()
        .any(|indirection| memchr::memmem::find(&text, indirection.name().as_bytes()).is_some());
    if !is_named {
        return Vec::new();
    }
    let code = languages::code_of(source.language, &text);
    let mut mentions: Vec<Mention> = Vec::new();
    if let Some(constants) = &constants {
        mentions.extend(wrappers::mentions(constants, &code));
    }
    let mut deeper = Vec::new();
    if let Some((literal, other)) = calls {
        mentions.extend(wrappers::mentions(literal, &code));
        deeper = wrappers::find(source.language, &source.path, &code, Some(other));
    }
    mentions.sort_by_key(|mention| mention.offset);
    source.reads.extend(reads(&code, &mentions));
    deeper
}
