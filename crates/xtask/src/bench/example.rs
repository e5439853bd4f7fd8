//! Pages of hosts, from `examples/`.

use std::path::PathBuf;

use anyhow::Result;

use crate::page::{Quality, build_program, bundle_styles};
use crate::repo::Repo;

/// Builds `examples/NAME.rs` as the page is built, and its styles; where the files are.
pub(crate) fn build(repo: &Repo, name: &str, quality: Quality) -> Result<PathBuf> {
    let out = repo.target.join("page").join(name);
    let cargo = ["build", "--package", "envdock", "--bin", name, "--features", "csr,pages"];
    build_program(repo, quality, &cargo, name, name, &out)?;
    let styles = repo.root.join("examples").join(name).with_extension("css");
    if styles.exists() {
        bundle_styles(&styles, &out.join("main.css"))?;
    }
    Ok(out)
}
