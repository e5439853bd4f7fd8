//! What needs no browser.

use anyhow::Result;

use super::command;
use super::counts::Counts;
use crate::repo::Repo;
use crate::run;

pub(crate) fn format(repo: &Repo) -> Result<Counts> {
    command(repo.command("cargo").args(["fmt", "--all", "--check"]))
}

pub(crate) fn clippy(repo: &Repo) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    command(&mut cargo)
}

pub(crate) fn tests(repo: &Repo) -> Result<Counts> {
    run_tests(repo, &["--workspace", "--lib", "--bins", "--tests"])
}

/// What the components are on a server: with the feature `ssr`, which is none of a browser's.
pub(crate) fn on_a_server(repo: &Repo) -> Result<Counts> {
    let ssr = ["--package", "envdock", "--features", "ssr", "--lib", "--test", "ssr"];
    let mut clippy = repo.command("cargo");
    clippy.arg("clippy").args(ssr).args(["--", "-D", "warnings"]);
    let mut counts = command(&mut clippy)?;
    counts.add(run_tests(repo, &["--package", "envdock", "--features", "ssr", "--test", "ssr"])?);
    Ok(counts)
}

/// With nextest when it is there; Cargo's own runner counts the same tests.
fn run_tests(repo: &Repo, which: &[&str]) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    if run::quietly(repo.command("cargo").args(["nextest", "--version"])).is_ok() {
        cargo.args(["nextest", "run"]).args(which);
        cargo.args(["--no-fail-fast", "--no-tests", "fail"]);
        cargo.args(["--status-level", "slow", "--final-status-level", "fail"]);
        return Counts::of_nextest(&run::listening(&mut cargo)?);
    }
    cargo.arg("test").args(which).arg("--no-fail-fast");
    Counts::of_cargo(&run::listening(&mut cargo)?)
}

pub(crate) fn doc_tests(repo: &Repo) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    cargo.args(["test", "--workspace", "--no-fail-fast", "--doc"]);
    Counts::of_cargo(&run::listening(&mut cargo)?)
}

pub(crate) fn documents(repo: &Repo) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    cargo.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings");
    command(&mut cargo)
}
