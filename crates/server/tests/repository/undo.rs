//! What was replaced or removed comes back, until its time is over or it is purged.

use crate::engine::{Engine, address, batch, configuration};
use crate::stories::{code, version};
use envdock_contract::model::{Address, Scope, Version};
use envdock_contract::wire::{ErrorCode, Outcome};
use envdock_server::db::sqlite::database_path;
use envdock_server::db::{Change, Write, WriteOutcome};
use rusqlite::Connection;

async fn change(engine: &Engine, address: &Address, expected: u64, change: Change) -> Outcome {
    let write = Write {
        address: address.clone(),
        expected: Version(expected),
        change,
        only_if_none_in: Vec::new(),
    };
    match engine.repository.write(batch(&[write]), &engine.keyring).await.unwrap() {
        WriteOutcome::Done(answer) => answer.results[0].outcome.clone(),
        WriteOutcome::Repeated(_) | WriteOutcome::Mismatch => unreachable!(),
    }
}

async fn restore(engine: &Engine, address: &Address, expected: u64, from: u64) -> Outcome {
    change(engine, address, expected, Change::Restore { from: Version(from) }).await
}

pub async fn what_was_removed_or_replaced_comes_back(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    engine.write(&here, 0, Some("one")).await;
    engine.write(&here, 1, Some("two")).await;
    assert_eq!(version(&restore(engine, &here, 2, 1).await), 3);
    assert_eq!(engine.value(&here).await.as_deref(), Some("one"));
    engine.write(&here, 3, None).await;
    assert_eq!(version(&restore(engine, &here, 0, 2).await), 5);
    assert_eq!(engine.value(&here).await.as_deref(), Some("two"));
    // What came back is kept like any other version.
    assert_eq!(version(&restore(engine, &here, 5, 3).await), 6);
    assert_eq!(engine.value(&here).await.as_deref(), Some("one"));
}

pub async fn only_what_is_kept_comes_back(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    engine.write(&here, 0, Some("one")).await;
    engine.write(&here, 1, None).await;
    for never in [0, 2, 3, u64::MAX] {
        assert_eq!(code(&restore(engine, &here, 0, never).await), Some(ErrorCode::NotKept));
    }
    let elsewhere = address(Scope::Configuration { id: configuration("one") }, "AA");
    assert_eq!(code(&restore(engine, &elsewhere, 0, 1).await), Some(ErrorCode::NotKept));
    assert_eq!(code(&restore(engine, &here, 1, 1).await), Some(ErrorCode::Conflict));
    assert_eq!(engine.value(&here).await, None);
    let entries = engine.repository.audit(None, 1).await.unwrap();
    assert_eq!(entries[0].action, "restore");
    assert_eq!(entries[0].refused, Some(ErrorCode::Conflict));
}

pub async fn a_purge_leaves_nothing_to_come_back(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    for expected in 0..3 {
        engine.write(&here, expected, Some("value")).await;
    }
    assert_eq!(code(&change(engine, &here, 2, Change::Purge).await), Some(ErrorCode::Conflict));
    assert!(engine.value(&here).await.is_some());
    let purged = change(engine, &here, 3, Change::Purge).await;
    assert_eq!(purged, Outcome::Purged { version: Version(4) });
    assert_eq!(engine.value(&here).await, None);
    for from in 1..=4 {
        assert_eq!(code(&restore(engine, &here, 0, from).await), Some(ErrorCode::NotKept));
    }
    assert_eq!(code(&change(engine, &here, 0, Change::Purge).await), Some(ErrorCode::NotFound));
    // Versions grow on, also after that.
    assert_eq!(version(&engine.write(&here, 0, Some("new")).await), 5);
}

pub async fn what_a_removal_keeps_can_be_purged(engine: &Engine) {
    let (here, other) = (address(Scope::Organization, "AA"), address(Scope::Organization, "BB"));
    for address in [&here, &other] {
        engine.write(address, 0, Some("value")).await;
        engine.write(address, 1, None).await;
    }
    let purged = change(engine, &here, 0, Change::Purge).await;
    assert_eq!(purged, Outcome::Purged { version: Version(3) });
    assert_eq!(code(&restore(engine, &here, 0, 1).await), Some(ErrorCode::NotKept));
    assert_eq!(version(&restore(engine, &other, 0, 1).await), 3);
}

pub async fn a_description_leaves_the_value_as_it_is(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    let describe = |text: &str| Change::Describe { text: Some(text.to_owned()), replaces: None };
    let none = change(engine, &here, 0, describe("nothing")).await;
    assert_eq!(code(&none), Some(ErrorCode::NotFound));
    engine.write(&here, 0, Some("value")).await;
    let before = engine.repository.revision().await.unwrap();
    let late = change(engine, &here, 2, describe("late")).await;
    assert_eq!(code(&late), Some(ErrorCode::Conflict));
    assert_eq!(version(&change(engine, &here, 1, describe("what for")).await), 1);
    assert!(engine.repository.revision().await.unwrap() > before);
    assert_eq!(engine.value(&here).await.as_deref(), Some("value"));
    assert_eq!(
        version(&change(engine, &here, 1, Change::Describe { text: None, replaces: None }).await),
        1
    );
}

#[tokio::test]
async fn after_30_days_nothing_comes_back_also_before_it_is_deleted() {
    let engine = Engine::sqlite().await;
    let here = address(Scope::Organization, "AA");
    engine.write(&here, 0, Some("one")).await;
    engine.write(&here, 1, Some("two")).await;
    engine.write(&here, 2, None).await;
    let connection = Connection::open(database_path(engine.data.path())).unwrap();
    let age = "UPDATE secret_versions SET superseded_at = \
               strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?1) WHERE version = ?2";
    connection.execute(age, ("-31 days", 1)).unwrap();
    connection.execute(age, ("-29 days", 2)).unwrap();
    assert_eq!(code(&restore(&engine, &here, 0, 1).await), Some(ErrorCode::NotKept));
    assert_eq!(version(&restore(&engine, &here, 0, 2).await), 4);
    assert_eq!(engine.value(&here).await.as_deref(), Some("two"));
}

#[tokio::test]
async fn a_purge_takes_the_ciphertext_out_of_the_files() {
    let engine = Engine::sqlite().await;
    let here = address(Scope::Organization, "AA");
    engine.write(&here, 0, Some("one value")).await;
    engine.write(&here, 1, Some("another value")).await;
    let path = database_path(engine.data.path());
    let connection = Connection::open(&path).unwrap();
    let mut statement = connection.prepare("SELECT ciphertext FROM secret_versions").unwrap();
    let rows = statement.query_map((), |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let ciphertexts: Vec<_> = rows.map(Result::unwrap).collect();
    drop(statement);
    drop(connection);
    let n_found = || {
        let entries = std::fs::read_dir(engine.data.path()).unwrap();
        let files: Vec<_> =
            entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
        let is_in = |text: &&Vec<u8>| {
            files.iter().any(|file| file.windows(text.len()).any(|window| window == &text[..]))
        };
        ciphertexts.iter().filter(is_in).count()
    };
    assert_eq!(n_found(), 2);
    change(&engine, &here, 2, Change::Purge).await;
    assert_eq!(n_found(), 0);
}
