//! Bringing an earlier value back: it is encrypted anew for its new version.

use crate::crypto::Keyring;
use crate::db::Result;
use crate::db::sqlite::refusals::{problem, unreadable};
use crate::db::sqlite::values;
use envdock_contract::model::{Address, SecretText, Version};
use envdock_contract::wire::{ErrorCode, KeyProblem};
use sqlx::{Sqlite, Transaction};

/// Opens the value that comes back. The problem says why it cannot.
pub(super) async fn prepare(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    from: Version,
    keyring: &Keyring,
) -> Result<std::result::Result<SecretText, KeyProblem>> {
    let Some(sealed) = values::kept(&mut **transaction, address, from).await? else {
        let detail = "this version is not kept any more: a value is kept for 30 days after it \
                      was replaced or removed, unless it is purged";
        return Ok(Err(problem(ErrorCode::NotKept, detail)));
    };
    let opened = keyring.open(address, from, &sealed);
    Ok(opened.map_err(|error| unreadable(address, &error)))
}
