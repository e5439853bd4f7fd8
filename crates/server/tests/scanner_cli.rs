//! `envdock scan` as a person sees it.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_envdock"))
        .arg("scan")
        .args(arguments)
        .current_dir(folder)
        .env("ENVDOCK_DATA_DIR", folder.join("data"))
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_scan_lists_files_keys_and_what_to_look_at() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(".env.example"), "API_KEY=\nB-AD=1\n").unwrap();
    let code = "process.env.API_KEY\nprocess.env.API_KEY\nprocess.env.API_PORT || 80\n";
    fs::write(root.path().join("a.js"), code).unwrap();
    fs::write(root.path().join("b.js"), "\0").unwrap();
    let output = run(&["."], root.path());
    assert_eq!(
        text(&output.stdout),
        "\
.env (2 keys, 1 required)
  required  API_KEY   .env.example:1, a.js:1, 1 more
  optional  API_PORT  a.js:3

Look at:
  .env.example:2: the name at column 1, 4 characters long, is not valid and was left out; \
names have only letters, digits and `_`, do not begin with a digit, and have at most 200 characters

Skipped 1 file:
  b.js: binary

3 files scanned; nothing was stored.
"
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(!root.path().join("data").exists());
}

#[test]
fn json_is_for_programs() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.py"), "os.environ['API_KEY']").unwrap();
    let output = run(&["--json"], root.path());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let slot = value.pointer("/files/0/slots/0").unwrap();
    assert_eq!(slot.pointer("/key").unwrap(), "API_KEY");
    assert_eq!(slot.pointer("/provenance/0/file").unwrap(), "a.py");
    assert_eq!(value.pointer("/n_files").unwrap(), 1);
}

#[test]
fn nothing_found_says_what_then() {
    let root = tempfile::tempdir().unwrap();
    let output = run(&[], root.path());
    assert_eq!(
        text(&output.stdout),
        "\
Nothing found: no file of the project reads or lists a variable that a person has to fill in.
If the project needs some, list them in a file named .env.example and scan again.

0 files scanned; nothing was stored.
"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_is_no_folder_is_refused_with_its_own_exit_code() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("file"), "").unwrap();
    let output = run(&["file"], root.path());
    assert_eq!(text(&output.stderr), "envdock: file: not a folder\n");
    assert_eq!(output.status.code(), Some(10));
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let root = tempfile::tempdir().unwrap();
    let secret = root.path().join("a.js");
    fs::write(&secret, "process.env.API_KEY").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    // A copy, because another user may not reach the build folder.
    let program = root.path().join("envdock");
    fs::copy(env!("CARGO_BIN_EXE_envdock"), &program).unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(&program);
    command.args(["scan", "."]).current_dir(root.path()).env("ENVDOCK_DATA_DIR", "/nowhere");
    // Root may read everything, so the program runs as nobody then.
    if fs::read(&secret).is_ok() {
        command.uid(65_534);
    }
    let output = command.output().unwrap();
    let shown = text(&output.stdout);
    let skipped = "Skipped 2 files:\n  a.js: cannot be read\n  envdock: larger than 1 MiB\n";
    let (_, after) = shown.split_once("scan again.\n\n").unwrap();
    assert_eq!(after, [skipped, "\n2 files scanned; nothing was stored.\n"].concat());
    assert_eq!(output.status.code(), Some(0));
}
