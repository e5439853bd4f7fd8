//! `cargo xtask test`: every check there is; its last line is `N passed, N failed`.

mod browser;
mod counts;
mod e2e;
mod native;

use std::fs;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::page::{self, Quality};
use crate::repo::Repo;
use crate::setup::{Purpose, setup};
use crate::{build, run};
use counts::Counts;
pub(crate) use e2e::playwright;

/// One part of the run; `--only` picks a group of them.
#[derive(Clone, Copy)]
struct Step {
    group: &'static str,
    name: &'static str,
    run: fn(&Repo) -> Result<Counts>,
}

const STEPS: [Step; 12] = [
    Step { group: "native", name: "format", run: native::format },
    Step { group: "native", name: "clippy", run: native::clippy },
    Step { group: "native", name: "tests", run: native::tests },
    Step { group: "native", name: "examples in documents", run: native::doc_tests },
    Step { group: "native", name: "documents", run: native::documents },
    Step { group: "browser", name: "clippy for Wasm", run: browser::clippy },
    Step { group: "browser", name: "browser tests", run: browser::tests },
    Step { group: "e2e", name: "types of the end-to-end tests", run: e2e::types },
    Step { group: "e2e", name: "page", run: |repo| check(page::build(repo, Quality::Release)) },
    Step { group: "e2e", name: "server", run: |repo| check(build::server(repo, Quality::Release)) },
    Step { group: "e2e", name: "fault proxy", run: e2e::fault_proxy },
    Step { group: "e2e", name: "end-to-end tests", run: e2e::tests },
];

/// Runs all steps, or those of one group; whether nothing failed.
pub(crate) fn test(repo: &Repo, only: Option<&str>) -> Result<bool> {
    if only.is_some_and(|group| STEPS.iter().all(|step| step.group != group)) {
        bail!("--only takes native, browser or e2e");
    }
    let mut total = Counts::default();
    let mut lines = Vec::new();
    let mut perform = |name: &str, step: &dyn Fn() -> Result<Counts>| {
        eprintln!("\n== {name}");
        let started = Instant::now();
        let counts = step().unwrap_or_else(|error| {
            eprintln!("   {error:#}");
            Counts::FAILED
        });
        total.add(counts);
        let seconds = started.elapsed().as_secs_f64();
        lines.push(format!("{name:<32} {seconds:>7.1} s   {counts}"));
    };
    // The server embeds this folder, and it is compiled before there is a page.
    fs::create_dir_all(repo.dist())?;
    perform("set-up", &|| check(setup(repo, Purpose::Test)));
    for step in STEPS.iter().filter(|step| only.is_none_or(|group| step.group == group)) {
        perform(step.name, &|| (step.run)(repo));
    }
    println!("\n{}\n\n{total}", lines.join("\n"));
    Ok(total.failed == 0)
}

/// A step without tests of its own counts as one.
fn check<T>(result: Result<T>) -> Result<Counts> {
    result.map(|_| Counts::PASSED)
}

/// A program that either passes as a whole or fails.
fn command(command: &mut std::process::Command) -> Result<Counts> {
    check(run::aloud(command))
}
