//! Python packages, pinned with their hashes, each set in an environment of its own.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::privilege::apt_install;
use super::requirement::Probe;
use crate::repo::Repo;
use crate::run;

/// A set of packages.
pub(crate) struct Packages {
    /// The folder with its `requirements.txt`, from the root of the checkout.
    pub(crate) wanted: &'static str,
    /// Where it is installed, from there.
    pub(crate) installed: &'static str,
    /// A module that can be imported when it is.
    pub(crate) module: &'static str,
}

impl Packages {
    /// A program of the environment.
    pub(crate) fn program(&self, repo: &Repo, name: &str) -> PathBuf {
        repo.root.join(self.installed).join("venv/bin").join(name)
    }

    fn requirements(&self, repo: &Repo) -> PathBuf {
        repo.root.join(self.wanted).join("requirements.txt")
    }

    pub(crate) fn probe(&self, repo: &Repo) -> Probe {
        let requirements = fs::read_to_string(self.requirements(repo)).ok();
        let venv = repo.root.join(self.installed).join("venv");
        let done = fs::read_to_string(venv.join("installed.txt")).ok();
        let import = format!("import {}", self.module);
        let works = run::quietly(repo.command(venv.join("bin/python")).args(["-c", &import]));
        let found = if requirements.is_some() && requirements == done && works.is_ok() {
            Ok("as pinned".to_owned())
        } else {
            Err(if requirements == done { "broken" } else { "missing or outdated" }.to_owned())
        };
        Probe { wanted: "as requirements.txt says".to_owned(), found }
    }

    pub(crate) fn install(&self, repo: &Repo) -> Result<()> {
        let able = run::quietly(repo.command("python3").args(["-c", "import ensurepip, venv"]));
        if able.is_err() {
            apt_install(repo, &["python3", "python3-venv"])?;
        }
        let venv = repo.root.join(self.installed).join("venv");
        let requirements = self.requirements(repo);
        run::aloud(repo.command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
        let mut pip = repo.command(venv.join("bin/pip"));
        let quietly = ["install", "--quiet", "--disable-pip-version-check", "-r"];
        run::aloud(pip.args(quietly).arg(&requirements))?;
        fs::copy(requirements, venv.join("installed.txt"))?;
        Ok(())
    }
}
