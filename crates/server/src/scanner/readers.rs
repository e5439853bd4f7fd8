//! Which libraries read an env file.

use crate::scanner::inventory::{Inventory, folder_of};
use crate::scanner::language::Language;
use envdock_contract::model::{FileRef, Reader};
use std::collections::BTreeSet;

/// What the manifests around the file name; otherwise what its languages suggest.
pub(crate) fn readers_of(
    inventory: &Inventory,
    file: &FileRef,
    languages: &BTreeSet<Language>,
) -> Vec<Reader> {
    let mut readers = BTreeSet::new();
    let mut folder = if file.workspace_path.is_root() { "" } else { file.workspace_path.as_str() };
    loop {
        if let Some(manifest) = inventory.manifests.get(folder) {
            readers.extend(manifest.readers.iter().copied());
            break;
        }
        if folder.is_empty() {
            break;
        }
        folder = folder_of(folder);
    }
    let is_infrastructure = |language: &&Language| language.is_infrastructure();
    let suggesting =
        languages.iter().filter(|language| readers.is_empty() || is_infrastructure(language));
    let suggested: Vec<_> = suggesting.map(|language| suggested(*language)).collect();
    readers.extend(suggested);
    if readers.is_empty() {
        readers.insert(Reader::Shell);
    }
    readers.into_iter().collect()
}

fn suggested(language: Language) -> Reader {
    match language {
        Language::Python => Reader::PythonDotenv,
        Language::Rust => Reader::Dotenvy,
        // The libraries of Ruby and PHP read quotes and escapes as that of Node does.
        Language::JavaScript | Language::Prisma | Language::Ruby | Language::Php => {
            Reader::NodeDotenv
        }
        Language::Jvm
        | Language::Go
        | Language::DotNet
        | Language::Elixir
        | Language::Settings
        | Language::Compose
        | Language::Shell
        | Language::Dockerfile => Reader::Shell,
    }
}
