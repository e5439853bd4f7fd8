//! Looking for what is stored: one question at a time, the last one counts.

use crate::api::{ApiError, FoundSecrets};
use crate::store::organization::{
    Organization, SecretList, SecretPage, SecretSearch, SecretsSince,
};
use crate::store::{StoreSignal, runtime};
use envdock_contract::model::{Address, Stored};
use envdock_core::{CheckFailure, Delay, Event, Moment};
use leptos::prelude::{Set, Update, WithUntracked};

/// Typing that pauses this long has ended, for now.
const PAUSE_MS: u64 = 200;

impl Organization {
    /// What was found.
    #[must_use]
    pub fn list(&self) -> StoreSignal<SecretList> {
        StoreSignal::of(&self.secrets().list)
    }

    /// Looks for something else; while somebody types, once they pause. What was found before
    /// stays until there is an answer.
    pub fn find(&self, search: SecretSearch, is_typing: bool) {
        self.secrets().search.replace(search);
        let number = self.begin();
        let pause_ms = if is_typing { PAUSE_MS } else { 0 };
        match pause_ms.max(self.wait_for_server_ms()) {
            0 => self.read(number),
            ms => runtime::find_later(&self.0, number, Delay::exactly(ms)),
        }
    }

    /// Reads the next page.
    pub fn more(&self) {
        let can = self.list().with_untracked(|list| list.has_more && !list.is_reading);
        if can {
            let number = self.begin();
            self.read(number);
        }
    }

    /// Asks again at once what was not answered.
    pub fn retry(&self) {
        let has_failed =
            self.list().with_untracked(|list| list.failure.is_some() && !list.is_reading);
        if has_failed && self.is_refresh() {
            self.refresh();
        } else if has_failed {
            let number = self.begin();
            self.read(number);
        }
    }

    fn begin(&self) -> u64 {
        let number = self.0.next_number();
        self.secrets().last_read.set(number);
        self.note_search();
        let is_more = self.secrets().search.borrow().cursor.is_some();
        self.secrets().list.update(|list| {
            list.is_reading = true;
            list.is_retrying = false;
            list.is_more = is_more;
        });
        number
    }

    /// Asks what was last looked for, unless something else is looked for by now.
    pub(in crate::store) fn read(&self, number: u64) {
        if self.secrets().last_read.get() == number {
            let search = self.secrets().search.borrow().clone();
            runtime::find(&self.0, search, number);
        }
    }

    /// Takes in an answer, unless something else is looked for by now.
    pub(in crate::store) fn found(
        &self,
        number: u64,
        is_first: bool,
        answer: Result<FoundSecrets, ApiError>,
    ) {
        if self.secrets().last_read.get() != number {
            return;
        }
        let found = match answer {
            Ok(found) => found,
            Err(error) => return self.not_found(number, CheckFailure::from(&error)),
        };
        let moment = Moment { revision: found.revision, call: number };
        if !self.secrets().needs.get().accepts(moment) {
            // It was read before this page has written something: it would show that undone.
            let again = self.begin();
            return self.read(again);
        }
        let rows = self.rows_of(found.items, moment, is_first);
        let has_more = found.next.is_some();
        self.secrets().search.borrow_mut().cursor = found.next;
        let page = SecretPage::new(number, rows);
        let now = self.0.now();
        self.secrets().list.update(|list| {
            if is_first {
                list.pages.clear();
                list.checked_at = Some(now);
                list.total = found.total.or(Some(0));
            }
            list.pages.push(page);
            list.has_more = has_more;
            list.is_reading = false;
            list.failure = None;
        });
        self.answered(moment, is_first);
        if is_first {
            self.secrets().since.set(SecretsSince::default());
        }
        self.take_told(moment, is_first);
    }

    pub(super) fn not_found(&self, number: u64, failure: CheckFailure) {
        let wait = self.wait_after(failure);
        self.secrets().list.update(|list| {
            list.is_reading = false;
            list.failure = Some(failure);
            list.is_retrying = wait.is_some();
        });
        if failure == CheckFailure::SignedOut {
            self.0.dispatch(Event::MeWanted);
        }
        if let Some(delay) = wait {
            runtime::find_later(&self.0, number, delay);
        }
    }

    /// Puts a value that was just stored above what is listed, with what is known about it.
    pub(in crate::store) fn found_new(
        &self,
        number: u64,
        address: &Address,
        stored: Stored,
        answer: Result<Option<FoundSecrets>, ApiError>,
    ) {
        self.secrets().arriving.borrow_mut().remove(address);
        let Ok(Some(found)) = answer else {
            return self.note_unread(address, stored);
        };
        let moment = Moment { revision: found.revision, call: number };
        let items = found.items.into_iter().filter(|item| item.address == *address).collect();
        let rows = self.rows_of(items, moment, false);
        if !rows.is_empty() {
            let page = SecretPage::new(number, rows);
            self.secrets().list.update(|list| {
                list.pages.insert(0, page);
                list.total = list.total.map(|total| total + 1);
            });
        }
        self.count_new();
    }
}
