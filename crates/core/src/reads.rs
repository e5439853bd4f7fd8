//! Everything that is read as a whole, and who wants it.

use crate::order::{Moment, Order};
use crate::subject::Subjects;
use crate::{
    CheckFailure, Configuration, DiskFile, Fetch, Me, Millis, ReadStatus, Resource, Subject,
    WatchId,
};
use envdock_contract::model::{ConfigurationId, RequestId, SessionId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names something that is read as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ReadKey {
    Configuration(ConfigurationId),
    Files(SessionId),
    Listing,
    Me,
    Subject(Subject),
}

/// The kinds of interest; each has its own names of watchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Interest {
    Configurations,
    Files,
    Listing,
    Me,
    Subjects,
    Summaries,
}

#[derive(Debug, Default)]
pub(crate) struct Reads {
    pub(crate) configurations: BTreeMap<ConfigurationId, Resource<Arc<Configuration>>>,
    pub(crate) files: BTreeMap<SessionId, Resource<Vec<DiskFile>>>,
    pub(crate) listing: Resource<Vec<ConfigurationId>>,
    pub(crate) me: Resource<Me>,
    pub(crate) subjects: Subjects,
    watched_by: BTreeMap<(Interest, WatchId), Vec<ReadKey>>,
    watchers: BTreeMap<ReadKey, usize>,
    orders: BTreeMap<ReadKey, Order>,
    changed: BTreeSet<ReadKey>,
    pub(crate) queued: BTreeSet<ReadKey>,
    pub(crate) failed: BTreeSet<ReadKey>,
}

impl Reads {
    pub(crate) fn watched(&self) -> impl Iterator<Item = &ReadKey> {
        self.watchers.keys()
    }

    pub(crate) fn is_watched(&self, key: &ReadKey) -> bool {
        self.watchers.contains_key(key)
    }

    pub(crate) fn status(&self, key: &ReadKey) -> ReadStatus {
        match key {
            ReadKey::Configuration(id) => self.configurations.get(id).map(|known| known.status),
            ReadKey::Files(session) => self.files.get(session).map(|known| known.status),
            ReadKey::Listing => Some(self.listing.status),
            ReadKey::Me => Some(self.me.status),
            ReadKey::Subject(subject) => self.subjects.status(subject),
        }
        .unwrap_or_default()
    }

    pub(crate) fn edit(&mut self, key: &ReadKey, change: impl FnOnce(&mut ReadStatus)) {
        let status = match key {
            ReadKey::Configuration(id) => {
                &mut self.configurations.entry(id.clone()).or_default().status
            }
            ReadKey::Files(session) => &mut self.files.entry(session.clone()).or_default().status,
            ReadKey::Listing => &mut self.listing.status,
            ReadKey::Me => &mut self.me.status,
            ReadKey::Subject(subject) => self.subjects.status_mut(subject),
        };
        let before = *status;
        change(status);
        if *status != before {
            self.changed.insert(key.clone());
        }
    }

    /// Notes that what is known has changed.
    pub(crate) fn touch(&mut self, key: ReadKey) {
        self.changed.insert(key);
    }

    /// The configurations that are different from before this update.
    pub(crate) fn changed_configurations(&self) -> Vec<ConfigurationId> {
        let configuration = |key: &ReadKey| {
            let ReadKey::Configuration(id) = key else { return None };
            Some(id.clone())
        };
        self.changed.iter().filter_map(configuration).collect()
    }

    /// The requests that are different from before this update.
    pub(crate) fn changed_requests(&self) -> Vec<RequestId> {
        let request = |key: &ReadKey| {
            let ReadKey::Subject(Subject::Request(id)) = key else { return None };
            Some(id.clone())
        };
        self.changed.iter().filter_map(request).collect()
    }

    pub(crate) fn take_changed(&mut self) -> BTreeSet<ReadKey> {
        std::mem::take(&mut self.changed)
    }

    /// What a watcher wants.
    pub(crate) fn wanted_by(&self, interest: Interest, watch: WatchId) -> &[ReadKey] {
        self.watched_by.get(&(interest, watch)).map_or(&[], Vec::as_slice)
    }

    /// Replaces what a watcher wants.
    pub(crate) fn want(&mut self, interest: Interest, watch: WatchId, keys: BTreeSet<ReadKey>) {
        for key in &keys {
            *self.watchers.entry(key.clone()).or_default() += 1;
        }
        self.release(interest, watch);
        self.watched_by.insert((interest, watch), keys.into_iter().collect());
    }

    pub(crate) fn release(&mut self, interest: Interest, watch: WatchId) {
        for key in self.watched_by.remove(&(interest, watch)).unwrap_or_default() {
            let left = self.watchers.get(&key).map_or(0, |watchers| watchers.saturating_sub(1));
            if left > 0 {
                self.watchers.insert(key, left);
                continue;
            }
            self.watchers.remove(&key);
            self.failed.remove(&key);
            if self.queued.remove(&key) {
                self.edit(&key, |status| status.fetch = Fetch::Idle);
            }
        }
    }

