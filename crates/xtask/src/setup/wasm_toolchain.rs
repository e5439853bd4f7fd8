//! The compiler that builds for the browser: the active one, or Debian's.
//!
//! Where the Rust release server cannot be reached, `rustup target add` fails. Debian's security
//! updates carry a recent compiler with the standard library's source for its browsers; built
//! once, it serves as a second toolchain.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::privilege::{apt_install, as_root};
use super::requirement::{Probe, Purpose, Requirement};
use crate::repo::Repo;
use crate::run;

const TARGET: &str = "wasm32-unknown-unknown";
const LINKED: &str = "debian-web";
const PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"];

/// What `setup` and `doctor` know about the compiler for the browser.
pub(crate) const REQUIREMENT: Requirement = Requirement {
    name: "Rust for Wasm",
    why: "compiles the page for the browser",
    usual_time: "5 s, or 2 min where Debian's compiler must be used",
    by_hand: "rustup target add wasm32-unknown-unknown",
    purpose: Purpose::Serve,
    probe,
    install,
};

/// Which toolchain can build for the browser here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The one that runs us, with the target added.
    Active,
    /// Debian's, linked into rustup.
    Debian,
}

impl WasmToolchain {
    /// The first one that builds a program, or why none does.
    pub(crate) fn find(repo: &Repo) -> Result<Self> {
        let active = try_out(repo, Self::Active);
        let Err(reason) = active else { return Ok(Self::Active) };
        if try_out(repo, Self::Debian).is_ok() { Ok(Self::Debian) } else { Err(reason) }
    }

    /// A command for the browser build: this toolchain, its own target folder.
    pub(crate) fn command(self, repo: &Repo, program: impl AsRef<OsStr>) -> Command {
        let mut command = repo.command(program);
        command.env("CARGO_TARGET_DIR", repo.wasm_target());
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", LINKED);
        }
        command
    }
}

fn probe(repo: &Repo) -> Probe {
    let found = WasmToolchain::find(repo)
        .and_then(|toolchain| {
            let version = run::quietly(toolchain.command(repo, "rustc").arg("--version"))?;
            let origin = if toolchain == WasmToolchain::Debian { ", Debian's" } else { "" };
            Ok(format!("{}{origin}", version.split(" (").next().unwrap_or(&version).trim()))
        })
        .map_err(|_missing| "missing".to_owned());
    Probe { wanted: TARGET.to_owned(), found }
}

/// Links a tiny program with full optimization: that needs a standard library which this very
/// compiler has made, and one that still carries its bitcode.
fn try_out(repo: &Repo, toolchain: WasmToolchain) -> Result<()> {
    let dir = repo.wasm_target();
    fs::create_dir_all(&dir)?;
    let source = dir.join("probe.rs");
    fs::write(&source, "pub fn probe() {}\n")?;
    let mut rustc = toolchain.command(repo, "rustc");
    rustc.args(["--target", TARGET, "-O", "-Clto=fat", "--crate-type=cdylib", "-o"]);
    run::quietly(rustc.arg(dir.join("probe.wasm")).arg(&source)).map(drop)
}

fn install(repo: &Repo) -> Result<()> {
    let mut add = repo.command("rustup");
    add.args(["target", "add", TARGET]);
    let added = run::aloud_within(&mut add, Duration::from_mins(4));
    if added.is_ok() && try_out(repo, WasmToolchain::Active).is_ok() {
        return Ok(());
    }
    eprintln!("   That did not work; using the compiler that Debian ships for its browsers.");
    apt_install(repo, &PACKAGES)?;
    if repo.which("rust-lld").is_none() {
        apt_install(repo, &[&lld_package(repo)?])?;
    }
    let library = build_standard_library(repo)?;
    put_in_place(repo, &library)?;
    run::aloud(repo.command("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
    clean(repo)
}

/// `rust-lld` comes with the LLVM that the compiler was built on.
fn lld_package(repo: &Repo) -> Result<String> {
    let verbose = run::quietly(repo.command("/usr/bin/rustc").arg("-vV"))?;
    let version = verbose.lines().find_map(|line| line.strip_prefix("LLVM version: "));
    let major = version.and_then(|version| version.split('.').next());
    Ok(format!("lld-{}", major.context("/usr/bin/rustc names no LLVM version")?))
}

fn build_standard_library(repo: &Repo) -> Result<PathBuf> {
    let dir = repo.target.join("std-for-wasm");
    let target = dir.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    fs::create_dir_all(dir.join("src"))?;
    fs::write(
        dir.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nedition = \"2024\"\n[profile.release]\npanic = \"abort\"\n[workspace]\n",
    )?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let mut cargo = repo.command("/usr/bin/cargo");
    cargo.current_dir(&dir).env("PATH", "/usr/bin:/bin").env("CARGO_TARGET_DIR", &target);
    cargo.env_remove("RUSTUP_TOOLCHAIN").env("RUSTC_BOOTSTRAP", "1");
    // Without bitcode, every later build with full link-time optimization fails.
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    cargo.args(["build", "--release", "-Zbuild-std=std,panic_abort,test", "--target", TARGET]);
    run::aloud(&mut cargo)?;
    let built = target.join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built)? {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with("libnothing") {
            fs::remove_file(path)?;
        }
    }
    Ok(built)
}

fn put_in_place(repo: &Repo, library: &std::path::Path) -> Result<()> {
    let mut rustc = repo.command("/usr/bin/rustc");
    let libdir = run::quietly(rustc.args(["--print", "target-libdir", "--target", TARGET]))?;
    let Some(mut shell) = as_root(repo, "sh") else {
        bail!(
            "no root: copy the .rlib files of {} to {} as root",
            library.display(),
            libdir.trim()
        );
    };
    let script = r#"mkdir -p "$1" && rm -f "$1"/*.rlib && cp "$2"/*.rlib "$1"/"#;
    run::aloud(shell.args(["-c", script, "copy", libdir.trim()]).arg(library))
}

/// What an older standard library was linked into cannot be linked with the new one.
fn clean(repo: &Repo) -> Result<()> {
    let dir = repo.wasm_target();
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("remove {}", dir.display()))?;
    }
    Ok(())
}
