//! Where everything is stored: the [`Repository`] trait in verbs of the domain, and its engines.

mod error;
mod hosted;
mod record;
mod request;
mod search;
pub mod sqlite;
mod write;

pub use error::RepositoryError;
pub use hosted::{Declared, Expected, NewConfiguration, NewRepository};
pub use record::{
    AuditRecord, CheckFacts, CheckSnapshot, Concern, Configuration, ConfigurationPage,
    ConfigurationQuery, Folder, KnownFolder, LineEntry, Registered, Session, StoredSpec,
    TokenRecord,
};
pub use request::{
    Answer, AskLimits, AskOutcome, Decision, NewMessage, NewRequest, NewSession, RequestKey,
    SayOutcome, SettleOutcome, Submission, SubmitOutcome,
};
pub use search::{SearchPage, SearchPlace, SearchQuery};
pub use write::{Change, Idempotency, Recorded, Write, WriteBatch, WriteOutcome};

use crate::crypto::{Digest, Keyring, Sealed};
use crate::events::Hub;
use crate::sandbox::LineRecord;
use async_trait::async_trait;
use envdock_contract::model::{
    Address, ConfigurationId, EnvRequest, FileRef, KeyName, RequestId, RequestState, Revision,
    SessionId, Spec, UserId, Version,
};
use envdock_contract::wire::{AuditEntry, CheckContextBody, MessagesAnswer};
use std::fmt::Debug;
use std::sync::Arc;

/// The result of every verb.
pub type Result<T> = std::result::Result<T, RepositoryError>;

/// One organization's store.
///
/// Every write happens in one transaction. One that changes values, specs or tokens also increments
/// the organization's revision and leaves an audit row.
#[async_trait]
pub trait Repository: Debug + Send + Sync {
    /// Ends all connections, so that everything stands in the main file.
    async fn close(&self);

    /// What changed, as it is committed.
    fn events(&self) -> Arc<Hub>;

    /// Whether the store is free of damage, as far as opening it has not already found that out.
    /// It may take long, and others can go on meanwhile.
    async fn is_sound(&self) -> Result<bool>;

    /// The organization's revision.
    async fn revision(&self) -> Result<Revision>;

    /// What is stored for the keys of every context, as of one moment: one SQL statement.
    async fn check(&self, contexts: &[CheckContextBody], with_spec: bool) -> Result<CheckSnapshot>;

