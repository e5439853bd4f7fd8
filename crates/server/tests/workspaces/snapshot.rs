// long: the stories of one subject, read together
//! Snapshots: what is in the archive, and above all what is not.

use crate::{Fixture, configuration, file, of_configuration};
use envdock_contract::model::{Scope, SessionId};
use envdock_contract::wire::{Missing, SnapshotAnswer};
use envdock_server::crypto::Token;
use envdock_server::sandbox::{ArchiveLimits, Exceptions, Workspace, archive};
use envdock_server::workspaces::WorkspacesError;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tar::EntryType;

const SPEC: &str = r#"{"files":[
    {"workspace_path":"api","path":".env","slots":[{"key":"A"},{"key":"B"}]},
    {"path":"site.env","mode":"plain","slots":[{"key":"PORT","kind":"visible"}]}]}"#;

async fn fixture() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.save_spec(SPEC).await;
    fixture
}

fn canary() -> String {
    Token::generate().unwrap().expose().to_owned()
}

impl Fixture {
    async fn missing(&self) -> Vec<Missing> {
        match self.workspaces.snapshot(&self.session, &[], self.data_dir.path()).await {
            Err(WorkspacesError::MissingRequired(missing)) => missing,
            Ok(_) => Vec::new(),
            Err(error) => panic!("{error}"),
        }
    }

    async fn snapshot(&self) -> (SnapshotAnswer, Vec<u8>) {
        let missing = self.missing().await;
        let data_dir = self.data_dir.path();
        let answer = self.workspaces.snapshot(&self.session, &missing, data_dir).await.unwrap();
        let path = data_dir.join("snapshots").join(&answer.name);
        let bytes = fs::read(&path).unwrap();
        assert_eq!(answer.bytes, bytes.len() as u64);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
        (answer, bytes)
    }
}

/// Whether the value is in the bytes, as it is or in base64.
fn is_in(bytes: &[u8], value: &str) -> bool {
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(value);
    // Without the last digits, which depend on what follows.
    let encoded = encoded.trim_end_matches('=').as_bytes();
    let needles = [value.as_bytes(), encoded.get(..encoded.len() - 2).unwrap()];
    needles.iter().any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// Path, kind and content (of a link: where it leads to) of every entry.
fn entries(bytes: &[u8]) -> BTreeMap<String, (EntryType, String)> {
    let mut archive = tar::Archive::new(bytes);
    let read = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let target = entry.link_name().unwrap().map(|link| link.to_str().unwrap().to_owned());
        (path, (entry.header().entry_type(), target.unwrap_or(content)))
    };
    archive.entries().unwrap().map(read).collect()
}

/// Every file of the folder with its number, time and content.
fn state(folder: &Path) -> Vec<(PathBuf, u64, i64, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs::symlink_metadata(&path).unwrap();
        if metadata.is_dir() {
            found.extend(state(&path));
        }
        let content = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        found.push((path, metadata.ino(), metadata.mtime_nsec(), content));
    }
    found.sort();
    found
}

#[tokio::test]
async fn no_value_of_a_secret_file_is_in_the_archive_under_any_name() {
    let fixture = fixture().await;
    let (stored, of_session, by_hand) = (canary(), canary(), canary());
    fixture.put("api", &format!("OWN={by_hand}\n"));
    fixture.save(of_configuration(), "A", Some(&stored), 0).await;
    let session = Scope::Session { id: fixture.session.clone() };
    fixture.save(session, "B", Some(&of_session), 0).await;
    let folder = fixture.folder.path();
    fs::hard_link(fixture.path("api"), folder.join("another name")).unwrap();
    symlink("api/.env", folder.join("link")).unwrap();
    fs::write(folder.join("api/..env.0123456789abcdef.tmp"), format!("A={stored}")).unwrap();
    for value in [&stored, &of_session, &by_hand] {
        assert!(fs::read_to_string(fixture.path("api")).unwrap().contains(value.as_str()));
    }
    let before = state(folder);
    let (answer, bytes) = fixture.snapshot().await;
    for value in [&stored, &of_session, &by_hand] {
        assert!(!is_in(&bytes, value));
    }
    assert_eq!(answer.left_out, [file("api")]);
    assert_eq!(state(folder), before, "the live folder is as it was");

    // The search finds a leak: copies outside of env files are the project's own.
    fs::write(folder.join("README"), format!("use {by_hand}")).unwrap();
    assert!(is_in(&fixture.snapshot().await.1, &by_hand));
}

