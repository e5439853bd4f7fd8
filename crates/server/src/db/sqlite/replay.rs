//! Recorded answers, so that a retry gets the first one.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::column;
use crate::db::{Idempotency, Recorded, RepositoryError, Result};
use envdock_contract::model::UserId;
use sqlx::{Sqlite, Transaction};
use subtle::ConstantTimeEq;

/// How long an answer is kept: far longer than any client retries.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// What is known of an attempt.
pub(super) enum Earlier {
    /// There was none.
    None,
    /// It had the same body.
    Same(Recorded),
    /// It had another body.
    Other,
}

/// Looks for an earlier attempt.
pub(super) async fn earlier(
    transaction: &mut Transaction<'static, Sqlite>,
    user: &UserId,
    idempotency: Idempotency<'_>,
) -> Result<Earlier> {
    let row = sqlx::query(
        "SELECT fingerprint, answer, is_final FROM idempotency WHERE user = ?1 AND key = ?2",
    )
    .bind(user.as_str())
    .bind(idempotency.key)
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failure)?;
    let Some(row) = row else { return Ok(Earlier::None) };
    let fingerprint: Vec<u8> = column(&row, "fingerprint")?;
    if !bool::from(fingerprint.as_slice().ct_eq(&idempotency.fingerprint)) {
        return Ok(Earlier::Other);
    }
    let recorded =
        Recorded { answer: column(&row, "answer")?, is_final: column(&row, "is_final")? };
    Ok(Earlier::Same(recorded))
}

/// Records the answer of an attempt, not yet final.
pub(super) async fn record(
    transaction: &mut Transaction<'static, Sqlite>,
    user: &UserId,
    idempotency: Idempotency<'_>,
    answer: &[u8],
) -> Result<()> {
    sqlx::query("DELETE FROM idempotency WHERE created_at < ?1")
        .bind(clock::after(-KEPT_SECONDS).0)
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    sqlx::query(
        "INSERT INTO idempotency (user, key, fingerprint, answer, is_final, created_at) \
         VALUES (?1, ?2, ?3, ?4, 0, ?5)",
    )
    .bind(user.as_str())
    .bind(idempotency.key)
    .bind(idempotency.fingerprint.as_slice())
    .bind(answer)
    .bind(clock::now().0)
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Makes an answer final, unless it is already; gives back the one that counts.
pub(super) async fn finish(
    transaction: &mut Transaction<'static, Sqlite>,
    user: &UserId,
    key: &str,
    answer: Vec<u8>,
) -> Result<Vec<u8>> {
    sqlx::query(
        "UPDATE idempotency SET answer = ?3, is_final = 1 \
         WHERE user = ?1 AND key = ?2 AND is_final = 0",
    )
    .bind(user.as_str())
    .bind(key)
    .bind(answer)
    .execute(&mut **transaction)
    .await
    .map_err(failure)?;
    let row = sqlx::query("SELECT answer FROM idempotency WHERE user = ?1 AND key = ?2")
        .bind(user.as_str())
        .bind(key)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(failure)?;
    row.map_or(Err(RepositoryError::NotFound), |row| column(&row, "answer"))
}
