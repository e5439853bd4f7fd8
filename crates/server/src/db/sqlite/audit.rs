//! Who did what.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::scope_text;
use crate::db::{AuditRecord, RepositoryError, Result};
use envdock_contract::model::{Address, SessionId, Timestamp, UserId};
use envdock_contract::wire::AuditEntry;
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqlitePool, Transaction};

/// Adds a row.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    record: &AuditRecord,
) -> Result<()> {
    let address = record.address.as_ref();
    sqlx::query(
        "INSERT INTO audit (at, user, action, environment, scope, key, version, refused, session) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )
    .bind(clock::now().0)
    .bind(record.user.as_str())
    .bind(record.action)
    .bind(address.map(|address| address.environment.as_str().to_owned()))
    .bind(address.map(|address| scope_text::write(&address.scope)))
    .bind(address.map(|address| address.key.as_str().to_owned()))
    .bind(record.version.map(row::number))
    .bind(record.refused.as_ref().map(row::variant).transpose()?)
    .bind(record.session.as_ref().map(SessionId::as_str))
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Adds a row that says that a session did too much, unless one has said so since `since`.
pub(super) async fn insert_limited(
    transaction: &mut Transaction<'static, Sqlite>,
    record: &AuditRecord,
    since: &Timestamp,
) -> Result<()> {
    let known = sqlx::query(
        "SELECT 1 FROM audit WHERE session = ?1 AND at > ?2 AND refused = 'rate_limited' LIMIT 1",
    )
    .bind(record.session.as_ref().map(SessionId::as_str))
    .bind(&since.0)
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failure)?;
    if known.is_some() { Ok(()) } else { insert(transaction, record).await }
}

/// The statement up to its `WHERE`.
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "SELECT id, at, user, action, environment, scope, key, version, refused, session \
             FROM audit WHERE ",
            $which,
            " AND id < ?1 ORDER BY id DESC LIMIT ?2"
        )
    };
}

/// Rows of one address. `?6`: with what was refused.
pub const OF_ADDRESS: &str = entries!(
    "key IS NOT NULL AND key = ?3 AND scope = ?4 AND environment = ?5 AND (?6 OR refused IS NULL)"
);

/// Rows older than `before`, newest first.
pub(super) async fn page(
    pool: &SqlitePool,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<AuditEntry>> {
    let rows = sqlx::query(entries!("1 = 1")).bind(id(before)).bind(limit).fetch_all(pool).await;
    rows.map_err(failure)?.iter().map(entry).collect()
}

/// The same of one address.
pub(super) async fn of_address(
    pool: &SqlitePool,
    address: &Address,
    with_refused: bool,
    (before, limit): (Option<u64>, u32),
) -> Result<Vec<AuditEntry>> {
    let rows = sqlx::query(OF_ADDRESS)
        .bind(id(before))
        .bind(limit)
        .bind(address.key.as_str())
        .bind(scope_text::write(&address.scope))
        .bind(address.environment.as_str())
        .bind(with_refused)
        .fetch_all(pool)
        .await;
    rows.map_err(failure)?.iter().map(entry).collect()
}

fn id(before: Option<u64>) -> i64 {
    before.and_then(|id| i64::try_from(id).ok()).unwrap_or(i64::MAX)
}

fn entry(row: &SqliteRow) -> Result<AuditEntry> {
    let id: i64 = column(row, "id")?;
    let has_address = column::<Option<String>>(row, "key")?.is_some();
    let version: Option<i64> = column(row, "version")?;
    let refused: Option<String> = column(row, "refused")?;
    let session: Option<String> = column(row, "session")?;
    let session = session.map(SessionId::try_from).transpose();
    Ok(AuditEntry {
        id: u64::try_from(id).map_err(RepositoryError::unreadable)?,
        at: Timestamp(column(row, "at")?),
        user: UserId::new(column(row, "user")?).map_err(RepositoryError::unreadable)?,
        action: column(row, "action")?,
        session: session.map_err(RepositoryError::unreadable)?,
        address: has_address.then(|| row::address(row)).transpose()?,
        version: version.map(row::version).transpose()?,
        refused: refused.map(|name| row::named(&name)).transpose()?,
    })
}
