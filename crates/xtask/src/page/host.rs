//! The page of a host that is a Leptos application, built as its own developers build it.

use std::path::PathBuf;

use anyhow::Result;

use super::{Quality, trunk};
use crate::repo::Repo;

/// Builds `examples/leptos_csr`; where its page is.
pub(crate) fn build(repo: &Repo) -> Result<PathBuf> {
    let name = "leptos_csr";
    let dist = repo.target.join("page").join(name);
    trunk(repo, Quality::Dev, &repo.root.join("examples").join(name), &dist)?;
    Ok(dist)
}
