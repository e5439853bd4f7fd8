//! The newest version of an address, live or removed: what a write decides by and leaves behind.

use crate::clock;
use crate::crypto::Keyring;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::{scope_text, values};
use crate::db::{RepositoryError, Result};
use envdock_contract::model::{Address, Removal, SecretText, Stored, Timestamp, UserId, Version};
use envdock_contract::wire::Outcome;
use sqlx::{Sqlite, Transaction};

/// The newest version of an address.
pub(super) struct Head {
    stored: Stored,
    is_live: bool,
}

impl Head {
    /// The newest version of `address`, if there ever was one.
    pub(super) async fn read(
        transaction: &mut Transaction<'static, Sqlite>,
        address: &Address,
    ) -> Result<Option<Self>> {
        let found = sqlx::query(
            "SELECT scope, version, is_live, updated_at, updated_by FROM secrets \
             WHERE environment = ?1 AND scope = ?2 AND key = ?3",
        )
        .bind(address.environment.as_str())
        .bind(scope_text::write(&address.scope))
        .bind(address.key.as_str())
        .fetch_optional(&mut **transaction)
        .await
        .map_err(failure)?;
        let head = |row| Ok(Self { stored: row::stored(&row)?, is_live: column(&row, "is_live")? });
        found.map(head).transpose()
    }

    /// What is stored, unless it was removed.
    pub(super) fn live(&self) -> Option<&Stored> {
        self.is_live.then_some(&self.stored)
    }

    /// What is known of a removal, if it was removed.
    pub(super) fn removal(&self) -> Option<Removal> {
        let Stored { scope, version, updated_at, updated_by } = self.stored.clone();
        (!self.is_live).then_some(Removal { scope, version, updated_at, updated_by })
    }

    /// The value that was described, as it is.
    pub(super) fn described(&self) -> Outcome {
        let Stored { version, updated_at, updated_by, .. } = self.stored.clone();
        Outcome::Described { version, updated_at, updated_by }
    }
}

/// A new version of an address.
pub(super) struct Written {
    pub(super) version: Version,
    pub(super) at: Timestamp,
}

/// Stores a value above `head`.
pub(super) async fn store(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    head: Option<&Head>,
    value: &SecretText,
    (by, keyring): (&UserId, &Keyring),
) -> Result<Written> {
    let written = advance(transaction, address, head, true, by).await?;
    let sealed =
        keyring.seal(address, written.version, value).map_err(RepositoryError::unreadable)?;
    values::insert(transaction, address, written.version, &sealed).await?;
    Ok(written)
}

/// Removes what is stored at `head`.
pub(super) async fn remove(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    head: Option<&Head>,
    by: &UserId,
) -> Result<Written> {
    advance(transaction, address, head, false, by).await
}

async fn advance(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    head: Option<&Head>,
    is_live: bool,
    by: &UserId,
) -> Result<Written> {
    if let Some(live) = head.and_then(Head::live) {
        values::supersede(transaction, address, live.version).await?;
    }
    let before = head.map_or(Version(0), |head| head.stored.version);
    let written = Written { version: Version(before.0 + 1), at: clock::now() };
    sqlx::query(
        "INSERT INTO secrets (environment, scope, key, version, is_live, updated_at, updated_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (environment, scope, key) DO UPDATE \
         SET version = ?4, is_live = ?5, updated_at = ?6, updated_by = ?7",
    )
    .bind(address.environment.as_str())
    .bind(scope_text::write(&address.scope))
    .bind(address.key.as_str())
    .bind(row::number(written.version))
    .bind(is_live)
    .bind(&written.at.0)
    .bind(by.as_str())
    .execute(&mut **transaction)
    .await
    .map_err(failure)?;
    Ok(written)
}
