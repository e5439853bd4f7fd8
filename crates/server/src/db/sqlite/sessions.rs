//! Sessions.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{audit, bump, scope_text, settling, tokens};
use crate::db::{AuditRecord, NewSession, RepositoryError, Result, Session};
use envdock_contract::model::{ConfigurationId, Environment, Scope, SessionId, Timestamp, UserId};
use envdock_contract::wire::{EventBody, PresenceChange};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqliteExecutor, SqlitePool, Transaction};

/// The statement up to its `WHERE`. One statement for one and for all, with a `CASE` in it, would
/// walk through every session there ever was.
macro_rules! sessions {
    ($which:literal) => {
        concat!(
            "SELECT s.id, s.configuration, c.folder, s.environment, s.owner, s.started_at, \
             s.started_revision, s.ended_at, s.setup, (SELECT json_group_array(own.id) FROM \
             (SELECT id FROM configuration_repositories AS r \
             WHERE r.configuration = c.id ORDER BY position) AS own) AS repositories \
             FROM sessions AS s JOIN configurations AS c ON c.id = s.configuration WHERE ",
            $which
        )
    };
}

/// One session, live or ended.
pub const ONE: &str = sessions!("s.id = ?1");
/// Every live session, newest first.
pub const LIVE: &str = sessions!("s.ended_at IS NULL ORDER BY s.started_revision DESC");

/// The environments in which anything is stored. Keys begin with them: one look for each, instead
/// of a walk through every value.
macro_rules! used {
    () => {
        "WITH RECURSIVE used (environment) AS (SELECT min(environment) FROM secrets \
         UNION ALL SELECT (SELECT min(next.environment) FROM secrets AS next \
         WHERE next.environment > used.environment) FROM used WHERE environment IS NOT NULL) "
    };
}

/// Destroys the values of the scope `?1`.
pub const DESTROY_VALUES: &str = concat!(
    used!(),
    "DELETE FROM secret_versions WHERE (environment, scope, key) IN \
     (SELECT environment, scope, key FROM secrets \
      WHERE environment IN (SELECT environment FROM used) AND scope = ?1)"
);
/// Removes what is live in the scope `?1`.
pub const REMOVE_LIVE: &str = concat!(
    used!(),
    "UPDATE secrets SET version = version + 1, is_live = 0, updated_at = ?2, updated_by = ?3 \
     WHERE environment IN (SELECT environment FROM used) AND scope = ?1 AND is_live = 1 \
     RETURNING environment, scope, key, version"
);

/// One session.
pub(super) async fn read(executor: impl SqliteExecutor<'_>, id: &SessionId) -> Result<Session> {
    let row = sqlx::query(ONE).bind(id.as_str()).fetch_optional(executor).await.map_err(failure)?;
    row.as_ref().map_or(Err(RepositoryError::NotFound), session)
}

/// Every live session, newest first.
pub(super) async fn live(pool: &SqlitePool) -> Result<Vec<Session>> {
    let rows = sqlx::query(LIVE).fetch_all(pool).await.map_err(failure)?;
    rows.iter().map(session).collect()
}

fn session(row: &SqliteRow) -> Result<Session> {
    let unreadable = RepositoryError::unreadable;
    let repositories: String = column(row, "repositories")?;
    Ok(Session {
        id: SessionId::new(column(row, "id")?).map_err(unreadable)?,
        configuration: ConfigurationId::new(column(row, "configuration")?).map_err(unreadable)?,
        folder: column(row, "folder")?,
        repositories: row::json(&repositories)?,
        environment: Environment::new(column(row, "environment")?).map_err(unreadable)?,
        owner: UserId::new(column(row, "owner")?).map_err(unreadable)?,
        started_at: Timestamp(column(row, "started_at")?),
        started_revision: row::revision(column(row, "started_revision")?)?,
        ended_at: column::<Option<String>>(row, "ended_at")?.map(Timestamp),
        setup: column(row, "setup")?,
    })
}

