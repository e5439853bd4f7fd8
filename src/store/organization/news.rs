//! What others do meanwhile: rows that are listed change in place, and new keys are counted.

use crate::store::StoreSignal;
use crate::store::organization::{Organization, SecretItem, SecretList, SecretSearch, SecretSort};
use envdock_contract::model::{Address, Revision, Stored};
use envdock_core::{AddressNews, Moment, Order};
use envdock_rules::precedence;
use leptos::prelude::{Update, WithUntracked};
use std::collections::HashSet;

/// What was told about an address, and when that was true.
#[derive(Clone)]
pub(super) struct Told {
    news: AddressNews,
    moment: Moment,
}

/// What happened since a list was read, and would show were it read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecretsSince {
    /// Keys that suit the search and are not listed.
    pub n_new: usize,
    /// Keys that are listed and were not found again.
    pub n_gone: usize,
}

impl Organization {
    /// What happened since that the list does not show.
    #[must_use]
    pub fn since(&self) -> StoreSignal<SecretsSince> {
        StoreSignal::of(&self.secrets().since)
    }

    /// Looks again, so that new keys are listed where they belong.
    pub fn show_new(&self) {
        let search = SecretSearch { cursor: None, ..self.secrets().search.borrow().clone() };
        self.find(search, false);
    }

    /// Somebody has stored or removed something.
    pub(in crate::store) fn heard(&self, revision: Option<Revision>, news: &[AddressNews]) {
        let moment = Moment { revision, call: self.0.next_number() };
        let is_own = revision.is_some() && revision == self.secrets().written.get();
        let is_described = !is_own && news.iter().any(|one| self.is_described(one, moment));
        for one in news {
            self.note(one.clone(), moment);
        }
        self.count_new();
        if is_described {
            // What is said is not in the news. What has just failed waits for its retry, which
            // brings that, too.
            self.need(moment);
            if self.list().with_untracked(|list| list.failure.is_none()) {
                self.refresh();
            }
        }
    }

    fn note(&self, news: AddressNews, moment: Moment) {
        self.take_news(&news);
        self.secrets().told_of.borrow_mut().insert(news.address.clone(), Told { news, moment });
    }

    fn take_news(&self, AddressNews { address, version, stored }: &AddressNews) {
        match stored {
            Some(stored) => self.learn_stored(address, stored),
            None => self.learn_removed(address, *version),
        }
    }

    /// A value of this page was stored, but its row could not be read: it counts as new.
    pub(super) fn note_unread(&self, address: &Address, stored: Stored) {
        let news =
            AddressNews { address: address.clone(), version: stored.version, stored: Some(stored) };
        let moment = Moment { revision: None, call: self.0.next_number() };
        self.note(news, moment);
        self.count_new();
    }

    /// A search was answered: what was told since then is newer than what it has found.
    pub(super) fn take_told(&self, moment: Moment, is_first: bool) {
        let mut found = Order::default();
        found.advance(moment);
        let newer: Vec<Told> = {
            let mut told = self.secrets().told_of.borrow_mut();
            if is_first {
                told.retain(|_, one| !found.includes(one.moment));
            }
            told.values().cloned().collect()
        };
        for told in &newer {
            self.take_news(&told.news);
        }
        self.count_new();
    }

    /// Compares what is listed with what was found when that was read again.
    pub(super) fn compare(&self, items: Vec<SecretItem>, moment: Moment, is_all: bool) {
        let found: HashSet<Address> = items.iter().map(|item| item.address.clone()).collect();
        let (listed, new): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|item| self.is_listed(&item.address));
        self.rows_of(listed, moment, false);
        for item in new {
            let SecretItem { address, version, updated_at, updated_by, .. } = item;
            let scope = address.scope.clone();
            let stored = Some(Stored { scope, version, updated_at, updated_by });
            self.note(AddressNews { address, version, stored }, moment);
        }
        let n_gone = if is_all { self.n_listed_but(&found) } else { 0 };
        self.secrets().since.update(|since| since.n_gone = n_gone);
        self.count_new();
    }

    /// Sets the number of new keys where it changes.
    pub(super) fn count_new(&self) {
        let secrets = self.secrets();
        let n_new = secrets.list.with_untracked(|list| {
            let told = secrets.told_of.borrow();
            told.values().filter(|told| self.is_new(list, &told.news)).count()
        });
        if secrets.since.with_untracked(|since| since.n_new != n_new) {
            secrets.since.update(|since| since.n_new = n_new);
        }
    }

    /// Whether the search, were it made now, would list this in what is shown by now.
    fn is_new(&self, list: &SecretList, AddressNews { address, stored, .. }: &AddressNews) -> bool {
        let secrets = self.secrets();
        if stored.is_none() || list.total.is_none() || self.is_listed(address) {
            return false;
        }
        let search = secrets.search.borrow();
        !secrets.arriving.borrow().contains(address)
            && suits(&search, address)
            && (search.sort == SecretSort::Updated || is_before_end(list, address))
    }
}

/// As far as that can be told without its description and its uses.
fn suits(search: &SecretSearch, Address { environment, scope, key }: &Address) -> bool {
    let text = search.text.to_lowercase();
    search.filter.is_none()
        && key.as_str().to_lowercase().contains(&text)
        && search.environment.as_ref().is_none_or(|wanted| wanted == environment)
        && search.scope.is_none_or(|wanted| precedence::kind(scope) == wanted)
}

/// What stands after the last row comes with the next page.
fn is_before_end(list: &SecretList, address: &Address) -> bool {
    let place = |of: &Address| {
        let key = of.key.as_str();
        (key.to_lowercase(), key.to_owned(), of.environment.as_str().to_owned())
    };
    let end = list.pages.last().and_then(|page| {
        page.rows.with_untracked(|rows| rows.last().map(|row| place(&row.address)))
    });
    !list.has_more || end.is_none_or(|end| place(address) < end)
}
