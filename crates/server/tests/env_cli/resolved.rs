//! `env apply --spec --values-fd`: a host that resolves values itself, without any server.

use crate::told;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A workspace, and a host's folder beside it.
struct Host {
    workspace: TempDir,
    own: TempDir,
}

impl Host {
    fn new() -> Self {
        let host =
            Self { workspace: tempfile::tempdir().unwrap(), own: tempfile::tempdir().unwrap() };
        host.spec(&json!({ "files": [
            { "path": ".env", "slots": [{ "key": "ALPHA" }, { "key": "PORT", "required": false }] },
            { "workspace_path": "web", "path": ".env.local", "slots": [{ "key": "PORT" }] },
        ] }));
        host
    }

    fn spec(&self, spec: &Value) {
        fs::write(self.own.path().join("spec.json"), spec.to_string()).unwrap();
    }

    fn file(&self, path: &str) -> PathBuf {
        self.workspace.path().join(path)
    }

    fn content(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).unwrap_or_default()
    }

    fn command(&self, script: &str) -> (Option<i32>, String) {
        let output = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_envdock")])
            .arg(self.workspace.path())
            .current_dir(self.own.path())
            .env("XDG_STATE_HOME", self.own.path().join("state"))
            .env("ENVDOCK_DATA_DIR", self.own.path().join("data"))
            .env_remove("ENVDOCK_URL")
            .output()
            .unwrap();
        told(&output)
    }

    /// Applies the values, handed over on descriptor 3.
    fn apply(&self, values: &str, arguments: &str) -> (Option<i32>, String) {
        fs::write(self.own.path().join("values.json"), values).unwrap();
        let script = format!(
            "exec \"$0\" env apply --spec spec.json --values-fd 3 {arguments} \"$1\" 3<values.json"
        );
        self.command(&script)
    }

    fn scrub(&self) -> (Option<i32>, String) {
        self.command("exec \"$0\" env scrub --sandbox \"$1\"")
    }

    fn records(&self) -> PathBuf {
        let folder = fs::read_dir(self.own.path().join("state/envdock")).unwrap();
        let mut paths = folder.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|end| end == "json")).unwrap()
    }
}

fn exits(code: i32, text: &str) -> (Option<i32>, String) {
    (Some(code), text.to_owned())
}

const WRITTEN: &str =
    "written   .env  ALPHA\nwritten   .env  PORT\nwritten   web/.env.local  PORT\n";
const UNCHANGED: &str = "every env file is as it should be\n";

#[test]
fn values_reach_their_files_and_a_files_own_value_is_nearer() {
    let host = Host::new();
    let values = r#"{"ALPHA":"canary","PORT":"1","web/.env.local":{"PORT":"2"},"OTHER":"3"}"#;
    assert_eq!(host.apply(values, ""), exits(0, WRITTEN));
    assert_eq!(host.content(".env"), "ALPHA=canary\nPORT=1\n");
    assert_eq!(host.content("web/.env.local"), "PORT=2\n");
    assert_eq!(host.apply(values, "--strict"), exits(0, UNCHANGED));
    // What is remembered is for its user only, and holds no value.
    let records = host.records();
    assert_eq!(fs::metadata(&records).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!fs::read_to_string(records).unwrap().contains("canary"));
    assert!(!host.own.path().join("data").exists(), "no store is made");
}

