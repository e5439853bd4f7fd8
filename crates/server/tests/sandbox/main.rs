// long: the stories of one subject, read together
//! The sandbox writer on real folders: what it writes, and what it leaves alone.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod together;

use envdock_contract::model::{
    ConfigurationId, EnvFile, KeyName, OnDisk, Scope, SecretText, Version,
};
use envdock_contract::wire::{AppliedFile, ConflictChoice};
use envdock_server::sandbox::{
    ApplyOptions, Extent, FileOutcome, FileRecords, FileState, FileWork, LineKey, LineOrigin,
    Wanted, Workspace, apply, scrub,
};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use tempfile::TempDir;

/// A folder, its env file and what the server remembers of it.
struct Fixture {
    folder: TempDir,
    env_file: EnvFile,
    line_key: LineKey,
    records: FileRecords,
    tracked: bool,
    strict: bool,
    choice: Option<ConflictChoice>,
}

fn key(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn scope() -> Scope {
    Scope::Configuration { id: ConfigurationId::new("c").unwrap() }
}

fn value(text: &str, version: u64) -> Wanted {
    let value = SecretText::new(text.to_owned());
    Wanted::Value { value, scope: scope(), version: Version(version) }
}

impl Fixture {
    fn new(content: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if let Some(content) = content {
            fs::write(folder.path().join(".env"), content).unwrap();
        }
        let text = r#"{"path":".env","readers":["node-dotenv","python-dotenv"],"slots":[]}"#;
        Self {
            folder,
            env_file: serde_json::from_str(text).unwrap(),
            line_key: LineKey::new(&[3; 32]),
            records: FileRecords::new(),
            tracked: false,
            strict: false,
            choice: None,
        }
    }

    fn apply(&mut self, wanted: Vec<(&str, Wanted)>) -> Vec<AppliedFile> {
        let workspace = Workspace::open(self.folder.path()).unwrap();
        let wanted: Vec<_> = wanted.into_iter().map(|(name, wanted)| (key(name), wanted)).collect();
        let work = FileWork {
            env_file: &self.env_file,
            records: self.records.clone(),
            wanted: &wanted,
            unconfirmed: self.tracked,
        };
        let choice = self.choice;
        let extent = if self.strict { Extent::AllOrNothing } else { Extent::EachFile };
        let options = ApplyOptions { extent, choice: &|_, _| choice, before_write: &|_| () };
        let mut outcomes = apply(&workspace, &self.line_key, &[work], &options);
        let FileOutcome { results, records } = outcomes.remove(0);
        for (key, record) in records {
            match record {
                Some(record) => drop(self.records.insert(key, record)),
                None => drop(self.records.remove(&key)),
            }
        }
        results.into_iter().map(|(_, result)| result).collect()
    }

    fn content(&self) -> String {
        fs::read_to_string(self.folder.path().join(".env")).unwrap()
    }

    fn on_disk(&self, name: &str, version: u64) -> OnDisk {
        let workspace = Workspace::open(self.folder.path()).unwrap();
        let bytes = workspace.read(&self.env_file.file_ref()).unwrap();
        let bytes = bytes.as_deref().map(Vec::as_slice);
        FileState::new(&self.env_file, bytes, &self.line_key, self.records.clone())
            .on_disk(&key(name), Some((&scope(), Version(version))))
    }

    /// The folder holds nothing but the env file: no temporary file stays behind.
    fn assert_no_leftovers(&self) {
        let names: Vec<_> =
            fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| name == ".env"), "{names:?}");
    }
}

#[test]
fn a_missing_file_is_made_for_its_owner_only() {
    let mut fixture = Fixture::new(None);
    assert_eq!(fixture.apply(vec![("A", value("1", 1))]), [AppliedFile::Written]);
    assert_eq!(fixture.content(), "A=1\n");
    let mode = fs::metadata(fixture.folder.path().join(".env")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fixture.on_disk("A", 1), OnDisk::Current);
    fixture.assert_no_leftovers();
}

