// long: one verb of the trait after the other
//! The embedded engine.
//!
//! One connection writes, in transactions that take the write lock at once; others read. With the
//! write-ahead log readers never wait.

mod asking;
mod audit;
mod checks;
mod configurations;
mod descriptions;
mod failure;
mod folders;
mod gaps;
mod heads;
mod hosted;
mod lines;
mod messages;
mod moves;
mod open;
mod open_error;
mod refusals;
mod replay;
mod requests;
mod restores;
mod row;
mod scope_text;
mod search;
mod sessions;
mod settling;
mod specs;
mod submissions;
mod tokens;
mod told;
mod uses;
mod values;
mod writes;
mod writing;

pub use audit::OF_ADDRESS as AUDIT_OF_ADDRESS_SQL;
pub use checks::CHECK as CHECK_SQL;
pub use gaps::GAPS as GAPS_SQL;
pub use open::{database_path, open};
pub use open_error::OpenStoreError;
pub use requests::{OF_SESSION as REQUESTS_OF_SESSION_SQL, ONE as ONE_REQUEST_SQL};
pub use search::statements as search_statements;
pub use sessions::{
    DESTROY_VALUES as DESTROY_VALUES_SQL, LIVE as LIVE_SESSIONS_SQL, ONE as ONE_SESSION_SQL,
    REMOVE_LIVE as REMOVE_LIVE_SQL,
};
pub use uses::USES as USES_SQL;

use crate::crypto::{Digest, Keyring, Sealed};
use crate::db::sqlite::failure::{Kind, failure, kind};
use crate::db::sqlite::writing::{Telling, Writing};
use crate::db::{
    AskOutcome, AuditRecord, CheckSnapshot, Concern, Configuration, ConfigurationPage,
    ConfigurationQuery, Declared, Folder, KnownFolder, LineEntry, NewConfiguration, NewMessage,
    NewRepository, NewRequest, NewSession, Registered, Repository, RequestKey, Result, SayOutcome,
    SearchPage, SearchQuery, Session, SettleOutcome, StoredSpec, Submission, SubmitOutcome,
    TokenRecord, WriteBatch, WriteOutcome,
};
use crate::events::Hub;
use crate::sandbox::LineRecord;
use async_trait::async_trait;
use envdock_contract::model::{
    Address, ConfigurationId, EnvRequest, FileRef, KeyName, RequestId, RequestState, Revision,
    SessionId, Spec, UserId, Version,
};
use envdock_contract::wire::{
    AuditEntry, BatchAnswer, CheckContextBody, EventBody, MessagesAnswer, Outcome,
};
use sqlx::{Row, Sqlite as Engine, SqlitePool, Transaction};
use std::sync::Arc;

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
    telling: Telling,
    /// The whole file was looked at when it was opened.
    is_checked: bool,
}

impl Sqlite {
    async fn begin(&self) -> Result<Writing> {
        let transaction = self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        Ok(Writing::new(transaction, &self.telling))
    }

    /// Takes what was deleted out of the write-ahead log as well, where it stays otherwise until
    /// that is written over.
    async fn empty_log(&self) {
        let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await;
        if let Err(error) = emptied {
            tracing::warn!(%error, "the log of the database was not emptied after a purge");
        }
    }
}

/// Whether something was destroyed that must not be left anywhere.
fn has_purged(answer: &BatchAnswer) -> bool {
    answer.results.iter().any(|result| matches!(result.outcome, Outcome::Purged { .. }))
}

async fn commit(writing: Writing) -> Result<()> {
    writing.commit().await
}

/// Increments the organization's revision.
async fn bump(transaction: &mut Transaction<'static, Engine>) -> Result<Revision> {
    let row = sqlx::query("UPDATE organization SET revision = revision + 1 RETURNING revision")
        .fetch_one(&mut **transaction)
        .await
        .map_err(failure)?;
    row::revision(row.try_get(0).map_err(failure)?)
}

#[async_trait]
impl Repository for Sqlite {
    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    fn events(&self) -> Arc<Hub> {
        Arc::clone(&self.telling.hub)
    }

    async fn is_sound(&self) -> Result<bool> {
        if self.is_checked {
            return Ok(true);
        }
        match open::is_sound(&self.readers).await {
            // What it cannot read at all is damaged too.
            Err(error) if kind(&error) == Kind::Damaged => Ok(false),
            outcome => outcome.map_err(failure),
        }
    }

