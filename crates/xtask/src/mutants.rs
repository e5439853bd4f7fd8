//! `cargo xtask mutants`: does a test notice when the code is changed?

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::repo::Repo;
use crate::run;

const CRATES: [&str; 3] = ["envdock-rules", "envdock-dotenv", "envdock-core"];

/// Mutates each of `crates` (by default those that hold our rules) and prints how many were caught.
pub(crate) fn mutants(repo: &Repo, crates: &[String]) -> Result<()> {
    if run::quietly(repo.command("cargo").args(["mutants", "--version"])).is_err() {
        eprintln!("-> cargo-mutants: changes the code and looks for tests that notice; 2 min");
        let mut cargo = repo.command("cargo");
        cargo.args(["install", "cargo-mutants", "--locked", "--root"]).arg(repo.tools());
        run::aloud(&mut cargo).context("to go on: cargo install cargo-mutants")?;
    }
    let chosen: Vec<&str> = if crates.is_empty() {
        CRATES.to_vec()
    } else {
        crates.iter().map(String::as_str).collect()
    };
    let mut lines = Vec::new();
    for name in chosen {
        lines.push(mutate(repo, name)?);
    }
    println!("\n{:<20} {:>7} {:>7} {:>9}", "CRATE", "CAUGHT", "MISSED", "SHARE");
    println!("{}", lines.join("\n"));
    Ok(())
}

fn mutate(repo: &Repo, name: &str) -> Result<String> {
    let output = repo.target.join("mutants").join(name);
    fs::create_dir_all(&output)?;
    let mut cargo = repo.command("cargo");
    cargo.args(["mutants", "--package", name, "--no-shuffle", "--output"]).arg(&output);
    // It works on a copy of the checkout, which lacks the real dotenv readers. A mutant that a few
    // hundred random cases do not notice is missed.
    cargo.env("ENVDOCK_READERS_DIR", repo.root.join("target/tools/dotenv-readers"));
    cargo.env("ENVDOCK_DIFFERENTIAL_CASES", "300");
    // That a random case fails is all that counts; nobody reads the smallest one.
    cargo.env("PROPTEST_MAX_SHRINK_ITERS", "0");
    // A missed mutant is its ordinary way to fail; what counts is in the files.
    run::aloud(&mut cargo).ok();
    let results = output.join("mutants.out");
    let caught = lines_of(&results.join("caught.txt")) + lines_of(&results.join("timeout.txt"));
    let missed = lines_of(&results.join("missed.txt"));
    if caught + missed == 0 {
        bail!("no mutant of {name} was tried; see {}", results.display());
    }
    let percent = 100 * caught / (caught + missed);
    Ok(format!("{name:<20} {caught:>7} {missed:>7} {percent:>7} %"))
}

fn lines_of(path: &Path) -> usize {
    fs::read_to_string(path).map_or(0, |text| text.lines().count())
}
