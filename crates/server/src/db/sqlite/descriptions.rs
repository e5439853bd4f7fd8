//! What people say of stored values.

use crate::db::Result;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::scope_text;
use envdock_contract::model::Address;
use sqlx::{Sqlite, Transaction};

/// Sets a description; `None` removes it.
pub(super) async fn save(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    text: Option<&str>,
) -> Result<()> {
    let sql = match text {
        Some(_) => {
            "INSERT INTO secret_descriptions (environment, scope, key, text, folded) \
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (environment, scope, key) \
             DO UPDATE SET text = ?4, folded = ?5"
        }
        None => {
            "DELETE FROM secret_descriptions WHERE environment = ?1 AND scope = ?2 AND key = ?3"
        }
    };
    sqlx::query(sql)
        .bind(address.environment.as_str())
        .bind(scope_text::write(&address.scope))
        .bind(address.key.as_str())
        .bind(text)
        .bind(text.map(str::to_lowercase))
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
        "INSERT INTO secret_descriptions (environment, scope, key, text, folded) \
         SELECT ?4, ?5, key, text, folded FROM secret_descriptions \
         WHERE environment = ?1 AND scope = ?2 AND key = ?3 \
         ON CONFLICT (environment, scope, key) DO NOTHING",
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
