//! Git, which the house-rule test and the journeys start.

use super::privilege::apt_install;
use super::requirement::{Probe, Purpose, Requirement, version_in};
use crate::run;

/// The product itself reads repositories without it.
pub(crate) const GIT: Requirement = Requirement {
    name: "Git",
    why: "the house-rule test lists the files of this repository; the journeys make some",
    usual_time: "10 s",
    by_hand: "apt-get install git",
    purpose: Purpose::Test,
    probe: |repo| {
        let printed = run::quietly(repo.command("git").arg("--version")).ok();
        Probe::version("any".to_owned(), printed.and_then(|text| version_in(&text)), |_any| true)
    },
    install: |repo| apt_install(repo, &["git"]),
};
