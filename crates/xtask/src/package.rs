//! `cargo xtask package`: the custom elements as a package for npm.

mod styles;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::page::{Quality, build_program, bundle_styles, fingerprint, lock};
use crate::repo::Repo;

/// Files of `src/elements` that go into the package as they are.
const FILES: [&str; 9] = [
    "README.md",
    "define.js",
    "index.d.ts",
    "index.js",
    "package.json",
    "program.js",
    "skeletons.js",
    "styles.js",
    "texts.js",
];
/// Files of `style/themes`.
const THEMES: [&str; 2] = ["mcp_apps.css", "vscode.css"];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
/// The version in the package's manifest, until it is packed.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// Makes the package, unless what is there was made from the same inputs; where it is.
pub(crate) fn package(repo: &Repo, quality: Quality) -> Result<PathBuf> {
    let _alone = lock(repo, "package")?;
    let out = repo.target.join(match quality {
        Quality::Release => "package",
        Quality::Dev => "package-dev",
    });
    let stamp = repo.target.join("page").join(format!("package-{quality:?}"));
    let current = format!("{} {}", repo.root.display(), fingerprint(repo)?);
    if out.exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == current) {
        return Ok(out);
    }
    let started = Instant::now();
    let cargo = ["rustc", "--package", "envdock", "--lib", "--crate-type", "cdylib"];
    let cargo = [cargo.as_slice(), &["--features", "elements"]].concat();
    build_program(repo, quality, &cargo, "envdock", "envdock_wasm", &out)?;
    fill(repo, &out)?;
    fs::create_dir_all(repo.target.join("page"))?;
    fs::write(&stamp, current)?;
    eprintln!("   package: built in {} s: {}", started.elapsed().as_secs(), out.display());
    Ok(out)
}

/// Everything but the program.
fn fill(repo: &Repo, out: &Path) -> Result<()> {
    for name in FILES {
        let from = repo.root.join("src/elements").join(name);
        fs::copy(&from, out.join(name)).with_context(|| format!("copy {}", from.display()))?;
    }
    fs::create_dir_all(out.join("themes"))?;
    for name in THEMES {
        let from = repo.root.join("style/themes").join(name);
        fs::copy(&from, out.join("themes").join(name)).with_context(|| format!("copy {name}"))?;
    }
    for name in LICENCES {
        fs::copy(repo.root.join(name), out.join(name)).with_context(|| format!("copy {name}"))?;
    }
    let version = repo.locked_version("envdock")?;
    let manifest = fs::read_to_string(out.join("package.json"))?;
    let numbered = manifest.replace(NO_VERSION, &format!("\"version\": \"{version}\""));
    fs::write(out.join("package.json"), numbered)?;
    fs::write(out.join("version.js"), format!("export const version = '{version}';\n"))?;
    let bundled = repo.target.join("page/elements.css");
    bundle_styles(&repo.root.join("style/elements.css"), &bundled)?;
    let css = styles::themeable(&styles::shortened(&fs::read_to_string(bundled)?));
    // Rust and JavaScript write a string of such characters alike.
    fs::write(out.join("envdock_css.js"), format!("export default {css:?};\n"))?;
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
