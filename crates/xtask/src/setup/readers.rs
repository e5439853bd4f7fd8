//! Other people's dotenv readers, against which ours is tested.

use std::path::PathBuf;

use super::node_tools::{install_packages, probe_packages};
use super::python::Packages;
use super::requirement::{Purpose, Requirement};
use crate::repo::Repo;

/// The reader of Node projects.
pub(crate) const NODE_READER: Requirement = Requirement {
    name: "dotenv (Node)",
    why: "what our dotenv writer writes must be read back by it",
    usual_time: "5 s",
    by_hand: "cargo xtask setup",
    purpose: Purpose::Test,
    probe: |repo| probe_packages(&wanted(repo), &installed(repo)),
    install: |repo| install_packages(repo, &wanted(repo), &installed(repo)),
};

/// The reader of Python projects.
pub(crate) const PYTHON_READER: Requirement = Requirement {
    name: "python-dotenv",
    why: "what our dotenv writer writes must be read back by it",
    usual_time: "10 s, 30 s with Python",
    by_hand: "apt-get install python3 python3-venv, then cargo xtask setup",
    purpose: Purpose::Test,
    probe: |repo| PYTHON_PACKAGES.probe(repo),
    install: |repo| PYTHON_PACKAGES.install(repo),
};

const PYTHON_PACKAGES: Packages = Packages {
    wanted: "crates/dotenv/tests/differential",
    installed: "target/tools/dotenv-readers",
    module: "dotenv",
};

fn wanted(repo: &Repo) -> PathBuf {
    repo.root.join(PYTHON_PACKAGES.wanted)
}

fn installed(repo: &Repo) -> PathBuf {
    repo.root.join(PYTHON_PACKAGES.installed)
}
