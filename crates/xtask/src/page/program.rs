//! A Wasm program with the JavaScript that a page imports: compiled, bound, optimized.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Quality, WASM_OPT_FLAGS};
use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles what `cargo` (its arguments) says, which makes `file`, and leaves the module `name` in
/// `out`, which has nothing else then.
pub(crate) fn build(
    repo: &Repo,
    quality: Quality,
    cargo: &[&str],
    file: &str,
    name: &str,
    out: &Path,
) -> Result<()> {
    let profile = match quality {
        Quality::Release => "release-wasm",
        Quality::Dev => "dev-wasm",
    };
    let mut compile = WasmToolchain::find(repo)?.command(repo, "cargo");
    compile.args(cargo).args(["--profile", profile, "--target", TARGET]);
    run::aloud(&mut compile)?;
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    let built = repo.wasm_target().join(TARGET).join(profile).join(file).with_extension("wasm");
    let mut bind = repo.command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    run::aloud(bind.arg(out).arg(built))?;
    if quality == Quality::Release {
        let wasm = out.join(format!("{name}_bg.wasm"));
        let mut optimize = repo.command("wasm-opt");
        optimize.arg("-Oz").args(WASM_OPT_FLAGS).arg(&wasm).arg("-o").arg(&wasm);
        run::aloud(&mut optimize).context("wasm-opt")?;
    }
    Ok(())
}
