//! What the scanner says about folders and files that it cannot read.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use envdock_server::scanner::{ScanOptions, ScanOutcome, scan};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

fn scanned(root: &Path) -> ScanOutcome {
    scan(root, &ScanOptions::default()).unwrap()
}

fn keys(outcome: &ScanOutcome) -> Vec<String> {
    let slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
    slots.map(|slot| slot.key.to_string()).collect()
}

fn skipped(outcome: &ScanOutcome) -> Vec<String> {
    outcome.skipped.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_no_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = root.path().join("missing");
    let message = |path: &Path| scan(path, &ScanOptions::default()).unwrap_err().to_string();
    assert_eq!(message(&file), format!("{}: not a folder", file.display()));
    assert_eq!(message(&missing), format!("{}: there is no such folder", missing.display()));
}

#[test]
fn files_that_are_not_read_are_named_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::write(at("a.js"), "process.env.GOOD_KEY").unwrap();
    fs::write(at("binary.js"), b"\0process.env.BINARY_KEY").unwrap();
    fs::write(at("minified.js"), "process.env.MINIFIED_KEY;".repeat(1_000)).unwrap();
    // A sparse file: 1 GiB of which nothing is on the disk.
    fs::File::create(at("huge.bin")).unwrap().set_len(1 << 30).unwrap();
    let _socket = UnixListener::bind(at("socket.py")).unwrap();
    symlink("/etc/hostname", at("outside.js")).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    assert_eq!(
        skipped(&outcome),
        [
            "binary.js: binary",
            "huge.bin: larger than 1 MiB",
            "minified.js: minified",
            "outside.js: a symbolic link that leads out of the project",
            "socket.py: neither a file nor a folder",
        ]
    );
    assert_eq!(outcome.n_skipped.values().sum::<usize>(), 5);
}

#[test]
fn loops_of_symbolic_links_end() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("inner")).unwrap();
    fs::write(root.path().join("inner/a.js"), "process.env.GOOD_KEY").unwrap();
    symlink("..", root.path().join("inner/up")).unwrap();
    symlink("itself", root.path().join("itself")).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    assert_eq!(outcome.spec.files[0].slots[0].provenance.len(), 1);
}

#[test]
fn an_empty_folder_needs_nothing() {
    let root = tempfile::tempdir().unwrap();
    let outcome = scanned(root.path());
    assert!(outcome.spec.files.is_empty() && outcome.skipped.is_empty());
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn invalid_names_in_an_example_are_shown_by_line_and_never_repeated() {
    let root = tempfile::tempdir().unwrap();
    let text = "GOOD_KEY=\nsk-live-4242=x\nexport 9LIVES=\njust text\nPATH=/bin\n";
    fs::write(root.path().join(".env.example"), text).unwrap();
    let outcome = scanned(root.path());
    assert_eq!(keys(&outcome), ["GOOD_KEY"]);
    let lines: Vec<_> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    let rule = "is not valid and was left out; names have only letters, digits and `_`, do not \
                begin with a digit, and have at most 200 characters";
    assert_eq!(
        lines,
        [
            format!(".env.example:2: the name at column 1, 12 characters long, {rule}"),
            format!(".env.example:3: the name at column 8, 6 characters long, {rule}"),
            ".env.example:4: not an assignment".to_owned(),
        ]
    );
}

#[test]
fn names_that_control_processes_are_not_proposed() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.js"), "\nprocess.env.NODE_OPTIONS").unwrap();
    let outcome = scanned(root.path());
    assert!(outcome.spec.files.is_empty());
    assert_eq!(
        outcome.diagnostics[0].to_string(),
        "a.js:2: NODE_OPTIONS controls how programs run, so it is not proposed; add it by hand if \
         the project really needs it"
    );
}
