//! Node and what comes from npm: `wasm-opt`, Playwright and axe.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::requirement::{Probe, Purpose, Requirement, version_in};
use crate::repo::Repo;
use crate::run;

const OLDEST_NODE: u32 = 20;

/// The interpreter; we do not install it.
pub(crate) const NODE: Requirement = Requirement {
    name: "Node",
    why: "runs wasm-opt, the end-to-end tests and one of the dotenv readers",
    usual_time: "a minute",
    by_hand: "install Node 20 or newer, with npm",
    purpose: Purpose::Serve,
    probe: |repo| {
        let printed = run::quietly(repo.command("node").arg("--version"));
        let found = printed.ok().and_then(|text| version_in(&text));
        Probe::version(format!(">= {OLDEST_NODE}"), found, |found| major(found) >= OLDEST_NODE)
    },
    install: |_repo| bail!("Node comes in too many ways to choose one for you"),
};

/// The packages of `tests/e2e/package-lock.json`.
pub(crate) const NODE_TOOLS: Requirement = Requirement {
    name: "Node tools",
    why: "wasm-opt shrinks the page's Wasm; Playwright and axe test the product",
    usual_time: "10 s",
    by_hand: "npm ci in tests/e2e, then cargo xtask setup",
    purpose: Purpose::Serve,
    probe: |repo| probe_packages(&repo.node_tools(), &repo.node_tools()),
    install: |repo| install_packages(repo, &repo.node_tools(), &repo.node_tools()),
};

/// Whether the packages that `from` asks for are what `into` holds.
pub(crate) fn probe_packages(from: &Path, into: &Path) -> Probe {
    let lock = fs::read_to_string(from.join("package-lock.json")).ok();
    let done = fs::read_to_string(into.join("node_modules/.installed-lock.json")).ok();
    let found = if lock.is_some() && lock == done {
        Ok("as locked".to_owned())
    } else {
        Err(done.map_or("missing", |_old| "outdated").to_owned())
    };
    Probe { wanted: "as package-lock.json says".to_owned(), found }
}

/// Installs exactly what the lock file in `from` says below `into`.
pub(crate) fn install_packages(repo: &Repo, from: &Path, into: &Path) -> Result<()> {
    if from != into {
        fs::create_dir_all(into)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(from.join(name), into.join(name))
                .with_context(|| format!("copy {}", from.join(name).display()))?;
        }
    }
    let mut npm = repo.command("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]);
    npm.current_dir(into).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::aloud(&mut npm)?;
    let lock = into.join("package-lock.json");
    fs::copy(lock, into.join("node_modules/.installed-lock.json"))?;
    Ok(())
}

fn major(version: &str) -> u32 {
    version.split('.').next().and_then(|part| part.parse().ok()).unwrap_or(0)
}
