//! The one store of the page: what is known, and what can be ordered.

mod accepting;
mod action;
mod commands;
mod drafts;
mod guard;
mod import;
mod organization;
mod requests;
mod runtime;
mod saving;
mod sessions;
mod shared;
mod signals;
mod spec_drafts;
mod store_signal;

pub use crate::api::{
    Applied, AppliedSlot, ApplyOrder, LineChoice, LineConflict, LineResolution, MissingSlot, Order,
    Snapshot,
};
pub use action::{ActionFailure, ActionState, ApplyState, SignInState, SpecState};
pub use guard::WatchGuard;
pub use import::{
    Addition, FileNote, Import, ImportGuard, ImportItem, ImportLine, ImportOrder, ImportReader,
    ImportRefusal, ImportState, LineFlaw, LineNote, MAX_IMPORT_BYTES, MOST_AT_ONCE, Place,
    looks_like_env, places,
};
pub(crate) use import::{LeftImport, usual_file};
pub use organization::{
    HistoryEntry, NewSecret, Organization, RemovedSecret, SecretDeed, SecretDraft, SecretFilter,
    SecretGap, SecretHistoryState, SecretItem, SecretList, SecretPage, SecretRow, SecretSave,
    SecretSearch, SecretSort, SecretTold, SecretUndo, SecretUse, SecretWork, SecretsGuard,
    SecretsSince,
};
pub use requests::{SlotAnswer, SubmittedSlot};
pub use sessions::FinishState;
#[cfg(feature = "elements")]
pub(crate) use shared::BASE_URL;
pub use shared::{Source, StoreOptions, TokenSource, configure, shared};
pub use spec_drafts::{ListedKey, NewKey, SpecDraft};
pub use store_signal::StoreSignal;

use crate::api::{EnvApi, clock};
use drafts::Drafts;
use envdock_contract::model::{ConfigurationId, SessionId, Version};
use envdock_core::{
    CheckContext, Configuration, Connection, DiskFile, Entry, Event, Me, Millis, Resource, SlotId,
    State, Summary, SummaryId,
};
use requests::LastSubmissions;
use saving::LastSaves;
use send_wrapper::SendWrapper;
use signals::Signals;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// The handle on the page's store. Clones are cheap and mean the same store.
///
/// Queries give signals and change nothing; commands give nothing but guards.
/// It can be moved anywhere a view needs it, and used on the thread that made it.
#[derive(Clone)]
pub struct EnvStore(SendWrapper<Rc<Inner>>);

struct Inner {
    api: Rc<dyn EnvApi>,
    state: RefCell<State>,
    signals: Signals,
    drafts: RefCell<Drafts>,
    last_saves: RefCell<LastSaves>,
    last_submissions: RefCell<LastSubmissions>,
    last_number: Cell<u64>,
    imports: import::OpenImports,
    /// Slots whose next confirmed save accepts them.
    accepting: RefCell<HashSet<SlotId>>,
    spec_queues: RefCell<runtime::SpecQueues>,
    /// The newest version of each spec that this page has saved.
    own_specs: RefCell<HashMap<ConfigurationId, Version>>,
    secrets: organization::Secrets,
    listeners: RefCell<Option<runtime::Listeners>>,
    stream: RefCell<Option<runtime::StreamGuard>>,
}

impl fmt::Debug for EnvStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EnvStore")
    }
}

impl EnvStore {
    /// A new store that asks `api`. Pages use [`shared`], so that all views have the same.
    #[must_use]
    pub fn new(api: Rc<dyn EnvApi>) -> Self {
        runtime::prepare();
        let store = Self(SendWrapper::new(Rc::new(Inner {
            api,
            state: RefCell::default(),
            signals: Signals::default(),
            drafts: RefCell::default(),
            last_saves: RefCell::default(),
            last_submissions: RefCell::default(),
            last_number: Cell::new(0),
            imports: import::OpenImports::default(),
            accepting: RefCell::default(),
            spec_queues: RefCell::default(),
            own_specs: RefCell::default(),
            secrets: organization::Secrets::default(),
            listeners: RefCell::default(),
            stream: RefCell::default(),
        })));
        *store.0.listeners.borrow_mut() = runtime::listen(&store);
        store
    }

    /// Whether the server can be reached, and whether somebody is signed in.
    #[must_use]
    pub fn connection(&self) -> StoreSignal<Connection> {
        StoreSignal::of(&self.0.signals.connection)
    }

    /// Who is signed in, with which role and capabilities.
    #[must_use]
    pub fn me(&self) -> StoreSignal<Resource<Me>> {
        StoreSignal::of(&self.0.signals.me)
    }

