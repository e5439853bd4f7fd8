//! The page beside the same one written by hand.

use anyhow::Result;

use super::example;
use crate::page::Quality;
use crate::repo::Repo;
use crate::run;
use crate::test::playwright;

/// Opens `examples/four_roots.rs` and `tests/e2e/by_hand` in Chromium, in turn.
pub(crate) fn page(repo: &Repo) -> Result<()> {
    measure(repo, "page.bench.ts")
}

/// Opens `examples/four_roots.rs` with 10,000 slots in Chromium.
pub(crate) fn scale(repo: &Repo) -> Result<()> {
    measure(repo, "scale.bench.ts")
}

fn measure(repo: &Repo, steps: &str) -> Result<()> {
    let page = example::build(repo, "four_roots", Quality::Release)?;
    let mut playwright = playwright(repo)?;
    playwright.env("ENVDOCK_BENCH_PAGE", page);
    run::aloud(playwright.args(["test", "--config", "bench.config.ts", steps]))
}
