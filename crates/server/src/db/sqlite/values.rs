//! Encrypted values.

use crate::clock;
use crate::crypto::Sealed;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::scope_text;
use crate::db::{RepositoryError, Result};
use envdock_contract::model::{Address, Version};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqliteExecutor, Transaction};

/// How long values that were replaced or removed are kept.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// The live values of addresses, in their order: one statement, however many.
pub(super) async fn live(
    executor: impl SqliteExecutor<'_>,
    addresses: &[Address],
) -> Result<Vec<Option<(Version, Sealed)>>> {
    let asked: Vec<_> = addresses
        .iter()
        .map(|address| (&address.environment, scope_text::write(&address.scope), &address.key))
        .collect();
    let rows = sqlx::query(
        "SELECT asked.key AS place, stored.version, stored.key_id, stored.nonce, stored.ciphertext \
         FROM json_each(?1) AS asked CROSS JOIN secrets AS head CROSS JOIN secret_versions AS stored \
         WHERE head.environment = asked.value ->> 0 AND head.scope = asked.value ->> 1 \
         AND head.key = asked.value ->> 2 AND head.is_live = 1 \
         AND stored.environment = head.environment AND stored.scope = head.scope \
         AND stored.key = head.key AND stored.version = head.version",
    )
    .bind(row::to_json(&asked)?)
    .fetch_all(executor)
    .await
    .map_err(failure)?;
    let mut found: Vec<_> = addresses.iter().map(|_| None).collect();
    for row in &rows {
        let place: i64 = column(row, "place")?;
        let place = usize::try_from(place).map_err(RepositoryError::unreadable)?;
        if let Some(found) = found.get_mut(place) {
            *found = Some((row::version(column(row, "version")?)?, sealed(row)?));
        }
    }
    Ok(found)
}

fn sealed(row: &SqliteRow) -> Result<Sealed> {
    let nonce: Vec<u8> = column(row, "nonce")?;
    Ok(Sealed {
        key_id: column(row, "key_id")?,
        nonce: nonce.as_slice().try_into().map_err(RepositoryError::unreadable)?,
        ciphertext: column(row, "ciphertext")?,
    })
}

/// The value of a version that is live, or was replaced or removed less than 30 days ago.
pub(super) async fn kept(
    executor: impl SqliteExecutor<'_>,
    address: &Address,
    version: Version,
) -> Result<Option<Sealed>> {
    let row = sqlx::query(
        "SELECT key_id, nonce, ciphertext FROM secret_versions \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3 AND version = ?4 \
         AND (superseded_at IS NULL OR superseded_at >= ?5)",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .bind(row::number(version))
    .bind(kept_since())
    .fetch_optional(executor)
    .await
    .map_err(failure)?;
    row.as_ref().map(sealed).transpose()
}

/// Adds a version.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    version: Version,
    sealed: &Sealed,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO secret_versions \
         (environment, scope, key, version, key_id, nonce, ciphertext) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .bind(row::number(version))
    .bind(&sealed.key_id)
    .bind(sealed.nonce.as_slice())
    .bind(&sealed.ciphertext)
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Marks a version as one that no longer applies: its 30 days begin.
pub(super) async fn supersede(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    version: Version,
) -> Result<()> {
    sqlx::query(
        "UPDATE secret_versions SET superseded_at = ?5 \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3 AND version = ?4",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .bind(row::number(version))
    .bind(clock::now().0)
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// What was replaced or removed before this instant is not kept.
pub(super) fn kept_since() -> String {
    clock::after(-KEPT_SECONDS).0
}

/// Deletes versions whose 30 days are over.
pub(super) async fn expire(transaction: &mut Transaction<'static, Sqlite>) -> Result<()> {
    sqlx::query("DELETE FROM secret_versions WHERE superseded_at < ?1")
        .bind(kept_since())
        .execute(&mut **transaction)
        .await
        .map(drop)
        .map_err(failure)
}

/// Whether any value of the address is there, live or kept.
pub(super) async fn is_any(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
) -> Result<bool> {
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM secret_versions \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3)",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

/// Destroys every value of the address.
pub(super) async fn destroy(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
) -> Result<()> {
    sqlx::query("DELETE FROM secret_versions WHERE environment = ?1 AND scope = ?2 AND key = ?3")
        .bind(address.environment.as_str())
        .bind(scope_text::write(&address.scope))
        .bind(address.key.as_str())
        .execute(&mut **transaction)
        .await
        .map(drop)
        .map_err(failure)
}
