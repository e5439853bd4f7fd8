//! What a page with several roots asks the real server for.

use anyhow::Result;

use super::example;
use crate::build;
use crate::page::Quality;
use crate::repo::Repo;
use crate::run;
use crate::test::playwright;

/// Opens `examples/four_roots.rs` in Chromium, behind the proxy that delays and counts.
pub(crate) fn requests(repo: &Repo) -> Result<()> {
    // It is counted, not weighed: the quick build does.
    let page = example::build(repo, "four_roots", Quality::Dev)?;
    let server = build::server(repo, Quality::Release)?;
    let mut proxy = repo.command("cargo");
    run::aloud(proxy.args(["build", "--release", "--package", "fault-proxy"]))?;
    let mut playwright = playwright(repo)?;
    playwright.env("ENVDOCK_BINARY", server).env("ENVDOCK_FOUR_ROOTS", page);
    run::aloud(playwright.args(["test", "--config", "bench.config.ts", "requests.bench.ts"]))
}
