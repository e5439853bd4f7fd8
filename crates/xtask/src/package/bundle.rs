//! The package's modules: each entry one file, by esbuild.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::repo::Repo;
use crate::run;

/// The program's file in the package.
pub(super) const PROGRAM: &str = "envdock_wasm_bg.wasm";
/// Files of `src/elements` that the entries are made from.
pub(super) const MODULES: [&str; 8] = [
    "define.js",
    "embedded.js",
    "index.js",
    "inline.js",
    "program.js",
    "skeletons.js",
    "styles.js",
    "texts.js",
];
/// The program, compressed, for the entry that holds it.
const PACKED: &str = "envdock_wasm.gz";
/// Compresses a file; Node is needed anyway, so no compressor of our own.
const GZIP: &str = "
const { readFileSync, writeFileSync } = require('fs');
const [from, to] = process.argv.slice(1);
writeFileSync(to, require('zlib').gzipSync(readFileSync(from), { level: 9 }));";

/// Writes the entries `index.js` and `inline.js` into `out`.
pub(super) fn bundle(repo: &Repo, parts: &Path, out: &Path) -> Result<()> {
    let (program, packed) = (parts.join(PROGRAM), parts.join(PACKED));
    run::quietly(repo.command("node").args(["-e", GZIP]).args([&program, &packed]))?;
    let css = parts.join("elements.css");
    let small = parts.join("elements.min.css");
    esbuild(repo, &css, &small, &["--minify"])?;
    fs::rename(&small, &css)?;
    let text = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--loader:.css=text"];
    esbuild(repo, &parts.join("index.js"), &out.join("index.js"), &text)?;
    // It asks for no file beside it, so a host's bundler must not see the address of one.
    let whole =
        [&text[..], &["--loader:.gz=base64", "--define:import.meta.url=undefined"]].concat();
    esbuild(repo, &parts.join("inline.js"), &out.join("inline.js"), &whole)
}

fn esbuild(repo: &Repo, from: &Path, to: &Path, options: &[&str]) -> Result<()> {
    let mut esbuild = repo.command("esbuild");
    // A warning is about what would not work in some browser: it counts as an error.
    esbuild.arg(from).args(options).args(["--log-level=warning", "--legal-comments=none"]);
    esbuild.arg(["--outfile=", &to.display().to_string()].concat());
    run::quietly(&mut esbuild)?;
    Ok(())
}
