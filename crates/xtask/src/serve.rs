//! `cargo xtask serve`: from a fresh checkout to a page in the browser.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::page::{self, Quality, fingerprint};
use crate::repo::Repo;
use crate::setup::{Purpose, setup};

/// What the person asked for.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// The repository to show; the bundled sample if not given.
    pub(crate) path: Option<PathBuf>,
    /// Quick builds.
    pub(crate) dev: bool,
    /// Build again after each change.
    pub(crate) watch: bool,
    /// Passed on to `envdock serve`.
    pub(crate) rest: Vec<OsString>,
}

/// Sets up, builds and becomes the server.
pub(crate) fn serve(repo: &Repo, options: &Options) -> Result<()> {
    // Before minutes of building, and not after them.
    if let Some(path) = options.path.as_ref().filter(|path| !path.is_dir()) {
        bail!("{} is not a folder; serve takes the folder of a repository", path.display());
    }
    setup(repo, Purpose::Serve)?;
    let quality = if options.dev || options.watch { Quality::Dev } else { Quality::Release };
    let binary = build::build(repo, quality)?;
    if options.watch {
        return watch(repo, &binary, options);
    }
    Err(server(repo, &binary, options).exec())
        .with_context(|| format!("start {}", binary.display()))
}

fn server(repo: &Repo, binary: &Path, options: &Options) -> Command {
    let mut command = Command::new(binary);
    let sample = repo.root.join("examples/sample");
    command.arg("serve").arg(options.path.as_ref().unwrap_or(&sample)).args(&options.rest);
    command
}

/// Rebuilds the page or the server after a change, until the server ends by itself.
fn watch(repo: &Repo, binary: &Path, options: &Options) -> Result<()> {
    let mut child = server(repo, binary, options).spawn()?;
    let mut page = fingerprint(repo, &[])?;
    let mut code = server_code(repo);
    while child.try_wait()?.is_none() {
        thread::sleep(Duration::from_millis(300));
        let now = fingerprint(repo, &[])?;
        if now != page {
            page = now;
            report("page", page::build(repo, Quality::Dev));
        }
        let now = server_code(repo);
        if now > code {
            code = now;
            restart(repo, binary, options, &mut child)?;
        }
    }
    Ok(())
}

fn restart(repo: &Repo, binary: &Path, options: &Options, child: &mut Child) -> Result<()> {
    let built = build::server(repo, Quality::Dev);
    let succeeded = built.is_ok();
    report("server", built);
    if succeeded {
        child.kill().ok();
        child.wait().ok();
        *child = server(repo, binary, options).spawn()?;
    }
    Ok(())
}

fn report<T>(what: &str, result: Result<T>) {
    match result {
        Ok(_) => eprintln!("   {what}: rebuilt, reload to see it"),
        Err(error) => eprintln!("   {what}: {error:#}"),
    }
}

/// When something was written last of which the server is made.
fn server_code(repo: &Repo) -> Option<SystemTime> {
    let crates = ["contract", "dotenv", "rules", "server"];
    crates.iter().filter_map(|name| newest(&repo.root.join("crates").join(name))).max()
}

/// When the newest file below `path` was written.
fn newest(path: &Path) -> Option<SystemTime> {
    let Ok(entries) = std::fs::read_dir(path) else {
        return path.metadata().and_then(|meta| meta.modified()).ok();
    };
    entries.flatten().filter_map(|entry| newest(&entry.path())).max()
}
