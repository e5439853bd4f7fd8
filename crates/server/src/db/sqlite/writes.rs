//! Writes of values: all in one transaction.

use crate::clock;
use crate::crypto::Keyring;
use crate::db::sqlite::failure::failure;
use crate::db::sqlite::replay::{self, Earlier};
use crate::db::sqlite::row::{self, column};
use crate::db::sqlite::{audit, bump, scope_text, values};
use crate::db::{AuditRecord, Change, RepositoryError, Result, Write, WriteBatch, WriteOutcome};
use envdock_contract::model::{Address, Stored, UserId, Version};
use envdock_contract::wire::{
    BatchAnswer, ErrorCode, EventBody, KeyProblem, OperationResult, Outcome, PresenceChange,
};
use sqlx::{Row, Sqlite, Transaction};

/// The newest version of an address, live or removed.
struct Head {
    stored: Stored,
    is_live: bool,
}

impl Head {
    fn live(&self) -> Option<&Stored> {
        self.is_live.then_some(&self.stored)
    }
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
    let mut decided = Vec::with_capacity(batch.writes.len());
    for (index, write) in batch.writes.iter().enumerate() {
        let head = head(transaction, &write.address).await?;
        let refused = refusal(transaction, place(batch, index), write, head.as_ref()).await?;
        decided.push((head, refused));
    }
    let stop = batch.atomic && decided.iter().any(|(_, refused)| refused.is_some());
    let mut results = Vec::with_capacity(decided.len());
    for (index, (write, (head, refused))) in batch.writes.iter().zip(decided).enumerate() {
        let refused = refused.or_else(|| stop.then(|| not_attempted(place(batch, index))));
        let outcome = match refused {
            Some(problem) => Outcome::Refused(problem),
            None => carry_out(transaction, write, head.as_ref(), batch.by, keyring).await?,
        };
        audit(transaction, batch, write, &outcome).await?;
        let address = write.address.clone();
        results.push(OperationResult { address, outcome, applied: Vec::new() });
    }
    values::expire(transaction).await?;
    let answer = BatchAnswer { revision: bump(transaction).await?, results };
    if let Some(idempotency) = batch.idempotency {
        let bytes = row::to_json(&answer)?.into_bytes();
        replay::record(transaction, batch.by, idempotency, &bytes).await?;
    }
    Ok(WriteOutcome::Done(answer))
}

/// What a write tells others; `None`: it changed nothing.
pub(super) fn event(answer: &BatchAnswer) -> Option<EventBody> {
    let change = |result: &OperationResult| {
        let (version, stored) = match &result.outcome {
            Outcome::Stored { version, updated_at, updated_by } => {
                let stored = Stored {
                    scope: result.address.scope.clone(),
                    version: *version,
                    updated_at: updated_at.clone(),
                    updated_by: updated_by.clone(),
                };
                (*version, Some(stored))
            }
            Outcome::Removed { version } => (*version, None),
            Outcome::Refused(_) => return None,
        };
        Some(PresenceChange { address: result.address.clone(), version, stored })
    };
    let changes: Vec<_> = answer.results.iter().filter_map(change).collect();
    (!changes.is_empty()).then_some(EventBody::Presence { changes })
}

async fn head(
    transaction: &mut Transaction<'static, Sqlite>,
    address: &Address,
) -> Result<Option<Head>> {
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
    let head = |row| Ok(Head { stored: row::stored(&row)?, is_live: column(&row, "is_live")? });
    found.map(head).transpose()
}

/// Why a write is not carried out.
async fn refusal(
    transaction: &mut Transaction<'static, Sqlite>,
    place: String,
    write: &Write,
    head: Option<&Head>,
) -> Result<Option<KeyProblem>> {
    if let Change::Refuse(problem) = &write.change {
        return Ok(Some(problem.clone()));
    }
    if is_any_live(transaction, write).await? {
        let detail = "a shared value applies here: ask an admin to change it";
        return Ok(Some(problem(place, ErrorCode::Forbidden, detail)));
    }
    let live = head.and_then(Head::live);
    let version = live.map_or(Version(0), |stored| stored.version);
    if version != write.expected {
        let mut problem = problem(
            place,
            ErrorCode::Conflict,
            "it was changed meanwhile: look at what is stored now and decide again",
        );
        problem.current = live.cloned();
        return Ok(Some(problem));
    }
    if matches!(write.change, Change::Unset) && live.is_none() {
        return Ok(Some(problem(place, ErrorCode::NotFound, "nothing is stored there")));
    }
    Ok(None)
}

