//! What calls the interface as its description says, and as it does not.

use super::python::Packages;
use super::requirement::{Purpose, Requirement};

/// The program and what it needs.
pub(crate) const PACKAGES: Packages =
    Packages { wanted: "tests/fuzz", installed: "target/tools/fuzzer", module: "schemathesis" };

pub(crate) const FUZZER: Requirement = Requirement {
    name: "schemathesis",
    why: "the interface must be what its description says",
    usual_time: "20 s, 40 s with Python",
    by_hand: "apt-get install python3 python3-venv, then cargo xtask setup",
    purpose: Purpose::Test,
    probe: |repo| PACKAGES.probe(repo),
    install: |repo| PACKAGES.install(repo),
};
