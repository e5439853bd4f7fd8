//! What a visitor downloads.

use std::fs;

use anyhow::Result;

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

/// Prints a row per kind of file of the demo page.
pub(crate) fn sizes(repo: &Repo) -> Result<()> {
    page::build(repo, Quality::Release)?;
    println!("{:<12} {:>10} {:>10} {:>10}", "DEMO", "RAW", "GZIP -9", "BROTLI 11");
    let mut total = [0; 3];
    for kind in ["wasm", "js", "css", "html"] {
        let sum = sum(repo, kind)?;
        row(kind, sum);
        for (total, part) in total.iter_mut().zip(sum) {
            *total += part;
        }
    }
    row("all", total);
    Ok(())
}

fn row(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("{name:<12} {raw:>10} {gzip:>10} {brotli:>10}");
}

/// Each file is compressed by itself, as it is sent.
fn sum(repo: &Repo, kind: &str) -> Result<[u64; 3]> {
    let mut total = [0; 3];
    let mut folders = vec![repo.dist()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == kind) {
                let printed = run::quietly(repo.command("node").args(["-e", COMPRESS]).arg(&path))?;
                let numbers =
                    printed.split_whitespace().filter_map(|word| word.parse::<u64>().ok());
                for (total, number) in total.iter_mut().zip(numbers) {
                    *total += number;
                }
            }
        }
    }
    Ok(total)
}
