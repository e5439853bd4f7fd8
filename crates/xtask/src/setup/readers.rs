//! Other people's dotenv readers, against which ours is tested.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::node_tools::{install_packages, probe_packages};
use super::privilege::apt_install;
use super::requirement::{Probe, Purpose, Requirement};
use crate::repo::Repo;
use crate::run;

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
    probe: probe_python,
    install: install_python,
};

fn wanted(repo: &Repo) -> PathBuf {
    repo.root.join("crates/dotenv/tests/differential")
}

fn installed(repo: &Repo) -> PathBuf {
    repo.root.join("target/tools/dotenv-readers")
}

fn probe_python(repo: &Repo) -> Probe {
    let requirements = fs::read_to_string(wanted(repo).join("requirements.txt")).ok();
    let venv = installed(repo).join("venv");
    let done = fs::read_to_string(venv.join("installed.txt")).ok();
    let works = run::quietly(repo.command(venv.join("bin/python")).args(["-c", "import dotenv"]));
    let found = if requirements.is_some() && requirements == done && works.is_ok() {
        Ok("as pinned".to_owned())
    } else {
        Err(if requirements == done { "broken" } else { "missing or outdated" }.to_owned())
    };
    Probe { wanted: "as requirements.txt says".to_owned(), found }
}

fn install_python(repo: &Repo) -> Result<()> {
    let able = run::quietly(repo.command("python3").args(["-c", "import ensurepip, venv"]));
    if able.is_err() {
        apt_install(repo, &["python3", "python3-venv"])?;
    }
    let venv = installed(repo).join("venv");
    let requirements = wanted(repo).join("requirements.txt");
    run::aloud(repo.command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let mut pip = repo.command(venv.join("bin/pip"));
    run::aloud(
        pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&requirements),
    )?;
    fs::copy(requirements, venv.join("installed.txt"))?;
    Ok(())
}
