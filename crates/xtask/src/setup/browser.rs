//! Chromium and its driver, for the browser tests and the end-to-end tests.

use super::privilege::apt_install;
use super::requirement::{Probe, Purpose, Requirement, version_in};
use crate::repo::Repo;
use crate::run;

/// The browser that the tests use.
pub(crate) const CHROMIUM: Requirement = Requirement {
    name: "Chromium",
    why: "runs the browser tests and the end-to-end tests",
    usual_time: "30 s",
    by_hand: "apt-get install chromium chromium-driver",
    purpose: Purpose::Test,
    probe,
    install: |repo| apt_install(repo, &["chromium", "chromium-driver"]),
};

fn probe(repo: &Repo) -> Probe {
    let browser = version(repo, "chromium");
    let driver = version(repo, "chromedriver");
    let found = match (browser, driver) {
        (Some(browser), Some(driver)) if major(&browser) == major(&driver) => Ok(browser),
        (Some(browser), Some(driver)) => Err(format!("{browser}, but driver {driver}")),
        (Some(_), None) => Err("no chromedriver".to_owned()),
        (None, _) => Err("missing".to_owned()),
    };
    Probe { wanted: "with chromedriver".to_owned(), found }
}

fn version(repo: &Repo, program: &str) -> Option<String> {
    run::quietly(repo.command(program).arg("--version")).ok().and_then(|text| version_in(&text))
}

fn major(version: &str) -> Option<&str> {
    version.split('.').next()
}
