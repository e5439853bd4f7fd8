//! Writes of values: all in one transaction.

use crate::crypto::Keyring;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::heads::{Head, Written, remove, store};
use crate::db::sqlite::moves::{self, Target};
use crate::db::sqlite::refusals::{conflict, not_attempted, nothing_stored, place, problem};
use crate::db::sqlite::replay::{self, Earlier};
use crate::db::sqlite::{
    audit, bump, descriptions, refusals, restores, row, scope_text, sessions, values,
};
use crate::db::{AuditRecord, Change, Result, Write, WriteBatch, WriteOutcome};
use envdock_contract::model::{Address, Scope, SecretText, Version};
use envdock_contract::wire::{BatchAnswer, ErrorCode, KeyProblem, OperationResult, Outcome};
use sqlx::{Row, Sqlite, Transaction};

/// What was found out about a write before anything is written.
struct Decided {
    head: Option<Head>,
    /// Of a move.
    target: Option<Target>,
    /// Of a restoration.
    earlier: Option<SecretText>,
    refused: Option<KeyProblem>,
}

/// Carries out a batch, or finds that it was carried out before.
pub(super) async fn write(
    transaction: &mut Transaction<'static, Sqlite>,
    batch: &WriteBatch<'_>,
    keyring: &Keyring,
) -> Result<WriteOutcome> {
    if let Some(idempotency) = batch.idempotency {
        match replay::earlier(transaction, batch.by, idempotency).await? {
            Earlier::None => {}
            Earlier::Same(recorded) => return Ok(WriteOutcome::Repeated(recorded)),
            Earlier::Other => return Ok(WriteOutcome::Mismatch),
        }
    }
    let results = perform(transaction, batch, keyring, false).await?;
    values::expire(transaction).await?;
    let answer = BatchAnswer { revision: bump(transaction).await?, results };
    if let Some(idempotency) = batch.idempotency {
        let bytes = row::to_json(&answer)?.into_bytes();
        replay::record(transaction, batch.by, idempotency, &bytes).await?;
    }
    Ok(WriteOutcome::Done(answer))
}

/// Carries out the writes of a batch; with `stop` none of them, because something else failed.
pub(super) async fn perform(
    transaction: &mut Transaction<'static, Sqlite>,
    batch: &WriteBatch<'_>,
    keyring: &Keyring,
    stop: bool,
) -> Result<Vec<OperationResult>> {
    let mut decided = Vec::with_capacity(batch.writes.len());
    for write in batch.writes {
        decided.push(decide(transaction, write, keyring).await?);
    }
    let stop = stop || (batch.atomic && decided.iter().any(|one| one.refused.is_some()));
    let mut results = Vec::with_capacity(decided.len());
    for (index, (write, mut decided)) in batch.writes.iter().zip(decided).enumerate() {
        let refused = decided.refused.take().or_else(|| stop.then(not_attempted));
        let outcome = match refused {
            Some(mut problem) => {
                if problem.pointer.is_empty() {
                    problem.pointer = place(batch, index);
                }
                Outcome::Refused(problem)
            }
            None => carry_out(transaction, batch, write, &decided, keyring).await?,
        };
        audit(transaction, batch, write, &outcome).await?;
        let address = write.address.clone();
        results.push(OperationResult { address, outcome, applied: Vec::new() });
    }
    Ok(results)
}

async fn decide(
    transaction: &mut Transaction<'static, Sqlite>,
    write: &Write,
    keyring: &Keyring,
) -> Result<Decided> {
    let head = Head::read(transaction, &write.address).await?;
    let refused = refusal(transaction, write, head.as_ref()).await?;
    let mut decided = Decided { head, target: None, earlier: None, refused };
    if decided.refused.is_some() {
        return Ok(decided);
    }
    let here = &write.address;
    match &write.change {
        Change::Move { to, expected } => {
            match moves::prepare(transaction, (here, to), *expected, keyring).await? {
                Ok(target) => decided.target = Some(target),
                Err(problem) => decided.refused = Some(problem),
            }
        }
        Change::Restore { from } => {
            match restores::prepare(transaction, here, *from, keyring).await? {
                Ok(value) => decided.earlier = Some(value),
                Err(problem) => decided.refused = Some(problem),
            }
        }
        Change::Describe { text, replaces: Some(seen) } => {
            let other = descriptions::other(transaction, here, seen, text.as_deref()).await?;
            let head = decided.head.as_ref();
            decided.refused = other.map(|other| refusals::described_meanwhile(head, other));
        }
        Change::Purge if !values::is_any(transaction, here).await? => {
            decided.refused = Some(nothing_stored());
        }
        Change::Set { .. }
        | Change::Unset
        | Change::Describe { .. }
        | Change::Purge
        | Change::Refuse { .. } => {}
    }
    Ok(decided)
}

