//! Which configuration a folder has, also after it was moved.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::column;
use crate::db::sqlite::{audit, bump};
use crate::db::{AuditRecord, KnownFolder, RepositoryError, Result};
use envdock_contract::model::{ConfigurationId, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqlitePool, Transaction};

/// The configurations that `which` finds by `?1`.
macro_rules! folders {
    ($which:literal) => {
        concat!("SELECT id, name, folder FROM configurations WHERE folder IS NOT NULL AND ", $which)
    };
}

/// The configuration of the folder with this canonical path.
pub(super) async fn of_path(pool: &SqlitePool, path: &str) -> Result<Option<ConfigurationId>> {
    let row = sqlx::query(folders!("folder = ?1 LIMIT 1")).bind(path).fetch_optional(pool).await;
    let found = row.map_err(failure)?.as_ref().map(known).transpose()?;
    Ok(found.map(|found| found.configuration))
}

/// All folders in which this repository was seen last.
pub(super) async fn of_origin(pool: &SqlitePool, origin: &str) -> Result<Vec<KnownFolder>> {
    let rows = sqlx::query(folders!("origin = ?1 ORDER BY id")).bind(origin).fetch_all(pool).await;
    rows.map_err(failure)?.iter().map(known).collect()
}

fn known(row: &SqliteRow) -> Result<KnownFolder> {
    Ok(KnownFolder {
        configuration: ConfigurationId::new(column(row, "id")?)
            .map_err(RepositoryError::unreadable)?,
        name: column(row, "name")?,
        path: column(row, "folder")?,
    })
}

/// Notes what the configuration's repository is recognised by.
pub(super) async fn set_origin(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ConfigurationId,
    origin: &str,
) -> Result<()> {
    sqlx::query("UPDATE configurations SET origin = ?2 WHERE id = ?1 AND origin IS NOT ?2")
        .bind(id.as_str())
        .bind(origin)
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    Ok(())
}

/// Gives the configuration another folder. One that had it goes on without a folder.
pub(super) async fn move_to(
    transaction: &mut Transaction<'static, Sqlite>,
    to: &KnownFolder,
    by: &UserId,
) -> Result<()> {
    sqlx::query("UPDATE configurations SET folder = NULL WHERE folder = ?1")
        .bind(&to.path)
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    let moved = sqlx::query("UPDATE configurations SET folder = ?2, name = ?3 WHERE id = ?1")
        .bind(to.configuration.as_str())
        .bind(&to.path)
        .bind(&to.name)
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    if moved.rows_affected() == 0 {
        return Err(RepositoryError::NotFound);
    }
    audit::insert(transaction, &AuditRecord::new(by, "adopt_folder")).await?;
    bump(transaction).await?;
    Ok(())
}
