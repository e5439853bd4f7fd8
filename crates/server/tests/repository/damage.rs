//! Damage in a file that is too large to be checked at start.

use envdock_server::db::{Repository, sqlite};
use rusqlite::Connection;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;

#[tokio::test]
async fn a_large_file_is_opened_at_once_and_its_damage_is_found_later() {
    let data = tempfile::tempdir().unwrap();
    let open = async || sqlite::open(data.path(), None).await.unwrap().0;
    let path = sqlite::database_path(data.path());
    open().await.close().await;
    let connection = Connection::open(&path).unwrap();
    let sql = "CREATE TABLE large (bytes BLOB); WITH RECURSIVE n(i) AS \
                (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
                INSERT INTO large SELECT zeroblob(3800) FROM n; PRAGMA wal_checkpoint(TRUNCATE);";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(size > 32 * 1024 * 1024, "{size}");
    let whole = open().await;
    assert!(whole.is_sound().await.unwrap());
    whole.close().await;
    // Pages in the middle that are none any more.
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(&vec![0x5a; 64 * 1024], size / 2).unwrap();
    let torn = open().await;
    assert!(!torn.is_sound().await.unwrap());
}
