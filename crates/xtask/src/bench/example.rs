//! Pages of hosts, from `examples/`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::page::{Quality, WASM_OPT_FLAGS, bundle_styles};
use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds `examples/NAME.rs` as the page is built, and its styles; where the files are.
pub(crate) fn build(repo: &Repo, name: &str, quality: Quality) -> Result<PathBuf> {
    let profile = match quality {
        Quality::Release => "release-wasm",
        Quality::Dev => "dev-wasm",
    };
    let toolchain = WasmToolchain::find(repo)?;
    let mut cargo = toolchain.command(repo, "cargo");
    cargo.args(["build", "--package", "envdock", "--bin", name, "--features", "csr"]);
    run::aloud(cargo.args(["--profile", profile, "--target", TARGET]))?;
    let built = repo.wasm_target().join(TARGET).join(profile);
    let out = repo.target.join("page").join(name);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut bindgen = repo.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&out);
    run::aloud(bindgen.arg(built.join(name).with_extension("wasm")))?;
    if quality == Quality::Release {
        let wasm = out.join(format!("{name}_bg.wasm"));
        let mut optimize = repo.command("wasm-opt");
        optimize.arg("-Oz").args(WASM_OPT_FLAGS).arg(&wasm).arg("-o").arg(&wasm);
        run::aloud(&mut optimize).context("wasm-opt")?;
    }
    let styles = repo.root.join("examples").join(name).with_extension("css");
    if styles.exists() {
        bundle_styles(&styles, &out.join("main.css"))?;
    }
    Ok(out)
}
