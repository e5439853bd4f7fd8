//! `wasm-bindgen` and `trunk`, compiled here unless the right version is there already.

use std::fs;

use anyhow::{Context, Result};

use super::prebuilt::fetch;
use super::requirement::{Probe, Purpose, Requirement, version_in};
use crate::repo::Repo;
use crate::run;

const TRUNK_VERSION: &str = "0.21.14";

/// Makes the JavaScript side of the Wasm module.
pub(crate) const WASM_BINDGEN: Requirement = Requirement {
    name: "wasm-bindgen",
    why: "makes the JavaScript side of the page's Wasm and runs the browser tests",
    usual_time: "10 s, or 2 to 3 min where it must be compiled",
    by_hand: "cargo install wasm-bindgen-cli, in the version of Cargo.lock",
    purpose: Purpose::Serve,
    probe: |repo| {
        let wanted = repo.locked_version("wasm-bindgen").unwrap_or_default();
        let found = found(repo, "wasm-bindgen");
        let runner = repo.which("wasm-bindgen-test-runner");
        Probe::exact(&wanted, found.filter(|_version| runner.is_some()))
    },
    install: |repo| {
        let version = repo.locked_version("wasm-bindgen")?;
        let arch = std::env::consts::ARCH;
        let archive = format!(
            "wasm-bindgen/wasm-bindgen/releases/download/{version}/\
             wasm-bindgen-{version}-{arch}-unknown-linux-musl.tar.gz"
        );
        let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
        if fetched(repo, &archive, programs, &version) {
            return Ok(());
        }
        install(repo, "wasm-bindgen-cli", &version, Effort { optimize: "1", options: &[] })
    },
};

/// Assembles the page.
pub(crate) const TRUNK: Requirement = Requirement {
    name: "trunk",
    why: "assembles the page from Wasm, JavaScript, styles and index.html",
    usual_time: "10 s, or 3 to 4 min where it must be compiled",
    by_hand: "cargo install trunk --version 0.21.14 --locked --no-default-features",
    purpose: Purpose::Serve,
    probe: |repo| Probe::exact(TRUNK_VERSION, found(repo, "trunk")),
    install: |repo| {
        let arch = std::env::consts::ARCH;
        let archive = format!(
            "trunk-rs/trunk/releases/download/v{TRUNK_VERSION}/trunk-{arch}-unknown-linux-gnu.tar.gz"
        );
        if fetched(repo, &archive, &["trunk"], TRUNK_VERSION) {
            return Ok(());
        }
        // Its features are for downloads and update checks, which we never want; its own work is
        // small. Together that halves the time of the longest step.
        let effort = Effort { optimize: "0", options: &["--no-default-features"] };
        install(repo, "trunk", TRUNK_VERSION, effort)
    },
};

fn found(repo: &Repo, program: &str) -> Option<String> {
    run::quietly(repo.command(program).arg("--version")).ok().and_then(|text| version_in(&text))
}

/// How a tool is compiled.
#[derive(Debug, Clone, Copy)]
struct Effort {
    optimize: &'static str,
    options: &'static [&'static str],
}

fn install(repo: &Repo, package: &str, version: &str, effort: Effort) -> Result<()> {
    let locked = compile(repo, package, version, effort, &["--locked"]);
    if let Err(error) = locked {
        // The lock of a tool may name a version that a registry mirror does not have (yet).
        eprintln!(
            "   {error:#}\n   Trying again without the versions that {package} was locked to."
        );
        compile(repo, package, version, effort, &[])?;
    }
    fs::remove_dir_all(build_dir(repo)).context("remove the build folder")
}

fn fetched(repo: &Repo, archive: &str, programs: &[&str], version: &str) -> bool {
    let result = fetch(repo, archive, programs, version);
    if let Err(error) = &result {
        eprintln!("   {error:#}\n   So it is compiled here.");
    }
    result.is_ok()
}

fn compile(repo: &Repo, package: &str, version: &str, effort: Effort, more: &[&str]) -> Result<()> {
    let mut cargo = repo.command("cargo");
    cargo.args(["install", package, "--version", version]).args(effort.options).args(more);
    cargo.arg("--root").arg(repo.tools());
    // A folder of our own, so that an interrupted installation goes on where it stopped.
    cargo.arg("--target-dir").arg(build_dir(repo));
    // Their release profiles optimize for a binary that many people download; we want it soon.
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", effort.optimize);
    run::aloud(&mut cargo)
}

fn build_dir(repo: &Repo) -> std::path::PathBuf {
    repo.tools().join("build")
}