#[test]
fn a_pipe_serves_as_well_as_a_file_and_the_spec_can_come_from_standard_input() {
    let host = Host::new();
    let script = "printf '{\"ALPHA\":\"a\",\"PORT\":\"1\"}' | \
                  \"$0\" env apply --spec spec.json --values-fd 0 \"$1\"";
    assert_eq!(host.command(script), exits(0, WRITTEN));
    fs::write(host.own.path().join("values.json"), r#"{"ALPHA":"b","PORT":"1"}"#).unwrap();
    let script = "exec \"$0\" env apply --spec - --values-fd 3 \"$1\" <spec.json 3<values.json";
    assert_eq!(host.command(script), exits(0, "written   .env  ALPHA\n"));
}

#[test]
fn what_is_missing_or_not_known_is_told_and_an_unknown_line_stays() {
    let host = Host::new();
    host.apply(r#"{"ALPHA":"a","PORT":"1"}"#, "");
    let expected = "removed   .env  PORT\nremoved   web/.env.local  PORT\n\
                    missing   web/.env.local  PORT\n";
    assert_eq!(host.apply(r#"{"ALPHA":"a"}"#, ""), exits(3, expected));
    let expected = "missing   web/.env.local  PORT\nunknown   .env  ALPHA\n";
    assert_eq!(host.apply(r#"{"ALPHA":null}"#, ""), exits(5, expected));
    assert_eq!(host.content(".env"), "ALPHA=a\n");
    let expected = "held back .env  ALPHA: --strict writes all or nothing\n\
                    missing   web/.env.local  PORT\n";
    assert_eq!(host.apply(r#"{"ALPHA":"b"}"#, "--strict"), exits(3, expected));
    assert_eq!(host.content(".env"), "ALPHA=a\n");
}

#[test]
fn a_line_changed_by_hand_is_asked_about_and_decided_by_choice() {
    let host = Host::new();
    let values = r#"{"ALPHA":"a","PORT":"1"}"#;
    host.apply(values, "");
    fs::write(host.file(".env"), "# mine\nALPHA=by hand\nPORT=1\n").unwrap();
    let expected =
        "conflict  .env  ALPHA: line 2 was changed by hand; --keep-file or --take-stored\n";
    assert_eq!(host.apply(values, ""), exits(4, expected));
    assert_eq!(host.apply(values, "--keep-file"), exits(0, UNCHANGED));
    assert_eq!(host.content(".env"), "# mine\nALPHA=by hand\nPORT=1\n");
    assert_eq!(host.apply(values, "--take-stored"), exits(0, "written   .env  ALPHA\n"));
    assert_eq!(host.content(".env"), "# mine\nALPHA=a\nPORT=1\n");
}

#[test]
fn what_leaves_the_spec_leaves_the_files() {
    let host = Host::new();
    fs::write(host.file(".env"), "OWN=1\n").unwrap();
    let values = r#"{"ALPHA":"a","PORT":"1"}"#;
    host.apply(values, "");
    host.spec(&json!({ "files": [{ "path": ".env", "slots": [{ "key": "PORT" }] }] }));
    let expected = "removed   .env  ALPHA\nremoved   web/.env.local  PORT\n";
    assert_eq!(host.apply(values, ""), exits(0, expected));
    assert_eq!(host.content(".env"), "OWN=1\nPORT=1\n");
    assert_eq!(host.apply(values, ""), exits(0, UNCHANGED));
}

#[test]
fn scrub_removes_what_was_written_and_names_what_remains() {
    let host = Host::new();
    let nothing = format!(
        "envdock: nothing was applied to {} from here with --url or --spec\n",
        host.workspace.path().canonicalize().unwrap().display()
    );
    assert_eq!(host.scrub(), exits(19, &nothing));
    fs::write(host.file(".env"), "OWN=1\n").unwrap();
    host.apply(r#"{"ALPHA":"a","PORT":"1"}"#, "");
    let expected = "removed   .env  ALPHA\nremoved   .env  PORT\nremoved   web/.env.local  PORT\n\
                    deleted   web/.env.local\nremains   .env  still holds 1 other value\n";
    assert_eq!(host.scrub(), exits(3, expected));
    assert_eq!(host.content(".env"), "OWN=1\n");
    fs::remove_file(host.file(".env")).unwrap();
    assert_eq!(host.scrub(), exits(0, ""));
}

#[test]
fn records_that_are_damaged_are_said_and_nothing_is_changed() {
    let host = Host::new();
    host.apply(r#"{"ALPHA":"a","PORT":"1"}"#, "");
    let records = host.records();
    fs::write(&records, "{").unwrap();
    let expected = format!(
        "envdock: {} is damaged; nothing was changed. Remove it: lines of env files then count as \
         written by hand\n",
        records.display()
    );
    assert_eq!(host.apply(r#"{"ALPHA":"b","PORT":"1"}"#, ""), exits(1, &expected));
    assert_eq!(host.content(".env"), "ALPHA=a\nPORT=1\n");
    fs::remove_file(records).unwrap();
    // Lines with the given value are taken over, others are asked about.
    let (code, text) = host.apply(r#"{"ALPHA":"b","PORT":"1"}"#, "");
    assert_eq!((code, text.lines().count()), (Some(4), 1), "{text}");
}

#[track_caller]
fn refuses(host: &Host, values: &str, expected: &str) {
    assert_eq!(host.apply(values, ""), exits(2, &format!("envdock: {expected}\n")));
    assert_eq!(fs::read_dir(host.workspace.path()).unwrap().count(), 0, "nothing was changed");
}

#[test]
fn values_that_are_not_what_they_should_be_are_refused_by_their_place() {
    let host = Host::new();
    refuses(&host, "canary", "file descriptor 3 is not JSON: line 1, column 1");
    refuses(&host, r#"["canary"]"#, "file descriptor 3 does not fit: line 1, column 0");
    refuses(&host, r#"{"ALPHA":12345}"#, "file descriptor 3 does not fit: line 1, column 14");
    refuses(&host, r#"{"A":"1","A":"2"}"#, "file descriptor 3 does not fit: line 1, column 17");
    let nested = r#"{".env":{"A":{"B":"1"}}}"#;
    refuses(&host, nested, "file descriptor 3 does not fit: line 1, column 13");
    let empty = "the value of ALPHA is empty; leave the key out instead";
    refuses(&host, r#"{"ALPHA":""}"#, empty);
    refuses(&host, r#"{"ALPHA":"a\u0000b"}"#, "the value of ALPHA holds a NUL character");
    let large = format!(r#"{{"ALPHA":"{}"}}"#, "a".repeat(256 * 1024 + 1));
    refuses(&host, &large, "the value of ALPHA is larger than 256 KiB");
}

#[test]
fn specs_and_arguments_that_are_not_what_they_should_be_are_refused() {
    let host = Host::new();
    host.spec(&json!({ "files": [{ "path": "../../.ssh/config", "slots": [] },
        { "path": "run.sh", "slots": [] }] }));
    let (code, text) = host.apply("{}", "");
    assert_eq!(code, Some(2));
    assert!(text.starts_with("envdock: the spec is refused: /files/0"), "{text}");
    assert!(text.contains("/files/1") && text.contains("an env file is named"), "{text}");
    host.spec(&json!({ "files": "canary" }));
    let (code, text) = host.apply("{}", "");
    assert_eq!((code, text.contains("canary")), (Some(2), false), "{text}");
    let script = "exec \"$0\" env apply --spec none.json --values-fd 3 \"$1\" 3</dev/null";
    let expected = "envdock: the spec cannot be read: No such file or directory (os error 2)\n";
    assert_eq!(host.command(script), exits(2, expected));
    let host = Host::new();
    let script = "exec \"$0\" env apply --spec spec.json --values-fd 9 \"$1\"";
    let expected =
        "envdock: file descriptor 9 cannot be read: No such file or directory (os error 2)\n";
    assert_eq!(host.command(script), exits(2, expected));
    let script = "exec \"$0\" env apply --spec - --values-fd 0 \"$1\"";
    let expected =
        "envdock: --spec - reads standard input: give the values on another descriptor\n";
    assert_eq!(host.command(script), exits(2, expected));
    let expected = "envdock: --watch follows a server: name it with --url or ENVDOCK_URL\n";
    assert_eq!(host.apply("{}", "--watch"), exits(2, expected));
    assert!(!Path::new(&host.file(".env")).exists());
}
