//! `cargo xtask build`: the page, and the one binary that serves it.

use std::path::PathBuf;

use anyhow::Result;

use crate::page::{self, Quality};
use crate::repo::Repo;
use crate::run;

/// Builds everything that `envdock` consists of; answers where it is.
pub(crate) fn build(repo: &Repo, quality: Quality) -> Result<PathBuf> {
    page::build(repo, quality)?;
    server(repo, quality)
}

/// Builds the server; a quick build reads the page from `dist/` whenever it is asked for it.
pub(crate) fn server(repo: &Repo, quality: Quality) -> Result<PathBuf> {
    let mut cargo = repo.command("cargo");
    cargo.args(["build", "--package", "envdock-server", "--bin", "envdock"]);
    let folder = match quality {
        Quality::Release => {
            cargo.arg("--release");
            "release"
        }
        Quality::Dev => "debug",
    };
    let _alone = page::lock(repo, "server")?;
    run::aloud(&mut cargo)?;
    Ok(repo.target.join(folder).join("envdock"))
}
