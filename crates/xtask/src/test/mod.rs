//! `cargo xtask test`: every check there is; its last line is `N passed, N failed`.

mod browser;
mod counts;
mod e2e;
mod fuzz;
mod native;
mod pseudo_locale;
mod report;
mod well_formed;

use std::fs;

use anyhow::{Result, bail};

use crate::hosts;
use crate::package;
use crate::page::{self, Quality};
use crate::repo::Repo;
use crate::setup::{Purpose, setup};
use crate::{build, run};
use counts::Counts;
pub(crate) use e2e::playwright;
use report::{Report, Step};

const STEPS: [Step; 20] = [
    Step { group: "native", name: "format", needs: &[], run: native::format },
    Step { group: "native", name: "clippy", needs: &[], run: native::clippy },
    Step { group: "native", name: "tests", needs: &[], run: native::tests },
    Step { group: "native", name: "on a server", needs: &[], run: native::on_a_server },
    Step { group: "native", name: "examples in documents", needs: &[], run: native::doc_tests },
    Step { group: "native", name: "documents", needs: &[], run: native::documents },
    Step { group: "browser", name: "clippy for Wasm", needs: &[], run: browser::clippy },
    Step { group: "browser", name: "browser tests", needs: &[], run: browser::tests },
    Step { group: "browser", name: "taking over", needs: &[], run: browser::hydrate },
    Step { group: "browser", name: "pseudo-locale", needs: &[], run: browser::pseudo_locale },
    Step { group: "e2e", name: "types of the end-to-end tests", needs: &[], run: e2e::types },
    Step { group: "e2e", name: "page", needs: &[], run: page },
    Step { group: "e2e", name: "server", needs: &["page"], run: server },
    Step { group: "e2e", name: "interface", needs: &["server"], run: fuzz::interface },
    Step { group: "e2e", name: "package", needs: &[], run: packed },
    Step {
        group: "e2e",
        name: "package is well formed",
        needs: &["package"],
        run: well_formed::package,
    },
    Step { group: "e2e", name: "example hosts", needs: &["package"], run: example_hosts },
    Step { group: "e2e", name: "Leptos host", needs: &[], run: leptos_host },
    Step { group: "e2e", name: "fault proxy", needs: &[], run: e2e::fault_proxy },
    Step {
        group: "e2e",
        name: "end-to-end tests",
        needs: &["page", "server", "example hosts", "Leptos host", "fault proxy"],
        run: e2e::tests,
    },
];

/// Runs all steps, or those of one group; whether nothing failed.
pub(crate) fn test(repo: &Repo, only: Option<&str>) -> Result<bool> {
    if only.is_some_and(|group| STEPS.iter().all(|step| step.group != group)) {
        bail!("--only takes native, browser or e2e");
    }
    // The server embeds this folder, and it is compiled before there is a page.
    fs::create_dir_all(repo.dist())?;
    let mut report = Report::default();
    let set_up = |repo: &Repo| check(setup(repo, Purpose::Test));
    report.perform(repo, &Step { group: "", name: "set-up", needs: &[], run: set_up });
    for step in STEPS.iter().filter(|step| only.is_none_or(|group| step.group == group)) {
        report.perform(repo, step);
    }
    println!("\n{report}");
    Ok(report.passed())
}

fn page(repo: &Repo) -> Result<Counts> {
    check(page::build(repo, Quality::Release))
}

fn server(repo: &Repo) -> Result<Counts> {
    check(build::server(repo, Quality::Release))
}

/// How it works is tested, not what it weighs: the quick build does.
fn packed(repo: &Repo) -> Result<Counts> {
    check(package::package(repo, Quality::Dev))
}

/// With what the step before has built: it is made anew only from other inputs.
fn example_hosts(repo: &Repo) -> Result<Counts> {
    check(package::package(repo, Quality::Dev).and_then(|package| hosts::build(repo, &package)))
}

fn leptos_host(repo: &Repo) -> Result<Counts> {
    check(page::build_host(repo))
}

/// A step without tests of its own counts as one.
fn check<T>(result: Result<T>) -> Result<Counts> {
    result.map(|_| Counts::PASSED)
}

/// A program that either passes as a whole or fails.
fn command(command: &mut std::process::Command) -> Result<Counts> {
    check(run::aloud(command))
}
