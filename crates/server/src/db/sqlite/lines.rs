//! Records of lines in env files.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::scope_text;
use crate::db::{LineEntry, RepositoryError, Result};
use crate::sandbox::{LineHash, LineOrigin, LineRecord};
use envdock_contract::model::{ConfigurationId, FilePath, FileRef, KeyName, WorkspacePath};
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqlitePool, Transaction};

/// Every record of a configuration.
pub(super) async fn read(pool: &SqlitePool, id: &ConfigurationId) -> Result<Vec<LineEntry>> {
    let rows = sqlx::query(
        "SELECT workspace_path, path, key, hash, scope, version, origin FROM line_records \
         WHERE configuration = ?1 ORDER BY workspace_path, path, key",
    )
    .bind(id.as_str())
    .fetch_all(pool)
    .await
    .map_err(failure)?;
    rows.iter().map(entry).collect()
}

fn entry(row: &SqliteRow) -> Result<LineEntry> {
    let unreadable = RepositoryError::unreadable;
    let hash: Vec<u8> = column(row, "hash")?;
    let origin: &str = column(row, "origin")?;
    Ok(LineEntry {
        file: FileRef {
            workspace_path: WorkspacePath::new(column(row, "workspace_path")?)
                .map_err(unreadable)?,
            path: FilePath::new(column(row, "path")?).map_err(unreadable)?,
        },
        key: KeyName::new(column(row, "key")?).map_err(unreadable)?,
        record: LineRecord {
            hash: LineHash(hash.as_slice().try_into().map_err(RepositoryError::unreadable)?),
            scope: row::scope(column(row, "scope")?)?,
            version: row::version(column(row, "version")?)?,
            origin: match origin {
                "written" => LineOrigin::Written,
                "adopted" => LineOrigin::Adopted,
                // Of an unknown line nothing is taken away.
                _ => LineOrigin::Kept,
            },
        },
    })
}

/// Saves or forgets one record.
pub(super) async fn save(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &ConfigurationId,
    file: &FileRef,
    key: &KeyName,
    record: Option<&LineRecord>,
) -> Result<()> {
    let query = match record {
        None => sqlx::query(
            "DELETE FROM line_records \
             WHERE configuration = ?1 AND workspace_path = ?2 AND path = ?3 AND key = ?4",
        ),
        Some(_) => sqlx::query(
            "INSERT INTO line_records \
             (configuration, workspace_path, path, key, hash, scope, version, origin) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (configuration, workspace_path, path, key) \
             DO UPDATE SET hash = ?5, scope = ?6, version = ?7, origin = ?8",
        ),
    };
    let mut query = query
        .bind(id.as_str())
        .bind(file.workspace_path.as_str())
        .bind(file.path.as_str())
        .bind(key.as_str());
    if let Some(record) = record {
        let origin = match record.origin {
            LineOrigin::Written => "written",
            LineOrigin::Adopted => "adopted",
            LineOrigin::Kept => "kept",
        };
        query = query
            .bind(record.hash.0.as_slice())
            .bind(scope_text::write(&record.scope))
            .bind(row::number(record.version))
            .bind(origin);
    }
    query.execute(&mut **transaction).await.map(drop).map_err(failure)
}
