// long: the stories of one subject, read together
//! Sessions, stored values and env files together, on a real store and real folders.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod newest;
mod snapshot;

use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, OnDisk, RepositoryId, Revision, Scope,
    SecretText, SessionId, Spec, UserId, Version,
};
use envdock_contract::wire::{
    AdoptSlot, Applied, AppliedFile, ApplyBody, ConflictChoice, Outcome, RepositoryAnswer,
};
use envdock_server::crypto::Keyring;
use envdock_server::db::{Change, Folder, Repository, Write, WriteBatch, WriteOutcome, sqlite};
use envdock_server::workspaces::Workspaces;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

struct Fixture {
    folder: TempDir,
    data_dir: TempDir,
    repository: Arc<dyn Repository>,
    keyring: Arc<Keyring>,
    workspaces: Workspaces,
    session: SessionId,
}

fn key(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn user() -> UserId {
    UserId::new("me").unwrap()
}

fn configuration() -> ConfigurationId {
    ConfigurationId::new("cfg_1").unwrap()
}

fn of_configuration() -> Scope {
    Scope::Configuration { id: configuration() }
}

fn file(folder: &str) -> FileRef {
    serde_json::from_value(serde_json::json!({"workspace_path": folder, "path": ".env"})).unwrap()
}

const SPEC: &str = r#"{"files":[
    {"workspace_path":"api","path":".env","slots":[
        {"key":"A"},{"key":"PORT"},{"key":"X","any_of":"g"},{"key":"Y","any_of":"g"}]},
    {"workspace_path":"web","path":".env","slots":[
        {"key":"PORT"},{"key":"OPTIONAL","required":false},{"key":"SHARED","proposed":true},
        {"key":"UNUSED","not_needed":true}]}]}"#;

