//! A data folder, a project, and the command.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// Where the command is tried.
pub struct Bench {
    pub data: TempDir,
    pub project: TempDir,
}

/// How the command ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub error: String,
}

/// A server that runs.
pub struct Running {
    pub child: Child,
    pub lines: Vec<String>,
    pub url: String,
    out: BufReader<ChildStdout>,
}

impl Bench {
    pub fn new() -> Self {
        let bench =
            Self { data: tempfile::tempdir().unwrap(), project: tempfile::tempdir().unwrap() };
        fs::write(bench.project.path().join(".env.example"), "DATABASE_URL=\n").unwrap();
        bench
    }

    pub fn database(&self) -> PathBuf {
        self.data.path().join("envdock.db")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envdock"));
        command
            .args(arguments)
            .env_clear()
            .env("ENVDOCK_DATA_DIR", self.data.path())
            .current_dir(self.project.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.command(arguments))
    }

    /// Starts a server and reads what it says, up to the link.
    pub fn serve(&self) -> Running {
        Self::serve_with(self.command(&["serve", ".", "--port", "0"]))
    }

    /// The same, started in another way.
    pub fn serve_with(mut command: Command) -> Running {
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut running = Running { child, lines: Vec::new(), url: String::new(), out };
        while running.url.is_empty() {
            let mut line = String::new();
            let length = running.out.read_line(&mut line).unwrap();
            assert!(length > 0, "the server ended: {:?}", running.lines);
            if let Some((url, _)) = line.split_once("/#launch=") {
                url.clone_into(&mut running.url);
            }
            running.lines.push(line.trim_end().to_owned());
        }
        running
    }

    /// Makes a store and ends the server again.
    pub fn start_once(&self) {
        assert_eq!(self.serve().stop("INT").code, Some(0));
    }

    /// Every file of the data folder, without SQLite's own bookkeeping.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = fs::read_dir(self.data.path()).unwrap().map(|entry| entry.unwrap().path());
        let kept = entries.filter(|path| {
            let name = path.to_string_lossy().into_owned();
            !name.ends_with("-shm") && !name.ends_with("-wal")
        });
        kept.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }
}

pub fn ended(mut command: Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Running {
    /// Ends the server with a signal.
    pub fn stop(mut self, signal: &str) -> Ended {
        let pid = self.child.id().to_string();
        let killed = Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap();
        assert!(killed.success());
        let (mut out, mut error) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
        Ended { code: self.child.wait().unwrap().code(), out, error }
    }

    pub fn port(&self) -> u16 {
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Sends a request and gives the whole answer.
    pub fn post(&self, path: &str, body: &str) -> String {
        self.post_with(path, "", body)
    }

    /// The same with more headers, each with its end of line.
    pub fn post_with(&self, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).unwrap();
        let request = format!(
            "POST {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             {headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed leaves no server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
