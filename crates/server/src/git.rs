//! What git knows of a folder, read without running git: a repository's configuration could name
//! programs (`core.fsmonitor`, filters) that git would run.

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use envdock_contract::model::FileRef;
use gix::discover::upwards::Options;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The folder of git's own files that lists paths to ignore in this clone only.
const INFO: &str = "info";
const EXCLUDE: &str = "exclude";

/// The git work tree that a folder belongs to, as it was when it was looked at.
pub struct Git {
    common_dir: PathBuf,
    /// The tracked paths that can be env files; `None`: the index cannot be read.
    tracked: Option<BTreeSet<String>>,
    /// The folder, from the top of the work tree, with `/` at its end; empty at the top.
    prefix: String,
}

impl fmt::Debug for Git {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Git").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl Git {
    /// The work tree of `folder`, or `None` where git has nothing to do with it.
    #[must_use]
    pub fn discover(folder: &Path) -> Option<Self> {
        let options = gix::open::Options::isolated();
        let repository = gix::discover_opts(folder, Options::default(), options).ok()?;
        let top: PathBuf = repository.workdir()?.canonicalize().ok()?;
        let inside = folder.canonicalize().ok()?;
        let inside = inside.strip_prefix(top).ok()?.to_str()?;
        let prefix = if inside.is_empty() { String::new() } else { format!("{inside}/") };
        let tracked = repository.index_or_empty().ok().map(|index| {
            let paths = index.entries().iter().map(|entry| entry.path(&index).to_string());
            // Every env file has this in its name: see `rules::paths`.
            paths.filter(|path| path.to_ascii_lowercase().contains(".env")).collect()
        });
        Some(Self { common_dir: repository.common_dir().to_owned(), tracked, prefix })
    }

    /// Whether git tracks the file. An index that cannot be read counts as "yes", to be on the
    /// safe side.
    #[must_use]
    pub fn is_tracked(&self, file: &FileRef) -> bool {
        self.tracked.as_ref().is_none_or(|tracked| tracked.contains(&self.path(file)))
    }

    /// Adds the file to the list of paths that git ignores in this clone, once.
    ///
    /// # Errors
    /// The list cannot be read or written, or leads out of git's folder.
    pub fn exclude(&self, file: &FileRef) -> io::Result<()> {
        let line = format!("/{}", escape(&self.path(file)));
        let common = Dir::open_ambient_dir(&self.common_dir, ambient_authority())?;
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

    fn path(&self, file: &FileRef) -> String {
        format!("{}{file}", self.prefix)
    }
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
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    fn file(folder: &str, path: &str) -> FileRef {
        serde_json::from_value(serde_json::json!({"workspace_path": folder, "path": path})).unwrap()
    }

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn tracked_files_are_known_also_from_a_folder_below_the_top() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet"]);
        fs::create_dir(folder.path().join("web")).unwrap();
        fs::write(folder.path().join("web/.env"), "A=1").unwrap();
        fs::write(folder.path().join(".env"), "A=1").unwrap();
        assert!(!Git::discover(folder.path()).unwrap().is_tracked(&file("web", ".env")));
        git(folder.path(), &["add", "web/.env"]);
        let top = Git::discover(folder.path()).unwrap();
        assert!(top.is_tracked(&file("web", ".env")) && !top.is_tracked(&file(".", ".env")));
        let below = Git::discover(&folder.path().join("web")).unwrap();
        assert!(below.is_tracked(&file(".", ".env")));
    }

    #[test]
    fn excluded_files_are_ignored_by_git_and_listed_once() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet"]);
        fs::create_dir(folder.path().join("a b")).unwrap();
        fs::write(folder.path().join("a b/.env.x#[1]"), "A=1").unwrap();
        let exclude = folder.path().join(".git/info/exclude");
        fs::write(&exclude, "# no line end").unwrap();
        for _ in 0..2 {
            let repository = Git::discover(folder.path()).unwrap();
            repository.exclude(&file("a b", ".env.x#[1]")).unwrap();
        }
        let listed = fs::read_to_string(&exclude).unwrap();
        assert_eq!(listed, "# no line end\n/a\\ b/.env.x\\#\\[1\\]\n");
        assert_eq!(git(folder.path(), &["status", "--porcelain"]), "");
    }

    #[test]
    fn a_list_that_leads_out_of_gits_folder_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet"]);
        let info = folder.path().join(".git/info");
        fs::remove_dir_all(&info).unwrap();
        std::os::unix::fs::symlink(outside.path(), &info).unwrap();
        let repository = Git::discover(folder.path()).unwrap();
        assert!(repository.exclude(&file(".", ".env")).is_err());
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_without_git_has_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Git::discover(folder.path()).is_none());
    }

    #[test]
    fn a_program_named_in_the_configuration_is_not_run() {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet"]);
        fs::write(folder.path().join(".env"), "A=1").unwrap();
        let marker = folder.path().join("ran");
        let program = format!("touch {}", marker.display());
        git(folder.path(), &["config", "core.fsmonitor", &program]);
        let repository = Git::discover(folder.path()).unwrap();
        assert!(!repository.is_tracked(&file(".", ".env")));
        repository.exclude(&file(".", ".env")).unwrap();
        assert!(!marker.exists());
    }
}
