//! What the page is made from, as one number.

use std::fs;
use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::repo::Repo;

/// Files and folders whose content decides what trunk builds.
const INPUTS: [&str; 12] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
    "public",
    "crates/contract",
    "crates/core",
    "crates/dotenv",
    "crates/rules",
];

/// A hash over the names and contents of all inputs, and of `more`.
pub(crate) fn fingerprint(repo: &Repo, more: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for input in INPUTS.iter().chain(more) {
        let path = repo.root.join(input);
        if path.exists() {
            add(&path, &mut hash)?;
        }
    }
    Ok(URL_SAFE_NO_PAD.encode(hash.finalize()))
}

fn add(path: &Path, hash: &mut Sha256) -> Result<()> {
    hash.update(path.as_os_str().as_encoded_bytes());
    if !path.is_dir() {
        hash.update(fs::read(path)?);
        return Ok(());
    }
    let mut entries =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().filter(|entry| !is_beside(entry)).try_for_each(|entry| add(entry, hash))
}

/// Tests do not end up in the page; editors leave files that nobody wants.
fn is_beside(path: &Path) -> bool {
    path.is_dir() && path.ends_with("tests")
        || path.extension().is_some_and(|extension| extension == "swp")
}
