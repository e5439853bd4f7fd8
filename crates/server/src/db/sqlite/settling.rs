//! Settling a request: once.

use crate::clock;
use crate::db::sqlite::bump;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::requests::{read, record};
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::{RepositoryError, Result, SettleOutcome};
use envdock_contract::model::{
    EnvRequest, RequestId, RequestResult, RequestState, SessionId, UserId,
};
use envdock_contract::wire::EventBody;
use sqlx::{Sqlite, Transaction};

/// Declines or withdraws an open request.
pub(super) async fn settle(
    transaction: &mut Writing,
    id: &RequestId,
    state: RequestState,
    by: &UserId,
) -> Result<SettleOutcome> {
    let (_, before) = read(&mut ***transaction, id).await?;
    if before.state != RequestState::Open {
        return Ok(SettleOutcome::TooLate(before));
    }
    close(transaction, id, state, by).await?;
    let action =
        if state == RequestState::Withdrawn { "withdraw_request" } else { "decline_request" };
    record(transaction, by, &before.session, action, None).await?;
    let revision = bump(transaction).await?;
    let (_, request) = read(&mut ***transaction, id).await?;
    transaction.tell(revision, EventBody::Request(request.clone()));
    Ok(SettleOutcome::Settled(revision, request))
}

/// Writes down that an open request is settled.
pub(super) async fn close(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &RequestId,
    state: RequestState,
    by: &UserId,
) -> Result<()> {
    sqlx::query("UPDATE requests SET state = ?2, settled_at = ?3, settled_by = ?4 WHERE id = ?1")
        .bind(id.as_str())
        .bind(row::variant(&state)?)
        .bind(clock::now().0)
        .bind(by.as_str())
        .execute(&mut **transaction)
        .await
        .map(drop)
        .map_err(failure)
}

/// Writes down what became of one key.
pub(super) async fn save_result(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &RequestId,
    position: usize,
    result: &RequestResult,
) -> Result<()> {
    sqlx::query(
        "UPDATE request_keys SET result = ?3 \
         WHERE request = (SELECT number FROM requests WHERE id = ?1) AND position = ?2",
    )
    .bind(id.as_str())
    .bind(i64::try_from(position).map_err(RepositoryError::unreadable)?)
    .bind(row::to_json(result)?)
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Ends every open request of a session.
pub(super) async fn expire(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &SessionId,
) -> Result<Vec<EnvRequest>> {
    let rows = sqlx::query(
        "UPDATE requests SET state = 'expired', settled_at = ?2 \
         WHERE session = ?1 AND state = 'open' RETURNING id",
    )
    .bind(session.as_str())
    .bind(clock::now().0)
    .fetch_all(&mut **transaction)
    .await
    .map_err(failure)?;
    let mut expired = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = RequestId::new(column(row, "id")?).map_err(RepositoryError::unreadable)?;
        expired.push(read(&mut **transaction, &id).await?.1);
    }
    Ok(expired)
}