    async fn revision(&self) -> Result<Revision> {
        let row = sqlx::query("SELECT revision FROM organization")
            .fetch_one(&self.readers)
            .await
            .map_err(failure)?;
        row::revision(row.try_get(0).map_err(failure)?)
    }

    async fn check(&self, contexts: &[CheckContextBody], with_spec: bool) -> Result<CheckSnapshot> {
        checks::check(&self.readers, contexts, with_spec).await
    }

    async fn write(&self, batch: WriteBatch<'_>, keyring: &Keyring) -> Result<WriteOutcome> {
        let mut transaction = self.begin().await?;
        let outcome = writes::write(&mut transaction, &batch, keyring).await?;
        if let WriteOutcome::Done(answer) = &outcome
            && let Some(event) = told::presence(&answer.results)
        {
            transaction.tell(answer.revision, event);
        }
        commit(transaction).await?;
        if matches!(&outcome, WriteOutcome::Done(answer) if has_purged(answer)) {
            self.empty_log().await;
        }
        Ok(outcome)
    }

    async fn finish_write(&self, user: &UserId, key: &str, answer: Vec<u8>) -> Result<Vec<u8>> {
        let mut transaction = self.begin().await?;
        let answer = replay::finish(&mut transaction, user, key, answer).await?;
        commit(transaction).await?;
        Ok(answer)
    }

    async fn expire_values(&self) -> Result<()> {
        let mut transaction = self.begin().await?;
        values::expire(&mut transaction).await?;
        commit(transaction).await
    }

    async fn values(&self, addresses: &[Address]) -> Result<Vec<Option<(Version, Sealed)>>> {
        values::live(&self.readers, addresses).await
    }

    async fn kept_value(&self, address: &Address, version: Version) -> Result<Option<Sealed>> {
        values::kept(&self.readers, address, version).await
    }

    async fn search(&self, query: &SearchQuery) -> Result<SearchPage> {
        search::search(&self.readers, query).await
    }

    async fn register(&self, folder: &Folder) -> Result<Registered> {
        let mut transaction = self.begin().await?;
        let registered = configurations::register(&mut transaction, folder).await?;
        commit(transaction).await?;
        Ok(registered)
    }

    async fn put_repository(&self, new: &NewRepository) -> Result<Declared> {
        let mut transaction = self.begin().await?;
        let declared = hosted::put_repository(&mut transaction, new).await?;
        commit(transaction).await?;
        Ok(declared)
    }

    async fn put_configuration(&self, new: &NewConfiguration) -> Result<Declared> {
        let mut transaction = self.begin().await?;
        let declared = hosted::put_configuration(&mut transaction, new).await?;
        commit(transaction).await?;
        Ok(declared)
    }

    async fn configuration_of(&self, path: &str) -> Result<Option<ConfigurationId>> {
        folders::of_path(&self.readers, path).await
    }

    async fn folders_of(&self, origin: &str) -> Result<Vec<KnownFolder>> {
        folders::of_origin(&self.readers, origin).await
    }

    async fn set_origin(&self, id: &ConfigurationId, origin: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        folders::set_origin(&mut transaction, id, origin).await?;
        commit(transaction).await
    }

    async fn move_folder(&self, to: &KnownFolder, by: &UserId) -> Result<()> {
        let mut transaction = self.begin().await?;
        folders::move_to(&mut transaction, to, by).await?;
        commit(transaction).await
    }

    async fn configurations(&self, query: &ConfigurationQuery) -> Result<ConfigurationPage> {
        configurations::page(&self.readers, query).await
    }

    async fn concerned(&self, by: &Concern) -> Result<Vec<Configuration>> {
        configurations::concerned(&self.readers, by).await
    }

    async fn spec(&self, id: &ConfigurationId) -> Result<StoredSpec> {
        specs::read(&self.readers, id).await
    }

    async fn save_spec(
        &self,
        id: &ConfigurationId,
        expected: Version,
        spec: &Spec,
        by: &UserId,
    ) -> Result<StoredSpec> {
        let mut transaction = self.begin().await?;
        let stored = specs::save(&mut transaction, id, expected, spec, by).await?;
        let event = EventBody::Spec { configuration: id.clone(), version: stored.version };
        transaction.tell(stored.revision, event);
        commit(transaction).await?;
        Ok(stored)
    }