impl Fixture {
    async fn new() -> Self {
        let (folder, data_dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (store, keyring) = sqlite::open(data_dir.path(), None).await.unwrap();
        let repository: Arc<dyn Repository> = Arc::new(store);
        let keyring = Arc::new(keyring);
        let registered = repository
            .register(&Folder {
                configuration: configuration(),
                name: "project".to_owned(),
                path: folder.path().to_str().unwrap().to_owned(),
                repository: RepositoryAnswer {
                    id: RepositoryId::new("rep_1").unwrap(),
                    name: "project".to_owned(),
                },
                environment: Environment::default(),
                setup: false,
                new_session: SessionId::new("ses_1").unwrap(),
                owner: user(),
            })
            .await
            .unwrap();
        let spec: Spec = serde_json::from_str(SPEC).unwrap();
        repository.save_spec(&configuration(), Version(0), &spec, &user()).await.unwrap();
        let workspaces =
            Workspaces::new(Arc::clone(&repository), Arc::clone(&keyring), data_dir.path());
        let session = registered.session;
        Self { folder, data_dir, repository, keyring, workspaces, session }
    }

    fn path(&self, folder: &str) -> PathBuf {
        self.folder.path().join(folder).join(".env")
    }

    fn content(&self, folder: &str) -> String {
        fs::read_to_string(self.path(folder)).unwrap_or_default()
    }

    fn put(&self, folder: &str, content: &str) {
        fs::create_dir_all(self.folder.path().join(folder)).unwrap();
        fs::write(self.path(folder), content).unwrap();
    }

    async fn write(&self, writes: Vec<Write>) -> Vec<Outcome> {
        let by = user();
        let batch = WriteBatch::new(&writes, &by);
        match self.repository.write(batch, &self.keyring).await.unwrap() {
            WriteOutcome::Done(answer) => answer.results.into_iter().map(|r| r.outcome).collect(),
            other @ (WriteOutcome::Repeated(_) | WriteOutcome::Mismatch) => panic!("{other:?}"),
        }
    }

    /// Stores (or removes) a value and fills the files.
    async fn save(
        &self,
        scope: Scope,
        name: &str,
        value: Option<&str>,
        expected: u64,
    ) -> Vec<Applied> {
        let address = Address { environment: Environment::default(), scope, key: key(name) };
        let change = match value {
            Some(value) => Change::set(SecretText::new(value.to_owned())),
            None => Change::Unset,
        };
        let write = Write {
            address: address.clone(),
            expected: Version(expected),
            change,
            only_if_none_in: Vec::new(),
        };
        self.write(vec![write]).await;
        self.workspaces.fill(&[address]).await.remove(0)
    }

    async fn on_disk(&self, folder: &str, name: &str) -> OnDisk {
        let answer = self.workspaces.files(&self.session).await.unwrap();
        let on_disk = answer.files.into_iter().find(|f| f.file == file(folder)).unwrap();
        on_disk.slots.into_iter().find(|slot| slot.key == key(name)).unwrap().on_disk
    }
}

fn results(applied: &[Applied]) -> Vec<(String, AppliedFile)> {
    applied.iter().map(|one| (one.file.to_string(), one.result.clone())).collect()
}

#[tokio::test]
async fn a_saved_value_is_written_into_every_file_it_applies_to() {
    let fixture = Fixture::new().await;
    let applied = fixture.save(of_configuration(), "PORT", Some("1"), 0).await;
    let expected = [
        ("api/.env".to_owned(), AppliedFile::Written),
        ("web/.env".to_owned(), AppliedFile::Written),
    ];
    assert_eq!(results(&applied), expected);
    assert_eq!(
        (fixture.content("api"), fixture.content("web")),
        ("PORT=1\n".into(), "PORT=1\n".into())
    );
    assert_eq!(fixture.on_disk("web", "PORT").await, OnDisk::Current);
}

#[tokio::test]
async fn a_slot_that_is_not_needed_gets_no_line() {
    let fixture = Fixture::new().await;
    let applied = fixture.save(of_configuration(), "UNUSED", Some("1"), 0).await;
    assert_eq!((results(&applied), fixture.content("web")), (Vec::new(), String::new()));
}

#[tokio::test]
async fn a_nearer_value_wins_and_what_it_shadowed_comes_back() {
    let fixture = Fixture::new().await;
    let web = file("web");
    let of_file = Scope::File {
        configuration: configuration(),
        workspace_path: web.workspace_path,
        path: web.path,
    };
    fixture.save(of_configuration(), "PORT", Some("1"), 0).await;
    let applied = fixture.save(of_file.clone(), "PORT", Some("2"), 0).await;
    assert_eq!(results(&applied), [("web/.env".to_owned(), AppliedFile::Written)]);
    assert_eq!(
        (fixture.content("api"), fixture.content("web")),
        ("PORT=1\n".into(), "PORT=2\n".into())
    );
    fixture.save(of_file, "PORT", None, 1).await;
    assert_eq!(fixture.content("web"), "PORT=1\n");
    fixture.save(of_configuration(), "PORT", None, 1).await;
    assert_eq!((fixture.content("api"), fixture.content("web")), (String::new(), String::new()));
}

#[tokio::test]
async fn a_shared_value_reaches_a_proposed_slot_only_when_it_is_accepted() {
    let fixture = Fixture::new().await;
    let applied = fixture.save(Scope::Organization, "SHARED", Some("s"), 0).await;
    assert_eq!(results(&applied), [("web/.env".to_owned(), AppliedFile::Proposed)]);
    assert_eq!(fixture.content("web"), "");

    let mut stored = fixture.repository.spec(&configuration()).await.unwrap();
    let before = stored.spec.clone();
    for slot in stored.spec.files.iter_mut().flat_map(|file| &mut file.slots) {
        slot.proposed = false;
    }
    fixture
        .repository
        .save_spec(&configuration(), stored.version, &stored.spec, &user())
        .await
        .unwrap();
    fixture.workspaces.fill_accepted(&configuration(), &before, &stored.spec).await;
    assert_eq!(fixture.content("web"), "SHARED=s\n");
}

#[tokio::test]
async fn apply_lists_what_is_missing_and_strict_then_writes_nothing() {
    let fixture = Fixture::new().await;
    fixture.put("api", "# mine\n");
    for (name, value) in [("A", "1"), ("Y", "2")] {
        let address = Address {
            environment: Environment::default(),
            scope: of_configuration(),
            key: key(name),
        };
        let change = Change::set(SecretText::new(value.to_owned()));
        let write = Write { address, expected: Version(0), change, only_if_none_in: Vec::new() };
        fixture.write(vec![write]).await;
    }
    let strict = ApplyBody { strict: true, ..ApplyBody::default() };
    let answer = fixture.workspaces.apply(&fixture.session, strict).await.unwrap();
    let missing: Vec<_> = answer.missing.iter().map(|m| format!("{} {}", m.file, m.key)).collect();
    assert_eq!(missing, ["api/.env PORT", "web/.env PORT", "web/.env SHARED"]);
    assert_eq!(fixture.content("api"), "# mine\n");

    let answer = fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await.unwrap();
    assert_eq!(answer.missing.len(), 3);
    assert_eq!(fixture.content("api"), "# mine\nA=1\nY=2\n");
}

#[tokio::test]
async fn a_line_changed_by_hand_is_named_and_resolved_by_choice() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    fixture.put("api", "X=0\nA=mine\n");
    assert_eq!(fixture.on_disk("api", "A").await, OnDisk::Other);
    let answer = fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await.unwrap();
    let conflicts: Vec<_> =
        answer.conflicts.iter().map(|c| format!("{}:{} {}", c.file, c.line, c.key)).collect();
    assert_eq!(conflicts, ["api/.env:2 A"]);
    assert_eq!(fixture.content("api"), "X=0\nA=mine\n");
    let otherwise = Some(ConflictChoice::TakeStored);
    let body = ApplyBody { otherwise, ..ApplyBody::default() };
    fixture.workspaces.apply(&fixture.session, body).await.unwrap();
    assert_eq!(fixture.content("api"), "X=0\nA=1\n");
}

