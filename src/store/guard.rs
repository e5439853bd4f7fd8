//! Interest that ends when it is dropped.

use crate::store::EnvStore;
use envdock_core::Event;
use std::fmt;

/// Keeps something checked for as long as it lives. Views move it into `on_cleanup`.
#[must_use = "what is watched is let go when the guard is dropped"]
pub struct WatchGuard {
    store: EnvStore,
    releases: Vec<Event>,
}

impl WatchGuard {
    pub(super) fn new(store: EnvStore, releases: Vec<Event>) -> Self {
        Self { store, releases }
    }
}

impl Drop for WatchGuard {
    fn drop(&mut self) {
        for event in std::mem::take(&mut self.releases) {
            self.store.dispatch(event);
        }
    }
}

impl fmt::Debug for WatchGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("WatchGuard")
            .field("releases", &self.releases)
            .finish_non_exhaustive()
    }
}
