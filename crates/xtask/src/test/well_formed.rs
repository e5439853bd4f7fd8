//! The package as npm, TypeScript and bundlers see it.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;

use anyhow::{Context, Result};

use super::command;
use super::counts::Counts;
use crate::package;
use crate::page::Quality;
use crate::repo::Repo;
use crate::run;

/// Has the package where whoever has installed it has it, and lets three programs judge it.
pub(crate) fn package(repo: &Repo) -> Result<Counts> {
    let package = package::package(repo, Quality::Dev)?;
    let installed = repo.node_tools().join("node_modules/envdock");
    match fs::remove_file(&installed) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).context("remove node_modules/envdock");
        }
        _ => symlink(&package, &installed).context("node_modules/envdock")?,
    }
    run::aloud(repo.command("publint").arg("--strict").arg(&package))?;
    let mut attw = repo.command("attw");
    attw.args(["--profile", "esm-only", "--format", "ascii", "--no-color", "--pack"]);
    // A module has types, a program has none.
    run::aloud(attw.arg(&package).args(["--exclude-entrypoints", "envdock_wasm_bg.wasm"]))?;
    let mut types = repo.command("tsc");
    command(types.args(["--project", "hosts"]).current_dir(repo.node_tools()))
}
