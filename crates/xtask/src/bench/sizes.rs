//! What a visitor downloads.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{example, packed};
use crate::package;
use crate::page::{self, Quality};
use crate::repo::Repo;
use crate::run;

/// Compresses a file as a server would; Node is needed anyway, so no compressor of our own.
const COMPRESS: &str = "
const zlib = require('zlib');
const bytes = require('fs').readFileSync(process.argv[1]);
const gzip = zlib.gzipSync(bytes, { level: 9 });
const brotli = zlib.brotliCompressSync(bytes, { params: {
  [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
  [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  [zlib.constants.BROTLI_PARAM_LGWIN]: 24 } });
console.log(bytes.length, gzip.length, brotli.length);";

/// Prints a row per kind of file, for the demo, a page with only the tab, the package, and the
/// page written by hand that times are measured beside.
pub(crate) fn sizes(repo: &Repo) -> Result<()> {
    page::build(repo, Quality::Release)?;
    table(repo, "DEMO", &files_below(&repo.dist())?)?;
    let minimal = example::build(repo, "minimal_tab", Quality::Release)?;
    table(repo, "ONLY THE TAB", &files_below(&minimal)?)?;
    entries(repo)?;
    by_hand(repo)
}

/// Prints what a page loads that imports an entry of the package and does not bundle it.
fn entries(repo: &Repo) -> Result<()> {
    let package = package::package(repo, Quality::Release)?;
    let program = "envdock_wasm_bg.wasm";
    for (entry, names) in [
        ("envdock", &["index.js", program][..]),
        ("envdock/inline", &["inline.js"]),
        ("envdock/react", &["react.js", "index.js", program]),
    ] {
        let files: Vec<PathBuf> = names.iter().map(|name| package.join(name)).collect();
        table(repo, entry, &files)?;
        requests(files.len());
    }
    let styles = repo.target.join("page/package/elements.css");
    table(repo, "CSS IN THE JS", &[styles])
}

/// Prints what a page loads that is written by hand and does what the tab does.
fn by_hand(repo: &Repo) -> Result<()> {
    let mut files = vec![packed::styles_by_hand(repo)?.join("main.css")];
    let folder = repo.root.join("tests/e2e/by_hand");
    files.extend(
        ["by_hand.html", "by_hand.js", "tab.js", "form.js", "import.js"]
            .map(|name| folder.join(name)),
    );
    table(repo, "BY HAND", &files)?;
    requests(files.len());
    Ok(())
}

fn table(repo: &Repo, title: &str, files: &[PathBuf]) -> Result<()> {
    println!("{title:<14} {:>10} {:>10} {:>10}", "RAW", "GZIP -9", "BROTLI 11");
    let mut all = [0; 3];
    for kind in ["wasm", "js", "css", "html"] {
        let mut total = [0; 3];
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == kind)) {
            add(&mut total, compressed(repo, file)?);
        }
        if total == [0; 3] {
            continue;
        }
        row(kind, total);
        add(&mut all, total);
    }
    row("all", all);
    Ok(())
}

fn requests(number: usize) {
    println!("{:<14} {number:>10}", "requests");
}

fn row(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("{name:<14} {raw:>10} {gzip:>10} {brotli:>10}");
}

fn add(total: &mut [u64; 3], part: [u64; 3]) {
    for (total, part) in total.iter_mut().zip(part) {
        *total += part;
    }
}

/// Each file is compressed by itself, as it is sent.
fn compressed(repo: &Repo, file: &Path) -> Result<[u64; 3]> {
    let printed = run::quietly(repo.command("node").args(["-e", COMPRESS]).arg(file))?;
    let mut numbers = printed.split_whitespace().map(str::parse);
    let mut next = || numbers.next().unwrap_or(Ok(0));
    Ok([next()?, next()?, next()?])
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    Ok(files)
}
