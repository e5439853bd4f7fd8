//! Keeping what is shown true: asked again after a failure, after a gap, and once it is old.

use crate::api::{ApiError, FoundSecrets};
use crate::store::EnvStore;
use crate::store::organization::{Organization, SecretList, SecretSearch};
use crate::store::runtime;
use envdock_contract::model::{OrganizationId, Revision, UserId};
use envdock_core::{Backoff, CheckFailure, Delay, FRESH_MS, Millis, Moment, Order, SignIn, State};
use leptos::prelude::{Set, Update, WithUntracked};
use std::cell::{Cell, RefCell};

/// Not everybody asks at once when all have missed something.
const RESYNC_MS: u64 = 2_000;

/// Who looks, and how the server can be reached.
#[derive(Default)]
pub(super) struct Watching {
    n_watchers: Cell<usize>,
    backoff: Cell<Backoff>,
    /// The server asked to be left alone until then.
    not_before: Cell<Millis>,
    /// What is shown was true then, or later.
    as_of: Cell<Order>,
    /// Somebody is signed in, or may be, and there is a network.
    is_reachable: Cell<bool>,
    /// What was asked last is what is shown already, once more.
    is_refresh: Cell<bool>,
    whose: RefCell<Option<(UserId, OrganizationId)>>,
}

/// Keeps the list current while it lives.
#[derive(Debug)]
pub struct SecretsGuard(EnvStore);

impl Drop for SecretsGuard {
    fn drop(&mut self) {
        let n_watchers = &self.0.0.secrets.watching.n_watchers;
        n_watchers.set(n_watchers.get().saturating_sub(1));
    }
}

impl Organization {
    /// Keeps the list current while the guard lives: nobody is asked again when nobody looks.
    #[must_use]
    pub fn watch(&self) -> SecretsGuard {
        let n_watchers = &self.watching().n_watchers;
        n_watchers.set(n_watchers.get() + 1);
        SecretsGuard(self.0.clone())
    }

    fn watching(&self) -> &Watching {
        &self.secrets().watching
    }

    fn is_watched(&self) -> bool {
        self.watching().n_watchers.get() > 0
    }

    /// Answers from before this moment are asked for again.
    pub(super) fn need(&self, moment: Moment) {
        let mut needs = self.secrets().needs.get();
        needs.advance(moment);
        self.secrets().needs.set(needs);
    }

    /// How long the server asked to be left alone from now on.
    pub(super) fn wait_for_server_ms(&self) -> u64 {
        self.watching().not_before.get().since(self.0.now())
    }

    /// When to ask again after a failure, if that can help and somebody looks.
    pub(super) fn wait_after(&self, failure: CheckFailure) -> Option<Delay> {
        let watching = self.watching();
        let (backoff, delay) = watching.backoff.get().after(failure);
        watching.not_before.set(self.0.now().plus(delay.min_ms));
        watching.backoff.set(backoff);
        (failure.is_transient() && self.is_watched()).then_some(delay)
    }

    /// The server has answered.
    pub(super) fn answered(&self, moment: Moment, is_first: bool) {
        let watching = self.watching();
        watching.backoff.set(Backoff::default());
        watching.not_before.set(Millis::default());
        if is_first {
            let mut as_of = Order::default();
            as_of.advance(moment);
            watching.as_of.set(as_of);
        }
    }

    /// The wait is over, for typing or after a failure.
    pub(in crate::store) fn wait_ended(&self, number: u64) {
        let is_retry = self.list().with_untracked(|list| list.is_retrying);
        if !is_retry {
            self.read(number);
        } else if self.secrets().last_read.get() == number && self.is_watched() {
            self.retry();
        }
    }

    /// Something happened that the whole page goes by.
    pub(in crate::store) fn follow(&self) {
        if self.forget_others() && self.is_watched() {
            self.show_new();
        }
        let is_reachable = is_reachable(&self.0.0.state.borrow());
        let was_reachable = self.watching().is_reachable.replace(is_reachable);
        if is_reachable && !was_reachable && self.is_watched() {
            self.retry();
        }
    }

