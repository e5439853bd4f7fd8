//! Installing system packages, if this user may.

use std::process::Command;

use anyhow::{Result, bail};

use crate::repo::Repo;
use crate::run;

/// A command as root: directly, or through a `sudo` that does not ask.
pub(crate) fn as_root(repo: &Repo, program: &str) -> Option<Command> {
    if is_root(repo) {
        return Some(repo.command(program));
    }
    run::quietly(repo.command("sudo").args(["-n", "true"])).ok()?;
    let mut command = repo.command("sudo");
    command.args(["-n", "--preserve-env=DEBIAN_FRONTEND", program]);
    Some(command)
}

/// Whether we are root; Chromium's sandbox refuses to start then.
pub(crate) fn is_root(repo: &Repo) -> bool {
    run::quietly(repo.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs Debian packages, or says which ones somebody else must install.
pub(crate) fn apt_install(repo: &Repo, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if repo.which("apt-get").is_none() {
        bail!("this is not a Debian system; install the equivalent of: {list}");
    }
    let (Some(mut update), Some(mut install)) =
        (as_root(repo, "apt-get"), as_root(repo, "apt-get"))
    else {
        bail!(
            "no root and no sudo without a password; as root, run: \
             apt-get update && apt-get install -y --no-install-recommends {list}"
        );
    };
    run::aloud(update.args(["update", "-qq"]))?;
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run::aloud(
        install
            .args(["install", "-y", "-qq", "-o=Dpkg::Use-Pty=0", "--no-install-recommends"])
            .args(packages),
    )
}
