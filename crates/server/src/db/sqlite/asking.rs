//! Keeping what an agent asks.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::requests::{key_text, read, repeated_id};
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{audit, bump, messages, sessions};
use crate::db::{AskLimits, AskOutcome, AuditRecord, NewRequest, Result};
use envdock_contract::model::{RequestedKey, SessionId};
use envdock_contract::wire::{ErrorCode, EventBody, MessageAuthor};
use sqlx::{Sqlite, Transaction};
use std::collections::BTreeMap;

/// Keeps a question, unless it was asked before.
pub(super) async fn ask(transaction: &mut Writing, new: &NewRequest) -> Result<AskOutcome> {
    if !sessions::is_running(transaction, &new.session).await? {
        return Ok(AskOutcome::SessionEnded);
    }
    if let Some(id) = repeated_id(&mut ***transaction, &new.session, &new.request_key).await? {
        return Ok(AskOutcome::Repeated(read(&mut ***transaction, &id).await?.1));
    }
    if let Some(retry_after_seconds) = too_many(transaction, &new.session, new.limits).await? {
        let refused = Some(ErrorCode::RateLimited);
        let record = AuditRecord { refused, ..record(new) };
        // Who asks without an end must not fill the audit.
        let since = clock::after(-i64::from(new.limits.seconds));
        audit::insert_limited(transaction, &record, &since).await?;
        return Ok(AskOutcome::TooMany { retry_after_seconds });
    }
    insert(transaction, new).await?;
    let (session, author) = (&new.session, MessageAuthor::Agent);
    let message =
        messages::insert(transaction, session, author, &new.reason, Some(&new.id)).await?;
    audit::insert(transaction, &record(new)).await?;
    let revision = bump(transaction).await?;
    let (_, request) = read(&mut ***transaction, &new.id).await?;
    transaction.tell(revision, EventBody::Request(request.clone()));
    let session = new.session.clone();
    transaction.tell(revision, EventBody::Message { session, message });
    Ok(AskOutcome::Asked(request))
}

fn record(new: &NewRequest) -> AuditRecord {
    AuditRecord::new(&new.asked_by, "ask_for_values").in_session(&new.session)
}

async fn insert(transaction: &mut Transaction<'static, Sqlite>, new: &NewRequest) -> Result<()> {
    let refused = refused_before(transaction, &new.session).await?;
    let row = sqlx::query(
        "INSERT INTO requests (id, session, request_key, state, asked_by, asked_at, reason) \
         VALUES (?1, ?2, ?3, 'open', ?4, ?5, ?6) RETURNING number",
    )
    .bind(new.id.as_str())
    .bind(new.session.as_str())
    .bind(key_text(&new.request_key))
    .bind(new.asked_by.as_str())
    .bind(clock::now().0)
    .bind(&new.reason)
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    let number: i64 = column(&row, "number")?;
    for (position, key) in (0_i64..).zip(&new.keys) {
        let refused_before = refused.get(key.key.as_str()).copied().unwrap_or(0);
        let asked = RequestedKey { refused_before, result: None, ..key.clone() };
        sqlx::query(
            "INSERT INTO request_keys (request, position, key, asked) VALUES (?1, ?2, ?3, ?4)",
        )
        .bind(number)
        .bind(position)
        .bind(key.key.as_str())
        .bind(row::to_json(&asked)?)
        .execute(&mut **transaction)
        .await
        .map_err(failure)?;
    }
    Ok(())
}

/// How often a person has said no to each key of the session. Another file does not make it
/// another question.
async fn refused_before(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &SessionId,
) -> Result<BTreeMap<String, u32>> {
    let rows = sqlx::query(
        "SELECT k.key AS key, count(DISTINCT r.number) AS refused FROM requests AS r \
         JOIN request_keys AS k ON k.request = r.number WHERE r.session = ?1 \
         AND (r.state = 'declined' OR k.result = '\"skipped\"') GROUP BY k.key",
    )
    .bind(session.as_str())
    .fetch_all(&mut **transaction)
    .await
    .map_err(failure)?;
    rows.iter().map(|row| Ok((column(row, "key")?, column(row, "refused")?))).collect()
}

/// When to ask again, if too much was asked.
async fn too_many(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &SessionId,
    limits: AskLimits,
) -> Result<Option<u64>> {
    let row = sqlx::query(
        "SELECT count(*) FILTER (WHERE state = 'open') AS open, \
         count(*) FILTER (WHERE asked_at > ?2) AS recent, \
         coalesce(unixepoch(min(asked_at) FILTER (WHERE asked_at > ?2)) - unixepoch(?2), 0) \
             AS wait \
         FROM requests WHERE session = ?1",
    )
    .bind(session.as_str())
    .bind(clock::after(-i64::from(limits.seconds)).0)
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    let (open, recent): (u32, u32) = (column(&row, "open")?, column(&row, "recent")?);
    let wait: i64 = column(&row, "wait")?;
    if recent >= limits.recent {
        return Ok(Some(u64::try_from(wait).unwrap_or(0).max(1)));
    }
    // When a person answers one of them cannot be known.
    Ok((open >= limits.open).then_some(60))
}