/// Whether the session exists and has not ended.
pub(super) async fn is_running(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &SessionId,
) -> Result<bool> {
    let row =
        sqlx::query("SELECT EXISTS (SELECT 1 FROM sessions WHERE id = ?1 AND ended_at IS NULL)")
            .bind(id.as_str())
            .fetch_one(&mut **transaction)
            .await
            .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

/// Whether a live session uses the same folder in another environment.
async fn is_elsewhere(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &NewSession,
) -> Result<bool> {
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM sessions AS s \
         JOIN configurations AS c ON c.id = s.configuration \
         WHERE c.id = ?1 AND c.folder IS NOT NULL \
         AND s.ended_at IS NULL AND s.environment <> ?2)",
    )
    .bind(session.configuration.as_str())
    .bind(session.environment.as_str())
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

/// Adds a session.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &NewSession,
) -> Result<()> {
    if is_elsewhere(transaction, session).await? {
        return Err(RepositoryError::OtherEnvironment);
    }
    sqlx::query(
        "INSERT INTO sessions (id, configuration, environment, owner, started_at, setup, \
         started_revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT revision FROM organization))",
    )
    .bind(session.id.as_str())
    .bind(session.configuration.as_str())
    .bind(session.environment.as_str())
    .bind(session.owner.as_str())
    .bind(clock::now().0)
    .bind(session.setup)
    .execute(&mut **transaction)
    .await
    .map(drop)
    .map_err(failure)
}

/// Starts a session on a configuration that exists.
pub(super) async fn start(transaction: &mut Writing, session: &NewSession) -> Result<Session> {
    let known = sqlx::query("SELECT 1 FROM configurations WHERE id = ?1")
        .bind(session.configuration.as_str())
        .fetch_optional(&mut ***transaction)
        .await
        .map_err(failure)?;
    if known.is_none() {
        return Err(RepositoryError::NotFound);
    }
    insert(transaction, session).await?;
    audit::insert(transaction, &done(&session.owner, "start_session", &session.id)).await?;
    let revision = bump(transaction).await?;
    let session = read(&mut ***transaction, &session.id).await?;
    transaction.tell(revision, EventBody::Session(session.clone().into()));
    Ok(session)
}

/// Ends a session. Ending one that has ended changes nothing.
pub(super) async fn end(transaction: &mut Writing, id: &SessionId, by: &UserId) -> Result<Session> {
    let before = read(&mut ***transaction, id).await?;
    if before.ended_at.is_some() {
        return Ok(before);
    }
    sqlx::query("UPDATE sessions SET ended_at = ?2 WHERE id = ?1")
        .bind(id.as_str())
        .bind(clock::now().0)
        .execute(&mut ***transaction)
        .await
        .map_err(failure)?;
    let expired = settling::expire(transaction, id).await?;
    let removed = destroy_values(transaction, id, by).await?;
    tokens::revoke_of_ended_sessions(transaction, by).await?;
    audit::insert(transaction, &done(by, "end_session", id)).await?;
    let revision = bump(transaction).await?;
    let session = read(&mut ***transaction, id).await?;
    for request in expired {
        transaction.tell(revision, EventBody::Request(request));
    }
    if !removed.is_empty() {
        transaction.tell(revision, EventBody::Presence { changes: removed });
    }
    transaction.tell(revision, EventBody::Session(session.clone().into()));
    Ok(session)
}

/// Destroys every value that was kept for the session only: it is not kept for an undo.
async fn destroy_values(
    transaction: &mut Transaction<'static, Sqlite>,
    id: &SessionId,
    by: &UserId,
) -> Result<Vec<PresenceChange>> {
    let scope = scope_text::write(&Scope::Session { id: id.clone() });
    sqlx::query(DESTROY_VALUES).bind(&scope).execute(&mut **transaction).await.map_err(failure)?;
    let rows = sqlx::query(REMOVE_LIVE)
        .bind(&scope)
        .bind(clock::now().0)
        .bind(by.as_str())
        .fetch_all(&mut **transaction)
        .await
        .map_err(failure)?;
    let mut removed = Vec::with_capacity(rows.len());
    for row in &rows {
        let (address, version) = (row::address(row)?, row::version(column(row, "version")?)?);
        let record = AuditRecord {
            address: Some(address.clone()),
            version: Some(version),
            ..done(by, "end_session", id)
        };
        audit::insert(transaction, &record).await?;
        removed.push(PresenceChange { address, version, stored: None });
    }
    Ok(removed)
}

fn done(by: &UserId, action: &'static str, session: &SessionId) -> AuditRecord {
    AuditRecord::new(by, action).in_session(session)
}
