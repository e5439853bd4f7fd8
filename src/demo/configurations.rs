//! All configurations that the server knows.

use crate::store::EnvStore;
use envdock_contract::model::{ConfigurationId, SessionId};
use envdock_core::{CheckFailure, Configuration};
use leptos::prelude::*;
use std::sync::Arc;

/// The list of configurations, watched while its owner lives.
#[derive(Clone)]
pub(super) struct Known {
    store: EnvStore,
}

impl Known {
    pub(super) fn watch(store: EnvStore) -> Self {
        StoredValue::new_local(store.watch_listing());
        Self { store }
    }

    /// Their ids; nothing before the first answer.
    pub(super) fn ids(&self) -> Option<Vec<ConfigurationId>> {
        self.store.listing().with(|listing| listing.known.clone())
    }

    /// Why there is no answer.
    pub(super) fn failure(&self) -> Option<CheckFailure> {
        self.store.listing().with(|listing| listing.status.failure)
    }

    pub(super) fn configuration(&self, id: &ConfigurationId) -> Option<Arc<Configuration>> {
        self.store.configuration(id).with(|configuration| configuration.known.clone())
    }

    /// The first live session. The server leads to its own by itself; this is for a page without one.
    pub(super) fn first_session(&self) -> Search<SessionId> {
        let session = |id: &ConfigurationId| self.configuration(id)?.session.clone();
        Search::of(self.ids(), |ids| ids.iter().find_map(session))
    }
}

/// What became of looking for something in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Search<T> {
    /// The list is not there yet.
    Waiting,
    /// The list does not have it.
    NotFound,
    /// It is this.
    Found(T),
}

impl<T> Search<T> {
    fn of(
        ids: Option<Vec<ConfigurationId>>,
        find: impl FnOnce(&[ConfigurationId]) -> Option<T>,
    ) -> Self {
        ids.map_or(Self::Waiting, |ids| find(&ids).map_or(Self::NotFound, Self::Found))
    }

    /// What was found.
    pub(super) fn found(self) -> Option<T> {
        match self {
            Self::Found(found) => Some(found),
            Self::Waiting | Self::NotFound => None,
        }
    }
}