#[tokio::test]
async fn what_is_in_the_file_is_adopted_without_touching_the_line() {
    let fixture = Fixture::new().await;
    fixture.put("api", "A='from file' # keep\nPORT=$HOME\n");
    let slot = |name: &str| AdoptSlot {
        file: file("api"),
        key: key(name),
        scope: of_configuration(),
        expected_version: Version(0),
    };
    let slots = vec![slot("A"), slot("PORT"), slot("X"), slot("NOT_IN_SPEC")];
    let writes = fixture.workspaces.adoption(&fixture.session, slots).await.unwrap();
    let address = writes[0].address.clone();
    let outcomes: Vec<_> = fixture
        .write(writes)
        .await
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::Stored { version, .. } => format!("stored {}", version.0),
            Outcome::Removed { .. } | Outcome::Moved { .. } | Outcome::Purged { .. } => {
                "removed".to_owned()
            }
            Outcome::Described { .. } => "described".to_owned(),
            Outcome::Refused(problem) => problem.detail,
        })
        .collect();
    let expected = [
        "stored 1",
        "the line's value is not certain",
        "the file has no line with this key",
        "the spec has no such key in this file",
    ];
    assert_eq!(outcomes, expected);
    let applied = fixture.workspaces.fill(&[address]).await.remove(0);
    assert_eq!(results(&applied), [("api/.env".to_owned(), AppliedFile::Unchanged)]);
    assert_eq!(fixture.on_disk("api", "A").await, OnDisk::Current);
    assert_eq!(fixture.content("api"), "A='from file' # keep\nPORT=$HOME\n");
}

impl Fixture {
    /// Replaces the spec, as a person does who saves it.
    async fn save_spec(&self, text: &str) {
        let before = self.repository.spec(&configuration()).await.unwrap();
        let spec: Spec = serde_json::from_str(text).unwrap();
        let id = configuration();
        self.repository.save_spec(&id, before.version, &spec, &user()).await.unwrap();
        self.workspaces.fill_accepted(&id, &before.spec, &spec).await;
    }
}

#[tokio::test]
async fn a_slot_or_a_file_that_leaves_the_spec_loses_its_line() {
    let fixture = Fixture::new().await;
    fixture.put("api", "OWN=1\n");
    fixture.save(of_configuration(), "PORT", Some("1"), 0).await;
    fixture.save(of_configuration(), "A", Some("2"), 0).await;
    let spec = r#"{"files":[{"workspace_path":"api","path":".env","slots":[{"key":"A"}]}]}"#;
    fixture.save_spec(spec).await;
    assert_eq!(
        (fixture.content("api"), fixture.content("web")),
        ("OWN=1\nA=2\n".into(), String::new())
    );
    assert_eq!(fixture.workspaces.files(&fixture.session).await.unwrap().files.len(), 1);
    let records = fixture.repository.line_records(&configuration()).await.unwrap();
    assert_eq!(records.len(), 1);
}

#[tokio::test]
async fn a_line_of_a_slot_that_left_the_spec_is_asked_about_when_it_was_changed() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    fixture.put("api", "A=mine\n");
    fixture.save_spec(r#"{"files":[]}"#).await;
    assert_eq!(fixture.content("api"), "A=mine\n");
    let apply = async |otherwise| {
        let body = ApplyBody { otherwise, ..ApplyBody::default() };
        fixture.workspaces.apply(&fixture.session, body).await.unwrap()
    };
    let conflicts = apply(None).await.conflicts;
    assert_eq!((conflicts.len(), conflicts[0].line), (1, 1));
    apply(Some(ConflictChoice::KeepFile)).await;
    assert_eq!(apply(None).await.results, []);
    assert_eq!(fixture.content("api"), "A=mine\n");
}

#[tokio::test]
async fn a_value_that_cannot_be_decrypted_is_said_and_its_line_stays() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    let other = Keyring::new(&envdock_server::crypto::MasterKey::new([9; 32]));
    let workspaces =
        Workspaces::new(Arc::clone(&fixture.repository), Arc::new(other), fixture.data_dir.path());
    let address =
        Address { environment: Environment::default(), scope: of_configuration(), key: key("A") };
    let applied = workspaces.fill(&[address]).await.remove(0);
    let detail = "the stored value cannot be decrypted with this master key and the line was left \
                  as it was; start the server with the key it was stored with, or store the value \
                  again";
    let failed = AppliedFile::Failed { detail: detail.to_owned() };
    assert_eq!(results(&applied), [("api/.env".to_owned(), failed)]);
    assert_eq!(fixture.content("api"), "A=1\n");
}

