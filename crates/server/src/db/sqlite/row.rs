//! Columns as types of the contract.

use crate::db::sqlite::failure::failure;
use crate::db::sqlite::scope_text;
use crate::db::{RepositoryError, Result};
use envdock_contract::model::{
    Address, Environment, KeyName, Revision, Scope, Stored, Timestamp, UserId, Version,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite};

/// A column. SQLite keeps signed numbers; ours are never negative.
pub(super) fn column<'r, T>(row: &'r SqliteRow, name: &str) -> Result<T>
where
    T: sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
{
    row.try_get(name).map_err(failure)
}

pub(super) fn revision(number: i64) -> Result<Revision> {
    u64::try_from(number).map(Revision).map_err(RepositoryError::unreadable)
}

pub(super) fn version(number: i64) -> Result<Version> {
    u64::try_from(number).map(Version).map_err(RepositoryError::unreadable)
}

pub(super) fn number(version: Version) -> i64 {
    i64::try_from(version.0).unwrap_or(i64::MAX)
}

pub(super) fn scope(text: &str) -> Result<Scope> {
    scope_text::read(text).map_err(RepositoryError::unreadable)
}

/// `scope`, `version`, `updated_at`, `updated_by`.
pub(super) fn stored(row: &SqliteRow) -> Result<Stored> {
    Ok(Stored {
        scope: scope(column(row, "scope")?)?,
        version: version(column(row, "version")?)?,
        updated_at: Timestamp(column(row, "updated_at")?),
        updated_by: UserId::new(column(row, "updated_by")?).map_err(RepositoryError::unreadable)?,
    })
}

/// `environment`, `scope`, `key`.
pub(super) fn address(row: &SqliteRow) -> Result<Address> {
    Ok(Address {
        environment: Environment::new(column(row, "environment")?)
            .map_err(RepositoryError::unreadable)?,
        scope: scope(column(row, "scope")?)?,
        key: KeyName::new(column(row, "key")?).map_err(RepositoryError::unreadable)?,
    })
}

pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(RepositoryError::unreadable)
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(RepositoryError::unreadable)
}

/// The name of an enum's variant, as the contract writes it.
pub(super) fn variant<T: Serialize>(value: &T) -> Result<String> {
    let text = serde_json::to_value(value).map_err(RepositoryError::unreadable)?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// The variant with this name.
pub(super) fn named<T: DeserializeOwned>(name: &str) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(RepositoryError::unreadable)
}
