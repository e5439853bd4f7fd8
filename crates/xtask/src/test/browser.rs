//! Components in Chromium.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::command;
use super::counts::Counts;
use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;
use crate::setup::privilege::is_root;

const TARGET: &str = "wasm32-unknown-unknown";
const FEATURES: &str = "csr,demo";
const FLAGS: [&str; 8] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

pub(crate) fn clippy(repo: &Repo) -> Result<Counts> {
    let mut cargo = WasmToolchain::find(repo)?.command(repo, "cargo");
    cargo.args(["clippy", "--package", "envdock", "--all-targets", "--target", TARGET]);
    command(cargo.args(["--features", FEATURES, "--", "-D", "warnings"]))
}

pub(crate) fn tests(repo: &Repo) -> Result<Counts> {
    let mut cargo = WasmToolchain::find(repo)?.command(repo, "cargo");
    cargo.args(["test", "--package", "envdock", "--test", "browser", "--target", TARGET]);
    cargo.args(["--features", FEATURES]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("CHROMEDRIVER", repo.which("chromedriver").context("no chromedriver")?);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(repo)?);
    Counts::of_cargo(&run::listening(&mut cargo)?)
}

/// How the driver starts Chromium; as root its sandbox cannot work.
fn capabilities(repo: &Repo) -> Result<PathBuf> {
    let mut flags = FLAGS.to_vec();
    if is_root(repo) {
        flags.push("--no-sandbox");
    }
    let json = format!(
        "{{\"goog:chromeOptions\": {{\"args\": [\"{}\"], \"binary\": \"{}\"}}}}\n",
        flags.join("\", \""),
        repo.which("chromium").context("no chromium")?.display()
    );
    let path = repo.wasm_target().join("webdriver.json");
    fs::create_dir_all(repo.wasm_target())?;
    fs::write(&path, json)?;
    Ok(path)
}