#[tokio::test]
async fn where_the_env_file_is_a_link_what_it_leads_to_is_left_out() {
    let fixture = fixture().await;
    let value = canary();
    fs::create_dir_all(fixture.folder.path().join("api")).unwrap();
    fs::write(fixture.folder.path().join("real"), format!("A={value}")).unwrap();
    symlink("../real", fixture.path("api")).unwrap();
    let (answer, bytes) = fixture.snapshot().await;
    assert!(!is_in(&bytes, &value));
    assert_eq!((answer.files, answer.left_out), (0, vec![file("api")]));
}

#[tokio::test]
async fn everything_else_is_in_the_archive_as_it_is() {
    let fixture = fixture().await;
    let (folder, outside) = (fixture.folder.path(), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("secret"), "outside").unwrap();
    fs::create_dir_all(folder.join(".git/objects")).unwrap();
    fs::write(folder.join(".git/config"), "[core]").unwrap();
    fs::write(folder.join("run.sh"), "#!/bin/sh").unwrap();
    fs::set_permissions(folder.join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.join("site.env"), "PORT=1\n").unwrap();
    let long = format!("{}/{}", "a".repeat(200), "b".repeat(200));
    fs::create_dir(folder.join("a".repeat(200))).unwrap();
    fs::write(folder.join(&long), "long").unwrap();
    symlink(outside.path(), folder.join("out")).unwrap();
    symlink("./run.sh", folder.join("inside")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap();
    assert!(pipe.success());
    let (answer, bytes) = fixture.snapshot().await;
    let link = |target: &str| (EntryType::Symlink, target.to_owned());
    let regular = |content: &str| (EntryType::Regular, content.to_owned());
    let directory = || (EntryType::Directory, String::new());
    let expected = BTreeMap::from([
        (".git".to_owned(), directory()),
        (".git/config".to_owned(), regular("[core]")),
        (".git/objects".to_owned(), directory()),
        ("a".repeat(200), directory()),
        (long, regular("long")),
        ("inside".to_owned(), link("./run.sh")),
        ("out".to_owned(), link(outside.path().to_str().unwrap())),
        ("run.sh".to_owned(), regular("#!/bin/sh")),
        ("site.env".to_owned(), regular("PORT=1\n")),
    ]);
    assert_eq!(entries(&bytes), expected);
    assert_eq!((answer.files, answer.left_out), (4, Vec::new()));
    let mut archive = tar::Archive::new(bytes.as_slice());
    let mut modes = archive.entries().unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.path().unwrap().into_owned(), entry.header().mode().unwrap())
    });
    assert!(modes.any(|one| one == (PathBuf::from("run.sh"), 0o755)));
}

#[tokio::test]
async fn a_value_of_the_session_in_a_plain_file_stays_out_and_on_disk() {
    let fixture = fixture().await;
    let session = Scope::Session { id: fixture.session.clone() };
    let (value, path) = (canary(), fixture.folder.path().join("site.env"));
    fs::write(&path, "# kept\nOTHER=1\n").unwrap();
    fixture.save(session, "PORT", Some(&value), 0).await;
    assert!(fs::read_to_string(&path).unwrap().contains(&value));
    let (answer, bytes) = fixture.snapshot().await;
    assert!(!is_in(&bytes, &value) && answer.left_out.is_empty());
    assert_eq!(entries(&bytes)["site.env"].1, "# kept\nOTHER=1\n");
    assert!(fs::read_to_string(&path).unwrap().contains(&value));
}