/// A session can end only once the store knows of it.
fn end(fixture: &Fixture) {
    let path = fixture.data_dir.path().join("envdock.db");
    let database = rusqlite::Connection::open(path).unwrap();
    database.execute("UPDATE sessions SET ended_at = '2026-01-01T00:00:00Z'", []).unwrap();
}

#[tokio::test]
async fn values_of_a_session_leave_the_files_when_it_ends() {
    let fixture = Fixture::new().await;
    let of_session = || Scope::Session { id: fixture.session.clone() };
    fixture.put("api", "OWN=1\n");
    fixture.save(of_configuration(), "PORT", Some("1"), 0).await;
    fixture.save(of_session(), "PORT", Some("2"), 0).await;
    fixture.save(of_session(), "A", Some("3"), 0).await;
    assert_eq!(fixture.content("api"), "OWN=1\nPORT=2\nA=3\n");
    // Scrubbed lines come back: the values are still stored.
    fixture.workspaces.scrub(&fixture.session).await.unwrap();
    assert_eq!(fixture.content("api"), "OWN=1\n");
    fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await.unwrap();
    assert_eq!(fixture.content("api"), "OWN=1\nA=3\nPORT=2\n");

    end(&fixture);
    let applied = fixture.workspaces.hand_over(&fixture.session).await.unwrap();
    let expected = [
        ("api/.env".to_owned(), AppliedFile::Removed),
        ("api/.env".to_owned(), AppliedFile::Written),
        ("web/.env".to_owned(), AppliedFile::Written),
    ];
    assert_eq!(results(&applied), expected);
    assert_eq!(
        (fixture.content("api"), fixture.content("web")),
        ("OWN=1\nPORT=1\n".into(), "PORT=1\n".into())
    );
    assert!(fixture.workspaces.hand_over(&fixture.session).await.unwrap().is_empty());
}

#[tokio::test]
async fn scrub_finds_lines_in_files_that_the_spec_names_no_more() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    let (id, empty) = (configuration(), Spec::default());
    fixture.repository.save_spec(&id, Version(1), &empty, &user()).await.unwrap();
    let outcome = fixture.workspaces.scrub(&fixture.session).await.unwrap();
    assert_eq!(outcome.removed, [(file("api"), key("A"))]);
    assert!(!fixture.path("api").exists());
}

#[tokio::test]
async fn scrub_leaves_what_people_wrote() {
    let fixture = Fixture::new().await;
    fixture.put("web", "OWN=1\n");
    fixture.save(of_configuration(), "PORT", Some("1"), 0).await;
    let outcome = fixture.workspaces.scrub(&fixture.session).await.unwrap();
    assert_eq!(outcome.deleted, [file("api")]);
    assert_eq!(outcome.still_hold_values, [(file("web"), 1)]);
    assert_eq!(fixture.content("web"), "OWN=1\n");
    assert_eq!(fixture.on_disk("api", "PORT").await, OnDisk::Absent);
}

#[tokio::test]
async fn a_folder_that_is_gone_is_an_error_and_the_value_stays_stored() {
    let fixture = Fixture::new().await;
    fs::remove_dir_all(fixture.folder.path()).unwrap();
    let applied = fixture.save(of_configuration(), "A", Some("1"), 0).await;
    assert!(
        matches!(&applied[..], [Applied { result: AppliedFile::Failed { .. }, .. }]),
        "{applied:?}"
    );
    assert!(fixture.workspaces.files(&fixture.session).await.is_err());
    assert!(fixture.repository.revision().await.unwrap() > Revision(0));
}

#[tokio::test]
async fn a_store_that_cannot_remember_a_line_is_said_as_what_it_is() {
    let fixture = Fixture::new().await;
    let database = rusqlite::Connection::open(fixture.data_dir.path().join("envdock.db")).unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON line_records \
                  BEGIN SELECT RAISE(FAIL, 'no space'); END";
    database.execute(refuse, []).unwrap();
    // What was stored and written is told as that, whatever is remembered of it.
    let applied = fixture.save(of_configuration(), "A", Some("1"), 0).await;
    assert_eq!(results(&applied), [("api/.env".to_owned(), AppliedFile::Written)]);
    let result = fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await;
    let expected = "the env files were written, but the store could not remember it: apply again, \
                    or their lines count as written by hand";
    assert_eq!(result.unwrap_err().to_string(), expected);
    assert_eq!(fixture.content("api"), "A=1\n");
    database.execute("DROP TRIGGER refuse", []).unwrap();
    fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await.unwrap();
    assert_eq!(fixture.on_disk("api", "A").await, OnDisk::Current);
}
