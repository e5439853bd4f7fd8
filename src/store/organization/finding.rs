//! Looking for what is stored: one question at a time, the last one counts.

use crate::api::{ApiError, FoundSecrets};
use crate::store::organization::{
    Organization, SecretItem, SecretList, SecretPage, SecretRow, SecretSearch,
};
use crate::store::runtime;
use envdock_contract::model::Address;
use envdock_core::{AddressNews, CheckFailure, Event};
use leptos::prelude::{ArcReadSignal, ArcRwSignal, GetUntracked, Set, Update, WithUntracked};
use std::collections::HashMap;
use std::sync::Arc;

impl Organization {
    /// What was found.
    #[must_use]
    pub fn list(&self) -> ArcReadSignal<SecretList> {
        self.secrets().list.read_only()
    }

    /// Looks for something else; while somebody types, once they pause. What was found before
    /// stays until there is an answer.
    pub fn find(&self, search: SecretSearch, is_typing: bool) {
        self.secrets().search.replace(search);
        let number = self.begin();
        if is_typing {
            runtime::find_later(&self.0, number);
        } else {
            self.read(number);
        }
    }

    /// Reads the next page.
    pub fn more(&self) {
        let can = self.list().with_untracked(|list| list.has_more && !list.is_reading);
        if can {
            let number = self.begin();
            runtime::find(&self.0, self.secrets().search.borrow().clone(), number);
        }
    }

    /// Asks again what was not answered.
    pub fn retry(&self) {
        let has_failed =
            self.list().with_untracked(|list| list.failure.is_some() && !list.is_reading);
        if has_failed {
            let number = self.begin();
            runtime::find(&self.0, self.secrets().search.borrow().clone(), number);
        }
    }

    fn begin(&self) -> u64 {
        let number = self.0.next_number();
        self.secrets().last_read.set(number);
        self.secrets().list.update(|list| {
            list.is_reading = true;
            list.failure = None;
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
            Err(error) => return self.not_found(CheckFailure::from(&error)),
        };
        let rows = self.rows_of(found.items, is_first);
        let has_more = found.next.is_some();
        self.secrets().search.borrow_mut().cursor = found.next;
        let page = SecretPage::new(number, rows);
        self.secrets().list.update(|list| {
            if is_first {
                list.pages.clear();
            }
            list.pages.push(page);
            list.total = Some(found.total);
            list.has_more = has_more;
            list.is_reading = false;
        });
    }

    fn not_found(&self, failure: CheckFailure) {
        self.secrets().list.update(|list| {
            list.is_reading = false;
            list.failure = Some(failure);
        });
        if failure == CheckFailure::SignedOut {
            self.0.dispatch(Event::MeWanted);
        }
    }

    /// Rows for what was found and is not listed yet. Those that were known stay the same.
    fn rows_of(&self, items: Vec<SecretItem>, is_first: bool) -> Vec<SecretRow> {
        let secrets = self.secrets();
        let mut listed = secrets.rows.borrow_mut();
        let mut known = if is_first { std::mem::take(&mut *listed) } else { HashMap::default() };
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let address = item.address.clone();
            if let Some(row) = listed.get(&address) {
                row.item.set(Arc::new(item));
                continue;
            }
            let row = match known.remove(&address) {
                Some(row) => {
                    row.item.set(Arc::new(item));
                    row
                }
                None => SecretRow {
                    address: address.clone(),
                    item: ArcRwSignal::new(Arc::new(item)),
                    work: ArcRwSignal::new(self.work_of(&address)),
                },
            };
            listed.insert(address, row.clone());
            rows.push(row);
        }
        rows
    }

    /// Puts a value that was just stored above what is listed, with what is known about it.
    pub(in crate::store) fn found_new(
        &self,
        address: &Address,
        answer: Result<FoundSecrets, ApiError>,
    ) {
        let items = match answer {
            Ok(found) => found.items,
            Err(error) => return self.not_found(CheckFailure::from(&error)),
        };
        let items = items.into_iter().filter(|item| item.address == *address).collect();
        let rows = self.rows_of(items, false);
        if rows.is_empty() {
            return;
        }
        let page = SecretPage::new(self.0.next_number(), rows);
        self.secrets().list.update(|list| {
            list.pages.insert(0, page);
            list.total = list.total.map(|total| total + 1);
        });
    }

    pub(super) fn row(&self, address: &Address) -> Option<SecretRow> {
        self.secrets().rows.borrow().get(address).cloned()
    }

    /// Changes what is known about a row.
    pub(super) fn learn(&self, address: &Address, learn: impl FnOnce(&mut SecretItem)) {
        if let Some(row) = self.row(address) {
            let mut item = row.item.get_untracked().as_ref().clone();
            learn(&mut item);
            row.item.set(Arc::new(item));
        }
    }

    /// Takes a row out of the list.
    pub(super) fn forget(&self, address: &Address) {
        if self.secrets().rows.borrow_mut().remove(address).is_none() {
            return;
        }
        self.secrets().list.update(|list| {
            list.total = list.total.map(|total| total.saturating_sub(1));
            for page in &list.pages {
                if page.rows.with_untracked(|rows| rows.iter().any(|row| row.address == *address)) {
                    page.rows.update(|rows| rows.retain(|row| row.address != *address));
                }
            }
        });
    }

    /// Somebody has stored or removed something.
    pub(in crate::store) fn heard(&self, news: &[AddressNews]) {
        for AddressNews { address, version, stored } in news {
            let known = self.row(address).map(|row| row.item.get_untracked().version);
            if known.is_none_or(|known| known >= *version) {
                continue;
            }
            match stored {
                Some(stored) => self.learn_stored(address, stored),
                None => self.learn_removed(address, *version),
            }
        }
    }
}
