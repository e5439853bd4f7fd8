//! A database that cannot be used: it is said, and nothing is changed.

use crate::bench::Bench;
use rusqlite::Connection;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;

fn check(bench: &Bench, code: i32, text: &str) {
    let before = bench.files();
    let ended = bench.run(&["serve", ".", "--port", "0"]);
    let text = text.replace("PATH", &bench.database().display().to_string());
    assert_eq!((ended.code, ended.error), (Some(code), format!("envdock: {text}\n")));
    assert_eq!(ended.out, "");
    assert!(bench.files() == before, "a file was changed");
}

#[test]
fn locked() {
    let bench = Bench::new();
    bench.start_once();
    let other = Connection::open(bench.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    check(
        &bench,
        12,
        "the database PATH is locked by another program: end that program, then try again",
    );
    other.execute_batch("ROLLBACK").unwrap();
    bench.start_once();
}

#[test]
fn read_only() {
    let bench = Bench::new();
    bench.start_once();
    // The file format's own mark: "write version" above 2 means read-only, for root as well.
    let file = OpenOptions::new().write(true).open(bench.database()).unwrap();
    file.write_all_at(&[3], 18).unwrap();
    check(
        &bench,
        13,
        "the database PATH cannot be written: make it writable, or choose another folder with \
         --data-dir",
    );
}

#[test]
fn newer() {
    let bench = Bench::new();
    bench.start_once();
    let other = Connection::open(bench.database()).unwrap();
    other
        .execute_batch(
            "INSERT INTO _sqlx_migrations \
             (version, description, success, checksum, execution_time) \
             VALUES (9999, 'later', 1, x'00', 0)",
        )
        .unwrap();
    drop(other);
    check(
        &bench,
        14,
        "the database PATH was made by a newer version of Envdock: use that version, or choose \
         another folder with --data-dir. Nothing was changed",
    );
}

#[test]
fn damaged() {
    let text = "the database PATH is damaged: put a copy in its place, or move it away to begin \
                anew. Nothing was changed";
    let bench = Bench::new();
    bench.start_once();
    let whole = fs::read(bench.database()).unwrap();
    // Not a database at all.
    fs::write(bench.database(), b"something else entirely, longer than a header".repeat(50))
        .unwrap();
    check(&bench, 15, text);
    // A hole in the middle.
    let mut torn = whole;
    let middle = torn.len() / 2;
    let hole = torn.len() / 4;
    torn.iter_mut().skip(middle).take(hole).for_each(|byte| *byte = 0x5a);
    fs::write(bench.database(), torn).unwrap();
    check(&bench, 15, text);
}
