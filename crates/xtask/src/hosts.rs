//! The example hosts that have a build of their own.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::repo::Repo;
use crate::run;
use crate::setup::example_hosts::folders;

/// Builds their pages with this package of the elements, installed as anybody would install it.
pub(crate) fn build(repo: &Repo, package: &Path) -> Result<()> {
    for folder in folders(repo) {
        // npm and Vite go by versions and lock files, which do not tell one build from the next.
        for old in ["node_modules/envdock", "node_modules/.vite"] {
            let old = folder.join(old);
            if old.exists() {
                fs::remove_dir_all(old)?;
            }
        }
        let mut install = repo.command("npm");
        // A copy, as from a registry; their lock files do not list what is built here.
        install.args(["install", "--no-save", "--install-links", "--prefer-offline"]);
        install.args(["--no-audit", "--no-fund"]).arg(package);
        run::aloud(install.current_dir(&folder))?;
        run::aloud(repo.command("npm").args(["run", "build"]).current_dir(&folder))?;
    }
    Ok(())
}
