//! `envdock serve`, `envdock open`, `envdock token`.

use crate::bench::Bench;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;

#[test]
fn it_says_what_it_found_and_gives_a_link() {
    let bench = Bench::new();
    let server = bench.serve();
    let folder = bench.project.path().canonicalize().unwrap();
    assert_eq!(
        server.lines[..3],
        [
            format!("Envdock serves {}", folder.display()),
            "1 key in 1 env file".to_owned(),
            "Open this link; it works once, `envdock open` prints a new one:".to_owned(),
        ]
    );
    assert_eq!(server.lines.len(), 4);
    server.stop("TERM");
}

#[test]
fn with_nothing_to_find_it_says_what_to_do() {
    let bench = Bench::new();
    fs::remove_file(bench.project.path().join(".env.example")).unwrap();
    let server = bench.serve();
    assert_eq!(
        server.lines[1],
        "Nothing to fill in was found. If the project needs variables, name them in a file \
         .env.example and run `envdock serve` again"
    );
    server.stop("INT");
}

#[test]
fn signals_end_it_although_a_page_stays_connected() {
    for signal in ["INT", "TERM"] {
        let bench = Bench::new();
        let server = bench.serve();
        let _page = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        let ended = server.stop(signal);
        assert_eq!((ended.code, ended.error.as_str()), (Some(0), ""));
        assert!(!bench.data.path().join("server.json").exists());
    }
}

#[test]
fn a_stream_of_events_ends_with_the_server() {
    let bench = Bench::new();
    let server = bench.serve();
    let code = server.lines[3].rsplit('=').next().unwrap();
    let answer = server.post("/api/v1/sign-in", &format!("{{\"launch\":\"{code}\"}}"));
    let token = answer.split("\"token\":\"").nth(1).unwrap().split('"').next().unwrap();
    let mut page = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let request = format!(
        "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    page.write_all(request.as_bytes()).unwrap();
    let mut page = BufReader::new(page);
    let mut line = String::new();
    while !line.contains("connected") {
        line.clear();
        assert!(page.read_line(&mut line).unwrap() > 0, "the stream ended before it began");
    }
    assert_eq!(server.stop("INT").code, Some(0));
    let mut rest = String::new();
    page.read_to_string(&mut rest).unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "it did not end in order: {rest:?}");
}

#[test]
fn a_path_that_is_no_folder_is_refused() {
    let bench = Bench::new();
    for path in ["nowhere", ".env.example"] {
        let ended = bench.run(&["serve", path]);
        assert_eq!(ended.code, Some(10));
        assert_eq!(ended.error, format!("envdock: {path} is not a folder\n"));
    }
    assert!(bench.files().is_empty());
}

#[test]
fn a_port_in_use_names_the_way_out_and_changes_nothing() {
    let bench = Bench::new();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = || {
        let before = bench.files();
        let ended = bench.run(&["serve", ".", "--port", &port]);
        assert_eq!(ended.code, Some(11));
        assert_eq!(
            ended.error,
            format!(
                "envdock: port {port} is in use: choose another with --port, or let --port 0 take \
                 a free one\n"
            )
        );
        assert_eq!(bench.files(), before);
    };
    refused();
    assert!(bench.files().is_empty(), "nothing is begun");
    bench.start_once();
    refused();
}

#[test]
fn open_prints_a_new_link_that_works_once() {
    let bench = Bench::new();
    let server = bench.serve();
    let file = bench.data.path().join("server.json");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    let opened = bench.run(&["open"]);
    assert_eq!((opened.code, opened.error.as_str()), (Some(0), ""));
    let (url, code) = opened.out.trim_end().split_once("/#launch=").unwrap();
    assert_eq!(url, server.url);
    let body = format!("{{\"launch\":\"{code}\"}}");
    assert!(server.post("/api/v1/sign-in", &body).contains("\"role\":\"owner\""));
    assert!(server.post("/api/v1/sign-in", &body).contains("launch_used"));
    server.stop("INT");
}

#[test]
fn open_without_a_server_says_so_also_when_one_was_killed() {
    let bench = Bench::new();
    let check = || {
        let ended = bench.run(&["open"]);
        assert_eq!(ended.code, Some(18));
        assert_eq!(ended.error, "envdock: no server is running: start one with `envdock serve`\n");
    };
    check();
    bench.serve().stop("KILL");
    assert!(bench.data.path().join("server.json").exists());
    check();
    bench.serve().stop("INT");
}

#[test]
fn tokens_are_minted_listed_and_revoked_without_a_server() {
    let bench = Bench::new();
    let minted = bench.run(&["token", "mint", "--role", "host"]);
    assert_eq!((minted.code, minted.out.trim_end().len()), (Some(0), 43));
    let listed = bench.run(&["token", "list"]).out;
    assert!(listed.starts_with("tok_") && listed.contains("host"), "{listed}");
    assert!(!listed.contains(minted.out.trim_end()));
    let id = listed.split(' ').next().unwrap().to_owned();
    assert_eq!(bench.run(&["token", "revoke", &id]).code, Some(0));
    assert_eq!(bench.run(&["token", "list"]).out, "");
    let again = bench.run(&["token", "revoke", &id]);
    assert_eq!(again.code, Some(1));
    assert_eq!(
        again.error,
        format!(
            "envdock: there is no live token with the id {id}: `envdock token list` shows them\n"
        )
    );
    let refused = bench.run(&["token", "mint", "--role", "agent"]);
    assert_eq!(refused.code, Some(2));
}

#[test]
fn an_allowed_origin_that_is_none_is_refused_by_name_and_nothing_is_begun() {
    let bench = Bench::new();
    for (list, why) in [
        ("*", "`*` lets in pages that nobody has named: list each origin by itself"),
        (
            "https://ide.example.org, https://*.example.org",
            "`https://*.example.org` lets in pages that nobody has named: list each origin by itself",
        ),
        (
            "https://ide.example.org/",
            "`https://ide.example.org/` is never sent by a browser: write `https://ide.example.org`",
        ),
        (
            "null",
            "`null` is no origin: write it like `https://ide.example.org`, with a port if it has \
             one",
        ),
    ] {
        let mut command = bench.command(&["serve", ".", "--port", "0"]);
        let ended = command.env("ENVDOCK_ALLOWED_ORIGINS", list).output().unwrap();
        let error = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{error}");
        assert!(error.contains(why), "{error}");
    }
    assert!(bench.files().is_empty());
}

#[test]
fn no_allowed_origins_are_what_an_empty_variable_says() {
    let bench = Bench::new();
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.env("ENVDOCK_ALLOWED_ORIGINS", "");
    assert_eq!(Bench::serve_with(command).stop("INT").code, Some(0));
}
