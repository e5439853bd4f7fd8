//! What a running server logs.

use crate::bench::Bench;
use std::fs::{self, File};

const CANARY: &str = "canary-4f1e9c0b7d";

#[test]
fn what_an_agent_sends_is_in_no_log_however_much_is_logged() {
    for level in ["debug", "trace", "rmcp=trace,hyper=trace,envdock_server=info"] {
        let bench = Bench::new();
        let log = bench.data.path().join("log");
        let mut command = bench.command(&["serve", ".", "--port", "0"]);
        command.env("ENVDOCK_LOG", level).stderr(File::create(&log).unwrap());
        let server = Bench::serve_with(command);
        let database = rusqlite::Connection::open(bench.database()).unwrap();
        let session: String =
            database.query_row("SELECT id FROM sessions", [], |row| row.get(0)).unwrap();
        let minted = bench.run(&["token", "mint", "--role", "agent", "--session", &session]);
        let token = minted.out.trim();
        let headers = format!(
            "Authorization: Bearer {token}\r\nAccept: application/json, text/event-stream\r\n\
             Mcp-Session-Id: of-an-earlier-process\r\n"
        );
        for (tool, arguments) in [
            ("scan_project", format!(r#"{{"{CANARY}":"{CANARY}"}}"#)),
            ("check_env", format!(r#"{{"request_id":"{CANARY}"}}"#)),
            (CANARY, "{}".to_owned()),
            (
                "request_env_variables",
                format!(r#"{{"reason":"{CANARY}","keys":[{{"key":"AB"}}],"wait_seconds":0}}"#),
            ),
        ] {
            let body = format!(
                r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"{tool}","arguments":{arguments}}}}}"#
            );
            let answer = server.post_with("/mcp", &headers, &body);
            assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
        }
        drop(server);
        let log = fs::read_to_string(log).unwrap();
        assert!(log.contains("envdock_server") && log.contains("listens"), "it is a log: {log}");
        assert!(!log.contains(CANARY), "{level}: the log has what was sent");
        assert!(!log.contains(token), "{level}: the log has the token");
    }
}
