//! `cargo xtask bench`: the product's figures, each bench printing its own table.
//!
//! A bench is a file `crates/<crate>/examples/bench_<name>.rs`: a program that prints a table and
//! whose first line says what it measures. It is found by its name and run optimized. The page's
//! sizes and requests need Wasm and a browser, so they are measured here.

mod events;
mod example;
mod packed;
mod page;
mod requests;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::repo::Repo;
use crate::run;
use crate::setup::{Purpose, setup};

/// What the person asked for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Names of benches; all if empty.
    pub(crate) names: Vec<String>,
    /// Labelled repositories for the scanner's figures.
    pub(crate) corpus: Option<PathBuf>,
}

/// A measurement.
#[derive(Debug)]
struct Bench {
    name: String,
    about: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Of the built page.
    Page(fn(&Repo) -> Result<()>),
    /// An example of this package.
    Example(String),
}

/// Runs the chosen benches, all of them by default; a failed one does not stop the others.
pub(crate) fn bench(repo: &Repo, options: &Options) -> Result<()> {
    let benches = benches(repo)?;
    let known: Vec<&str> = benches.iter().map(|bench| bench.name.as_str()).collect();
    if let Some(name) = options.names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("no bench is called {name}; there are: {}", known.join(", "));
    }
    let chosen = |bench: &&Bench| options.names.is_empty() || options.names.contains(&bench.name);
    let mut failed = Vec::new();
    for bench in benches.iter().filter(chosen) {
        println!("\n== {}: {}", bench.name, bench.about);
        if let Err(error) = measure(repo, bench, options) {
            println!("not measured: {error:#}");
            failed.push(bench.name.as_str());
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("not measured: {}", failed.join(", ")) }
}

fn measure(repo: &Repo, bench: &Bench, options: &Options) -> Result<()> {
    let package = match &bench.kind {
        Kind::Page(measure) => {
            setup(repo, Purpose::Test)?;
            return measure(repo);
        }
        Kind::Example(package) => package,
    };
    let example = format!("bench_{}", bench.name);
    let mut cargo = repo.command("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", package, "--example", &example, "--"]);
    if let Some(corpus) = &options.corpus {
        cargo.arg("--corpus").arg(corpus.canonicalize().context("--corpus")?);
    }
    run::aloud(&mut cargo)
}

fn benches(repo: &Repo) -> Result<Vec<Bench>> {
    let page = |name: &str, about: &str, measure| Bench {
        name: name.to_owned(),
        about: about.to_owned(),
        kind: Kind::Page(measure),
    };
    let mut all = vec![
        page("sizes", "bytes of the page: raw, gzip -9, brotli 11", sizes::sizes),
        page("requests", "requests of a page with four roots", requests::requests),
        page("page", "times of the page, beside the same page written by hand", page::page),
        page("package", "the package's elements, beside the page written by hand", packed::packed),
        page("scale", "10,000 slots in 300 env files", page::scale),
        page("events", "how soon a window shows what happened elsewhere", events::events),
    ];
    for folder in files_in(&repo.root.join("crates"))? {
        let examples = folder.join("examples");
        if !examples.is_dir() {
            continue;
        }
        for path in files_in(&examples)? {
            let name = path.file_stem().and_then(|stem| stem.to_str()?.strip_prefix("bench_"));
            if let Some(name) = name {
                let kind = Kind::Example(package_in(&folder)?);
                all.push(Bench { name: name.to_owned(), about: about_in(&path)?, kind });
            }
        }
    }
    Ok(all)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn package_in(folder: &Path) -> Result<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.map(str::to_owned).with_context(|| format!("{} has no name", folder.display()))
}

fn about_in(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path)?;
    let about = text.lines().find_map(|line| line.strip_prefix("//!"));
    Ok(about.unwrap_or_default().trim().to_owned())
}
