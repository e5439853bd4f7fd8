//! Conversations.

use crate::clock;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::writing::Writing;
use crate::db::sqlite::{bump, sessions};
use crate::db::{NewMessage, RepositoryError, Result, SayOutcome};
use envdock_contract::model::{RequestId, SessionId, Timestamp};
use envdock_contract::wire::{EventBody, MessageAnswer, MessageAuthor, MessagesAnswer};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, SqlitePool, Transaction};

/// The newest lines before the one with the number `before`, oldest first, at most `limit`. The
/// first row has the revision only.
pub(super) async fn read(
    pool: &SqlitePool,
    session: &SessionId,
    before: Option<u64>,
    limit: u32,
) -> Result<MessagesAnswer> {
    let before = before.and_then(|number| i64::try_from(number).ok()).unwrap_or(i64::MAX);
    let rows = sqlx::query(
        "SELECT revision, NULL AS number, NULL AS at, NULL AS author, NULL AS text, \
         NULL AS request FROM organization \
         UNION ALL \
         SELECT * FROM (SELECT NULL, number, at, author, text, request FROM messages \
         WHERE session = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3) \
         ORDER BY number NULLS FIRST",
    )
    .bind(session.as_str())
    .bind(before)
    .bind(i64::from(limit) + 1)
    .fetch_all(pool)
    .await
    .map_err(failure)?;
    let Some((first, lines)) = rows.split_first() else { return Err(RepositoryError::NotFound) };
    // One more than wanted was read: whether there are more.
    let n_more = lines.len().saturating_sub(limit as usize);
    let messages: Vec<_> = lines.iter().skip(n_more).map(message).collect::<Result<_>>()?;
    let next = messages.first().filter(|_| n_more > 0).map(|first| first.id.to_string());
    let revision = row::revision(column(first, "revision")?)?;
    Ok(MessagesAnswer { revision, messages, next_cursor: next })
}

fn message(row: &SqliteRow) -> Result<MessageAnswer> {
    let number: i64 = column(row, "number")?;
    let request: Option<&str> = column(row, "request")?;
    Ok(MessageAnswer {
        id: u64::try_from(number).map_err(RepositoryError::unreadable)?,
        at: Timestamp(column(row, "at")?),
        author: row::named(column(row, "author")?)?,
        text: column(row, "text")?,
        request: request.map(RequestId::new).transpose().map_err(RepositoryError::unreadable)?,
    })
}

/// Adds a line of a live session, unless its author has said enough.
pub(super) async fn say(transaction: &mut Writing, message: &NewMessage<'_>) -> Result<SayOutcome> {
    if !sessions::is_running(transaction, message.session).await? {
        return Ok(SayOutcome::SessionEnded);
    }
    let row = sqlx::query("SELECT count(*) FROM messages WHERE session = ?1 AND author = ?2")
        .bind(message.session.as_str())
        .bind(row::variant(&message.author)?)
        .fetch_one(&mut ***transaction)
        .await
        .map_err(failure)?;
    if row.try_get::<u32, _>(0).map_err(failure)? >= message.most {
        return Ok(SayOutcome::TooMany);
    }
    let (session, text) = (message.session, message.text);
    let message = insert(transaction, session, message.author, text, None).await?;
    let revision = bump(transaction).await?;
    let session = session.clone();
    transaction.tell(revision, EventBody::Message { session, message: message.clone() });
    Ok(SayOutcome::Said(message))
}

/// Adds a line.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    session: &SessionId,
    author: MessageAuthor,
    text: &str,
    request: Option<&RequestId>,
) -> Result<MessageAnswer> {
    let at = clock::now();
    let row = sqlx::query(
        "INSERT INTO messages (session, number, at, author, text, request) VALUES (?1, \
         (SELECT coalesce(max(number), 0) + 1 FROM messages WHERE session = ?1), ?2, ?3, ?4, ?5) \
         RETURNING number, at, author, text, request",
    )
    .bind(session.as_str())
    .bind(&at.0)
    .bind(row::variant(&author)?)
    .bind(text)
    .bind(request.map(RequestId::as_str))
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    message(&row)
}
