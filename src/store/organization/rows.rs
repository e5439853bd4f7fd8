//! What is known of single values, and which of two facts about one is the newer.

use crate::store::organization::{Organization, RemovedSecret, SecretItem, SecretRow, SecretSave};
use envdock_contract::model::{Address, Removal, Stored, Version};
use envdock_core::{AddressNews, Moment, Order};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set, Update, WithUntracked};
use std::collections::HashSet;
use std::sync::Arc;

/// A row, listed or not, and how old what is known about it is.
pub(super) struct Known {
    pub(super) row: SecretRow,
    /// Descriptions have no version: the moment decides.
    order: Order,
    /// It is on one of the pages.
    pub(super) is_listed: bool,
}

impl Known {
    /// Whether something about it would be lost with it: typed text, or an order that is not done.
    fn is_busy(&self) -> bool {
        self.row.work.with_untracked(|work| {
            work.is_typed || matches!(work.save, SecretSave::Running | SecretSave::Failed(_))
        })
    }

    /// Takes in what a search has found, unless something newer is known.
    fn take_in(&mut self, item: SecretItem, moment: Moment) {
        let known = self.row.item.with_untracked(|known| known.version);
        let is_newer = item.version > known;
        if is_newer || (item.version == known && self.order.accepts(moment)) {
            self.order.advance(moment);
            self.row.item.set(Arc::new(item));
        }
    }
}

impl Organization {
    /// Rows for what was found and is not listed yet. Those that were known stay the same.
    pub(super) fn rows_of(
        &self,
        items: Vec<SecretItem>,
        moment: Moment,
        is_first: bool,
    ) -> Vec<SecretRow> {
        let mut all = self.secrets().rows.borrow_mut();
        if is_first {
            all.retain(|_, known| {
                known.is_listed = false;
                known.is_busy()
            });
        }
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let address = item.address.clone();
            let known = all.entry(address.clone()).or_insert_with(|| Known {
                row: SecretRow {
                    work: ArcRwSignal::new(self.work_of(&address)),
                    item: ArcRwSignal::new(Arc::new(item.clone())),
                    address,
                },
                order: Order::default(),
                is_listed: false,
            });
            known.take_in(item, moment);
            if !known.is_listed {
                known.is_listed = true;
                rows.push(known.row.clone());
            }
        }
        rows
    }

    pub(in crate::store) fn row(&self, address: &Address) -> Option<SecretRow> {
        self.secrets().rows.borrow().get(address).map(|known| known.row.clone())
    }

    pub(super) fn is_listed(&self, address: &Address) -> bool {
        self.secrets().rows.borrow().get(address).is_some_and(|known| known.is_listed)
    }

    /// How many rows are listed that are not among these; what is known to be removed is no news.
    pub(super) fn n_listed_but(&self, found: &HashSet<Address>) -> usize {
        let all = self.secrets().rows.borrow();
        let is_gone = |(address, known): &(&Address, &Known)| {
            let is_there = known.row.item.with_untracked(|item| item.removed.is_none());
            known.is_listed && is_there && !found.contains(*address)
        };
        all.iter().filter(is_gone).count()
    }

    fn learn(&self, address: &Address, learn: impl FnOnce(&mut SecretItem)) {
        if let Some(row) = self.row(address) {
            let mut item = row.item.get_untracked().as_ref().clone();
            learn(&mut item);
            if row.item.with_untracked(|known| **known != item) {
                row.item.set(Arc::new(item));
            }
        }
    }

    /// Something is stored there; what is known to be older says nothing.
    pub(super) fn learn_stored(&self, address: &Address, stored: &Stored) {
        self.learn(address, |item| {
            if stored.version >= item.version {
                item.version = stored.version;
                item.updated_at = stored.updated_at.clone();
                item.updated_by = stored.updated_by.clone();
                item.removed = None;
            }
        });
    }

    /// What was stored there was removed by the write that made this version.
    pub(super) fn learn_removed(&self, address: &Address, version: Version) {
        self.learn(address, |item| {
            // Told before: by the event, or by the answer.
            if version > item.version {
                // Every write makes the next version.
                let restorable = Version(version.0.saturating_sub(1));
                item.removed = Some(RemovedSecret { restorable, until: None });
                item.version = version;
            }
        });
    }

    /// Whether a listed value is told to be as it is known: then what is said about it has changed.
    pub(super) fn is_described(&self, news: &AddressNews, moment: Moment) -> bool {
        let all = self.secrets().rows.borrow();
        let Some(known) = all.get(&news.address).filter(|known| known.is_listed) else {
            return false;
        };
        let is_same = known
            .row
            .item
            .with_untracked(|item| item.removed.is_none() && item.version == news.version);
        is_same && news.stored.is_some() && known.order.accepts(moment)
    }

    /// What was stored there was removed: by whom, and when.
    pub(super) fn learn_removal(&self, address: &Address, removal: &Removal) {
        self.learn_removed(address, removal.version);
        self.learn(address, |item| {
            if item.version == removal.version {
                item.updated_at = removal.updated_at.clone();
                item.updated_by = removal.updated_by.clone();
            }
        });
    }

    /// Something was said about it, unless something newer is known to be said.
    pub(super) fn learn_description(
        &self,
        address: &Address,
        description: Option<&String>,
        moment: Moment,
    ) {
        let is_newer = {
            let mut all = self.secrets().rows.borrow_mut();
            let Some(known) = all.get_mut(address) else { return };
            let is_newer = known.order.accepts(moment);
            known.order.advance(moment);
            is_newer
        };
        if is_newer {
            self.learn(address, |item| item.description = description.cloned());
        }
    }

    /// Takes a row out of the list.
    pub(super) fn forget(&self, address: &Address) {
        let known = self.secrets().rows.borrow_mut().remove(address);
        if !known.is_some_and(|known| known.is_listed) {
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
}