    /// Writes values.
    async fn write(&self, batch: WriteBatch<'_>, keyring: &Keyring) -> Result<WriteOutcome>;

    /// Replaces the recorded answer of a write by the final one, once. Gives back what is recorded.
    async fn finish_write(&self, user: &UserId, key: &str, answer: Vec<u8>) -> Result<Vec<u8>>;

    /// Deletes replaced and removed values whose 30 days are over. Every write does so as well.
    async fn expire_values(&self) -> Result<()>;

    /// The encrypted values that are live at `addresses`, in their order, and their versions.
    async fn values(&self, addresses: &[Address]) -> Result<Vec<Option<(Version, Sealed)>>>;

    /// The encrypted value of one version, live or kept.
    async fn kept_value(&self, address: &Address, version: Version) -> Result<Option<Sealed>>;

    /// Looks through the names of stored values.
    async fn search(&self, query: &SearchQuery) -> Result<SearchPage>;

    /// Makes a folder's configuration known, and gives its live session: the one that runs already
    /// or a new one.
    async fn register(&self, folder: &Folder) -> Result<Registered>;

    /// Declares a repository of a host.
    async fn put_repository(&self, new: &NewRepository) -> Result<Declared>;

    /// Declares a configuration of a host; its spec stays as it is.
    async fn put_configuration(&self, new: &NewConfiguration) -> Result<Declared>;

    /// The configuration of the folder with this canonical path.
    async fn configuration_of(&self, path: &str) -> Result<Option<ConfigurationId>>;

    /// The folders of a repository that is recognised by `origin`.
    async fn folders_of(&self, origin: &str) -> Result<Vec<KnownFolder>>;

    /// Notes what a configuration's repository is recognised by.
    async fn set_origin(&self, id: &ConfigurationId, origin: &str) -> Result<()>;

    /// Gives a configuration another folder, and the name of that.
    async fn move_folder(&self, to: &KnownFolder, by: &UserId) -> Result<()>;

    /// A page of configurations.
    async fn configurations(&self, query: &ConfigurationQuery) -> Result<ConfigurationPage>;

    /// The configurations that a write of values can concern, with their specs.
    async fn concerned(&self, by: &Concern) -> Result<Vec<Configuration>>;

    /// The spec of a configuration; version 0 when none was saved yet.
    async fn spec(&self, id: &ConfigurationId) -> Result<StoredSpec>;

    /// Replaces a spec if its version is still `expected`.
    async fn save_spec(
        &self,
        id: &ConfigurationId,
        expected: Version,
        spec: &Spec,
        by: &UserId,
    ) -> Result<StoredSpec>;

    /// A session, live or ended.
    async fn session(&self, id: &SessionId) -> Result<Session>;

    /// Every live session.
    async fn live_sessions(&self) -> Result<Vec<Session>>;

    /// Starts a session.
    async fn start_session(&self, session: &NewSession) -> Result<Session>;

    /// Ends a session, once, and everything that lives with it: its open requests, its values, and
    /// the tokens that reach no other session.
    async fn end_session(&self, id: &SessionId, by: &UserId) -> Result<Session>;

    /// Keeps a question, unless it was asked before.
    async fn ask(&self, request: &NewRequest) -> Result<AskOutcome>;

    /// A request.
    async fn request(&self, id: &RequestId) -> Result<(Revision, EnvRequest)>;

    /// The open requests of a session and the newest `limit` of the others, oldest first.
    async fn requests(
        &self,
        session: &SessionId,
        limit: u32,
    ) -> Result<(Revision, Vec<EnvRequest>)>;

    /// The request that a repeated question is about.
    async fn repeated_request(
        &self,
        session: &SessionId,
        key: &RequestKey,
    ) -> Result<Option<EnvRequest>>;

    /// Settles an open request without values: declined or withdrawn.
    async fn settle_request(
        &self,
        id: &RequestId,
        state: RequestState,
        by: &UserId,
    ) -> Result<SettleOutcome>;

    /// Answers an open request: values, states, acceptance and the record of the answer, or none.
    async fn submit(&self, submission: Submission<'_>, keyring: &Keyring) -> Result<SubmitOutcome>;

    /// Adds a line to a conversation.
    async fn say(&self, message: NewMessage<'_>) -> Result<SayOutcome>;

    /// The newest lines of a conversation before the one with the number `before`, oldest first, at
    /// most `limit`.
    async fn messages(
        &self,
        session: &SessionId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<MessagesAnswer>;

    /// What is known of the lines of a configuration's env files.
    async fn line_records(&self, id: &ConfigurationId) -> Result<Vec<LineEntry>>;

    /// Saves records of lines; `None` forgets one.
    async fn save_line_records(
        &self,
        id: &ConfigurationId,
        records: &[(FileRef, KeyName, Option<LineRecord>)],
    ) -> Result<()>;

    /// Keeps a token.
    async fn insert_token(&self, token: &TokenRecord, digest: &Digest, by: &UserId) -> Result<()>;

    /// The live token with this hash.
    async fn token(&self, digest: &Digest) -> Result<Option<TokenRecord>>;

    /// The live tokens, newest first.
    async fn tokens(&self) -> Result<Vec<TokenRecord>>;

    /// Ends a token. `false`: there is no such live token.
    async fn revoke_token(&self, id: &str, by: &UserId) -> Result<bool>;

    /// Adds an audit row that belongs to no other write.
    async fn record_audit(&self, record: &AuditRecord) -> Result<()>;

    /// Audit rows older than `before`, newest first, at most `limit`.
    async fn audit(&self, before: Option<u64>, limit: u32) -> Result<Vec<AuditEntry>>;

    /// What was done to the value at an address, and with `with_refused` what was tried: rows older
    /// than `before`, newest first, at most `limit`.
    async fn history(
        &self,
        address: &Address,
        with_refused: bool,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>>;
}
