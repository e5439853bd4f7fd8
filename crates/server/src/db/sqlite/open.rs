//! Opening the database: nothing is changed before everything fits.

use crate::clock;
use crate::crypto::{Keyring, MasterKey, MasterKeyError};
use crate::db::sqlite::writing::Telling;
use crate::db::sqlite::{OpenStoreError, Sqlite};
use crate::private_file::keep_private;
use envdock_contract::model::Revision;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row, SqlitePool};
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

const N_READERS: u32 = 4;
/// An answer of fewer rows is passed on whole, not in pieces that two threads wait for in turn.
const ROW_BUFFER: usize = 4_096;
/// How long a statement waits for another program's lock.
const BUSY: Duration = Duration::from_secs(2);
/// Up to this size the whole file is checked at start, which takes well under a second. A larger
/// one is checked while the server runs already.
const CHECKED_BYTES: u64 = 32 * 1024 * 1024;

/// Where the database is.
#[must_use]
pub fn database_path(data_dir: &Path) -> PathBuf {
    data_dir.join("envdock.db")
}

/// Opens the store of a data folder, or makes it.
///
/// # Errors
/// [`OpenStoreError`]; then nothing was changed.
pub async fn open(
    data_dir: &Path,
    key_variable: Option<&str>,
) -> Result<(Sqlite, Keyring), OpenStoreError> {
    let path = database_path(data_dir);
    // What is no key is refused before anything is made.
    let key = MasterKey::load(key_variable, data_dir)?;
    create_file(&path).map_err(|source| OpenStoreError::Folder { path: path.clone(), source })?;
    let told = |error| OpenStoreError::of(&path, error);
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .journal_mode(SqliteJournalMode::Wal)
        // What was answered as stored is stored, also after a loss of power.
        .synchronous(SqliteSynchronous::Full)
        .row_buffer_size(ROW_BUFFER)
        .pragma("secure_delete", "ON");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(BUSY * 3)
        .connect_with(options.clone())
        .await
        .map_err(told)?;
    let applied = applied_migration(&writer).await.map_err(told)?;
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    if applied > newest {
        return Err(OpenStoreError::Newer(path));
    }
    let is_checked = check_health(&writer, &path).await?;
    let keyring = fitting_key(&writer, key, &path).await?;
    if applied > 0 && applied < newest {
        let target = copy_path(data_dir, applied);
        create_file(&target)
            .map_err(|source| OpenStoreError::Folder { path: target.clone(), source })?;
        copy(&writer, &target).await.map_err(told)?;
    }
    MIGRATIONS.run(&writer).await.map_err(|error| OpenStoreError::of_migration(&path, error))?;
    let keyring = match keyring {
        Some(keyring) => keyring,
        None => Keyring::new(&MasterKey::create(data_dir)?),
    };
    found(&writer, &keyring).await.map_err(told)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(N_READERS)
        // A connection to a file does not go stale: asking it before each use costs two switches
        // of threads, and a new one begins without the statements it knew.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.pragma("query_only", "ON"))
        .await
        .map_err(told)?;
    let revision = revision(&readers).await.map_err(told)?;
    Ok((Sqlite { writer, readers, telling: Telling::new(revision), is_checked }, keyring))
}

/// Only the owner may read the database, whatever the umask says or said. SQLite gives the files
/// beside it the same rights.
fn create_file(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            for ending in ["", "-wal", "-shm"] {
                let mut file = path.as_os_str().to_owned();
                file.push(ending);
                keep_private(Path::new(&file));
            }
            Ok(())
        }
        outcome => outcome.map(drop),
    }
}

async fn applied_migration(pool: &SqlitePool) -> Result<i64, sqlx::Error> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations'";
    if sqlx::query(sql).fetch_optional(pool).await?.is_none() {
        return Ok(0);
    }
    let sql = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations";
    sqlx::query(sql).fetch_one(pool).await?.try_get(0)
}

/// Finds out that the file is damaged, locked or read-only before anything is written. Gives
/// whether the whole file was looked at.
async fn check_health(pool: &SqlitePool, path: &Path) -> Result<bool, OpenStoreError> {
    let told = |error| OpenStoreError::of(path, error);
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let is_small = size <= CHECKED_BYTES;
    if is_small && !is_sound(pool).await.map_err(told)? {
        return Err(OpenStoreError::Damaged(path.to_owned()));
    }
    let transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(told)?;
    transaction.rollback().await.map_err(told)?;
    Ok(is_small)
}

/// Whether SQLite finds no damage in the whole file.
pub(super) async fn is_sound(pool: &SqlitePool) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("PRAGMA quick_check(1)").fetch_one(pool).await?;
    Ok(row.try_get::<String, _>(0)? == "ok")
}

/// The key at hand, which must fit an existing organization. `None`: there is neither.
async fn fitting_key(
    pool: &SqlitePool,
    key: Option<(MasterKey, String)>,
    path: &Path,
) -> Result<Option<Keyring>, OpenStoreError> {
    let data_dir = path.parent().unwrap_or(path);
    let check = key_check(pool).await.map_err(|error| OpenStoreError::of(path, error))?;
    match (key, check) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(MasterKeyError::Lost(MasterKey::path(data_dir)).into()),
        (Some((key, origin)), check) => {
            let keyring = Keyring::new(&key);
            if check.is_none_or(|check| keyring.fits(&check)) {
                Ok(Some(keyring))
            } else {
                Err(MasterKeyError::Wrong(origin).into())
            }
        }
    }
}

async fn key_check(pool: &SqlitePool) -> Result<Option<Vec<u8>>, sqlx::Error> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'organization'";
    if sqlx::query(sql).fetch_optional(pool).await?.is_none() {
        return Ok(None);
    }
    let row = sqlx::query("SELECT key_check FROM organization").fetch_optional(pool).await?;
    row.map(|row| row.try_get(0)).transpose()
}

fn copy_path(data_dir: &Path, applied: i64) -> PathBuf {
    let now = clock::now().0.replace(':', "");
    data_dir.join(format!("envdock.db.before-{}-{now}", applied + 1))
}

/// A copy of the database as it is, in an empty file that only its owner can read.
async fn copy(pool: &SqlitePool, target: &Path) -> Result<(), sqlx::Error> {
    let target = target.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO ?1").bind(target).execute(pool).await.map(drop)
}

async fn revision(pool: &SqlitePool) -> Result<Revision, sqlx::Error> {
    let row = sqlx::query("SELECT revision FROM organization").fetch_one(pool).await?;
    row.try_get::<i64, _>(0).map(|revision| Revision(revision.unsigned_abs()))
}

/// Makes the organization, if there is none.
async fn found(pool: &SqlitePool, keyring: &Keyring) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO organization (id, revision, key_check, created_at) VALUES (1, 0, ?1, ?2) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(keyring.check().as_slice())
    .bind(clock::now().0)
    .execute(pool)
    .await
    .map(drop)
}