#[test]
fn lines_that_are_not_ours_stay_byte_for_byte() {
    let before = "\u{feff}# note\r\nexport X = 'y' # keep\r\n\r\nlast=1";
    let mut fixture = Fixture::new(Some(before));
    assert_eq!(fixture.apply(vec![("A", value("a b", 1))]), [AppliedFile::Written]);
    let after = fixture.content();
    assert_eq!(after.strip_prefix(before), Some("\r\nA='a b'\r\n"));
    assert_eq!(fixture.apply(vec![("A", Wanted::Nothing)]), [AppliedFile::Removed]);
    assert_eq!(fixture.content(), format!("{before}\r\n"));
}

#[test]
fn a_newer_version_replaces_our_line_and_the_same_version_does_nothing() {
    let mut fixture = Fixture::new(Some("X=1\n"));
    fixture.apply(vec![("A", value("1", 1))]);
    assert_eq!(fixture.on_disk("A", 2), OnDisk::Outdated);
    assert_eq!(fixture.apply(vec![("A", value("1", 1))]), [AppliedFile::Unchanged]);
    assert_eq!(fixture.apply(vec![("A", value("2", 2))]), [AppliedFile::Written]);
    assert_eq!(fixture.content(), "X=1\nA=2\n");
}

#[test]
fn a_line_changed_by_hand_is_a_conflict_until_a_person_decides() {
    let mut fixture = Fixture::new(Some("X=1\n"));
    fixture.apply(vec![("A", value("1", 1))]);
    fs::write(fixture.folder.path().join(".env"), "X=1\nA=mine\n").unwrap();
    assert_eq!(fixture.on_disk("A", 1), OnDisk::Other);
    assert_eq!(fixture.apply(vec![("A", value("2", 2))]), [AppliedFile::Conflict { line: 2 }]);
    // Also when no value applies any more: the line was ours.
    assert_eq!(fixture.apply(vec![("A", Wanted::Nothing)]), [AppliedFile::Conflict { line: 2 }]);
    assert_eq!(fixture.content(), "X=1\nA=mine\n");

    fixture.choice = Some(ConflictChoice::KeepFile);
    assert_eq!(fixture.apply(vec![("A", value("2", 2))]), [AppliedFile::Unchanged]);
    fixture.choice = None;
    assert_eq!(fixture.apply(vec![("A", value("2", 2))]), [AppliedFile::Unchanged]);
    assert_eq!(fixture.on_disk("A", 2), OnDisk::Kept);
    assert_eq!(fixture.on_disk("A", 3), OnDisk::Other);
    assert_eq!(fixture.apply(vec![("A", value("3", 3))]), [AppliedFile::Conflict { line: 2 }]);

    fixture.choice = Some(ConflictChoice::TakeStored);
    assert_eq!(fixture.apply(vec![("A", value("3", 3))]), [AppliedFile::Written]);
    assert_eq!(fixture.content(), "X=1\nA=3\n");
}

#[test]
fn a_line_that_has_the_stored_value_is_adopted_and_never_removed() {
    let mut fixture = Fixture::new(Some("A='1' # by hand\n"));
    assert_eq!(fixture.on_disk("A", 1), OnDisk::Other);
    assert_eq!(fixture.apply(vec![("A", value("1", 1))]), [AppliedFile::Unchanged]);
    assert_eq!(fixture.on_disk("A", 1), OnDisk::Current);
    assert_eq!(fixture.records[&key("A")].origin, LineOrigin::Adopted);
    assert_eq!(fixture.apply(vec![("A", Wanted::Nothing)]), [AppliedFile::Unchanged]);
    assert_eq!(fixture.content(), "A='1' # by hand\n");
}

#[test]
fn a_proposed_slot_reaches_no_file() {
    let mut fixture = Fixture::new(Some("X=1\n"));
    assert_eq!(fixture.apply(vec![("A", Wanted::Proposed)]), [AppliedFile::Proposed]);
    assert_eq!(fixture.content(), "X=1\n");
}

