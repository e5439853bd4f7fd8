//! Tokens, by their hashes.

use crate::clock;
use crate::crypto::Digest;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::{audit, bump};
use crate::db::{AuditRecord, RepositoryError, Result, TokenRecord};
use envdock_contract::model::{Timestamp, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqlitePool, Transaction};

/// Keeps a token.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    token: &TokenRecord,
    digest: &Digest,
    by: &UserId,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO tokens (id, digest, user, role, sessions, environments, write_scopes, \
         created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )
    .bind(&token.id)
    .bind(digest.as_bytes())
    .bind(token.user.as_str())
    .bind(row::variant(&token.role)?)
    .bind(token.sessions.as_ref().map(row::to_json).transpose()?)
    .bind(row::to_json(&token.environments)?)
    .bind(row::to_json(&token.write_scopes)?)
    .bind(&token.created_at.0)
    .bind(&token.expires_at.0)
    .execute(&mut **transaction)
    .await
    .map_err(failure)?;
    audited(transaction, by, "mint_token").await
}

async fn audited(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &UserId,
    action: &'static str,
) -> Result<()> {
    audit::insert(transaction, &AuditRecord::new(by, action)).await?;
    bump(transaction).await.map(drop)
}

/// The live token with this hash.
pub(super) async fn by_digest(pool: &SqlitePool, digest: &Digest) -> Result<Option<TokenRecord>> {
    let row = sqlx::query(
        "SELECT * FROM tokens WHERE digest = ?1 AND revoked_at IS NULL AND expires_at > ?2",
    )
    .bind(digest.as_bytes())
    .bind(clock::now().0)
    .fetch_optional(pool)
    .await
    .map_err(failure)?;
    row.as_ref().map(token).transpose()
}

/// The live tokens, newest first.
pub(super) async fn live(pool: &SqlitePool) -> Result<Vec<TokenRecord>> {
    let rows = sqlx::query(
        "SELECT * FROM tokens WHERE revoked_at IS NULL AND expires_at > ?1 \
         ORDER BY created_at DESC, id",
    )
    .bind(clock::now().0)
    .fetch_all(pool)
    .await
    .map_err(failure)?;
    rows.iter().map(token).collect()
}

/// Ends a token.
pub(super) async fn revoke(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &str,
    by: &UserId,
) -> Result<bool> {
    let now = clock::now();
    let done = sqlx::query(
        "UPDATE tokens SET revoked_at = ?2 \
         WHERE id = ?1 AND revoked_at IS NULL AND expires_at > ?2",
    )
    .bind(id)
    .bind(now.0)
    .execute(&mut **transaction)
    .await
    .map_err(failure)?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    audited(transaction, by, "revoke_token").await?;
    Ok(true)
}

/// Ends every token that is bound to ended sessions only.
pub(super) async fn revoke_of_ended_sessions(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &UserId,
) -> Result<()> {
    let rows = sqlx::query(
        "UPDATE tokens SET revoked_at = ?1 WHERE revoked_at IS NULL AND sessions IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM json_each(tokens.sessions) AS bound \
         CROSS JOIN sessions AS s WHERE s.id = bound.value AND s.ended_at IS NULL) RETURNING id",
    )
    .bind(clock::now().0)
    .fetch_all(&mut **transaction)
    .await
    .map_err(failure)?;
    for _ in rows {
        audited(transaction, by, "revoke_token").await?;
    }
    Ok(())
}

fn token(row: &SqliteRow) -> Result<TokenRecord> {
    let sessions: Option<String> = column(row, "sessions")?;
    Ok(TokenRecord {
        id: column(row, "id")?,
        user: UserId::new(column(row, "user")?).map_err(RepositoryError::unreadable)?,
        role: row::named(column(row, "role")?)?,
        sessions: sessions.map(|text| row::json(&text)).transpose()?,
        environments: row::json(column(row, "environments")?)?,
        write_scopes: row::json(column(row, "write_scopes")?)?,
        created_at: Timestamp(column(row, "created_at")?),
        expires_at: Timestamp(column(row, "expires_at")?),
    })
}
