//! Taking a value to another scope or environment: it is encrypted anew for its new place.

use crate::crypto::Keyring;
use crate::db::Result;
use crate::db::sqlite::heads::{Head, remove, store};
use crate::db::sqlite::refusals::{conflict, nothing_stored, unreadable};
use crate::db::sqlite::{descriptions, values};
use envdock_contract::model::{Address, SecretText, UserId, Version};
use envdock_contract::wire::{KeyProblem, Outcome};
use sqlx::{Sqlite, Transaction};
use std::slice::from_ref;

/// The new place of a value, and the value.
pub(super) struct Target {
    head: Option<Head>,
    value: SecretText,
}

/// Looks at both places. The problem says why the value cannot be moved.
pub(super) async fn prepare(
    transaction: &mut Transaction<'static, Sqlite>,
    (from, to): (&Address, &Address),
    expected: Version,
    keyring: &Keyring,
) -> Result<std::result::Result<Target, KeyProblem>> {
    let head = Head::read(transaction, to).await?;
    let live = head.as_ref().and_then(Head::live);
    if live.map_or(Version(0), |stored| stored.version) != expected {
        return Ok(Err(conflict(head.as_ref())));
    }
    let found = values::live(&mut **transaction, from_ref(from)).await?.pop().flatten();
    let Some((version, sealed)) = found else {
        return Ok(Err(nothing_stored()));
    };
    Ok(match keyring.open(from, version, &sealed) {
        Ok(value) => Ok(Target { head, value }),
        Err(error) => Err(unreadable(from, &error)),
    })
}

/// Moves the value.
pub(super) async fn carry_out(
    transaction: &mut Transaction<'static, Sqlite>,
    (from, to): (&Address, &Address),
    head: Option<&Head>,
    target: &Target,
    (by, keyring): (&UserId, &Keyring),
) -> Result<Outcome> {
    let stored = store(transaction, to, target.head.as_ref(), &target.value, (by, keyring)).await?;
    descriptions::copy(transaction, from, to).await?;
    let removed = remove(transaction, from, head, by).await?;
    Ok(Outcome::Moved {
        version: removed.version,
        to: to.clone(),
        to_version: stored.version,
        updated_at: stored.at,
        updated_by: by.clone(),
    })
}
