//! Sessions.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::{RepositoryError, Result, Session};
use envdock_contract::model::{ConfigurationId, Environment, SessionId, Timestamp, UserId};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

/// `?1`: this session only, live or ended; `NULL`: every live one.
const SESSIONS: &str = "
SELECT s.id, s.configuration, c.folder, s.environment, s.owner, s.started_at, s.ended_at,
    (SELECT json_group_array(own.id) FROM
        (SELECT id FROM configuration_repositories AS r
         WHERE r.configuration = c.id ORDER BY position) AS own) AS repositories
FROM sessions AS s JOIN configurations AS c ON c.id = s.configuration
WHERE CASE WHEN ?1 IS NULL THEN s.ended_at IS NULL ELSE s.id = ?1 END
ORDER BY s.started_at DESC, s.id DESC";

/// One session.
pub(super) async fn read(pool: &SqlitePool, id: &SessionId) -> Result<Session> {
    let row =
        sqlx::query(SESSIONS).bind(id.as_str()).fetch_optional(pool).await.map_err(failure)?;
    row.as_ref().map_or(Err(RepositoryError::NotFound), session)
}

/// Every live session, newest first.
pub(super) async fn live(pool: &SqlitePool) -> Result<Vec<Session>> {
    let rows = sqlx::query(SESSIONS).bind(None::<String>).fetch_all(pool).await.map_err(failure)?;
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
        ended_at: column::<Option<String>>(row, "ended_at")?.map(Timestamp),
    })
}