    /// The ids of all configurations, and how good that list is. See [`Self::watch_listing`].
    #[must_use]
    pub fn listing(&self) -> StoreSignal<Resource<Vec<ConfigurationId>>> {
        StoreSignal::of(&self.0.signals.listing)
    }

    /// A configuration with its spec. See [`Self::watch_configuration`].
    #[must_use]
    pub fn configuration(&self, id: &ConfigurationId) -> StoreSignal<Resource<Arc<Configuration>>> {
        let first = || self.0.state.borrow().configuration(id).cloned().unwrap_or_default();
        self.0.signals.configurations.read(id, first)
    }

    /// All that is known about a slot, but no value. See [`Self::watch`].
    #[must_use]
    pub fn entry(&self, slot: &SlotId) -> StoreSignal<Entry> {
        let first = || self.0.state.borrow().entry(slot).cloned().unwrap_or_default();
        self.0.signals.slots.read(slot, first)
    }

    /// The same for somebody who looks once: it makes no signal.
    pub(crate) fn peek<R>(&self, slot: &SlotId, look: impl FnOnce(&Entry) -> R) -> R {
        let state = self.0.state.borrow();
        look(state.entry(slot).unwrap_or(&Entry::default()))
    }

    /// How much of a configuration is set. See [`Self::watch_summary`].
    #[must_use]
    pub fn summary(&self, id: &SummaryId) -> StoreSignal<Summary> {
        let first = || self.0.state.borrow().summary(id).cloned().unwrap_or_default();
        self.0.signals.summaries.read(id, first)
    }

    /// The env files of a session as they are on disk. See [`Self::watch_files`].
    #[must_use]
    pub fn files(&self, session: &SessionId) -> StoreSignal<Resource<Vec<DiskFile>>> {
        let first = || self.0.state.borrow().files(session).cloned().unwrap_or_default();
        self.0.signals.files.read(session, first)
    }

    /// Whether anything typed, or an import that is looked at, would be lost with the page.
    #[must_use]
    pub fn has_drafts(&self) -> StoreSignal<bool> {
        StoreSignal::of(&self.0.signals.has_drafts)
    }

    /// What became of the last [`Self::sign_in`].
    #[must_use]
    pub fn sign_in_state(&self) -> StoreSignal<SignInState> {
        StoreSignal::of(&self.0.signals.sign_in)
    }

    /// What became of the last [`Self::apply`] of a session.
    #[must_use]
    pub fn apply_state(&self, session: &SessionId) -> StoreSignal<ApplyState> {
        self.0.signals.applies.read(session, ActionState::default)
    }

    /// What became of the last [`Self::edit_spec`] of a configuration.
    #[must_use]
    pub fn spec_state(&self, id: &ConfigurationId) -> StoreSignal<SpecState> {
        self.0.signals.spec_edits.read(id, ActionState::default)
    }

    /// Whether a change of a spec by this page is on its way.
    #[must_use]
    pub fn spec_is_busy(&self, id: &ConfigurationId) -> StoreSignal<bool> {
        self.0.signals.spec_busy.read(id, || false)
    }

    /// Whether this page made the change that led to this version of a spec.
    #[must_use]
    pub fn made_spec(&self, id: &ConfigurationId, version: Version) -> bool {
        self.0.own_specs.borrow().get(id) == Some(&version)
    }

    /// Now, on the clock that `checked_at` and its like are measured with.
    #[must_use]
    pub fn now(&self) -> Millis {
        clock::now()
    }

    /// The context in which the slots of a configuration are asked, unless a view has its own.
    #[must_use]
    pub fn context(id: &ConfigurationId) -> Arc<CheckContext> {
        Arc::new(CheckContext { configuration: Some(id.clone()), ..CheckContext::default() })
    }

    /// The only way anything changes: core decides, the changed signals are set, commands run.
    fn dispatch(&self, event: Event) {
        let is_refresh = matches!(event, Event::RefreshWanted);
        let is_look = matches!(event, Event::Focused);
        let effects = self.0.state.borrow_mut().update(event, clock::now());
        for changed in &effects.changed {
            self.0.signals.publish(changed, &self.0.state);
        }
        for command in effects.commands {
            runtime::run(self, command);
        }
        let organization = self.organization();
        organization.follow();
        if is_refresh {
            organization.refresh();
        } else if is_look {
            organization.look_again();
        }
    }

    /// A number that was not used before: names of watchers and saves.
    fn next_number(&self) -> u64 {
        let next = self.0.last_number.get() + 1;
        self.0.last_number.set(next);
        next
    }
}

#[cfg(test)]
mod tests;