async fn is_any_live(
    transaction: &mut Transaction<'static, Sqlite>,
    write: &Write,
) -> Result<bool> {
    if write.only_if_none_in.is_empty() {
        return Ok(false);
    }
    let scopes: Vec<_> = write.only_if_none_in.iter().map(scope_text::write).collect();
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM json_each(?2) AS named CROSS JOIN secrets AS secret \
         WHERE secret.environment = ?1 AND secret.scope = named.value AND secret.key = ?3 \
         AND secret.is_live = 1)",
    )
    .bind(write.address.environment.as_str())
    .bind(row::to_json(&scopes)?)
    .bind(write.address.key.as_str())
    .fetch_one(&mut **transaction)
    .await
    .map_err(failure)?;
    row.try_get(0).map_err(failure)
}

async fn carry_out(
    transaction: &mut Transaction<'static, Sqlite>,
    write: &Write,
    head: Option<&Head>,
    by: &UserId,
    keyring: &Keyring,
) -> Result<Outcome> {
    let before = head.map_or(Version(0), |head| head.stored.version);
    let version = Version(before.0 + 1);
    let updated_at = clock::now();
    if let Some(live) = head.and_then(Head::live) {
        values::supersede(transaction, &write.address, live.version).await?;
    }
    let outcome = match &write.change {
        Change::Set(value) => {
            let sealed = keyring
                .seal(&write.address, version, value)
                .map_err(RepositoryError::unreadable)?;
            values::insert(transaction, &write.address, version, &sealed).await?;
            let (updated_at, updated_by) = (updated_at.clone(), by.clone());
            Outcome::Stored { version, updated_at, updated_by }
        }
        Change::Unset => Outcome::Removed { version },
        Change::Refuse(problem) => return Ok(Outcome::Refused(problem.clone())),
    };
    sqlx::query(
        "INSERT INTO secrets (environment, scope, key, version, is_live, updated_at, updated_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (environment, scope, key) DO UPDATE \
         SET version = ?4, is_live = ?5, updated_at = ?6, updated_by = ?7",
    )
    .bind(write.address.environment.as_str())
    .bind(scope_text::write(&write.address.scope))
    .bind(write.address.key.as_str())
    .bind(row::number(version))
    .bind(matches!(write.change, Change::Set(_)))
    .bind(&updated_at.0)
    .bind(by.as_str())
    .execute(&mut **transaction)
    .await
    .map_err(failure)?;
    Ok(outcome)
}

async fn audit(
    transaction: &mut Transaction<'static, Sqlite>,
    batch: &WriteBatch<'_>,
    write: &Write,
    outcome: &Outcome,
) -> Result<()> {
    let (version, refused) = match outcome {
        Outcome::Stored { version, .. } | Outcome::Removed { version } => (Some(*version), None),
        Outcome::Refused(problem) => (None, Some(problem.code)),
    };
    let action = match &write.change {
        Change::Unset => "unset",
        Change::Set(_) | Change::Refuse(_) => "set",
    };
    let record = AuditRecord {
        user: batch.by.clone(),
        action: batch.action.unwrap_or(action),
        address: Some(write.address.clone()),
        version,
        refused,
    };
    audit::insert(transaction, &record).await
}

/// The write's place in the request's body.
fn place(batch: &WriteBatch<'_>, index: usize) -> String {
    let list = if batch.action == Some("adopt") { "slots" } else { "operations" };
    format!("/{list}/{index}")
}

fn problem(pointer: String, code: ErrorCode, detail: &str) -> KeyProblem {
    KeyProblem { pointer, code, detail: detail.to_owned(), file: None, reader: None, current: None }
}

fn not_attempted(pointer: String) -> KeyProblem {
    problem(pointer, ErrorCode::NotAttempted, "another part of this all-or-nothing write failed")
}
