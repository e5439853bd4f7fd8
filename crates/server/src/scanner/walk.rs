//! Lists the files of a project.

use crate::scanner::ignore_files::odd_one;
use crate::scanner::language::{self, Role};
use crate::scanner::outcome::{ScanError, ScanOptions, SkipReason, Skipped};
use crate::scanner::skipped_folders::is_skipped_folder;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

/// A file that the scanner reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// From the root, parts separated by `/`.
    pub(crate) path: String,
    pub(crate) role: Role,
}

/// What the walk met.
#[derive(Debug)]
pub(crate) enum Step {
    Read(Candidate),
    Skip(Skipped),
    Other,
}

/// Makes sure that `root` is a folder that can be listed, and resolves it.
pub(crate) fn open_root(root: &Path) -> Result<PathBuf, ScanError> {
    let unreadable = |error: std::io::Error| {
        let path = root.to_owned();
        if error.kind() == ErrorKind::NotFound {
            ScanError::NotFound(path)
        } else if error.kind() == ErrorKind::NotADirectory {
            ScanError::NotAFolder(path)
        } else {
            ScanError::Unreadable { path, reason: error.to_string() }
        }
    };
    let resolved = root.canonicalize().map_err(unreadable)?;
    std::fs::read_dir(&resolved).map_err(unreadable)?;
    Ok(resolved)
}

/// Walks below `root` and hands every step to `visit`, from several threads, in any order.
pub(crate) fn walk<T: Send>(
    root: &Path,
    options: &ScanOptions,
    visit: impl Fn(Step) -> T + Sync,
) -> Vec<T> {
    let (sender, receiver) = mpsc::channel();
    let odd = |file: &Path| {
        Step::Skip(Skipped { path: relative(root, file), reason: SkipReason::OddIgnoreFile })
    };
    if let Some(file) = odd_one(root, root) {
        return vec![visit(odd(&file))];
    }
    let found_odd: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let (top, report) = (root.to_owned(), Arc::clone(&found_odd));
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(false)
        .parents(false)
        .git_global(false)
        .require_git(false)
        .follow_links(false)
        .threads(options.n_threads.max(1))
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if entry.depth() == 0 || !is_folder {
                return true;
            }
            if is_skipped_folder(&entry.file_name().to_string_lossy()) {
                return false;
            }
            // Before the walk reads it.
            let odd = odd_one(&top, entry.path());
            let is_usual = odd.is_none();
            report.lock().unwrap_or_else(PoisonError::into_inner).extend(odd);
            is_usual
        });
    builder.build_parallel().run(|| {
        let sender = sender.clone();
        let visit = &visit;
        Box::new(move |entry| {
            if let Some(step) = steps(root, entry, options) {
                // The receiver outlives the walk.
                let _sent = sender.send(visit(step));
            }
            WalkState::Continue
        })
    });
    drop(sender);
    let found_odd = found_odd.lock().unwrap_or_else(PoisonError::into_inner);
    receiver.into_iter().chain(found_odd.iter().map(|file| visit(odd(file)))).collect()
}

fn steps(
    root: &Path,
    entry: Result<DirEntry, ignore::Error>,
    options: &ScanOptions,
) -> Option<Step> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return unreadable(root, &error).map(Step::Skip),
    };
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return None;
    }
    let path = relative(root, entry.path());
    let skip = |reason| Some(Step::Skip(Skipped { path: path.clone(), reason }));
    let role = language::role(&path);
    if role.is_some() && entry.path().to_str().is_none() {
        return skip(SkipReason::NotText);
    }
    if kind.is_symlink() {
        let target = entry.path().canonicalize().ok()?;
        if !target.starts_with(root) {
            return skip(SkipReason::LeadsOutside);
        }
        // Other links lead to files that the walk meets by themselves.
        let is_env = matches!(role, Some(Role::Example | Role::EnvFile)) && target.is_file();
        return is_env.then(|| role.map(|role| Step::Read(Candidate { path, role })))?;
    }
    if !kind.is_file() {
        return skip(SkipReason::NotAFile);
    }
    match entry.metadata() {
        Ok(metadata) if metadata.len() > options.max_file_bytes => skip(SkipReason::TooLarge),
        Ok(_) => Some(role.map_or(Step::Other, |role| Step::Read(Candidate { path, role }))),
        Err(_) => skip(SkipReason::Unreadable),
    }
}

fn unreadable(root: &Path, error: &ignore::Error) -> Option<Skipped> {
    if let ignore::Error::WithDepth { err, .. } = error {
        return unreadable(root, err);
    }
    // Other errors are bad patterns in ignore files, which ignore nothing.
    let ignore::Error::WithPath { path, err } = error else { return None };
    err.is_io().then(|| Skipped { path: relative(root, path), reason: SkipReason::Unreadable })
}

/// The path from the root, parts separated by `/`.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
