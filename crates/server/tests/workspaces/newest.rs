//! Several sessions and processes on one folder: its files have the values of the newest session,
//! and one process at a time writes them.

use crate::{Fixture, configuration, key, of_configuration, results, user};
use envdock_contract::model::{Environment, OnDisk, Scope, SessionId, UserId};
use envdock_contract::wire::{AppliedFile, ApplyBody};
use envdock_server::db::NewSession;
use envdock_server::workspaces::WorkspacesError;
use std::fs::File;
use std::time::Duration;
use tokio::time::timeout;

/// Somebody else's session of the same folder.
async fn second(fixture: &Fixture) -> SessionId {
    let session = NewSession {
        id: SessionId::new("ses_0").unwrap(),
        configuration: configuration(),
        environment: Environment::default(),
        owner: UserId::new("other").unwrap(),
        setup: false,
    };
    let started = fixture.repository.start_session(&session).await.unwrap().id;
    fixture.workspaces.hand_over(&started).await.unwrap();
    started
}

fn only_in(id: &SessionId) -> Scope {
    Scope::Session { id: id.clone() }
}

fn not_written() -> AppliedFile {
    AppliedFile::Failed { detail: WorkspacesError::NewerSession.to_string() }
}

#[tokio::test]
async fn what_both_sessions_have_is_told_to_both() {
    let fixture = Fixture::new().await;
    let newer = second(&fixture).await;
    let applied = fixture.save(of_configuration(), "A", Some("1"), 0).await;
    let told: Vec<_> = applied.into_iter().map(|one| (one.session, one.result)).collect();
    let older = fixture.session.clone();
    assert_eq!(told, [(newer, AppliedFile::Written), (older, AppliedFile::Unchanged)]);
    assert_eq!(fixture.content("api"), "A=1\n");
}

#[tokio::test]
async fn the_newest_session_fills_and_the_older_one_waits_for_its_end() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("of all"), 0).await;
    fixture.save(only_in(&fixture.session), "A", Some("older"), 0).await;
    assert_eq!(fixture.content("api"), "A=older\n");
    let newer = second(&fixture).await;
    assert_eq!(fixture.content("api"), "A='of all'\n");

    fixture.save(only_in(&newer), "X", Some("newer"), 0).await;
    let of_user = Scope::User { id: user() };
    let applied = fixture.save(of_user, "Y", Some("mine"), 0).await;
    assert_eq!(results(&applied), [("api/.env".to_owned(), not_written())]);
    let applied = fixture.save(only_in(&fixture.session), "A", Some("changed"), 1).await;
    assert_eq!(results(&applied), [("api/.env".to_owned(), not_written())]);
    assert_eq!(fixture.content("api"), "A='of all'\nX=newer\n");
    assert_eq!(fixture.on_disk("api", "A").await, OnDisk::Outdated);
    let refused = fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await;
    assert!(matches!(refused, Err(WorkspacesError::NewerSession)), "{refused:?}");

    fixture.repository.end_session(&newer, &user()).await.unwrap();
    fixture.workspaces.hand_over(&newer).await.unwrap();
    assert_eq!(fixture.content("api"), "A=changed\nY=mine\n");
    assert_eq!(fixture.on_disk("api", "A").await, OnDisk::Current);
    let due = fixture.repository.line_records(&configuration()).await.unwrap();
    assert!(due.iter().all(|line| line.key != key("X")), "{due:?}");
}

#[tokio::test]
async fn the_end_of_an_older_session_changes_nothing() {
    let fixture = Fixture::new().await;
    let newer = second(&fixture).await;
    fixture.save(only_in(&newer), "A", Some("newer"), 0).await;
    fixture.save(only_in(&fixture.session), "A", Some("older"), 0).await;
    fixture.workspaces.scrub(&newer).await.unwrap();
    fixture.repository.end_session(&fixture.session, &user()).await.unwrap();
    let applied = fixture.workspaces.hand_over(&fixture.session).await.unwrap();
    assert_eq!((results(&applied), fixture.content("api")), (Vec::new(), String::new()));
}

#[tokio::test]
async fn another_process_that_writes_env_files_is_waited_for() {
    let fixture = Fixture::new().await;
    fixture.save(of_configuration(), "A", Some("1"), 0).await;
    let other = File::open(fixture.data_dir.path().join("files.lock")).unwrap();
    other.lock().unwrap();
    let apply = fixture.workspaces.apply(&fixture.session, ApplyBody::default());
    let waited = timeout(Duration::from_millis(100), apply).await;
    assert!(waited.is_err(), "{waited:?}");
    other.unlock().unwrap();
    fixture.workspaces.apply(&fixture.session, ApplyBody::default()).await.unwrap();
}
