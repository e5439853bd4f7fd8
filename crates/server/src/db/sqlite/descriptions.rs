//! What people say of stored values.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::column;
use crate::db::sqlite::scope_text;
use crate::db::{RepositoryError, Result};
use envdock_contract::model::{Address, Described, Timestamp, UserId};
use sqlx::{Sqlite, Transaction};

/// What is said about a value, and who said it.
async fn read(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
) -> Result<Described> {
    let found = sqlx::query(
        "SELECT text, updated_at, updated_by FROM secret_descriptions \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failure)?;
    let Some(row) = found else {
        return Ok(Described { text: None, updated_at: None, updated_by: None });
    };
    let text: String = column(&row, "text")?;
    let at: Option<String> = column(&row, "updated_at")?;
    let by: Option<&str> = column(&row, "updated_by")?;
    Ok(Described {
        text: Some(text).filter(|text| !text.is_empty()),
        updated_at: at.map(Timestamp),
        updated_by: by.map(UserId::new).transpose().map_err(RepositoryError::unreadable)?,
    })
}

/// What is said instead of what was `seen`, unless that is what shall be said.
pub(super) async fn other(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    seen: &str,
    wanted: Option<&str>,
) -> Result<Option<Described>> {
    let now = read(transaction, address).await?;
    let text = now.text.as_deref();
    Ok((text.unwrap_or_default() != seen && text != wanted).then_some(now))
}

/// Sets a description; `None` removes it, which leaves who did that.
pub(super) async fn save(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    text: Option<&str>,
    by: &UserId,
) -> Result<()> {
    let text = text.unwrap_or_default();
    sqlx::query(
        "INSERT INTO secret_descriptions \
         (environment, scope, key, text, folded, updated_at, updated_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (environment, scope, key) \
         DO UPDATE SET text = ?4, folded = ?5, updated_at = ?6, updated_by = ?7",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .bind(text)
    .bind(text.to_lowercase())
    .bind(clock::now().0)
    .bind(by.as_str())
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Leaves nothing of what was said.
pub(super) async fn destroy(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
) -> Result<()> {
    sqlx::query(
        "DELETE FROM secret_descriptions WHERE environment = ?1 AND scope = ?2 AND key = ?3",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Describes a moved value at its new place, unless that has a description. The old place keeps its
/// own: the move may be undone.
pub(super) async fn copy(
    transaction: &mut Transaction<'static, Sqlite>,
    from: &Address,
    to: &Address,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO secret_descriptions \
         (environment, scope, key, text, folded, updated_at, updated_by) \
         SELECT ?4, ?5, key, text, folded, updated_at, updated_by FROM secret_descriptions \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3 AND text <> '' \
         ON CONFLICT (environment, scope, key) DO UPDATE SET text = excluded.text, \
         folded = excluded.folded, updated_at = excluded.updated_at, \
         updated_by = excluded.updated_by WHERE text = ''",
    )
    .bind(from.environment.as_str())
    .bind(scope_text::write(&from.scope))
    .bind(from.key.as_str())
    .bind(to.environment.as_str())
    .bind(scope_text::write(&to.scope))
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}
