//! An older database is copied, then brought up to date.

use envdock_server::db::Repository;
use envdock_server::db::sqlite::{self, database_path};
use rusqlite::Connection;
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A data folder as the first version left it, with one session.
async fn first_version() -> TempDir {
    let (data, migrations) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = "migrations/sqlite/0001_initial.sql";
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(first);
    fs::copy(source, migrations.path().join("0001_initial.sql")).unwrap();
    let options = SqliteConnectOptions::new();
    let options = options.filename(database_path(data.path())).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    Migrator::new(migrations.path()).await.unwrap().run(&pool).await.unwrap();
    let rows = "INSERT INTO configurations (id, name, created_at) VALUES ('cfg_old', 'old', 'now'); \
                INSERT INTO sessions (id, configuration, environment, owner, started_at) \
                VALUES ('ses_old', 'cfg_old', 'dev', 'local', 'now')";
    sqlx::raw_sql(rows).execute(&pool).await.unwrap();
    pool.close().await;
    data
}

fn copies(data: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
    names.filter(|path| path.to_string_lossy().contains("envdock.db.before-2-")).collect()
}

#[tokio::test]
async fn a_database_is_copied_before_it_is_brought_up_to_date() {
    let data = first_version().await;
    for _ in 0..2 {
        let (store, _) = sqlite::open(data.path(), None).await.unwrap();
        let id = "ses_old".to_owned().try_into().unwrap();
        let session = store.session(&id).await.unwrap();
        assert!(!session.setup && session.ended_at.is_none());
        assert_eq!(store.requests(&id, 9).await.unwrap().1, []);
        store.close().await;
    }
    // The second time nothing had to be done.
    let copies = copies(data.path());
    assert_eq!(copies.len(), 1, "{copies:?}");
    assert_eq!(fs::metadata(&copies[0]).unwrap().permissions().mode() & 0o777, 0o600);
    let copy = Connection::open(&copies[0]).unwrap();
    let count = |sql: &str| copy.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM sessions WHERE id = 'ses_old'"), 1);
    assert_eq!(count("SELECT count(*) FROM sqlite_schema WHERE name = 'requests'"), 0);
}