/// Why a write is not carried out.
async fn refusal(
    transaction: &mut Transaction<'static, Sqlite>,
    write: &Write,
    head: Option<&Head>,
) -> Result<Option<KeyProblem>> {
    let destination = match &write.change {
        Change::Refuse { problem, .. } => return Ok(Some(KeyProblem::clone(problem))),
        Change::Set { .. } | Change::Restore { .. } => Some(&write.address),
        Change::Move { to, .. } => Some(to),
        Change::Unset | Change::Describe { .. } | Change::Purge => None,
    };
    if let Some(Scope::Session { id }) = destination.map(|address| &address.scope)
        && !sessions::is_running(transaction, id).await?
    {
        return Ok(Some(problem(ErrorCode::SessionEnded, "the session has ended")));
    }
    if is_any_live(transaction, &write.address, &write.only_if_none_in).await? {
        let detail = "a shared value applies here: ask an admin to change it";
        return Ok(Some(problem(ErrorCode::Forbidden, detail)));
    }
    let live = head.and_then(Head::live);
    if live.map_or(Version(0), |stored| stored.version) != write.expected {
        return Ok(Some(conflict(head)));
    }
    let needs_live =
        matches!(write.change, Change::Unset | Change::Move { .. } | Change::Describe { .. });
    Ok((needs_live && live.is_none()).then(nothing_stored))
}

/// Whether a value of the address' key is live in one of `scopes`, in its environment.
pub(super) async fn is_any_live(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
    scopes: &[Scope],
) -> Result<bool> {
    if scopes.is_empty() {
        return Ok(false);
    }
    let scopes: Vec<_> = scopes.iter().map(scope_text::write).collect();
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM json_each(?2) AS named CROSS JOIN secrets AS secret \
         WHERE secret.environment = ?1 AND secret.scope = named.value AND secret.key = ?3 \
         AND secret.is_live = 1)",
    )
    .bind(address.environment.as_str())
    .bind(row::to_json(&scopes)?)
    .bind(address.key.as_str())
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

async fn carry_out(
    transaction: &mut Transaction<'static, Sqlite>,
    batch: &WriteBatch<'_>,
    write: &Write,
    decided: &Decided,
    keyring: &Keyring,
) -> Result<Outcome> {
    let (address, head, by) = (&write.address, decided.head.as_ref(), batch.by);
    match (&write.change, decided) {
        (Change::Set { value, .. }, _)
        | (Change::Restore { .. }, Decided { earlier: Some(value), .. }) => {
            if let Change::Set { description: Some(text), .. } = &write.change {
                descriptions::save(transaction, address, Some(text), by).await?;
            }
            let Written { version, at } =
                store(transaction, address, head, value, (by, keyring)).await?;
            Ok(Outcome::Stored { version, updated_at: at, updated_by: by.clone() })
        }
        (Change::Unset, _) => {
            let removed = remove(transaction, address, head, by).await?;
            Ok(Outcome::Removed { version: removed.version })
        }
        (Change::Move { to, .. }, Decided { target: Some(target), .. }) => {
            moves::carry_out(transaction, (address, to), head, target, (by, keyring)).await
        }
        (Change::Describe { text, .. }, Decided { head: Some(head), .. }) => {
            descriptions::save(transaction, address, text.as_deref(), by).await?;
            Ok(head.described())
        }
        (Change::Purge, _) => {
            let removed = remove(transaction, address, head, by).await?;
            values::destroy(transaction, address).await?;
            descriptions::destroy(transaction, address).await?;
            Ok(Outcome::Purged { version: removed.version })
        }
        (Change::Refuse { problem, .. }, _) => Ok(Outcome::Refused(KeyProblem::clone(problem))),
        // These were refused when it was decided.
        (Change::Move { .. } | Change::Restore { .. } | Change::Describe { .. }, _) => {
            Ok(Outcome::Refused(not_attempted()))
        }
    }
}

async fn audit(
    transaction: &mut Transaction<'static, Sqlite>,
    batch: &WriteBatch<'_>,
    write: &Write,
    outcome: &Outcome,
) -> Result<()> {
    let record = |address: &Address, version, refused| AuditRecord {
        user: batch.by.clone(),
        action: batch.action.unwrap_or(write.change.action()),
        session: batch.session.cloned(),
        address: Some(address.clone()),
        version,
        refused,
    };
    let here = &write.address;
    let record = match outcome {
        Outcome::Stored { version, .. }
        | Outcome::Removed { version }
        | Outcome::Described { version, .. }
        | Outcome::Purged { version } => record(here, Some(*version), None),
        Outcome::Moved { version, to, to_version, .. } => {
            audit::insert(transaction, &record(to, Some(*to_version), None)).await?;
            record(here, Some(*version), None)
        }
        Outcome::Refused(problem) => record(here, None, Some(problem.code)),
    };
    audit::insert(transaction, &record).await
}
