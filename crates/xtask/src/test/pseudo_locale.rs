//! The product in a language that nobody speaks: every text of the catalogue stands in brackets, so
//! that a test sees which words of a page come from elsewhere.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::repo::Repo;

const CATALOGUE: &str = "src/texts";
/// What is not needed to build the page.
const LEFT_OUT: [&str; 6] = [".git", MANIFEST, LOCK, "dist", "src", "target"];

const MANIFEST: &str = "Cargo.toml";
const LOCK: &str = "Cargo.lock";
const OURS: &str = "\nversion = \"";
const THEIRS: &str = "\nversion = \"0.0.1\" # ";

/// Makes a copy of the repository with such a catalogue; what stays as it is is linked.
pub(super) fn copy(repo: &Repo) -> Result<PathBuf> {
    let to = repo.wasm_target().join("pseudo-locale");
    if to.exists() {
        fs::remove_dir_all(&to).with_context(|| format!("remove {}", to.display()))?;
    }
    fs::create_dir_all(&to).with_context(|| format!("make {}", to.display()))?;
    for entry in fs::read_dir(&repo.root)? {
        let entry = entry?;
        if !LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
            symlink(entry.path(), to.join(entry.file_name()))?;
        }
    }
    // Cargo tells what it has built of two folders apart by the version, and writes it down.
    let manifest = fs::read_to_string(repo.root.join(MANIFEST))?;
    fs::write(to.join(MANIFEST), manifest.replacen(OURS, THEIRS, 1))?;
    fs::copy(repo.root.join(LOCK), to.join(LOCK))?;
    copy_folder(repo, Path::new("src"), &to)?;
    Ok(to)
}

fn copy_folder(repo: &Repo, folder: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.join(folder))?;
    for entry in fs::read_dir(repo.root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(repo, &path, to)?;
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        let text = if path.starts_with(CATALOGUE) { in_brackets(&text) } else { text };
        fs::write(to.join(&path), text)?;
        // What has not changed is not compiled again.
        let modified = entry.metadata()?.modified()?;
        File::options().write(true).open(to.join(&path))?.set_modified(modified)?;
    }
    Ok(())
}

/// Puts the texts of a source file into brackets; comments and attributes stay.
fn in_brackets(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("#[") || rest.starts_with("#![") {
            rest.find("]\n").map_or(rest.len(), |end| end + 1)
        } else if rest.starts_with("'\"'") {
            3
        } else if next == '"' {
            let end = literal(rest);
            let text = rest.get(1..end - 1).unwrap_or_default();
            let is_text = text.contains(|c: char| c.is_ascii_alphabetic());
            let (open, close) = if is_text { ("\u{27e6}", "\u{27e7}") } else { ("", "") };
            out.extend(["\"", open, text, close, "\""]);
            rest = rest.get(end..).unwrap_or_default();
            continue;
        } else {
            next.len_utf8()
        };
        let (kept, after) = rest.split_at(length);
        out.push_str(kept);
        rest = after;
    }
    out
}

/// Where the string literal ends with which `text` begins.
fn literal(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            '"' if !is_escaped => return index + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::in_brackets;

    #[test]
    fn texts_are_put_into_brackets_and_nothing_else_is() {
        let source = "/// \"Words\" in a comment.\n#[doc = \"x\"]\nconst A: &str = \"It is \\\"so\\\"\";\n\
                      let b = join(&[\" \", \"of\", \"·\"]); c == '\"';\n";
        let expected = "/// \"Words\" in a comment.\n#[doc = \"x\"]\nconst A: &str = \"⟦It is \\\"so\\\"⟧\";\n\
                        let b = join(&[\" \", \"⟦of⟧\", \"·\"]); c == '\"';\n";
        assert_eq!(in_brackets(source), expected);
    }
}
