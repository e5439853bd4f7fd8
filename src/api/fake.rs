//! A server in memory, for tests: it counts what it is asked, and fails on request.

mod server;

use crate::api::{
    AdoptOrder, ApiError, ApiFuture, Applied, ApplyOrder, Checks, Configurations, EnvApi, Files,
    SavedSpec, WriteOrder, Written, clock,
};
use envdock_contract::model::{Address, ConfigurationId, SessionId, Spec, Version};
use envdock_core::{CheckPart, Configuration, Delay, DiskFile, Me};
use server::Server;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::rc::Rc;

/// What can be asked of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// [`EnvApi::me`].
    Me,
    /// [`EnvApi::sign_in`].
    SignIn,
    /// [`EnvApi::sign_out`].
    SignOut,
    /// [`EnvApi::configurations`].
    Configurations,
    /// [`EnvApi::save_spec`].
    SaveSpec,
    /// [`EnvApi::check`].
    Check,
    /// [`EnvApi::write`].
    Write,
    /// [`EnvApi::files`].
    Files,
    /// [`EnvApi::adopt`].
    Adopt,
    /// [`EnvApi::apply`].
    Apply,
}

/// What goes wrong with one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server acts, and its answer takes this long.
    Slow {
        /// How long.
        delay_ms: u64,
    },
    /// The server does nothing but say this.
    Refused(ApiError),
    /// The server acts, and its answer is lost.
    Cut,
}

/// A server in memory. Clones mean the same server.
#[derive(Clone, Default)]
pub struct FakeApi(Rc<Inner>);

#[derive(Default)]
struct Inner {
    server: RefCell<Server>,
    calls: RefCell<HashMap<Verb, usize>>,
    faults: RefCell<HashMap<Verb, VecDeque<Fault>>>,
    checks: RefCell<Vec<Vec<CheckPart>>>,
    writes: RefCell<Vec<WriteOrder>>,
}

impl fmt::Debug for FakeApi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FakeApi").field("calls", &self.0.calls).finish_non_exhaustive()
    }
}

impl FakeApi {
    /// A server on which an owner is signed in and nothing is stored.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How often `verb` was called.
    #[must_use]
    pub fn n_calls(&self, verb: Verb) -> usize {
        self.0.calls.borrow().get(&verb).copied().unwrap_or_default()
    }

    /// What each check asked.
    #[must_use]
    pub fn checks(&self) -> Vec<Vec<CheckPart>> {
        self.0.checks.borrow().clone()
    }

    /// What each write carried.
    #[must_use]
    pub fn writes(&self) -> Vec<WriteOrder> {
        self.0.writes.borrow().clone()
    }

    /// Lets the next call of `verb` go wrong; said twice, the two next calls.
    pub fn next(&self, verb: Verb, fault: Fault) {
        self.0.faults.borrow_mut().entry(verb).or_default().push_back(fault);
    }

    /// Says who is signed in; with `None` every call is refused.
    pub fn put_me(&self, me: Option<Me>) {
        self.0.server.borrow_mut().me = me;
    }

    /// Adds or replaces a configuration.
    pub fn put_configuration(&self, configuration: Configuration) {
        self.0.server.borrow_mut().put_configuration(configuration);
    }

    /// Stores something, as another person would.
    pub fn put_stored(&self, address: Address) {
        self.0.server.borrow_mut().put_stored(address);
    }

    /// Says what is on the disk of a session.
    pub fn put_on_disk(&self, session: SessionId, files: Vec<DiskFile>) {
        self.0.server.borrow_mut().on_disk.insert(session, files);
    }

    /// The version stored at an address; 0 for nothing.
    #[must_use]
    pub fn stored_version(&self, address: &Address) -> Version {
        self.0.server.borrow().version(address)
    }

    fn answer<T: 'static>(
        &self,
        verb: Verb,
        act: impl FnOnce(&mut Server) -> Result<T, ApiError> + 'static,
    ) -> ApiFuture<T> {
        *self.0.calls.borrow_mut().entry(verb).or_default() += 1;
        let fault = self.0.faults.borrow_mut().get_mut(&verb).and_then(VecDeque::pop_front);
        let inner = Rc::clone(&self.0);
        Box::pin(async move {
            if let Some(Fault::Refused(error)) = fault {
                return Err(error);
            }
            let answer = act(&mut inner.server.borrow_mut());
            match fault {
                Some(Fault::Slow { delay_ms }) => clock::sleep(Delay::exactly(delay_ms)).await,
                Some(Fault::Cut) => return Err(ApiError::Offline),
                Some(Fault::Refused(_)) | None => {}
            }
            answer
        })
    }
}

impl EnvApi for FakeApi {
    fn me(&self) -> ApiFuture<Me> {
        self.answer(Verb::Me, |server| server.signed_in().cloned())
    }

    fn sign_in(&self, launch: String) -> ApiFuture<Me> {
        self.answer(Verb::SignIn, move |server| server.sign_in(&launch))
    }

    fn sign_out(&self) -> ApiFuture<()> {
        self.answer(Verb::SignOut, |server| {
            server.me = None;
            Ok(())
        })
    }

    fn configurations(&self, ids: Option<Vec<ConfigurationId>>) -> ApiFuture<Configurations> {
        self.answer(Verb::Configurations, move |server| server.configurations(ids.as_deref()))
    }

    fn save_spec(
        &self,
        configuration: ConfigurationId,
        expected: Version,
        spec: Spec,
    ) -> ApiFuture<SavedSpec> {
        self.answer(Verb::SaveSpec, move |server| server.save_spec(&configuration, expected, spec))
    }

    fn check(&self, parts: Vec<CheckPart>) -> ApiFuture<Checks> {
        self.0.checks.borrow_mut().push(parts.clone());
        self.answer(Verb::Check, move |server| server.check(&parts))
    }

    fn write(&self, order: WriteOrder) -> ApiFuture<Written> {
        self.0.writes.borrow_mut().push(order.clone());
        self.answer(Verb::Write, move |server| server.write(&order))
    }

    fn files(&self, session: SessionId) -> ApiFuture<Files> {
        self.answer(Verb::Files, move |server| server.files(&session))
    }

    fn adopt(&self, order: AdoptOrder) -> ApiFuture<Written> {
        self.answer(Verb::Adopt, move |server| server.adopt(&order))
    }

    fn apply(&self, session: SessionId, _order: ApplyOrder) -> ApiFuture<Applied> {
        self.answer(Verb::Apply, move |server| {
            server.files(&session)?;
            Ok(Applied::default())
        })
    }
}