#[tokio::test]
async fn a_data_folder_in_the_workspace_is_left_out() {
    let fixture = fixture().await;
    let data = fixture.folder.path().join("data");
    fs::create_dir_all(data.join("snapshots")).unwrap();
    fs::write(data.join("master.key"), "key").unwrap();
    fs::write(data.join("snapshots/killed.tar.tmp"), "").unwrap();
    let missing = fixture.missing().await;
    let answer = fixture.workspaces.snapshot(&fixture.session, &missing, &data).await.unwrap();
    let bytes = fs::read(data.join("snapshots").join(answer.name)).unwrap();
    assert!(entries(&bytes).is_empty());
    // What a killed server left is cleared away.
    assert!(!data.join("snapshots/killed.tar.tmp").exists());
}

#[tokio::test]
async fn what_is_missing_must_be_acknowledged_exactly() {
    let fixture = fixture().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    let missing = fixture.missing().await;
    let named: Vec<_> = missing.iter().map(|one| format!("{} {}", one.file, one.key)).collect();
    assert_eq!(named, ["api/.env B", "site.env PORT"]);
    let mut too_much = missing.clone();
    too_much.push(Missing { any_of: Some("g".to_owned()), ..missing[0].clone() });
    for acknowledged in [&missing[..1], &too_much] {
        let data_dir = fixture.data_dir.path();
        let result = fixture.workspaces.snapshot(&fixture.session, acknowledged, data_dir).await;
        let message = result.unwrap_err().to_string();
        let expected = "2 required values are missing; fill them in, or acknowledge exactly those \
                        that are listed";
        assert_eq!(message, expected);
    }
    let mut turned = missing;
    turned.reverse();
    let data_dir = fixture.data_dir.path();
    fixture.workspaces.snapshot(&fixture.session, &turned, data_dir).await.unwrap();
}

#[tokio::test]
async fn a_snapshot_that_fails_leaves_nothing() {
    let fixture = fixture().await;
    let missing = fixture.missing().await;
    let file = fixture.data_dir.path().join("file");
    fs::write(&file, "").unwrap();
    let result = fixture.workspaces.snapshot(&fixture.session, &missing, &file).await;
    let expected = "the snapshot cannot be written: Not a directory (os error 20); nothing is left \
                    of it";
    assert_eq!(result.unwrap_err().to_string(), expected);
    let none = SessionId::new("ses_none").unwrap();
    let result = fixture.workspaces.snapshot(&none, &[], fixture.data_dir.path()).await;
    assert!(matches!(result, Err(WorkspacesError::Repository(_))));
    assert_eq!(fixture.repository.spec(&configuration()).await.unwrap().spec.files.len(), 2);
    assert!(!fixture.data_dir.path().join("snapshots").exists());
}

#[test]
fn an_archive_has_limits() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a"), "0123456789").unwrap();
    fs::write(folder.path().join("b"), "0123456789").unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let make = |bytes, entries| {
        let limits = ArchiveLimits { bytes, entries };
        archive(&workspace, &Exceptions::default(), limits, std::io::sink())
    };
    assert_eq!(make(1_000_000, 2).unwrap(), 2);
    let expected = "a snapshot has at most 0 GiB and 1 files and folders; move away what need not \
                    be in it";
    assert_eq!(make(1_000_000, 1).unwrap_err().to_string(), expected);
    assert!(make(2_000, 2).is_err());
}

#[test]
fn a_disk_that_is_full_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a"), "0123456789").unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let result = archive(&workspace, &Exceptions::default(), ArchiveLimits::default(), full);
    let expected = "the snapshot cannot be written: No space left on device (os error 28); \
                    nothing is left of it";
    assert_eq!(result.unwrap_err().to_string(), expected);
}
