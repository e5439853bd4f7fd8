//! How soon a window shows what happened elsewhere.

use anyhow::Result;

use crate::build;
use crate::page::Quality;
use crate::repo::Repo;
use crate::run;
use crate::test::playwright;

/// Opens the product's own page in two windows of Chromium, against the built server.
pub(crate) fn events(repo: &Repo) -> Result<()> {
    let server = build::build(repo, Quality::Release)?;
    let mut playwright = playwright(repo)?;
    playwright.env("ENVDOCK_BINARY", server);
    run::aloud(playwright.args(["test", "--config", "bench.config.ts", "events.bench.ts"]))
}
