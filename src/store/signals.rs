//! One small signal for everything a view can ask for.

use crate::store::{AcceptState, ApplyState, SignInState};
use envdock_contract::model::{ConfigurationId, SessionId};
use envdock_core::{
    Configuration, Connection, DiskFile, Entry, Me, Resource, SlotId, Summary, SummaryId,
};
use leptos::prelude::{ArcRwSignal, Set};
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
    pub(super) acceptances: Family<ConfigurationId, AcceptState>,
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