    async fn session(&self, id: &SessionId) -> Result<Session> {
        sessions::read(&self.readers, id).await
    }

    async fn live_sessions(&self) -> Result<Vec<Session>> {
        sessions::live(&self.readers).await
    }

    async fn start_session(&self, session: &NewSession) -> Result<Session> {
        let mut transaction = self.begin().await?;
        let started = sessions::start(&mut transaction, session).await?;
        commit(transaction).await?;
        Ok(started)
    }

    async fn end_session(&self, id: &SessionId, by: &UserId) -> Result<Session> {
        let mut transaction = self.begin().await?;
        let ended = sessions::end(&mut transaction, id, by).await?;
        commit(transaction).await?;
        Ok(ended)
    }

    async fn ask(&self, request: &NewRequest) -> Result<AskOutcome> {
        let mut transaction = self.begin().await?;
        let outcome = asking::ask(&mut transaction, request).await?;
        commit(transaction).await?;
        Ok(outcome)
    }

    async fn request(&self, id: &RequestId) -> Result<(Revision, EnvRequest)> {
        requests::read(&self.readers, id).await
    }

    async fn requests(
        &self,
        session: &SessionId,
        limit: u32,
    ) -> Result<(Revision, Vec<EnvRequest>)> {
        requests::of_session(&self.readers, session, limit).await
    }

    async fn repeated_request(
        &self,
        session: &SessionId,
        key: &RequestKey,
    ) -> Result<Option<EnvRequest>> {
        requests::repeated(&self.readers, session, key).await
    }

    async fn settle_request(
        &self,
        id: &RequestId,
        state: RequestState,
        by: &UserId,
    ) -> Result<SettleOutcome> {
        let mut transaction = self.begin().await?;
        let outcome = settling::settle(&mut transaction, id, state, by).await?;
        commit(transaction).await?;
        Ok(outcome)
    }

    async fn submit(&self, submission: Submission<'_>, keyring: &Keyring) -> Result<SubmitOutcome> {
        let mut transaction = self.begin().await?;
        let outcome = submissions::submit(&mut transaction, &submission, keyring).await?;
        commit(transaction).await?;
        Ok(outcome)
    }

    async fn say(&self, message: NewMessage<'_>) -> Result<SayOutcome> {
        let mut transaction = self.begin().await?;
        let outcome = messages::say(&mut transaction, &message).await?;
        commit(transaction).await?;
        Ok(outcome)
    }

    async fn messages(
        &self,
        session: &SessionId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<MessagesAnswer> {
        messages::read(&self.readers, session, before, limit).await
    }

    async fn line_records(&self, id: &ConfigurationId) -> Result<Vec<LineEntry>> {
        lines::read(&self.readers, id).await
    }

    async fn save_line_records(
        &self,
        id: &ConfigurationId,
        records: &[(FileRef, KeyName, Option<LineRecord>)],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (file, key, record) in records {
            lines::save(&mut transaction, id, file, key, record.as_ref()).await?;
        }
        commit(transaction).await
    }

    async fn insert_token(&self, token: &TokenRecord, digest: &Digest, by: &UserId) -> Result<()> {
        let mut transaction = self.begin().await?;
        tokens::insert(&mut transaction, token, digest, by).await?;
        commit(transaction).await
    }

    async fn token(&self, digest: &Digest) -> Result<Option<TokenRecord>> {
        tokens::by_digest(&self.readers, digest).await
    }

    async fn tokens(&self) -> Result<Vec<TokenRecord>> {
        tokens::live(&self.readers).await
    }

    async fn revoke_token(&self, id: &str, by: &UserId) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let is_revoked = tokens::revoke(&mut transaction, id, by).await?;
        commit(transaction).await?;
        self.telling.hub.wake();
        Ok(is_revoked)
    }

    async fn record_audit(&self, record: &AuditRecord) -> Result<()> {
        let mut transaction = self.begin().await?;
        audit::insert(&mut transaction, record).await?;
        commit(transaction).await
    }

    async fn audit(&self, before: Option<u64>, limit: u32) -> Result<Vec<AuditEntry>> {
        audit::page(&self.readers, before, limit).await
    }

    async fn history(
        &self,
        address: &Address,
        with_refused: bool,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>> {
        audit::of_address(&self.readers, address, with_refused, (before, limit)).await
    }
}