#[test]
fn a_file_tracked_by_git_waits_for_a_person() {
    let mut fixture = Fixture::new(Some("X=1\n"));
    fixture.tracked = true;
    let wanted = vec![("A", value("1", 1)), ("X", value("1", 1))];
    let expected = [AppliedFile::TrackedByGit, AppliedFile::Unchanged];
    assert_eq!(fixture.apply(wanted), expected);
    assert_eq!(fixture.content(), "X=1\n");
    assert!(fixture.records.is_empty());
}

#[test]
fn strict_writes_nothing_unless_everything_can_be_written() {
    let mut fixture = Fixture::new(Some("A=mine\n"));
    fixture.strict = true;
    let results = fixture.apply(vec![("A", value("1", 1)), ("B", value("2", 1))]);
    assert_eq!(results[0], AppliedFile::Conflict { line: 1 });
    assert_eq!(results[1], AppliedFile::HeldBack);
    assert_eq!(fixture.content(), "A=mine\n");
    assert_eq!(fixture.apply(vec![("B", value("2", 1))]), [AppliedFile::Written]);
}

#[test]
fn a_value_that_a_reader_cannot_get_is_left_out_alone() {
    let mut fixture = Fixture::new(None);
    let text = r#"{"path":".env","readers":["dotenvy","shell"],"slots":[]}"#;
    fixture.env_file = serde_json::from_str(text).unwrap();
    fs::write(fixture.folder.path().join(".env"), "A-B=1\n").unwrap();
    let results = fixture.apply(vec![("A", value("1", 1))]);
    assert!(matches!(&results[..], [AppliedFile::Failed { .. }]), "{results:?}");
    assert_eq!(fixture.content(), "A-B=1\n");
    assert!(fixture.records.is_empty());
}

#[test]
fn symbolic_links_and_folders_are_refused() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("target");
    fs::write(&target, "secret").unwrap();
    let mut fixture = Fixture::new(None);
    symlink(&target, fixture.folder.path().join(".env")).unwrap();
    let failed = |detail: &str| AppliedFile::Failed { detail: detail.to_owned() };
    let expected = failed(".env is a symbolic link; replace it by a file");
    assert_eq!(fixture.apply(vec![("A", value("1", 1))]), [expected]);
    assert_eq!(fs::read_to_string(&target).unwrap(), "secret");

    let mut fixture = Fixture::new(None);
    fs::create_dir(fixture.folder.path().join(".env")).unwrap();
    let results = fixture.apply(vec![("A", value("1", 1))]);
    assert_eq!(results, [failed(".env is not a file; move away what stands there")]);

    let mut fixture = Fixture::new(None);
    symlink(outside.path(), fixture.folder.path().join("web")).unwrap();
    fixture.env_file =
        serde_json::from_str(r#"{"workspace_path":"web","path":".env","slots":[]}"#).unwrap();
    let results = fixture.apply(vec![("A", value("1", 1))]);
    assert!(matches!(&results[..], [AppliedFile::Failed { .. }]), "{results:?}");
    assert!(!outside.path().join(".env").exists());
}

#[test]
fn a_file_changed_meanwhile_is_not_replaced() {
    let fixture = Fixture::new(Some("A=1\n"));
    let workspace = Workspace::open(fixture.folder.path()).unwrap();
    let file = fixture.env_file.file_ref();
    let result = workspace.replace(&file, Some(b"A=0\n"), b"A=2\n");
    let message = result.unwrap_err().to_string();
    assert_eq!(message, ".env was changed at the same moment; try again");
    assert!(workspace.replace(&file, None, b"A=2\n").is_err());
    assert!(workspace.delete(&file, b"A=0\n").is_err());
    assert_eq!(fixture.content(), "A=1\n");
    fixture.assert_no_leftovers();
}

#[test]
fn a_workspace_that_is_gone_says_so() {
    let message = Workspace::open("/nonexistent/folder".as_ref()).unwrap_err().to_string();
    assert_eq!(
        message,
        "/nonexistent/folder is not a folder that can be opened; put it back, or serve it where it \
         is now"
    );
}

