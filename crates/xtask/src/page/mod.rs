//! Building the page: styles, then trunk, then what the content security policy needs.

mod host;
mod inputs;
mod lock;
mod program;
mod start_script;
mod styles;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

pub(crate) use host::build as build_host;
pub(crate) use inputs::fingerprint;
pub(crate) use lock::lock;
pub(crate) use program::build as build_program;
pub(crate) use styles::bundle as bundle_styles;

use crate::repo::Repo;
use crate::run;
use crate::setup::WasmToolchain;

/// What the compiler may have used; binaryen does not find out by itself.
/// `index.html` says the same to trunk, in `data-wasm-opt-params`.
const WASM_OPT_FLAGS: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How much the compiler should try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// Small: what people get.
    Release,
    /// Soon: while working on a component.
    Dev,
}

/// Builds the page into `dist/`, unless what is there was made from the same inputs.
pub(crate) fn build(repo: &Repo, quality: Quality) -> Result<()> {
    let _alone = lock(repo, "page")?;
    let stamp = repo.target.join("page/stamp");
    let current = format!("{quality:?} {} {}", repo.root.display(), fingerprint(repo, &[])?);
    let index = repo.dist().join("index.html");
    let built = fs::read_to_string(&index).unwrap_or_default();
    if fs::read_to_string(&stamp).is_ok_and(|old| old == format!("{current}\n{built}")) {
        return Ok(());
    }
    let started = Instant::now();
    styles::bundle(&repo.root.join("style/main.css"), &repo.root.join("target/page/main.css"))?;
    let html = trunk(repo, quality, &repo.root, &repo.dist())?;
    fs::create_dir_all(repo.target.join("page"))?;
    fs::write(&stamp, format!("{current}\n{html}"))?;
    eprintln!("   page: built in {} s", started.elapsed().as_secs());
    Ok(())
}

/// Builds the page of `folder` into `dist`, with a start script that a strict policy allows;
/// answers with its HTML.
fn trunk(repo: &Repo, quality: Quality, folder: &Path, dist: &Path) -> Result<String> {
    let toolchain = WasmToolchain::find(repo)
        .context("no Rust for Wasm here; `cargo xtask setup` installs it")?;
    let mut trunk = toolchain.command(repo, "trunk");
    // The versions are named so that trunk takes the tools in PATH and never downloads its own.
    trunk.env("TRUNK_TOOLS_WASM_BINDGEN", repo.locked_version("wasm-bindgen")?);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true").env("TRUNK_COLOR", "never");
    trunk.env_remove("NO_COLOR").current_dir(folder).arg("build").arg("--dist").arg(dist);
    if quality == Quality::Release {
        trunk.arg("--release");
    }
    run::aloud(&mut trunk)?;
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).context("trunk wrote no index.html")?;
    let page = start_script::externalize(&html)?;
    for script in &page.scripts {
        fs::write(dist.join(&script.name), &script.text)?;
    }
    fs::write(&index, &page.html)?;
    Ok(page.html)
}

#[cfg(test)]
mod tests {
    use super::WASM_OPT_FLAGS;

    #[test]
    fn trunk_and_we_give_wasm_opt_the_same_flags() {
        let index = include_str!("../../../../index.html");
        let wanted = format!("data-wasm-opt-params=\"{}\"", WASM_OPT_FLAGS.join(" "));
        assert!(index.contains(&wanted), "index.html lacks {wanted}");
    }
}
