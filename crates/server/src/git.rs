//! What git knows of a folder, read without running git: a repository's configuration could name
//! programs (`core.fsmonitor`, filters) that git would run.

use crate::crypto::digest;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use envdock_contract::model::FileRef;
use gix::discover::upwards::Options;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The folder of git's own files that lists paths to ignore in this clone only.
const INFO: &str = "info";
const EXCLUDE: &str = "exclude";

/// What git knows of the files in a folder: of its own work tree, and of those nested in it.
pub struct Git {
    folder: PathBuf,
    trees: Mutex<BTreeMap<PathBuf, Arc<Tree>>>,
}

/// A work tree, as it was when it was looked at.
struct Tree {
    top: PathBuf,
    /// `None`: git has something here that cannot be read.
    known: Option<Known>,
}

struct Known {
    common_dir: PathBuf,
    /// The tracked paths that can be env files.
    tracked: BTreeSet<String>,
}

impl fmt::Debug for Git {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Git").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Tree {
    fn open(top: &Path) -> Self {
        Self { top: top.to_owned(), known: Known::read(top) }
    }
}

impl Known {
    fn read(top: &Path) -> Option<Self> {
        let options = gix::open::Options::isolated();
        let repository = gix::discover_opts(top, Options::default(), options).ok()?;
        // Behind a broken repository there may be another one, which knows nothing of its files.
        if repository.workdir()?.canonicalize().ok()? != top {
            return None;
        }
        let index = repository.index_or_empty().ok()?;
        let paths = index.entries().iter().map(|entry| entry.path(&index).to_string());
        // Every env file has this in its name: see `rules::paths`.
        let tracked = paths.filter(|path| path.to_ascii_lowercase().contains(".env")).collect();
        Some(Self { common_dir: repository.common_dir().to_owned(), tracked })
    }
}

impl Git {
    /// Git's view of `folder`, or `None` where there is no such folder.
    #[must_use]
    pub fn discover(folder: &Path) -> Option<Self> {
        Some(Self { folder: folder.canonicalize().ok()?, trees: Mutex::default() })
    }

    /// Whether git tracks the file. What cannot be found out counts as "yes", to be on the safe
    /// side.
    #[must_use]
    pub fn is_tracked(&self, file: &FileRef) -> bool {
        let Some((tree, path)) = self.place(file) else { return false };
        tree.known.as_ref().zip(path).is_none_or(|(known, path)| known.tracked.contains(&path))
    }

    /// Adds the file to the list of paths that git ignores in this clone, once. Where there is no
    /// git, there is nothing to do.
    ///
    /// # Errors
    /// The list cannot be read or written, or leads out of git's folder.
    pub fn exclude(&self, file: &FileRef) -> io::Result<()> {
        let Some((tree, path)) = self.place(file) else { return Ok(()) };
        let unknown = || io::Error::other("the git repository around the file cannot be read");
        let (known, path) = tree.known.as_ref().zip(path).ok_or_else(unknown)?;
        let line = format!("/{}", escape(&path));
        let common = Dir::open_ambient_dir(&known.common_dir, ambient_authority())?;
        common.create_dir_all(INFO)?;
        let info = common.open_dir(INFO)?;
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut handle = info.open_with(EXCLUDE, &options)?;
        let mut text = String::new();
        handle.read_to_string(&mut text)?;
        if text.lines().any(|known| known == line) {
            return Ok(());
        }
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        handle.write_all(format!("{gap}{line}\n").as_bytes())
    }

    /// Before a file is written: git must not take it up by accident. What git tracks it keeps.
    pub fn keep_out(&self, file: &FileRef) {
        if self.is_tracked(file) {
            return;
        }
        if let Err(error) = self.exclude(file) {
            tracing::warn!(%file, %error, "git was not told to ignore the file");
        }
    }

    /// The innermost work tree around the file, and the file's path in it (`None`: no text).
    /// Nothing: git has nothing to do with it.
    fn place(&self, file: &FileRef) -> Option<(Arc<Tree>, Option<String>)> {
        let path = real_path(&self.folder.join(file.to_string()));
        // What may not be looked at may be a repository.
        let has_git = |folder: &&Path| match folder.join(".git").symlink_metadata() {
            Ok(_) => true,
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        let top = path.ancestors().skip(1).find(has_git)?;
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        let tree = trees.entry(top.to_owned()).or_insert_with(|| Arc::new(Tree::open(top)));
        let inside = path.strip_prefix(&tree.top).ok().and_then(Path::to_str).map(str::to_owned);
        Some((Arc::clone(tree), inside))
    }
}

/// More commits than this are not looked through for the first one.
const MOST_COMMITS: usize = 50_000;

/// What a repository is recognised by in whatever folder it stands: a hash of its first commit, of
/// its remote and of the place of `folder` in it. `None`: there is no git, no commit yet, or only
/// the end of the history.
#[must_use]
pub fn origin(folder: &Path) -> Option<String> {
    let options = gix::open::Options::isolated();
    let repository = gix::discover_opts(folder, Options::default(), options).ok()?;
    let top = repository.workdir()?.canonicalize().ok()?;
    let place = folder.strip_prefix(top).ok()?.to_str()?;
    if repository.is_shallow().ok()? {
        return None;
    }
    let mut commit = repository.head_commit().ok()?;
    for _ in 0..MOST_COMMITS {
        let Some(before) = commit.parent_ids().next() else {
            let remote = repository.config_snapshot().string("remote.origin.url");
            let remote = remote.map(|url| url.to_string()).unwrap_or_default();
            // The remote may have a password in it: only the hash is kept.
            return Some(digest(&format!("{}\n{remote}\n{place}", commit.id)).hex());
        };
        commit = before.object().ok()?.try_into_commit().ok()?;
    }
    None
}

/// The path without symbolic links, as far as it exists. The last part is not followed.
fn real_path(path: &Path) -> PathBuf {
    let mut above = path.ancestors().skip(1);
    let real = above.find_map(|folder| {
        let rest = path.strip_prefix(folder).ok()?;
        folder.canonicalize().ok().map(|real| real.join(rest))
    });
    real.unwrap_or_else(|| path.to_owned())
}

/// Takes away the meaning that characters have in gitignore(5) patterns.
fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for character in path.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '\\' | '!' | '#' | ' ') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests;
