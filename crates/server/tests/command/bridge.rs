//! The program that agents start to reach the server.

use crate::bench::Bench;
use rusqlite::Connection;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const HELLO: &str = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":\
    {\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\
    \"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}\n";

/// MCP has clients close the input first, and send a signal to what does not end then.
#[test]
fn its_token_ends_with_it_however_it_is_ended() {
    let bench = Bench::new();
    let _server = bench.serve();
    let n_tokens = || {
        let sql = "SELECT count(*) FROM tokens WHERE role = 'agent' AND revoked_at IS NULL";
        let database = Connection::open(bench.database()).unwrap();
        database.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap()
    };
    for signal in [None, Some("TERM"), Some("INT")] {
        let mut command = bench.command(&["mcp", "."]);
        let mut bridge = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut input = bridge.stdin.take().unwrap();
        input.write_all(HELLO.as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(bridge.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("\"protocolVersion\""), "{line}");
        assert_eq!(n_tokens(), 1);
        if let Some(signal) = signal {
            let pid = bridge.id().to_string();
            let killed = Command::new("kill").args(["-s", signal, &pid]).status().unwrap();
            assert!(killed.success());
        } else {
            drop(input);
        }
        assert_eq!(bridge.wait().unwrap().code(), Some(0), "{signal:?}");
        assert_eq!(n_tokens(), 0, "{signal:?}");
    }
}
