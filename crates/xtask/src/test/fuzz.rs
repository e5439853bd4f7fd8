//! The interface, called by an independent program as its description says, and as it does not.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use super::counts::Counts;
use crate::repo::Repo;
use crate::run;
use crate::setup::fuzzer::PACKAGES;

/// The paths of one of two runs; the other one has the rest. Each has a token, and with it a limit,
/// of its own, so that both together take half as long.
const ONE_RUN: &str = "^/(secrets|tokens)";

pub(crate) fn interface(repo: &Repo) -> Result<Counts> {
    let server = Server::start(repo)?;
    let runs = ["--include-path-regex", "--exclude-path-regex"];
    let commands = runs.map(|which| server.fuzzer(repo, which));
    let outputs = thread::scope(|scope| {
        let runs = commands.map(|command| scope.spawn(move || command?.output().context("fuzzer")));
        runs.map(|run| run.join().map_err(|_panic| anyhow!("a run broke off"))?)
    });
    let mut counts = Counts::default();
    for output in outputs {
        let output = output?;
        let text = String::from_utf8_lossy(&output.stdout);
        println!("{text}{}", String::from_utf8_lossy(&output.stderr));
        counts.add(of_run(&text, output.status.success())?);
    }
    Ok(counts)
}

/// Each operation is a test. Which one has failed stands above.
fn of_run(text: &str, success: bool) -> Result<Counts> {
    let tested = text.lines().find_map(|line| line.trim().strip_prefix("Tested: "));
    match tested.and_then(|number| number.trim().parse::<u64>().ok()) {
        Some(tested @ 1..) if success => Ok(Counts { passed: tested, failed: 0 }),
        Some(tested @ 1..) => Ok(Counts { passed: tested - 1, failed: 1 }),
        Some(0) | None => bail!("no operation was tested"),
    }
}

/// A server for the runs, on a project of its own.
struct Server {
    child: Child,
    binary: PathBuf,
    folder: PathBuf,
    authority: String,
}

impl Server {
    fn start(repo: &Repo) -> Result<Self> {
        let (folder, binary) = (repo.target.join("fuzz"), repo.target.join("release/envdock"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let project = folder.join("project");
        fs::create_dir_all(&project)?;
        fs::write(project.join(".env.example"), "DATABASE_URL=\nPORT=\n")?;
        let mut serve = envdock(repo, &binary, &folder);
        serve.arg("serve").arg(project).args(["--port", "0"]).stdout(Stdio::piped());
        let child = serve.spawn().context("start the server")?;
        let mut server = Self { child, binary, folder, authority: String::new() };
        // Left open: it says more after its link.
        let out = server.child.stdout.as_mut().context("no standard output")?;
        for line in BufReader::new(out).lines() {
            if let Some((url, _)) = line?.split_once("/#launch=") {
                url.trim_start_matches("http://").clone_into(&mut server.authority);
                return Ok(server);
            }
        }
        bail!("the server ended before it gave its link")
    }

    fn fuzzer(&self, repo: &Repo, which: &str) -> Result<Command> {
        let mint = ["token", "mint", "--role", "owner"];
        let token = run::quietly(envdock(repo, &self.binary, &self.folder).args(mint))?;
        let token = token.trim();
        let home = self.get("/", token)?;
        let session = between(&home, "/sessions/", "\r\n")?;
        let about = self.get(&format!("/api/v1/sessions/{session}"), token)?;
        let configuration = between(&about, "\"configuration\":\"", "\"")?;
        let mut command = repo.command(PACKAGES.program(repo, "schemathesis"));
        command.arg("--config-file").arg(repo.root.join("tests/fuzz/schemathesis.toml"));
        command.arg("run").arg(format!("http://{}/api/v1/openapi.json", self.authority));
        command.args([which, ONE_RUN, "--no-color"]).current_dir(&self.folder);
        command.env("PYTHONUTF8", "1").env("PYTHONHASHSEED", "0").env("ENVDOCK_TOKEN", token);
        command.env("ENVDOCK_SESSION", session).env("ENVDOCK_CONFIGURATION", configuration);
        Ok(command)
    }

    /// An answer as it comes, with its headers.
    fn get(&self, path: &str, token: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.authority)?;
        let host = &self.authority;
        write!(
            stream,
            "GET {path} HTTP/1.0\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn envdock(repo: &Repo, binary: &Path, folder: &Path) -> Command {
    let mut command = repo.command(binary);
    command.env("ENVDOCK_DATA_DIR", folder.join("data")).current_dir(folder);
    command
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.map(|(found, _)| found).with_context(|| format!("no {before} in an answer"))
}

#[cfg(test)]
mod tests {
    use super::{Counts, of_run};

    #[test]
    fn a_run_that_tests_nothing_has_failed() {
        let text = "API Operations:\n  Selected: 30/31\n  Tested: 30\n";
        assert_eq!(of_run(text, true).unwrap(), Counts { passed: 30, failed: 0 });
        assert_eq!(of_run(text, false).unwrap(), Counts { passed: 29, failed: 1 });
        assert!(of_run("  Tested: 0\n", true).is_err());
        assert!(of_run("", true).is_err());
    }
}
