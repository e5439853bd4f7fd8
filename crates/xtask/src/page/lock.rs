//! Who has `dist/` to itself: two builds at once would mix their files, and a server that is
//! compiled meanwhile would embed half of a page.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::repo::Repo;

/// Waits until no other command of ours builds or embeds the page of this checkout. Others wait
/// until the answer is dropped, or this process has ended in whatever way.
pub(crate) fn lock(repo: &Repo, purpose: &str) -> Result<File> {
    // Beside the page, not in `CARGO_TARGET_DIR`: builds with other target folders share `dist/`.
    take(&repo.root.join("target/page/lock"), purpose, |holder| {
        eprintln!("   {purpose}: waits, as `dist` is in use for: {holder}");
    })
}

/// Locks the file at `path`; `wait` hears who holds it, if anybody does.
fn take(path: &Path, purpose: &str, wait: impl FnOnce(&str)) -> Result<File> {
    fs::create_dir_all(path.parent().context("a file has a folder")?)?;
    let mut file = File::options().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            wait(fs::read_to_string(path)?.trim());
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error).context("lock dist"),
    }
    file.set_len(0)?;
    writeln!(file, "{purpose} (process {})", std::process::id())?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::take;
    use std::process::id;

    #[test]
    fn whoever_comes_second_is_told_who_it_waits_for_and_then_has_it_alone() {
        let dir = std::env::temp_dir().join(format!("xtask-lock-{}", id()));
        let path = dir.join("page/lock");
        let first = take(&path, "page", |holder| panic!("nobody has it, not {holder:?}")).unwrap();
        let mut told = String::new();
        let second = take(&path, "server", |holder| {
            holder.clone_into(&mut told);
            drop(first);
        });
        assert_eq!(told, format!("page (process {})", id()));
        let mut told_of_second = String::new();
        drop(take(&path, "page", |holder| {
            holder.clone_into(&mut told_of_second);
            drop(second);
        }));
        assert_eq!(told_of_second, format!("server (process {})", id()));
        std::fs::remove_dir_all(dir).unwrap();
    }
}
