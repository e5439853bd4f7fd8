//! `cargo xtask package`: the custom elements as a package for npm.

mod bundle;
pub(crate) mod reference;
mod styles;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::page::{Quality, build_program, bundle_styles, fingerprint, lock};
use crate::repo::Repo;
use crate::run;

/// Files of `src/elements` that go into the package as they are.
const FILES: [&str; 6] =
    ["README.md", "index.d.ts", "inline.d.ts", "package.json", "react.d.ts", "react.js"];
/// Files of `style/themes`.
const THEMES: [&str; 2] = ["mcp_apps.css", "vscode.css"];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// The version in the package's manifest, until it is packed.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";
/// The description of the interface, as the server's tests keep it.
const OPENAPI: &str = "crates/server/tests/routes/snapshots/routes__openapi__openapi.snap";
/// What it is made from, besides the program and the styles.
const INPUTS: [&str; 4] = [
    OPENAPI,
    "crates/xtask/src/package",
    "docs/embedding/themes.md",
    "tests/e2e/package-lock.json",
];

/// Makes the package, unless what is there was made from the same inputs; where it is.
pub(crate) fn package(repo: &Repo, quality: Quality) -> Result<PathBuf> {
    let _alone = lock(repo, "package")?;
    let out = repo.target.join(match quality {
        Quality::Release => "package",
        Quality::Dev => "package-dev",
    });
    let stamp = repo.target.join("page").join(format!("package-{quality:?}"));
    let current = format!("{} {}", repo.root.display(), fingerprint(repo, &INPUTS)?);
    if out.exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == current) {
        return Ok(out);
    }
    let started = Instant::now();
    let cargo = ["rustc", "--package", "envdock", "--lib", "--crate-type", "cdylib"];
    let cargo = [cargo.as_slice(), &["--features", "elements"]].concat();
    let parts = repo.target.join("page/package");
    build_program(repo, quality, &cargo, "envdock", "envdock_wasm", &parts)?;
    fill(repo, &parts, &out)?;
    fs::create_dir_all(repo.target.join("page"))?;
    fs::write(&stamp, current)?;
    eprintln!("   package: built in {} s: {}", started.elapsed().as_secs(), out.display());
    Ok(out)
}

/// Puts the package together; `parts` has the program and gets what the modules are bundled from.
fn fill(repo: &Repo, parts: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out.join("themes"))?;
    copy(&repo.root.join("src/elements"), out, &FILES)?;
    copy(&repo.root.join("style/themes"), &out.join("themes"), &THEMES)?;
    copy(&repo.root, out, &LICENCES)?;
    copy(parts, out, &[bundle::PROGRAM])?;
    let version = repo.locked_version("envdock")?;
    let manifest = fs::read_to_string(out.join("package.json"))?;
    let numbered = manifest.replace(NO_VERSION, &format!("\"version\": \"{version}\""));
    fs::write(out.join("package.json"), numbered)?;
    fs::write(out.join("custom-elements.json"), reference::manifest(repo)?)?;
    types(repo, parts, out)?;

    copy(&repo.root.join("src/elements"), parts, &bundle::MODULES)?;
    fs::write(parts.join("version.js"), format!("export const version = '{version}';\n"))?;
    let css = parts.join("elements.css");
    bundle_styles(&repo.root.join("style/elements.css"), &css)?;
    let themeable = styles::themeable(&styles::shortened(&fs::read_to_string(&css)?));
    fs::write(&css, themeable)?;
    bundle::bundle(repo, parts, out)
}

/// The types of what goes over the wire, out of the description of the interface.
fn types(repo: &Repo, parts: &Path, out: &Path) -> Result<()> {
    let kept = fs::read_to_string(repo.root.join(OPENAPI)).context(OPENAPI)?;
    let (_, document) = kept.split_once("\n---\n").with_context(|| format!("read {OPENAPI}"))?;
    let description = parts.join("openapi.json");
    fs::write(&description, document)?;
    let mut generator = repo.command("openapi-typescript");
    // What has a default may be left out.
    generator.arg(description).args(["--default-non-nullable=false", "--output"]);
    run::quietly(generator.arg(out.join("wire.d.ts")))?;
    Ok(())
}

fn copy(from: &Path, to: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        let file = from.join(name);
        fs::copy(&file, to.join(name)).with_context(|| format!("copy {}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::NO_VERSION;

    #[test]
    fn the_manifest_has_a_place_for_the_version() {
        assert!(include_str!("../../../src/elements/package.json").contains(NO_VERSION));
    }
}
