//! Where things are in this repository, and how its commands are started.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

/// The variables that `cargo run` sets for us and that would mislead another Cargo.
const INHERITED: [&str; 4] = ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "LD_LIBRARY_PATH"];

/// The checkout that `cargo xtask` was started in.
#[derive(Debug, Clone)]
pub(crate) struct Repo {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Repo {
    /// Finds the checkout; `CARGO_TARGET_DIR` is respected.
    pub(crate) fn here() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .join("../..")
            .canonicalize()
            .with_context(|| format!("the checkout of {} is gone", manifest.display()))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(
            || root.join("target"),
            |dir| env::current_dir().unwrap_or_default().join(PathBuf::from(dir)),
        );
        Ok(Self { root, target })
    }

    /// Tools that this repository installs for itself; survives `cargo clean`.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The folder of the Node tools: Playwright, axe and `wasm-opt`.
    pub(crate) fn node_tools(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The built page, which the server embeds.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Everything built for the browser; apart, so that it can be cleaned alone.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// A command in the root of the checkout that finds our tools first.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path());
        for name in INHERITED {
            command.env_remove(name);
        }
        command
    }

    /// The version of a crate that `Cargo.lock` has settled on.
    pub(crate) fn locked_version(&self, name: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock")).context("read Cargo.lock")?;
        locked_version(&lock, name).with_context(|| format!("{name} is not in Cargo.lock"))
    }

    /// Where a program is, with our own tools first.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path()).map(|dir| dir.join(program)).find(|path| path.is_file())
    }

    fn path(&self) -> OsString {
        let old = env::var_os("PATH").unwrap_or_default();
        let ours = [self.tools().join("bin"), self.node_tools().join("node_modules/.bin")];
        let all = ours.into_iter().chain(env::split_paths(&old));
        env::join_paths(all).unwrap_or(old)
    }
}

fn locked_version(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_of_a_crate_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "a").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "b"), None);
    }
}
