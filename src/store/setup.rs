//! Setup sessions: what a person should be told without having looked.

use crate::store::{EnvStore, WatchGuard, runtime};
use envdock_contract::model::SessionId;
use envdock_core::{Event, SetupEvent, SetupNews};
use leptos::prelude::ArcReadSignal;

impl EnvStore {
    /// Keeps what there is to tell about a session read while the guard lives: the session, its
    /// requests and its configuration.
    pub fn watch_setup(&self, session: &SessionId) -> WatchGuard {
        let watch = self.next_watch();
        let (seen_before, session) = (runtime::was_seen(session), session.clone());
        self.dispatch(Event::Setup(SetupEvent::Wanted { watch, session, seen_before }));
        WatchGuard::new(self.clone(), vec![Event::Setup(SetupEvent::Released { watch })])
    }

    /// New files, slots and requests, and whether the Environment tab should open by itself. See
    /// [`Self::watch_setup`].
    #[must_use]
    pub fn setup(&self, session: &SessionId) -> ArcReadSignal<SetupNews> {
        let first = || self.0.state.borrow().setup(session);
        self.0.signals.setups.of(session, first).read_only()
    }

    /// The tab was opened, by itself or by a person. It never opens by itself again.
    pub fn tab_opened(&self, session: &SessionId) {
        self.tab_handled(session);
    }

    /// The tab was closed. It never opens by itself again.
    pub fn tab_closed(&self, session: &SessionId) {
        self.tab_handled(session);
    }

    /// The notice was dismissed: what it named is no longer new.
    pub fn dismiss_notice(&self, session: &SessionId) {
        let session = session.clone();
        self.dispatch(Event::Setup(SetupEvent::NoticeDismissed { session }));
    }

    fn tab_handled(&self, session: &SessionId) {
        let session = session.clone();
        self.dispatch(Event::Setup(SetupEvent::TabHandled { session }));
    }
}
