//! A second server on one data folder.

use crate::bench::{Bench, ended};
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

#[test]
fn a_second_one_adds_its_folder_to_the_first_and_leaves_its_file_alone() {
    let bench = Bench::new();
    let server = bench.serve();
    let file = bench.data.path().join("server.json");
    let before = fs::read(&file).unwrap();
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join(".env.example"), "AA=\nBB=\n").unwrap();
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.current_dir(other.path());
    let joined = ended(command);
    assert_eq!((joined.code, joined.error.as_str()), (Some(0), ""));
    let lines: Vec<_> = joined.out.lines().collect();
    assert_eq!(
        lines[..3],
        [
            format!("A server runs already: {}. This folder was added to it", server.url),
            format!("Envdock serves {}", other.path().canonicalize().unwrap().display()),
            "2 keys in 1 env file".to_owned(),
        ]
    );
    let (page, code) = lines[4].split_once("#launch=").unwrap();
    assert!(page.starts_with(&format!("{}/sessions/ses_", server.url)), "{page}");
    let signed_in = server.post("/api/v1/sign-in", &format!("{{\"launch\":\"{code}\"}}"));
    assert!(signed_in.contains("\"role\":\"owner\""), "{signed_in}");
    assert!(fs::read(&file).unwrap() == before, "server.json was changed");
    assert_eq!(server.stop("INT").code, Some(0));
    assert!(!file.exists());
}

#[test]
fn a_setup_session_is_started_by_the_first() {
    let bench = Bench::new();
    let _server = bench.serve();
    let joined = ended(bench.command(&["serve", ".", "--port", "0", "--setup"]));
    assert_eq!((joined.code, joined.error.as_str()), (Some(0), ""));
    assert!(joined.out.contains("An agent finds out what the project needs"), "{}", joined.out);
    let database = Connection::open(bench.database()).unwrap();
    let sql = "SELECT count(*) FROM sessions WHERE setup = 1 AND ended_at IS NULL";
    let n_setups: u32 = database.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(n_setups, 1);
    // Its agent has a token.
    let sql = "SELECT count(*) FROM tokens WHERE user = 'setup-agent'";
    let n_agents: u32 = database.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(n_agents, 1);
}

#[test]
fn pages_of_the_first_hear_of_the_folder() {
    let bench = Bench::new();
    let server = bench.serve();
    let code = server.lines.iter().find_map(|line| line.split_once("#launch=")).unwrap().1;
    let signed_in = server.post("/api/v1/sign-in", &format!("{{\"launch\":\"{code}\"}}"));
    let (_, token) = signed_in.split_once("\"token\":\"").unwrap();
    let (token, _) = token.split_once('"').unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let request = format!(
        "GET /api/v1/events HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("\"connected\"")));
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join(".env.example"), "AA=\n").unwrap();
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.current_dir(other.path());
    assert_eq!(ended(command).code, Some(0));
    for kind in ["\"session\"", "\"spec\""] {
        assert!(lines.any(|line| line.contains(kind)), "{kind}");
    }
}

#[test]
fn one_that_gets_no_answer_says_what_to_do_and_changes_nothing() {
    let bench = Bench::new();
    bench.serve().stop("KILL");
    let held = File::open(bench.data.path()).unwrap();
    held.try_lock().unwrap();
    let before = bench.files();
    let file = fs::read_to_string(bench.data.path().join("server.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let refused = bench.run(&["serve", ".", "--port", "0"]);
    assert_eq!(refused.code, Some(20));
    assert_eq!(
        refused.error,
        format!(
            "envdock: a server ({}, process {}) uses {} and does not answer: end it, or choose \
             another folder with --data-dir\n",
            file["url"].as_str().unwrap(),
            file["pid"],
            bench.data.path().display(),
        )
    );
    assert!(bench.files() == before, "a file was changed");
    // With the lock goes the obstacle.
    drop(held);
    bench.start_once();
}
