//! Decides into which env file a variable belongs that code reads.

use crate::scanner::env_file_choice::chosen;
use crate::scanner::inventory::{Inventory, folder_of};
use crate::scanner::language::Language;
use envdock_contract::model::{FileRef, KeyName};
use std::collections::{BTreeMap, BTreeSet};

/// Which files list which keys, and which folders have files that list any.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    files: BTreeMap<KeyName, BTreeSet<(String, FileRef)>>,
    folders: BTreeSet<String>,
}

impl Listed {
    /// Records that a file in `folder` lists `key` for `file`.
    pub(crate) fn insert(&mut self, folder: &str, key: &KeyName, file: &FileRef) {
        self.folders.insert(folder.to_owned());
        self.files.entry(key.clone()).or_default().insert((folder.to_owned(), file.clone()));
    }

    fn in_folder(&self, key: &KeyName, folder: &str) -> Vec<FileRef> {
        let files = self.files.get(key).into_iter().flatten();
        files.filter(|(place, _)| place == folder).map(|(_, file)| file.clone()).collect()
    }

    fn anywhere(&self, key: &KeyName) -> Vec<FileRef> {
        self.files.get(key).into_iter().flatten().map(|(_, file)| file.clone()).collect()
    }
}

/// The env files that `key` belongs to when the file at `path` reads it.
pub(crate) fn place(
    inventory: &Inventory,
    listed: &Listed,
    path: &str,
    language: Language,
    key: &KeyName,
) -> Vec<FileRef> {
    let folders = ancestors(folder_of(path));
    // The nearest file that lists the key.
    let near = folders.iter().map(|folder| listed.in_folder(key, folder));
    if let Some(files) = near.into_iter().find(|files| !files.is_empty()) {
        return files;
    }
    // The project keeps an env file there, so it reads this key from it too.
    if let Some(folder) = folders.iter().find(|folder| listed.folders.contains(**folder)) {
        return chosen(inventory, folder).into_iter().collect();
    }
    let files = listed.anywhere(key);
    if !files.is_empty() {
        return files;
    }
    let folder = if language.is_infrastructure() { "" } else { home(inventory, &folders) };
    chosen(inventory, folder).into_iter().collect()
}

/// The nearest folder with a manifest; for a Rust package that of its workspace.
fn home<'a>(inventory: &Inventory, folders: &[&'a str]) -> &'a str {
    let manifest = |folder: &&&str| inventory.manifests.contains_key(**folder);
    let Some(nearest) = folders.iter().find(manifest) else { return "" };
    let is = |folder: &str, test: fn(&crate::scanner::manifests::Manifest) -> bool| {
        inventory.manifests.get(folder).is_some_and(test)
    };
    if !is(nearest, |manifest| manifest.is_rust) {
        return nearest;
    }
    let root = folders.iter().rev().find(|folder| is(folder, |found| found.is_rust_workspace));
    root.unwrap_or(nearest)
}

/// The folder and every folder around it, the root (empty) last.
fn ancestors(folder: &str) -> Vec<&str> {
    let mut folders = Vec::new();
    let mut folder = folder;
    while !folder.is_empty() {
        folders.push(folder);
        folder = folder_of(folder);
    }
    folders.push("");
    folders
}
