//! The smallest page that a host could make: the Environment tab and nothing else.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::page::WASM_OPT_FLAGS;
use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;

const EXAMPLE: &str = "minimal_tab";
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "release-wasm";

/// Builds `examples/minimal_tab.rs` as the page is built; where the files are.
pub(crate) fn build(repo: &Repo) -> Result<PathBuf> {
    let toolchain = WasmToolchain::find(repo)?;
    let mut cargo = toolchain.command(repo, "cargo");
    cargo.args(["build", "--package", "envdock", "--example", EXAMPLE, "--features", "csr"]);
    run::aloud(cargo.args(["--profile", PROFILE, "--target", TARGET]))?;
    let built = repo.wasm_target().join(TARGET).join(PROFILE).join("examples");
    let out = repo.target.join("page").join(EXAMPLE);
    fs::create_dir_all(&out)?;
    let mut bindgen = repo.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&out);
    run::aloud(bindgen.arg(built.join(EXAMPLE).with_extension("wasm")))?;
    let wasm = out.join(format!("{EXAMPLE}_bg.wasm"));
    let mut optimize = repo.command("wasm-opt");
    optimize.arg("-Oz").args(WASM_OPT_FLAGS).arg(&wasm).arg("-o").arg(&wasm);
    run::aloud(&mut optimize).context("wasm-opt")?;
    Ok(out)
}
