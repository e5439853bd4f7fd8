//! `cargo xtask pictures`: what the documents show, taken from the running product.

use anyhow::Result;

use crate::build;
use crate::hosts;
use crate::package;
use crate::page::{self, Quality};
use crate::repo::Repo;
use crate::run;
use crate::setup::{Purpose, setup};
use crate::test::playwright;

/// Writes `docs/pictures/*.png` anew.
pub(crate) fn pictures(repo: &Repo) -> Result<()> {
    setup(repo, Purpose::Test)?;
    build::build(repo, Quality::Release)?;
    hosts::build(repo, &package::package(repo, Quality::Release)?)?;
    page::build_host(repo)?;
    run::aloud(playwright(repo)?.args(["test", "--config", "pictures.config.ts"]))
}
