//! What agents ask for.

use crate::db::sqlite::audit;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::{AuditRecord, RepositoryError, RequestKey, Result};
use envdock_contract::model::{
    ConfigurationId, EnvRequest, Environment, RequestId, RequestResult, RequestedKey, Revision,
    SessionId, Timestamp, UserId,
};
use envdock_contract::wire::ErrorCode;
use serde::Deserialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqliteExecutor, SqlitePool, Transaction};

/// The statement up to its `WHERE`. One for both, with a `CASE` in it, would walk through every
/// request there ever was.
macro_rules! requests {
    ($which:literal) => {
        concat!(
            "SELECT r.id, r.session, s.configuration, s.environment, r.state, r.asked_by, \
             r.asked_at, r.reason, r.settled_at, r.settled_by, \
             (SELECT revision FROM organization) AS revision, \
             (SELECT json_group_array(json_object('asked', json(k.asked), \
              'result', json(k.result))) FROM \
              (SELECT asked, result FROM request_keys WHERE request = r.number \
               ORDER BY position) AS k) AS keys \
             FROM requests AS r JOIN sessions AS s ON s.id = r.session WHERE ",
            $which
        )
    };
}

/// One request.
pub const ONE: &str = requests!("r.id = ?1");
/// The open requests of the session `?1` and the newest `?2` of the others, oldest first.
pub const OF_SESSION: &str = requests!(
    "r.session = ?1 AND (r.state = 'open' OR r.number IN (SELECT number FROM requests \
     WHERE session = ?1 AND state <> 'open' ORDER BY number DESC LIMIT ?2)) ORDER BY r.number"
);

/// One request.
pub(super) async fn read(
    executor: impl SqliteExecutor<'_>,
    id: &RequestId,
) -> Result<(Revision, EnvRequest)> {
    let row = sqlx::query(ONE).bind(id.as_str()).fetch_optional(executor).await.map_err(failure)?;
    let row = row.ok_or(RepositoryError::NotFound)?;
    Ok((row::revision(column(&row, "revision")?)?, request(&row)?))
}

/// The open requests of a session and the newest `limit` of the others, oldest first.
pub(super) async fn of_session(
    pool: &SqlitePool,
    session: &SessionId,
    limit: u32,
) -> Result<(Revision, Vec<EnvRequest>)> {
    // Read first: what comes meanwhile is newer than the revision says, never older.
    let revision = sqlx::query("SELECT revision FROM organization").fetch_one(pool).await;
    let revision = row::revision(revision.and_then(|row| row.try_get(0)).map_err(failure)?)?;
    let rows = sqlx::query(OF_SESSION)
        .bind(session.as_str())
        .bind(limit)
        .fetch_all(pool)
        .await
        .map_err(failure)?;
    Ok((revision, rows.iter().map(request).collect::<Result<_>>()?))
}

#[derive(Deserialize)]
struct KeyColumn {
    asked: RequestedKey,
    result: Option<RequestResult>,
}

fn request(row: &SqliteRow) -> Result<EnvRequest> {
    let unreadable = RepositoryError::unreadable;
    let keys: Vec<KeyColumn> = row::json(column(row, "keys")?)?;
    let by: Option<&str> = column(row, "settled_by")?;
    Ok(EnvRequest {
        id: RequestId::new(column(row, "id")?).map_err(unreadable)?,
        session: SessionId::new(column(row, "session")?).map_err(unreadable)?,
        configuration: ConfigurationId::new(column(row, "configuration")?).map_err(unreadable)?,
        environment: Environment::new(column(row, "environment")?).map_err(unreadable)?,
        state: row::named(column(row, "state")?)?,
        asked_by: UserId::new(column(row, "asked_by")?).map_err(unreadable)?,
        asked_at: Timestamp(column(row, "asked_at")?),
        reason: column(row, "reason")?,
        settled_at: column::<Option<String>>(row, "settled_at")?.map(Timestamp),
        settled_by: by.map(UserId::new).transpose().map_err(unreadable)?,
        keys: keys
            .into_iter()
            .map(|key| RequestedKey { result: key.result, ..key.asked })
            .collect(),
    })
}

/// The request that a repeated question is about.
pub(super) async fn repeated(
    pool: &SqlitePool,
    session: &SessionId,
    key: &RequestKey,
) -> Result<Option<EnvRequest>> {
    let Some(id) = repeated_id(pool, session, key).await? else { return Ok(None) };
    read(pool, &id).await.map(|(_, request)| Some(request))
}

/// Its id.
pub(super) async fn repeated_id(
    executor: impl SqliteExecutor<'_>,
    session: &SessionId,
    key: &RequestKey,
) -> Result<Option<RequestId>> {
    let row = sqlx::query(
        "SELECT id FROM requests WHERE session = ?1 AND request_key = ?2 \
         AND (?3 OR state = 'open') ORDER BY number DESC LIMIT 1",
    )
    .bind(session.as_str())
    .bind(key_text(key))
    .bind(matches!(key, RequestKey::Named(_)))
    .fetch_optional(executor)
    .await
    .map_err(failure)?;
    let id = |row| RequestId::new(column(&row, "id")?).map_err(RepositoryError::unreadable);
    row.map(id).transpose()
}

/// The two kinds never meet, whatever an agent writes.
pub(super) fn key_text(key: &RequestKey) -> String {
    match key {
        RequestKey::Named(name) => format!("n\n{name}"),
        RequestKey::Asked(hash) => format!("a\n{hash}"),
    }
}

/// Adds an audit row about a request.
pub(super) async fn record(
    transaction: &mut Transaction<'static, Sqlite>,
    by: &UserId,
    session: &SessionId,
    action: &'static str,
    refused: Option<ErrorCode>,
) -> Result<()> {
    let record = AuditRecord { refused, ..AuditRecord::new(by, action) };
    audit::insert(transaction, &record.in_session(session)).await
}
