//! `cargo xtask bench`: the product's figures, each bench printing its own table.

mod sizes;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::run;

/// What the person asked for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Names of benches; all if empty.
    pub(crate) names: Vec<String>,
    /// Labelled repositories for the scanner's figures.
    pub(crate) corpus: Option<PathBuf>,
}

/// A named measurement.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Repo, &Options) -> Result<()>,
}

/// Add a bench here; one in another crate is an example or a binary that prints a table, started
/// with `example`.
const BENCHES: [Bench; 1] = [Bench {
    name: "sizes",
    about: "bytes of the page: raw, gzip -9, brotli 11",
    run: |repo, _options| sizes::sizes(repo),
}];

/// Runs the chosen benches, all of them by default.
pub(crate) fn bench(repo: &Repo, options: &Options) -> Result<()> {
    let known: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
    if let Some(name) = options.names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("no bench is called {name}; there are: {}", known.join(", "));
    }
    let chosen = |bench: &&Bench| {
        options.names.is_empty() || options.names.iter().any(|name| name == bench.name)
    };
    for bench in BENCHES.iter().filter(chosen) {
        println!("\n== {}: {}", bench.name, bench.about);
        (bench.run)(repo, options)?;
    }
    Ok(())
}

/// A bench that lives in another crate: its example, optimized, with the corpus if there is one.
#[expect(dead_code, reason = "the first bench of another crate uses it")]
fn example(repo: &Repo, package: &str, name: &str, options: &Options) -> Result<()> {
    let mut cargo: Command = repo.command("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", package, "--example", name, "--"]);
    if let Some(corpus) = &options.corpus {
        cargo.arg("--corpus").arg(corpus);
    }
    run::aloud(&mut cargo)
}
