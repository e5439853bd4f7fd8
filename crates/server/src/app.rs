//! What every route reaches.

use crate::crypto::{Digest, Keyring};
use crate::db::Repository;
use crate::error::HttpError;
use crate::events::Hub;
use crate::http::guard::OwnNames;
use crate::http::{AtOnce, Limits, Turn};
use crate::scanner::{ScanError, ScanOptions, ScanOutcome, scan};
use crate::setup_agent::Program;
use crate::sign_in::SignIns;
use crate::workspaces::Workspaces;
use envdock_contract::model::{ConfigurationId, RequestId, SessionId, UserId};
use envdock_contract::wire::ErrorCode;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinError;

/// Scans at once.
const SCANS: usize = 2;
/// Streams and long polls of one token at once: ten tabs have ten.
const LINES: u32 = 64;
/// Setup sessions with an agent of ours at once, of one person on one configuration.
const SETUPS: u32 = 4;
/// When to try again to open a stream, in seconds.
const SOON: u64 = 5;

/// The turn of one setup session.
pub type SetupTurn = Turn<(UserId, ConfigurationId)>;

/// The running server.
#[derive(Debug)]
pub struct App {
    /// Where everything is stored.
    pub repository: Arc<dyn Repository>,
    /// The keys under which it is encrypted.
    pub keyring: Arc<Keyring>,
    /// What changed, as it happens.
    pub events: Arc<Hub>,
    /// The env files of live sessions.
    pub workspaces: Workspaces,
    /// The names it answers to.
    pub own_names: OwnNames,
    /// Who is signed in.
    pub sign_ins: SignIns,
    /// How much each token may ask.
    pub limits: Limits,
    /// The hash of the secret with which `envdock open` asks for a link.
    pub control: Digest,
    /// Where snapshots are kept, beside the database.
    pub data_dir: PathBuf,
    /// The address that people open.
    pub url: String,
    /// How the agents of setup sessions are started; `None`: they are not.
    pub setup_agent: Option<Program>,
    /// The agents of setup sessions that run.
    pub setups: AtOnce<(UserId, ConfigurationId)>,
    /// The streams and long polls of each token.
    pub lines: AtOnce<Digest>,
    /// The answers to requests that are on their way into env files.
    pub answers: AtOnce<RequestId>,
    /// The scans that may run at once: agents ask for them as often as they like, and each reads a
    /// whole project.
    pub scans: Arc<Semaphore>,
    /// The session of the folder it was started for: where the launch link leads.
    pub home: Option<SessionId>,
}

impl App {
    /// A server that nobody has signed in to yet.
    #[must_use]
    pub fn new(
        repository: Arc<dyn Repository>,
        keyring: Arc<Keyring>,
        own_names: OwnNames,
        control: Digest,
        data_dir: &Path,
    ) -> Self {
        Self {
            workspaces: Workspaces::new(Arc::clone(&repository), Arc::clone(&keyring), data_dir),
            events: repository.events(),
            repository,
            keyring,
            own_names,
            sign_ins: SignIns::default(),
            limits: Limits::default(),
            control,
            data_dir: data_dir.to_owned(),
            url: String::new(),
            setup_agent: None,
            setups: AtOnce::default(),
            lines: AtOnce::default(),
            answers: AtOnce::default(),
            scans: Arc::new(Semaphore::new(SCANS)),
            home: None,
        }
    }

    /// One more stream or long poll of a token.
    ///
    /// # Errors
    /// When it has too many.
    pub fn line(&self, token: Digest) -> Result<Turn<Digest>, HttpError> {
        let too_many = HttpError::RateLimited { retry_after_seconds: SOON };
        self.lines.take(token, LINES).ok_or(too_many)
    }

    /// One more setup session of a person on a configuration. Where the server starts no agents,
    /// there can be any number.
    ///
    /// # Errors
    /// When there are too many.
    pub fn setup(
        &self,
        owner: &UserId,
        configuration: &ConfigurationId,
    ) -> Result<Option<SetupTurn>, HttpError> {
        if self.setup_agent.is_none() {
            return Ok(None);
        }
        let turn = self.setups.take((owner.clone(), configuration.clone()), SETUPS);
        turn.map(Some).ok_or_else(|| {
            let detail = "the agents of your earlier setup sessions still work on this \
                          configuration: end one of these sessions first";
            HttpError::refused(ErrorCode::TooMany, detail)
        })
    }

    /// Scans the folder of a session, when it is its turn.
    ///
    /// # Errors
    /// A bug in the scanner.
    pub async fn scan(&self, folder: PathBuf) -> Result<Result<ScanOutcome, ScanError>, JoinError> {
        let turn = Arc::clone(&self.scans).acquire_owned().await;
        let work = move || {
            // A caller that goes away does not end the scan.
            let _turn = turn;
            scan(&folder, &ScanOptions::default())
        };
        tokio::task::spawn_blocking(work).await
    }
}
