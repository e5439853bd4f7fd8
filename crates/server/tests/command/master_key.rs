//! A master key that is lost or wrong: it is said, and nothing is overwritten.

use crate::bench::{Bench, ended};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const OTHER: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

#[test]
fn it_is_made_on_the_first_start_for_its_owner_only() {
    let bench = Bench::new();
    bench.start_once();
    let file = bench.data.path().join("master.key");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&file).unwrap();
    bench.start_once();
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn lost() {
    let bench = Bench::new();
    bench.start_once();
    let file = bench.data.path().join("master.key");
    let key = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let before = bench.files();
    let refused = bench.run(&["serve", ".", "--port", "0"]);
    assert_eq!(refused.code, Some(16));
    assert_eq!(
        refused.error,
        format!(
            "envdock: the master key is lost: {} is missing; put it back, or give the key in \
             ENVDOCK_MASTER_KEY. Nothing was changed\n",
            file.display()
        )
    );
    assert!(bench.files() == before, "a file was changed");
    let mut command = bench.command(&["token", "list"]);
    command.env("ENVDOCK_MASTER_KEY", key.trim());
    assert_eq!(ended(command).code, Some(0));
}

#[test]
fn wrong() {
    let bench = Bench::new();
    bench.start_once();
    let file = bench.data.path().join("master.key");
    let before = bench.files();
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.env("ENVDOCK_MASTER_KEY", OTHER);
    let refused = ended(command);
    assert_eq!(refused.code, Some(17));
    assert_eq!(
        refused.error,
        "envdock: the master key in ENVDOCK_MASTER_KEY is not the one that the stored values were \
         encrypted with. Nothing was changed\n"
    );
    assert!(bench.files() == before, "a file was changed");
    fs::write(&file, OTHER).unwrap();
    let refused = bench.run(&["serve", ".", "--port", "0"]);
    assert_eq!(refused.code, Some(17));
    assert_eq!(
        refused.error,
        format!(
            "envdock: the master key in {} is not the one that the stored values were encrypted \
             with. Nothing was changed\n",
            file.display()
        )
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), OTHER);
}

#[test]
fn not_a_key() {
    let bench = Bench::new();
    let mut command = bench.command(&["serve", ".", "--port", "0"]);
    command.env("ENVDOCK_MASTER_KEY", "not a key");
    let refused = ended(command);
    assert_eq!(refused.code, Some(17));
    assert_eq!(
        refused.error,
        "envdock: the master key in ENVDOCK_MASTER_KEY is not 32 bytes written in base64. Nothing \
         was changed\n"
    );
    assert!(bench.files().is_empty(), "something was begun");
}
