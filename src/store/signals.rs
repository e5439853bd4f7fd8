//! One small signal for everything a view can ask for.

use crate::store::{
    ActionState, ApplyState, FinishState, ImportState, ListedKey, NewKey, SignInState, SpecDraft,
    SpecState, StoreSignal,
};
use envdock_contract::model::{ConfigurationId, EnvRequest, RequestId, SessionId};
use envdock_core::{
    Changed, Configuration, Connection, DiskFile, Entry, Me, Message, Resource, Session, SlotId,
    State, Subject, SubmissionState, Summary, SummaryId,
};
use envdock_rules::spec_edit::About;
use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Made when first asked for, kept, and set only when its one subject has changed.
///
/// `Arc` signals: those of the arena would end with the owner of the view that asked first.
#[derive(Default)]
pub(super) struct Signals {
    pub(super) slots: Family<SlotId, Entry>,
    pub(super) summaries: Family<SummaryId, Summary>,
    pub(super) configurations: Family<ConfigurationId, Resource<Arc<Configuration>>>,
    pub(super) files: Family<SessionId, Resource<Vec<DiskFile>>>,
    pub(super) listing: ArcRwSignal<Resource<Vec<ConfigurationId>>>,
    pub(super) connection: ArcRwSignal<Connection>,
    pub(super) me: ArcRwSignal<Resource<Me>>,
    pub(super) has_drafts: ArcRwSignal<bool>,
    pub(super) sign_in: ArcRwSignal<SignInState>,
    pub(super) applies: Family<SessionId, ApplyState>,
    pub(super) spec_edits: Family<ConfigurationId, SpecState>,
    pub(super) spec_busy: Family<ConfigurationId, bool>,
    pub(super) acceptances: Family<SlotId, ActionState<()>>,
    pub(super) abouts: Family<ListedKey, SpecDraft<About>>,
    pub(super) new_keys: Family<ConfigurationId, SpecDraft<NewKey>>,
    pub(super) imports: Family<ConfigurationId, ImportState>,
    pub(super) sessions: Family<SessionId, Resource<Session>>,
    pub(super) request_lists: Family<SessionId, Resource<Vec<RequestId>>>,
    pub(super) requests: Family<RequestId, Resource<Arc<EnvRequest>>>,
    pub(super) conversations: Family<SessionId, Resource<Vec<Message>>>,
    pub(super) submissions: Family<RequestId, SubmissionState>,
    pub(super) declines: Family<RequestId, ActionState<()>>,
    pub(super) sayings: Family<SessionId, ActionState<()>>,
    pub(super) starts: Family<ConfigurationId, ActionState<Session>>,
    pub(super) ends: Family<SessionId, ActionState<()>>,
    pub(super) finishes: Family<SessionId, FinishState>,
}

impl Signals {
    /// Sets the one signal that `changed` names, if anybody ever asked for it.
    pub(super) fn publish(&self, changed: &Changed, state: &RefCell<State>) {
        // Answers are copied out first: nothing is borrowed while a signal wakes its readers.
        match changed {
            Changed::Slot(slot) => {
                let entry = state.borrow().entry(slot).cloned();
                let is_freed = entry.is_none();
                self.slots.set(slot, || entry);
                if is_freed {
                    self.slots.forget(slot);
                }
            }
            Changed::Summary(id) => {
                self.summaries.set(id, || state.borrow().summary(id).cloned());
            }
            Changed::Configuration(id) => {
                self.configurations.set(id, || state.borrow().configuration(id).cloned());
            }
            Changed::Files(session) => {
                self.files.set(session, || state.borrow().files(session).cloned());
            }
            Changed::Listing => {
                let listing = state.borrow().listing().clone();
                self.listing.set(listing);
            }
            Changed::Connection => {
                let connection = state.borrow().connection().clone();
                self.connection.set(connection);
            }
            Changed::Me => {
                let me = state.borrow().me().clone();
                self.me.set(me);
            }
            Changed::Subject(subject) => self.publish_subject(subject, state),
            Changed::Submission(id) => {
                self.submissions.set(id, || Some(state.borrow().submission(id)));
            }
        }
    }

    fn publish_subject(&self, subject: &Subject, state: &RefCell<State>) {
        match subject {
            Subject::Session(id) => {
                self.sessions.set(id, || state.borrow().session(id).cloned());
            }
            Subject::Requests(session) => {
                self.request_lists.set(session, || state.borrow().requests(session).cloned());
            }
            Subject::Request(id) => {
                self.requests.set(id, || state.borrow().request(id).cloned());
            }
            Subject::Conversation(session) => {
                self.conversations.set(session, || state.borrow().conversation(session).cloned());
            }
        }
    }
}

/// The signals of one kind, by name.
pub(super) struct Family<K, T>(RefCell<HashMap<K, ArcRwSignal<T>>>);

impl<K, T> Default for Family<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Clone + Eq + Hash, T> Family<K, T> {
    /// The signal of `key`, which starts as `first` says.
    pub(super) fn of(&self, key: &K, first: impl FnOnce() -> T) -> ArcRwSignal<T> {
        let known = self.0.borrow().get(key).cloned();
        known.unwrap_or_else(|| {
            let signal = ArcRwSignal::new(first());
            self.0.borrow_mut().insert(key.clone(), signal.clone());
            signal
        })
    }

    /// Whether any of them is so.
    pub(super) fn any(&self, is_so: impl Fn(&T) -> bool) -> bool
    where
        T: Send + Sync + 'static,
    {
        self.0.borrow().values().any(|signal| signal.with_untracked(&is_so))
    }

    /// The same, as it is handed out.
    pub(super) fn read(&self, key: &K, first: impl FnOnce() -> T) -> StoreSignal<T> {
        StoreSignal::of(&self.of(key, first))
    }

    /// Lets the signal of `key` go: nothing is known any more. Who asks gets a new one.
    pub(super) fn forget(&self, key: &K) {
        self.0.borrow_mut().remove(key);
    }

    /// Lets all signals go: what they said is nobody's business any more.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Sets the signal of `key` to what `value` gives, if anybody ever asked for it.
    pub(super) fn set(&self, key: &K, value: impl FnOnce() -> Option<T>)
    where
        T: Default + Send + Sync + 'static,
    {
        let known = self.0.borrow().get(key).cloned();
        if let Some(signal) = known {
            signal.set(value().unwrap_or_default());
        }
    }
}
