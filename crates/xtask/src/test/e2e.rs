//! Journeys through the built binary, with Playwright.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::command;
use super::counts::Counts;
use crate::repo::Repo;
use crate::run;
use crate::setup::privilege::is_root;

pub(crate) fn types(repo: &Repo) -> Result<Counts> {
    command(repo.command("tsc").args(["--noEmit", "--project", "."]).current_dir(repo.node_tools()))
}

/// What stands between browser and server when a test wants the network to fail.
pub(crate) fn fault_proxy(repo: &Repo) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    command(cargo.args(["build", "--release", "--package", "fault-proxy"]))
}

pub(crate) fn tests(repo: &Repo) -> Result<Counts> {
    let report = repo.target.join("e2e/report.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = playwright(repo)?;
    playwright.args(["test", "--reporter=list,json"]);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let heard = run::listening(&mut playwright)?;
    let text = fs::read_to_string(&report).context("Playwright wrote no report")?;
    Counts::of_playwright(&text, &heard)
}

/// Playwright, told what was built and which browser to take.
pub(crate) fn playwright(repo: &Repo) -> Result<Command> {
    let mut playwright = repo.command("playwright");
    playwright.current_dir(repo.node_tools());
    playwright.env("ENVDOCK_BINARY", repo.target.join("release/envdock"));
    playwright.env("ENVDOCK_PACKAGE", repo.target.join("package-dev"));
    playwright.env("ENVDOCK_LEPTOS_HOST", repo.target.join("page/leptos_csr"));
    playwright.env("ENVDOCK_FAULT_PROXY", repo.target.join("release/fault-proxy"));
    playwright.env("ENVDOCK_CHROMIUM", repo.which("chromium").context("no chromium")?);
    playwright.env("ENVDOCK_CHROMIUM_SANDBOX", if is_root(repo) { "off" } else { "on" });
    Ok(playwright)
}
