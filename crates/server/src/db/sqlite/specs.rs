//! Specs.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::{audit, bump};
use crate::db::{AuditRecord, RepositoryError, Result, StoredSpec};
use envdock_contract::model::{ConfigurationId, Spec, UserId, Version};
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqliteExecutor, SqlitePool, Transaction};

/// Reads a spec.
pub(super) async fn read(pool: &SqlitePool, id: &ConfigurationId) -> Result<StoredSpec> {
    read_with(pool, id).await
}

/// Reads a spec within a transaction or without one.
pub(super) async fn read_with(
    executor: impl SqliteExecutor<'_>,
    id: &ConfigurationId,
) -> Result<StoredSpec> {
    let row = sqlx::query(
        "SELECT spec_version, spec, (SELECT revision FROM organization) AS revision \
         FROM configurations WHERE id = ?1",
    )
    .bind(id.as_str())
    .fetch_optional(executor)
    .await
    .map_err(failure)?;
    row.as_ref().map_or(Err(RepositoryError::NotFound), stored)
}

fn stored(row: &SqliteRow) -> Result<StoredSpec> {
    let spec: Option<String> = column(row, "spec")?;
    Ok(StoredSpec {
        revision: row::revision(column(row, "revision")?)?,
        version: row::version(column(row, "spec_version")?)?,
        spec: spec.map(|text| row::json(&text)).transpose()?.unwrap_or_default(),
    })
}

/// Replaces a spec.
pub(super) async fn save(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ConfigurationId,
    expected: Version,
    spec: &Spec,
    by: &UserId,
) -> Result<StoredSpec> {
    let current = read_with(&mut **transaction, id).await?;
    if current.version != expected {
        return Err(RepositoryError::Conflict { current: current.version });
    }
    let version = Version(expected.0 + 1);
    sqlx::query("UPDATE configurations SET spec = ?2, spec_version = ?3 WHERE id = ?1")
        .bind(id.as_str())
        .bind(row::to_json(spec)?)
        .bind(row::number(version))
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    let record = AuditRecord { version: Some(version), ..AuditRecord::new(by, "save_spec") };
    audit::insert(transaction, &record).await?;
    Ok(StoredSpec { revision: bump(transaction).await?, version, spec: spec.clone() })
}
