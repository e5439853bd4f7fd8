//! `cargo xtask setup`: installs what is missing, once.

mod browser;
mod cargo_tools;
pub(crate) mod example_hosts;
pub(crate) mod fuzzer;
mod git;
mod node_tools;
mod prebuilt;
pub(crate) mod privilege;
mod python;
mod readers;
mod requirement;
mod rust_parts;
mod wasm_toolchain;

use std::time::Instant;

use anyhow::{Result, anyhow};

pub(crate) use requirement::{Purpose, Requirement};
pub(crate) use wasm_toolchain::WasmToolchain;

use crate::repo::Repo;

/// Everything, in the order in which it is installed.
pub(crate) const REQUIREMENTS: [Requirement; 14] = [
    rust_parts::COMPILER,
    rust_parts::LINTS,
    node_tools::NODE,
    wasm_toolchain::REQUIREMENT,
    node_tools::NODE_TOOLS,
    cargo_tools::WASM_BINDGEN,
    cargo_tools::TRUNK,
    git::GIT,
    browser::CHROMIUM,
    readers::NODE_READER,
    readers::PYTHON_READER,
    fuzzer::FUZZER,
    example_hosts::REACT_CHAT,
    example_hosts::SHADCN,
];

/// Installs what `purpose` needs and is not there; quick when nothing is missing.
pub(crate) fn setup(repo: &Repo, purpose: Purpose) -> Result<()> {
    let wanted =
        REQUIREMENTS.iter().filter(|one| purpose == Purpose::Test || one.purpose == purpose);
    for requirement in wanted {
        provide(repo, requirement)?;
    }
    Ok(())
}

fn provide(repo: &Repo, requirement: &Requirement) -> Result<()> {
    let name = requirement.name;
    let before = (requirement.probe)(repo);
    let problem = match before.found {
        Ok(version) => {
            eprintln!("   {name}: {version}");
            return Ok(());
        }
        Err(problem) => problem,
    };
    eprintln!("-> {name} ({problem}, wanted: {})", before.wanted);
    eprintln!("   why: {}; usually takes {}", requirement.why, requirement.usual_time);
    let started = Instant::now();
    let installed = (requirement.install)(repo).and_then(|()| {
        let after = (requirement.probe)(repo);
        after.found.map_err(|problem| anyhow!("it is still {problem}, wanted: {}", after.wanted))
    });
    let version = installed.map_err(|error| {
        anyhow!(
            "{name} could not be installed: {error:#}\nTo go on: {}; then start the same command \
             again. What is done is not done twice.",
            requirement.by_hand
        )
    })?;
    eprintln!("   {name}: {version}, after {} s", started.elapsed().as_secs());
    Ok(())
}
