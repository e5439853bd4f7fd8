//! The way to the server: what the store needs to ask and order, whoever answers.

mod apply;
pub mod clock;
mod error;
#[cfg(any(test, feature = "fake"))]
pub mod fake;
pub mod host;
pub mod http;
mod organization;
mod sessions;
mod wire;
mod write;

pub use apply::{Applied, AppliedSlot, ApplyOrder, LineChoice, LineConflict, LineResolution};
pub use error::ApiError;
pub use organization::{
    FoundSecrets, HistoryEntry, RemovedSecret, SecretFilter, SecretGap, SecretHistory, SecretItem,
    SecretSearch, SecretSort, SecretUse,
};
pub use sessions::{
    AnswerOrder, Conversation, KeyAnswer, MissingSlot, OneRequest, Requests, Snapshot,
    SubmissionOrder, Submitted,
};
pub use write::{Write, WriteKind, WriteOrder};

use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, RequestId, Revision, Scope, SessionId,
    Spec, Version,
};
use envdock_core::{
    CheckPart, Configuration, DiskFile, IdempotencyKey, Me, News, PartResult, SaveOutcome, Session,
};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A call under way. It owns all it needs: whoever made it may go.
pub type ApiFuture<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// Takes in what a stream says.
pub type Hear = Rc<dyn Fn(Heard)>;

/// What a stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It stands.
    Connected {
        /// From here on every change is told.
        revision: Option<Revision>,
        /// What changed between the revision that was asked for and this one was told.
        complete: bool,
    },
    /// Something changed.
    News {
        /// The organization's revision after the change.
        revision: Option<Revision>,
        /// What.
        news: News,
    },
}

/// What a host may be unable to do, beside what its capabilities say; a server does it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// To save a spec.
    SaveSpec,
    /// To decline a request.
    Decline,
}

/// What the store asks of a server, or of a host in its place.
///
/// The futures stay on the browser's one thread. No call may panic or wait for ever.
pub trait EnvApi {
    /// Whether it can do this. What it cannot is not offered.
    fn takes(&self, _: Order) -> bool {
        true
    }
    /// Who is signed in, and what this server can do.
    fn me(&self) -> ApiFuture<Me>;
    /// Exchanges the code of a launch link, which works once, for a sign-in.
    fn sign_in(&self, launch: String) -> ApiFuture<Me>;
    /// Ends the sign-in.
    fn sign_out(&self) -> ApiFuture<()>;
    /// Whether a launch link signs people in. Otherwise the page's host does.
    fn has_launch_links(&self) -> bool {
        true
    }
    /// Reads configurations with their specs; `None`: all there are, all pages.
    fn configurations(&self, ids: Option<Vec<ConfigurationId>>) -> ApiFuture<Configurations>;
    /// Replaces a spec, if its version is still `expected`.
    fn save_spec(
        &self,
        configuration: ConfigurationId,
        expected: Version,
        spec: Spec,
    ) -> ApiFuture<SavedSpec>;
    /// What is stored. The answer has the order and length of `parts`.
    fn check(&self, parts: Vec<CheckPart>) -> ApiFuture<Checks>;
    /// What is stored in the organization, page by page: names and facts, no value.
    fn search(&self, search: SecretSearch) -> ApiFuture<FoundSecrets>;
    /// What was done at an address, newest first, page by page.
    fn history(&self, address: Address, cursor: Option<String>) -> ApiFuture<SecretHistory>;
    /// Stores and removes values. The same key and body get the first answer again.
    fn write(&self, order: WriteOrder) -> ApiFuture<Written>;
    /// The env files of a session as they are on disk.
    fn files(&self, session: SessionId) -> ApiFuture<Files>;
    /// Stores values that are in a session's env files, without showing them.
    fn adopt(&self, order: AdoptOrder) -> ApiFuture<Written>;
    /// Writes the values that apply into a session's env files.
    fn apply(&self, session: SessionId, order: ApplyOrder) -> ApiFuture<Applied>;
    /// All requests of a session.
    fn requests(&self, session: SessionId) -> ApiFuture<Requests>;
    /// One request.
    fn request(&self, id: RequestId) -> ApiFuture<OneRequest>;
    /// Answers a request, all keys or none. The same key and body get the first answer again.
    fn submit(&self, order: SubmissionOrder) -> ApiFuture<Submitted>;
    /// Says no to a request.
    fn decline(&self, id: RequestId) -> ApiFuture<OneRequest>;
    /// What was said in a session.
    fn conversation(&self, session: SessionId) -> ApiFuture<Conversation>;
    /// Adds a person's line.
    fn say(&self, session: SessionId, text: String) -> ApiFuture<()>;
    /// One session.
    fn session(&self, id: SessionId) -> ApiFuture<Session>;
    /// Begins a session.
    fn start_session(
        &self,
        configuration: ConfigurationId,
        environment: Environment,
        setup: bool,
    ) -> ApiFuture<Session>;
    /// Ends a session: its own values go, its open requests expire.
    fn end_session(&self, id: SessionId) -> ApiFuture<()>;
    /// Saves a session's workspace as a snapshot. It is refused while required slots are missing
    /// that are not `acknowledged`.
    fn finish(&self, session: SessionId, acknowledged: Vec<MissingSlot>) -> ApiFuture<Snapshot>;
    /// Tells what changes after a revision (nothing: from now on) until the stream ends, which it
    /// only does with an error. Dropping it ends it. `audience` names who may hear it: tabs with
    /// the same may share one stream.
    fn subscribe(&self, after: Option<Revision>, audience: String, hear: Hear) -> ApiFuture<()>;
}

/// Configurations as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configurations {
    /// The organization's revision.
    pub revision: Option<Revision>,
    /// Those that exist.
    pub configurations: Vec<Configuration>,
}

/// A spec as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSpec {
    /// The organization's revision.
    pub revision: Option<Revision>,
    /// The spec's version.
    pub version: Version,
    /// The spec.
    pub spec: Spec,
}

/// What is stored for what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// The organization's revision of that snapshot.
    pub revision: Option<Revision>,
    /// One result per part.
    pub results: Vec<PartResult>,
}

/// Env files as they were read from disk; none by default, where no folder of the session is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The organization's revision that they were compared with.
    pub revision: Option<Revision>,
    /// The files.
    pub files: Vec<DiskFile>,
}

/// Adoptions that go out together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptOrder {
    /// The session whose files have the values.
    pub session: SessionId,
    /// The same each time this order is sent.
    pub idempotency_key: IdempotencyKey,
    /// What to adopt; the answer has the same order.
    pub slots: Vec<Adoption>,
}

/// One value to adopt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// The file that has it.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// Where to store it.
    pub scope: Scope,
    /// The version that is stored there now; 0: none is.
    pub expected_version: Version,
}

/// What became of writes or adoptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The organization's revision after it.
    pub revision: Option<Revision>,
    /// One outcome per write, in the same order.
    pub outcomes: Vec<SaveOutcome>,
}
