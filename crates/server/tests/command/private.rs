//! Files of the data folder that others can read.

use crate::bench::Bench;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;

#[test]
fn files_that_others_can_read_are_closed_and_it_is_said() {
    let bench = Bench::new();
    bench.start_once();
    let names = ["master.key", "envdock.db"];
    let paths = names.map(|name| bench.data.path().join(name));
    for path in &paths {
        fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
    }
    let said = bench.run(&["token", "list"]);
    assert_eq!(said.code, Some(0));
    for path in &paths {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(said.error.contains(&path.display().to_string()), "{}", said.error);
    }
    assert!(said.error.contains("other users could read this file"), "{}", said.error);
    assert_eq!(bench.run(&["token", "list"]).error, "");
}

#[test]
fn a_folder_whose_path_is_no_text_is_refused() {
    let bench = Bench::new();
    let folder = bench.project.path().join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir(&folder).unwrap();
    let mut command = bench.command(&["serve", "--port", "0"]);
    command.arg(&folder);
    let refused = crate::bench::ended(command);
    assert_eq!(refused.code, Some(10));
    let text = ": the path of this folder is not UTF-8: rename it\n";
    assert!(refused.error.ends_with(text), "{}", refused.error);
}