    /// What was found for somebody else is nobody's business any more. What was typed stays.
    fn forget_others(&self) -> bool {
        if !self.is_of_others() {
            return false;
        }
        let secrets = self.secrets();
        secrets.last_read.set(self.0.next_number());
        secrets.rows.borrow_mut().clear();
        secrets.told_of.borrow_mut().clear();
        secrets.unsettled.borrow_mut().clear();
        secrets.arriving.borrow_mut().clear();
        secrets.needs.set(Order::default());
        secrets.list.set(SecretList::default());
        secrets.undo.set(None);
        secrets.told.set(None);
        secrets.histories.clear();
        self.count_new();
        true
    }

    /// Whether somebody else, or in another organization, is signed in now than before.
    fn is_of_others(&self) -> bool {
        let state = self.0.0.state.borrow();
        let Some(me) = state.me().known.as_ref() else { return false };
        let mut whose = self.watching().whose.borrow_mut();
        let is = |(user, organization): &(UserId, OrganizationId)| {
            *user == me.user && *organization == me.organization
        };
        if whose.as_ref().is_some_and(is) {
            return false;
        }
        whose.replace((me.user.clone(), me.organization.clone())).is_some()
    }

    /// Somebody looks again. What has just failed waits for its retry.
    pub(in crate::store) fn look_again(&self) {
        let now = self.0.now();
        let is_fresh = |list: &SecretList| {
            list.failure.is_some() || list.checked_at.is_none_or(|at| now.since(at) <= FRESH_MS)
        };
        if !self.list().with_untracked(is_fresh) {
            self.refresh();
        }
    }

    /// Changes up to this revision were not told.
    pub(in crate::store) fn missed(&self, revision: Option<Revision>) {
        let call = revision.map_or_else(|| self.0.next_number(), |_| 0);
        let moment = Moment { revision, call };
        self.need(moment);
        let has_list = self.list().with_untracked(|list| list.total.is_some() && !list.is_reading);
        if has_list && !self.watching().as_of.get().includes(moment) {
            runtime::refresh_later(&self.0, Delay { min_ms: 0, max_ms: RESYNC_MS });
        }
    }

    /// Reads what is shown once more. No row moves: what is new or gone is only counted.
    pub(in crate::store) fn refresh(&self) {
        let (is_idle, n_pages) = self
            .list()
            .with_untracked(|list| (list.total.is_some() && !list.is_reading, list.pages.len()));
        if is_idle && self.is_watched() {
            let number = self.0.next_number();
            self.secrets().last_read.set(number);
            self.watching().is_refresh.set(true);
            let search = SecretSearch { cursor: None, ..self.secrets().search.borrow().clone() };
            runtime::refresh(&self.0, search, number, n_pages.max(1));
        }
    }

    /// What was asked last was a search, not a refresh.
    pub(super) fn note_search(&self) {
        self.watching().is_refresh.set(false);
    }

    /// Whether what was asked last is what is shown already, once more.
    pub(super) fn is_refresh(&self) -> bool {
        self.watching().is_refresh.get()
    }

    /// Takes in what is shown by now, unless something was looked for meanwhile.
    pub(in crate::store) fn refreshed(&self, number: u64, answer: Result<FoundSecrets, ApiError>) {
        if self.secrets().last_read.get() != number {
            return;
        }
        let found = match answer {
            Ok(found) => found,
            Err(error) => return self.not_found(number, CheckFailure::from(&error)),
        };
        let moment = Moment { revision: found.revision, call: number };
        if !self.secrets().needs.get().accepts(moment) {
            return self.refresh();
        }
        let now = self.0.now();
        self.secrets().list.update(|list| {
            list.checked_at = Some(now);
            list.failure = None;
            list.is_retrying = false;
        });
        self.answered(moment, true);
        self.take_told(moment, true);
        self.compare(found.items, moment, found.next.is_none());
    }
}

fn is_reachable(state: &State) -> bool {
    let connection = state.connection();
    !connection.offline && connection.sign_in != SignIn::SignedOut
}
