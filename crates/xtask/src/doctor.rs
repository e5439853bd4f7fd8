//! `cargo xtask doctor`: what is there and what is not.

use crate::repo::Repo;
use crate::setup::REQUIREMENTS;

/// Prints the table; whether nothing is missing.
pub(crate) fn doctor(repo: &Repo) -> bool {
    let row = |name: &str, found: &str, wanted: &str, how: &str| {
        println!("{name:<16} {found:<24} {wanted:<24} {how}");
    };
    row("NEEDED", "FOUND", "WANTED", "HOW TO GET IT");
    let mut complete = true;
    for requirement in &REQUIREMENTS {
        let probe = (requirement.probe)(repo);
        match probe.found {
            Ok(version) => row(requirement.name, &version, &probe.wanted, "ok"),
            Err(problem) => {
                complete = false;
                row(requirement.name, &problem, &probe.wanted, requirement.by_hand);
            }
        }
    }
    if !complete {
        println!("\n`cargo xtask setup` installs what is missing.");
    }
    complete
}
