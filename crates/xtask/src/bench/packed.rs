//! The custom elements beside the same page written by hand.

use std::path::PathBuf;

use anyhow::Result;

use crate::package;
use crate::page::{Quality, bundle_styles};
use crate::repo::Repo;
use crate::run;
use crate::test::playwright;

/// Opens a page with the package's tab and `tests/e2e/by_hand` in Chromium, in turn.
pub(crate) fn packed(repo: &Repo) -> Result<()> {
    let package = package::package(repo, Quality::Release)?;
    let styles = styles_by_hand(repo)?;
    let mut playwright = playwright(repo)?;
    playwright.env("ENVDOCK_PACKAGE", package).env("ENVDOCK_BENCH_PAGE", styles);
    run::aloud(playwright.args(["test", "--config", "bench.config.ts", "package.bench.ts"]))
}

/// Makes the style sheet of the page written by hand, which is ours; returns its folder.
pub(super) fn styles_by_hand(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.target.join("page/by_hand");
    bundle_styles(&repo.root.join("examples/four_roots.css"), &folder.join("main.css"))?;
    Ok(folder)
}