#[test]
fn scrub_removes_our_lines_and_names_files_that_still_hold_values() {
    let mut fixture = Fixture::new(Some("# note\nX=1\nB=2\n"));
    fixture.apply(vec![("A", value("1", 1)), ("B", value("2", 1))]);
    let workspace = Workspace::open(fixture.folder.path()).unwrap();
    let files = [(&fixture.env_file, fixture.records.clone())];
    let outcome = scrub(&workspace, &fixture.line_key, &files);
    assert_eq!(fixture.content(), "# note\nX=1\nB=2\n");
    assert_eq!(outcome.removed, [(fixture.env_file.file_ref(), key("A"))]);
    assert_eq!(outcome.still_hold_values, [(fixture.env_file.file_ref(), 2)]);
    assert!(outcome.deleted.is_empty() && outcome.failed.is_empty());
}

#[test]
fn when_no_value_applies_a_changed_line_goes_or_stays_by_choice() {
    for (choice, result, left) in [
        (ConflictChoice::KeepFile, AppliedFile::Unchanged, "A=mine\n"),
        (ConflictChoice::TakeStored, AppliedFile::Removed, ""),
    ] {
        let mut fixture = Fixture::new(None);
        fixture.apply(vec![("A", value("1", 1))]);
        fs::write(fixture.folder.path().join(".env"), "A=mine\n").unwrap();
        fixture.choice = Some(choice);
        assert_eq!(fixture.apply(vec![("A", Wanted::Nothing)]), [result]);
        assert_eq!((fixture.content().as_str(), fixture.records.len()), (left, 0));
    }
}

#[test]
fn a_second_line_with_the_key_makes_both_a_question() {
    let mut fixture = Fixture::new(None);
    fixture.apply(vec![("A", value("1", 1))]);
    fs::write(fixture.folder.path().join(".env"), "A=by hand\nA=1\n").unwrap();
    assert_eq!(fixture.apply(vec![("A", Wanted::Nothing)]), [AppliedFile::Conflict { line: 2 }]);
    assert_eq!(fixture.content(), "A=by hand\nA=1\n");
}

#[test]
fn scrub_counts_values_not_empty_lines_and_removes_what_a_killed_run_left() {
    let mut fixture = Fixture::new(Some("# note\nEMPTY=\nQUOTED=''\nBARE\nnot-a-key=1\n"));
    fixture.apply(vec![("A", value("1", 1))]);
    let leftover = fixture.folder.path().join("..env.0123456789abcdef.tmp");
    fs::write(&leftover, "A=1\n").unwrap();
    fs::write(fixture.folder.path().join("..env.mine.tmp"), "").unwrap();
    let workspace = Workspace::open(fixture.folder.path()).unwrap();
    let files = [(&fixture.env_file, fixture.records.clone())];
    let outcome = scrub(&workspace, &fixture.line_key, &files);
    assert_eq!(outcome.still_hold_values, [(fixture.env_file.file_ref(), 1)]);
    assert!(!leftover.exists() && fixture.folder.path().join("..env.mine.tmp").exists());
}

#[test]
fn scrub_deletes_a_file_that_it_emptied() {
    let mut fixture = Fixture::new(None);
    fixture.apply(vec![("A", value("1", 1))]);
    let workspace = Workspace::open(fixture.folder.path()).unwrap();
    let files = [(&fixture.env_file, fixture.records.clone())];
    let outcome = scrub(&workspace, &fixture.line_key, &files);
    assert_eq!(outcome.deleted, [fixture.env_file.file_ref()]);
    assert!(!fixture.folder.path().join(".env").exists());
    assert_eq!(outcome.records.len(), 1);
}

#[test]
fn hundreds_of_keys_are_written_in_one_go() {
    let mut fixture = Fixture::new(None);
    let names: Vec<String> = (0..500).map(|n| format!("KEY_{n}")).collect();
    let wanted = names.iter().map(|name| (name.as_str(), value("a b", 1))).collect();
    let results = fixture.apply(wanted);
    assert!(results.iter().all(|result| *result == AppliedFile::Written));
    assert_eq!(fixture.content().lines().count(), 500);
}
