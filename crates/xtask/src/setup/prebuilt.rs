//! Tools as their projects publish them: seconds instead of minutes, where they can be reached.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::repo::Repo;
use crate::run;

/// Where the projects publish; a mirror with the same paths can stand in.
const RELEASES: &str = "https://github.com";
const MIRROR: &str = "ENVDOCK_RELEASES";

/// Fetches the archive at `path` and puts `programs` out of it where our tools are.
pub(crate) fn fetch(repo: &Repo, path: &str, programs: &[&str], version: &str) -> Result<()> {
    let base = std::env::var(MIRROR).unwrap_or_else(|_unset| RELEASES.to_owned());
    let work = repo.tools().join("fetched");
    fs::create_dir_all(&work)?;
    let archive = work.join("archive.tar.gz");
    let mut curl = repo.command("curl");
    // A closed network must be noticed at once: compiling is the way out, and it takes long.
    curl.args(["-fsSL", "--connect-timeout", "5", "--max-time", "120", "-o"]);
    run::aloud_within(curl.arg(&archive).arg(format!("{base}/{path}")), Duration::from_mins(2))?;
    run::quietly(repo.command("tar").arg("-xzf").arg(&archive).arg("-C").arg(&work))?;
    for program in programs {
        let found = find(&work, program)?.with_context(|| format!("no {program} in {path}"))?;
        let printed = run::quietly(Command::new(&found).arg("--version"))?;
        if !printed.contains(version) {
            bail!("{path} holds {}, not {version}", printed.trim());
        }
        fs::create_dir_all(repo.tools().join("bin"))?;
        fs::rename(&found, repo.tools().join("bin").join(program))?;
    }
    fs::remove_dir_all(&work).context("remove what was unpacked")
}

fn find(folder: &Path, program: &str) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if let Some(found) = find(&path, program)? {
                return Ok(Some(found));
            }
        } else if path.file_name().is_some_and(|name| name == program) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
