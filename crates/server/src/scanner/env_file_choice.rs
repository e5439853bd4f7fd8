//! Which env file a folder of the project reads.

use crate::scanner::inventory::{Inventory, folder_of};
use envdock_contract::model::{FilePath, FileRef, WorkspacePath};
use envdock_rules::paths::{EXAMPLE_ENDINGS, check_env_file};

/// The env file at `path` from the root; none if it is no env file that may be proposed.
pub(crate) fn file_ref(folder: &str, name: &str) -> Option<FileRef> {
    let workspace_path = if folder.is_empty() { "." } else { folder };
    let file = FileRef {
        workspace_path: WorkspacePath::new(workspace_path).ok()?,
        path: FilePath::new(name).ok()?,
    };
    check_env_file(&file).ok().map(|()| file)
}

/// The env file that the example at `path` describes.
pub(crate) fn described_by(inventory: &Inventory, path: &str) -> Option<FileRef> {
    let folder = folder_of(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut described = without_example_words(name);
    let local = format!("{described}.local");
    let exists = |name: &str| inventory.ignored.contains_key(&join(folder, name));
    let prefers_local = inventory.manifests.get(folder).is_some_and(|found| found.prefers_local);
    // Somebody has already chosen the file that the framework prefers.
    if described == ".env" && prefers_local && exists(&local) && !exists(".env") {
        described = local;
    }
    file_ref(folder, &described).or_else(|| file_ref(folder, ".env"))
}

fn without_example_words(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let is_word = |part: &&str| {
        !part.is_empty() && !EXAMPLE_ENDINGS.contains(part) && !matches!(*part, "complete" | "all")
    };
    let parts: Vec<_> = lower.split(['.', '-', '_']).filter(is_word).collect();
    match parts.as_slice() {
        ["env", rest @ ..] => {
            [".env"].into_iter().chain(rest.iter().copied()).collect::<Vec<_>>().join(".")
        }
        [first @ .., "env"] => format!("{}.env", first.join(".")),
        _ => ".env".to_owned(),
    }
}

/// The env file that code in `folder` reads, whether or not anything describes it.
pub(crate) fn chosen(inventory: &Inventory, folder: &str) -> Option<FileRef> {
    let described = inventory.examples.keys().filter(|path| folder_of(path) == folder);
    let described = described.filter_map(|path| described_by(inventory, path));
    if let Some(file) = described.min_by_key(|file| rank(file.path.as_str())) {
        return Some(file);
    }
    let has = |name: &str| {
        let path = join(folder, name);
        inventory.ignored.contains_key(&path) || inventory.committed.contains_key(&path)
    };
    let prefers_local = inventory.manifests.get(folder).is_some_and(|found| found.prefers_local);
    let is_ignored = |name: &str| inventory.ignored.contains_key(&join(folder, name));
    let name = if is_ignored(".env.local") || (prefers_local && !is_ignored(".env")) {
        ".env.local"
    } else if has(".env") || !has(".env.local") {
        ".env"
    } else {
        ".env.local"
    };
    file_ref(folder, name)
}

/// Files that a project reads first have a lower rank.
fn rank(name: &str) -> (usize, String) {
    let place = match name {
        ".env" => 0,
        ".env.local" => 1,
        _ => 2,
    };
    (place, name.to_owned())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
