//! The Rust that everything is compiled, formatted and checked with.

use std::time::Duration;

use anyhow::{Result, bail};

use super::requirement::{Probe, Purpose, Requirement, version_in};
use crate::repo::Repo;
use crate::run;

/// The compiler that runs us.
pub(crate) const COMPILER: Requirement = Requirement {
    name: "Rust",
    why: "compiles the server, the tests and this command",
    usual_time: "1 min",
    by_hand: "rustup update stable",
    purpose: Purpose::Serve,
    probe: probe_compiler,
    install: |_repo| bail!("this Rust is too old"),
};

/// rustfmt and clippy, which rustup's minimal profile leaves out.
pub(crate) const LINTS: Requirement = Requirement {
    name: "rustfmt, clippy",
    why: "the test command begins with them",
    usual_time: "10 s",
    by_hand: "rustup component add rustfmt clippy",
    purpose: Purpose::Test,
    probe: probe_lints,
    install: |repo| {
        let mut rustup = repo.command("rustup");
        let limit = Duration::from_mins(4);
        run::aloud_within(rustup.args(["component", "add", "rustfmt", "clippy"]), limit)
    },
};

fn probe_compiler(repo: &Repo) -> Probe {
    let wanted = env!("CARGO_PKG_RUST_VERSION");
    let found = version(repo, "rustc", "--version").ok().flatten();
    Probe::version(format!(">= {wanted}"), found, |found| numbers(found) >= numbers(wanted))
}

fn probe_lints(repo: &Repo) -> Probe {
    let fmt = version(repo, "cargo", "fmt");
    let clippy = version(repo, "cargo", "clippy");
    let found = match (fmt, clippy) {
        (Ok(_), Ok(_)) => Ok("both".to_owned()),
        (Err(_), _) => Err("no rustfmt".to_owned()),
        (_, Err(_)) => Err("no clippy".to_owned()),
    };
    Probe { wanted: "both".to_owned(), found }
}

fn version(repo: &Repo, program: &str, word: &str) -> Result<Option<String>> {
    let mut command = repo.command(program);
    command.arg(word);
    if word != "--version" {
        command.arg("--version");
    }
    Ok(version_in(&run::quietly(&mut command)?))
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}
