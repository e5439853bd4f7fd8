//! Sessions: beginning, talking, finishing, ending.

use crate::store::{
    ActionFailure, ActionState, EnvStore, MissingSlot, Snapshot, StoreSignal, WatchGuard, runtime,
};
use envdock_contract::model::{ConfigurationId, Environment, SessionId};
use envdock_core::{Message, Resource, Session, Subject};

/// What became of the last [`EnvStore::finish`] of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FinishState {
    /// None was ordered.
    #[default]
    Idle,
    /// It is on its way.
    Running,
    /// Required slots have no value: nothing was saved. Finishing anyway names exactly these.
    Missing(Vec<MissingSlot>),
    /// The workspace is saved.
    Saved(Snapshot),
    /// It failed.
    Failed(ActionFailure),
}

impl EnvStore {
    /// Keeps a session read while the guard lives.
    pub fn watch_session(&self, id: &SessionId) -> WatchGuard {
        self.watch_subject(Subject::Session(id.clone()))
    }

    /// A session: what it runs on, whether it is a setup session and still live. See
    /// [`Self::watch_session`].
    #[must_use]
    pub fn session(&self, id: &SessionId) -> StoreSignal<Resource<Session>> {
        let first = || self.0.state.borrow().session(id).cloned().unwrap_or_default();
        self.0.signals.sessions.read(id, first)
    }

    /// Keeps what is said in a session read while the guard lives.
    pub fn watch_conversation(&self, session: &SessionId) -> WatchGuard {
        self.watch_subject(Subject::Conversation(session.clone()))
    }

    /// What is said in a session, oldest line first. See [`Self::watch_conversation`].
    #[must_use]
    pub fn conversation(&self, session: &SessionId) -> StoreSignal<Resource<Vec<Message>>> {
        let first = || self.0.state.borrow().conversation(session).cloned().unwrap_or_default();
        self.0.signals.conversations.read(session, first)
    }

    /// Adds a person's line to the conversation of a session. See [`Self::say_state`].
    pub fn say(&self, session: &SessionId, text: String) {
        runtime::say(self, session.clone(), text);
    }

    /// What became of the last [`Self::say`] in a session.
    #[must_use]
    pub fn say_state(&self, session: &SessionId) -> StoreSignal<ActionState<()>> {
        self.0.signals.sayings.read(session, ActionState::default)
    }

    /// Begins a session on a configuration. See [`Self::start_state`].
    pub fn start_session(&self, id: ConfigurationId, environment: Environment, setup: bool) {
        runtime::start_session(self, id, environment, setup);
    }

    /// What became of the last [`Self::start_session`] of a configuration.
    #[must_use]
    pub fn start_state(&self, id: &ConfigurationId) -> StoreSignal<ActionState<Session>> {
        self.0.signals.starts.read(id, ActionState::default)
    }

    /// Ends a session: its own values go, its open requests expire. See [`Self::end_state`].
    pub fn end_session(&self, id: &SessionId) {
        runtime::end_session(self, id.clone());
    }

    /// What became of the last [`Self::end_session`] of a session.
    #[must_use]
    pub fn end_state(&self, id: &SessionId) -> StoreSignal<ActionState<()>> {
        self.0.signals.ends.read(id, ActionState::default)
    }

    /// Saves a session as a snapshot, although `acknowledged` is missing: exactly what
    /// [`FinishState::Missing`] said, or nothing the first time. Does nothing while one is
    /// [`FinishState::Running`]: its answer is for all. See [`Self::finish_state`].
    pub fn finish(&self, session: &SessionId, acknowledged: Vec<MissingSlot>) {
        runtime::finish(self, session.clone(), acknowledged);
    }

    /// What became of the last [`Self::finish`] of a session.
    #[must_use]
    pub fn finish_state(&self, session: &SessionId) -> StoreSignal<FinishState> {
        self.0.signals.finishes.read(session, FinishState::default)
    }
}
