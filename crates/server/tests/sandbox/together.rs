//! Several files, all or none.

use crate::{key, value};
use envdock_contract::model::EnvFile;
use envdock_contract::wire::AppliedFile;
use envdock_server::sandbox::{
    ApplyOptions, Extent, FileRecords, FileWork, LineKey, Workspace, apply, put_all,
};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const BEFORE: &[u8] = b"X=1\n";

fn env_file(folder: &str) -> EnvFile {
    let file = serde_json::json!({ "workspace_path": folder, "path": ".env", "slots": [] });
    serde_json::from_value(file).unwrap()
}

/// A folder with two env files, `a/.env` and `b/.env`, and none in `c`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("a/.env"), BEFORE).unwrap();
    fs::write(folder.path().join("b/.env"), BEFORE).unwrap();
    folder
}

/// Applies one value to the three files.
fn apply_strictly(folder: &Path, before_write: &dyn Fn()) -> Vec<AppliedFile> {
    let workspace = Workspace::open(folder).unwrap();
    let wanted = [(key("A"), value("1", 1))];
    let files = ["c", "a", "b"].map(env_file);
    let work = files.iter().map(|env_file| FileWork {
        env_file,
        records: FileRecords::new(),
        wanted: &wanted,
        unconfirmed: false,
    });
    let options = ApplyOptions {
        extent: Extent::AllOrNothing,
        choice: &|_, _| None,
        before_write: &|file| {
            if file.to_string() == "b/.env" {
                before_write();
            }
        },
    };
    let outcomes = apply(&workspace, &LineKey::new(&[3; 32]), &work.collect::<Vec<_>>(), &options);
    for outcome in &outcomes {
        let is_written = outcome.results.iter().all(|(_, result)| *result == AppliedFile::Written);
        assert_eq!(outcome.records.is_empty(), !is_written, "records only of what was written");
    }
    outcomes.into_iter().flat_map(|outcome| outcome.results).map(|(_, result)| result).collect()
}

/// The files below `folder`, with what is in them.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in ["a", "b", "c"] {
        for entry in fs::read_dir(folder.join(name)).into_iter().flatten() {
            let entry = entry.unwrap();
            let file = format!("{name}/{}", entry.file_name().to_str().unwrap());
            found.push((file, fs::read_to_string(entry.path()).unwrap_or_default()));
        }
    }
    found.sort();
    found
}

fn found(content: &[(&str, &str)]) -> Vec<(String, String)> {
    content.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn all_files_are_written_and_nothing_stays_beside_them() {
    let folder = folder();
    assert_eq!(apply_strictly(folder.path(), &|| ()), [const { AppliedFile::Written }; 3]);
    let expected = [("a/.env", "X=1\nA=1\n"), ("b/.env", "X=1\nA=1\n"), ("c/.env", "A=1\n")];
    assert_eq!(files(folder.path()), found(&expected));
}

#[test]
fn when_the_last_file_changes_at_that_moment_the_others_are_put_back() {
    let folder = folder();
    let path = folder.path().join("b/.env");
    let results = apply_strictly(folder.path(), &|| fs::write(&path, "X=2\n").unwrap());
    let detail = "b/.env was changed at the same moment; try again".to_owned();
    let expected = [AppliedFile::HeldBack, AppliedFile::HeldBack, AppliedFile::Failed { detail }];
    assert_eq!(results, expected);
    assert_eq!(files(folder.path()), found(&[("a/.env", "X=1\n"), ("b/.env", "X=2\n")]));
}

#[test]
fn when_a_folder_vanishes_between_two_files_the_first_is_the_old_file_again() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = folder();
    let first = folder.path().join("a/.env");
    fs::set_permissions(&first, fs::Permissions::from_mode(0o640)).unwrap();
    let before = fs::metadata(&first).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let (a, b) = (env_file("a").file_ref(), env_file("b").file_ref());
    let prepared = vec![
        workspace.prepare(&a, Some(BEFORE), b"A=1\n").unwrap(),
        workspace.prepare(&b, None, b"A=1\n").unwrap(),
    ];
    fs::remove_dir_all(folder.path().join("b")).unwrap();
    let errors = put_all(prepared).unwrap_err();
    let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors, ["b/.env cannot be written: No such file or directory (os error 2)"]);
    assert_eq!(files(folder.path()), found(&[("a/.env", "X=1\n")]));
    let after = fs::metadata(&first).unwrap();
    assert_eq!((after.ino(), after.mode()), (before.ino(), before.mode()), "the very same file");
}

#[test]
fn a_file_that_somebody_wrote_meanwhile_is_not_put_back_but_named() {
    let folder = folder();
    let workspace = Workspace::open(folder.path()).unwrap();
    let file = env_file("a").file_ref();
    let mut prepared = workspace.prepare(&file, Some(BEFORE), b"A=1\n").unwrap();
    prepared.keep_original().unwrap();
    prepared.put().unwrap();
    fs::write(folder.path().join("a/.env"), "A=theirs\n").unwrap();
    let message = prepared.put_back().unwrap_err().to_string();
    assert_eq!(message, "a/.env was written and could not be put back as it was; look at it");
    drop(prepared);
    assert_eq!(files(folder.path())[0], ("a/.env".to_owned(), "A=theirs\n".to_owned()));
    assert_eq!(files(folder.path()).len(), 2, "nothing stays beside it");
}
