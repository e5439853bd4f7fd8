// long: one double for every verb of the port
//! A server in memory, for tests: it counts what it is asked, and fails on request.

mod presence;
mod server;
mod stream;
mod talk;
mod vault;

use crate::api::{
    AdoptOrder, ApiError, ApiFuture, Applied, ApplyOrder, Checks, Configurations, Conversation,
    EnvApi, Files, FoundSecrets, Hear, Heard, MissingSlot, OneRequest, Requests, SavedSpec,
    SecretHistory, SecretSearch, Snapshot, SubmissionOrder, Submitted, WriteOrder, Written, clock,
};
use envdock_contract::model::{
    Address, ConfigurationId, EnvRequest, Environment, RequestId, Revision, SessionId, Spec,
    Version,
};
use envdock_core::{
    AddressNews, CheckPart, Configuration, Delay, DiskFile, Me, Message, News, Session,
};
use server::Server;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::rc::Rc;
use stream::Listeners;

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
    /// [`EnvApi::search`].
    Search,
    /// [`EnvApi::history`].
    History,
    /// [`EnvApi::write`].
    Write,
    /// [`EnvApi::files`].
    Files,
    /// [`EnvApi::adopt`].
    Adopt,
    /// [`EnvApi::apply`].
    Apply,
    /// [`EnvApi::requests`].
    Requests,
    /// [`EnvApi::request`].
    Request,
    /// [`EnvApi::submit`].
    Submit,
    /// [`EnvApi::decline`].
    Decline,
    /// [`EnvApi::conversation`].
    Conversation,
    /// [`EnvApi::say`].
    Say,
    /// [`EnvApi::session`].
    Session,
    /// [`EnvApi::start_session`].
    StartSession,
    /// [`EnvApi::end_session`].
    EndSession,
    /// [`EnvApi::finish`].
    Finish,
    /// [`EnvApi::subscribe`].
    Subscribe,
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
    searches: RefCell<Vec<SecretSearch>>,
    submissions: RefCell<Vec<SubmissionOrder>>,
    listeners: Listeners,
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

    /// What each submission carried.
    #[must_use]
    pub fn submissions(&self) -> Vec<SubmissionOrder> {
        self.0.submissions.borrow().clone()
    }

    /// Lets the next call of `verb` go wrong; said twice, the two next calls.
    pub fn next(&self, verb: Verb, fault: Fault) {
        self.0.faults.borrow_mut().entry(verb).or_default().push_back(fault);
    }

    /// Who is signed in, or would be.
    #[must_use]
    pub fn me_now(&self) -> Me {
        self.0.server.borrow().me.clone().unwrap_or_else(server::owner)
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

    /// Describes a stored value, as another person would.
    pub fn put_description(&self, address: &Address, text: &str) {
        let mut server = self.0.server.borrow_mut();
        server.next_revision();
        server.describe(address, Some(text.to_owned()), server::grace());
    }

    /// What each search asked.
    #[must_use]
    pub fn searches(&self) -> Vec<SecretSearch> {
        self.0.searches.borrow().clone()
    }

    /// Removes something, as another person would.
    pub fn take_stored(&self, address: &Address) {
        let mut server = self.0.server.borrow_mut();
        server.next_revision();
        server.take_stored(address, server::grace());
    }

    /// Says what is on the disk of a session.
    pub fn put_on_disk(&self, session: SessionId, files: Vec<DiskFile>) {
        self.0.server.borrow_mut().on_disk.insert(session, files);
    }

    /// Adds or replaces a session.
    pub fn put_session(&self, session: Session) {
        self.0.server.borrow_mut().put_session(session);
    }

    /// Adds or replaces a request, as an agent, or another person, would.
    pub fn put_request(&self, request: EnvRequest) {
        self.0.server.borrow_mut().put_request(request);
    }

    /// Adds a line to the conversation of a session, as an agent would.
    pub fn put_message(&self, session: SessionId, message: Message) {
        self.0.server.borrow_mut().put_message(session, message);
    }

    /// Says which required slots finishing has to name.
    pub fn put_missing(&self, missing: Vec<MissingSlot>) {
        self.0.server.borrow_mut().talk.missing = missing;
    }

    /// Tells all who have subscribed.
    pub fn tell(&self, heard: &Heard) {
        self.0.listeners.tell(heard);
    }

    /// Tells everybody what is stored at an address now, as the server would after a write.
    pub fn tell_stored(&self, address: &Address) {
        let (revision, change) = (self.revision(), self.news_of(address));
        self.tell(&Heard::News { revision: Some(revision), news: News::Presence(vec![change]) });
    }

    /// What would be told about an address.
    #[must_use]
    pub fn news_of(&self, address: &Address) -> AddressNews {
        let server = self.0.server.borrow();
        let (stored, version) = (server.stored(address).cloned(), server.last_version(address));
        AddressNews { address: address.clone(), version, stored }
    }

    /// Cuts all streams.
    pub fn cut_streams(&self) {
        self.0.listeners.cut();
    }

    /// How many streams stand.
    #[must_use]
    pub fn n_streams(&self) -> usize {
        self.0.listeners.count()
    }

    /// The organization's revision.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.0.server.borrow().revision()
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

    fn search(&self, search: SecretSearch) -> ApiFuture<FoundSecrets> {
        self.0.searches.borrow_mut().push(search.clone());
        self.answer(Verb::Search, move |server| server.search(&search))
    }

    fn history(&self, address: Address, _cursor: Option<String>) -> ApiFuture<SecretHistory> {
        self.answer(Verb::History, move |server| server.history(&address))
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

    fn requests(&self, session: SessionId) -> ApiFuture<Requests> {
        self.answer(Verb::Requests, move |server| server.requests(&session))
    }

    fn request(&self, id: RequestId) -> ApiFuture<OneRequest> {
        self.answer(Verb::Request, move |server| server.request(&id))
    }

    fn submit(&self, order: SubmissionOrder) -> ApiFuture<Submitted> {
        self.0.submissions.borrow_mut().push(order.clone());
        self.answer(Verb::Submit, move |server| server.submit(&order))
    }

    fn decline(&self, id: RequestId) -> ApiFuture<OneRequest> {
        self.answer(Verb::Decline, move |server| server.decline(&id))
    }

    fn conversation(&self, session: SessionId) -> ApiFuture<Conversation> {
        self.answer(Verb::Conversation, move |server| server.conversation(&session))
    }

    fn say(&self, session: SessionId, text: String) -> ApiFuture<()> {
        self.answer(Verb::Say, move |server| server.say(session, text))
    }

    fn session(&self, id: SessionId) -> ApiFuture<Session> {
        self.answer(Verb::Session, move |server| server.session(&id))
    }

    fn start_session(
        &self,
        configuration: ConfigurationId,
        environment: Environment,
        setup: bool,
    ) -> ApiFuture<Session> {
        self.answer(Verb::StartSession, move |server| {
            server.start_session(configuration, environment, setup)
        })
    }

    fn end_session(&self, id: SessionId) -> ApiFuture<()> {
        self.answer(Verb::EndSession, move |server| server.end_session(&id))
    }

    fn finish(&self, _session: SessionId, acknowledged: Vec<MissingSlot>) -> ApiFuture<Snapshot> {
        self.answer(Verb::Finish, move |server| server.finish(&acknowledged))
    }

    fn subscribe(&self, after: Option<Revision>, _audience: String, hear: Hear) -> ApiFuture<()> {
        let opened = self.answer(Verb::Subscribe, |server| {
            server.signed_in()?;
            Ok(server.revision())
        });
        let api = self.clone();
        Box::pin(async move {
            let revision = Some(opened.await?);
            let stream = api.0.listeners.listen(&hear);
            hear(Heard::Connected { revision, complete: after.is_some() });
            stream.await;
            Err(ApiError::Offline)
        })
    }
}
