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

/// With nextest when it is there; Cargo's own runner counts the same tests.
pub(crate) fn tests(repo: &Repo) -> Result<Counts> {
    let mut cargo = repo.command("cargo");
    if run::quietly(repo.command("cargo").args(["nextest", "--version"])).is_ok() {
        cargo.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests", "fail"]);
        cargo.args(["--status-level", "slow", "--final-status-level", "fail"]);
        return Counts::of_nextest(&run::listening(&mut cargo)?);
    }
    cargo.args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]);
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