    pub(crate) fn queue(&mut self, key: &ReadKey) {
        if self.status(key).fetch == Fetch::Idle {
            self.failed.remove(key);
            self.queued.insert(key.clone());
            self.edit(key, |status| status.fetch = Fetch::Queued);
        }
    }

    /// The read goes out: its answer may turn out to be too old, also when nobody waits for it.
    pub(crate) fn sent(&mut self, key: &ReadKey) {
        self.orders.entry(key.clone()).or_default();
        self.edit(key, |status| status.fetch = Fetch::Fetching);
    }

    /// Whether news about it matter: it is shown, was, or an answer is on its way.
    pub(crate) fn is_of_interest(&self, key: &ReadKey) -> bool {
        self.is_watched(key) || self.is_known(key) || self.status(key).fetch == Fetch::Fetching
    }

    pub(crate) fn is_fresh(&self, key: &ReadKey, now: Millis, fresh_ms: u64) -> bool {
        let status = self.status(key);
        let recent = status.checked_at.is_some_and(|at| now.since(at) <= fresh_ms);
        recent && !status.stale && status.failure.is_none_or(CheckFailure::is_final)
    }

    /// Whether an answer was ever given.
    pub(crate) fn is_known(&self, key: &ReadKey) -> bool {
        self.status(key).checked_at.is_some()
    }

    /// What was asked or told about, or is wanted.
    pub(crate) fn all_known(&self) -> BTreeSet<ReadKey> {
        self.orders.keys().chain(self.watchers.keys()).cloned().collect()
    }

    /// Whether what is known was true then or later.
    pub(crate) fn includes(&self, key: &ReadKey, moment: Moment) -> bool {
        let order = self.orders.get(key).copied().unwrap_or_default();
        self.is_known(key) && !self.status(key).stale && order.includes(moment)
    }

    /// Whether an answer may replace what is known; older ones are ignored from now on.
    pub(crate) fn accept(&mut self, key: &ReadKey, moment: Moment) -> bool {
        let order = self.orders.entry(key.clone()).or_default();
        let accepted = order.accepts(moment);
        if accepted {
            order.advance(moment);
        }
        accepted
    }

    /// Forgets everything but who wants what.
    pub(crate) fn forget(&mut self) {
        let keys = self.configurations.keys().cloned().map(ReadKey::Configuration);
        let files = self.files.keys().cloned().map(ReadKey::Files);
        self.changed.extend(keys.chain(files).chain([ReadKey::Listing, ReadKey::Me]));
        self.configurations.values_mut().for_each(|resource| *resource = Resource::default());
        self.files.values_mut().for_each(|resource| *resource = Resource::default());
        self.listing = Resource::default();
        self.me = Resource::default();
        self.changed.extend(self.subjects.forget().into_iter().map(ReadKey::Subject));
        self.queued.clear();
        self.failed.clear();
        self.orders.clear();
    }

    /// The read was answered.
    pub(crate) fn answered(&mut self, key: &ReadKey, now: Millis) {
        self.queued.remove(key);
        self.failed.remove(key);
        let status = ReadStatus { checked_at: Some(now), ..ReadStatus::default() };
        self.edit(key, |before| *before = status);
    }

    /// What is known is older than this: answers from before do not count.
    pub(crate) fn outdated(&mut self, key: &ReadKey, since: Moment) {
        self.orders.entry(key.clone()).or_default().advance(since);
        self.edit(key, |status| status.stale = status.checked_at.is_some());
    }

    /// An answer came that is older than what was told meanwhile: it says nothing. What was told
    /// since the read began is asked for at once; an answer that is old for no such reason, as
    /// that of a copy that lags behind, later.
    pub(crate) fn answered_too_late(&mut self, key: &ReadKey, moment: Moment) {
        self.edit(key, |status| status.fetch = Fetch::Idle);
        let is_current = self.is_known(key) && !self.status(key).stale;
        if is_current || !self.is_watched(key) {
            return;
        }
        if self.orders.get(key).is_some_and(|order| order.is_after_call(moment.call)) {
            self.queue(key);
        } else {
            self.failed.insert(key.clone());
        }
    }

    /// The read was not answered; or finally, that there is nothing to read.
    pub(crate) fn not_answered(&mut self, key: &ReadKey, failure: CheckFailure, now: Millis) {
        self.edit(key, |status| {
            status.fetch = Fetch::Idle;
            status.failure = Some(failure);
            status.checked_at = if failure.is_final() { Some(now) } else { status.checked_at };
            status.stale = !failure.is_final() && status.checked_at.is_some();
        });
        if failure.is_transient() && self.is_watched(key) {
            self.failed.insert(key.clone());
        }
    }
}
