//! Ignore files that could keep the walk busy forever: it reads whatever has their name.

use std::fs;
use std::path::{Path, PathBuf};

/// Nobody writes a longer one.
const MAX_BYTES: u64 = 1024 * 1024;

/// The first file that the walk would read as a list of ignored files in `folder`, and that is no
/// usual file: a pipe that never answers, a device without an end, a link out of the project.
pub(crate) fn odd_one(root: &Path, folder: &Path) -> Option<PathBuf> {
    let own = [".gitignore", ".ignore"].map(|name| folder.join(name));
    let is_inside = |file: &Path| file.canonicalize().is_ok_and(|real| real.starts_with(root));
    let odd = own.into_iter().find(|file| file.exists() && !(is_usual(file) && is_inside(file)));
    odd.or_else(|| odd_one_of_git(&folder.join(".git")))
}

/// The same among git's own files: in `.git`, or where it says that they are.
fn odd_one_of_git(git: &Path) -> Option<PathBuf> {
    let mut files = Vec::new();
    if git.is_dir() {
        files.push(git.join("info/exclude"));
    } else if is_usual(git) {
        let text = fs::read_to_string(git).unwrap_or_default();
        let folder = PathBuf::from(text.lines().next()?.strip_prefix("gitdir: ")?);
        let common = folder.join("commondir");
        if is_usual(&common) {
            let text = fs::read_to_string(&common).unwrap_or_default();
            files.push(folder.join(text.lines().next()?).join("info/exclude"));
        }
        files.push(common);
    } else {
        files.push(git.to_owned());
    }
    files.into_iter().find(|file| file.exists() && !is_usual(file))
}

fn is_usual(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= MAX_BYTES)
}
