//! Components in Chromium.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::command;
use super::counts::Counts;
use super::pseudo_locale;
use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;
use crate::setup::privilege::is_root;

const TARGET: &str = "wasm32-unknown-unknown";
/// Of the three ways to render, those that do not draw everything in the browser.
const OTHER_RENDERERS: [&str; 2] = ["hydrate", "ssr"];
const HYDRATE: &str = "fake,hydrate";
/// What tests do without: Cargo builds every program that it may before a test.
const PAGES: &str = "pages";
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
    let mut counts = clippy_of(repo, "envdock", &format!("{},{PAGES}", features(repo)?))?;
    counts.add(clippy_of(repo, "envdock", HYDRATE)?);
    counts.add(clippy_of(repo, "leptos-csr", "csr")?);
    Ok(counts)
}

fn clippy_of(repo: &Repo, package: &str, features: &str) -> Result<Counts> {
    let mut cargo = WasmToolchain::find(repo)?.command(repo, "cargo");
    cargo.args(["clippy", "--package", package, "--all-targets", "--target", TARGET]);
    command(cargo.args(["--features", features, "--", "-D", "warnings"]))
}

pub(crate) fn tests(repo: &Repo) -> Result<Counts> {
    Counts::of_cargo(&run::listening(&mut cargo_test(repo, "browser", &features(repo)?)?)?)
}

/// What a server has drawn, taken over.
pub(crate) fn hydrate(repo: &Repo) -> Result<Counts> {
    Counts::of_cargo(&run::listening(&mut cargo_test(repo, "hydrate", HYDRATE)?)?)
}

/// One test more, of the product in a language of its own.
pub(crate) fn pseudo_locale(repo: &Repo) -> Result<Counts> {
    let copy = pseudo_locale::copy(repo)?;
    let mut cargo = cargo_test(repo, "browser", &features(repo)?)?;
    cargo.current_dir(copy).env("ENVDOCK_PSEUDO_LOCALE", "1").args(["--", "pseudo_locale"]);
    Counts::of_cargo(&run::listening(&mut cargo)?)
}

fn cargo_test(repo: &Repo, test: &str, features: &str) -> Result<Command> {
    let mut cargo = WasmToolchain::find(repo)?.command(repo, "cargo");
    cargo.args(["test", "--package", "envdock", "--test", test, "--target", TARGET]);
    cargo.args(["--features", features]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("CHROMEDRIVER", repo.which("chromedriver").context("no chromedriver")?);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(repo)?);
    // For all tests together: a loaded machine is slow, not wrong.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    Ok(cargo)
}

/// Every feature of the components that the package declares, so that a new one cannot go untested.
fn features(repo: &Repo) -> Result<String> {
    let manifest = fs::read_to_string(repo.root.join("Cargo.toml"))?;
    let section = manifest.split_once("\n[features]\n").map_or("", |(_, section)| section);
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| Some(line.split_once(" = ")?.0));
    let is_other = |name: &str| OTHER_RENDERERS.contains(&name) || name == PAGES;
    let chosen: Vec<&str> =
        names.filter(|name| !name.starts_with('#') && !is_other(name)).collect();
    Ok(chosen.join(","))
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
