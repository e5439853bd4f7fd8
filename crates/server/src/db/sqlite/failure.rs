//! SQLite's errors in the words of the store.

use crate::db::RepositoryError;
use sqlx::error::DatabaseError;

/// The kinds of failure that matter to whoever has to do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Locked,
    ReadOnly,
    Full,
    CannotOpen,
    Damaged,
    Other,
}

/// What kind of failure it is, by SQLite's primary result code.
pub(super) fn kind(error: &sqlx::Error) -> Kind {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Kind::Locked;
    }
    let code = error
        .as_database_error()
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok());
    match code.map(|code| code & 0xff) {
        Some(5 | 6) => Kind::Locked,
        Some(8) => Kind::ReadOnly,
        Some(13) => Kind::Full,
        Some(14) => Kind::CannotOpen,
        Some(11 | 26) => Kind::Damaged,
        Some(_) | None => Kind::Other,
    }
}

/// A failed statement. SQLite's texts name tables and columns, never values.
pub(super) fn failure(error: sqlx::Error) -> RepositoryError {
    match kind(&error) {
        Kind::Locked | Kind::ReadOnly | Kind::Full | Kind::CannotOpen => {
            RepositoryError::Unavailable(Box::new(error))
        }
        Kind::Damaged | Kind::Other => RepositoryError::Backend(Box::new(error)),
    }
}
