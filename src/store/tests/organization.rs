//! The organization's list: what is found, told and written, in whatever order answers come.

use crate::api::fake::{Fault, Verb};
use crate::store::organization::{SecretDraft, SecretFilter, SecretItem, SecretSave, SecretSearch};
use crate::store::tests::bench::{Bench, story};
use envdock_contract::model::{Address, Environment, KeyName, Scope, Version};
use leptos::prelude::{GetUntracked, WithUntracked};
use std::sync::Arc;

const VALUE: &str = "typed by a person";

pub(super) fn shared(key: &str) -> Address {
    let key = KeyName::new(key).unwrap();
    Address { environment: Environment::default(), scope: Scope::Organization, key }
}

impl Bench {
    pub(super) fn lists(&self) -> Vec<String> {
        self.store.organization().list().with_untracked(|list| {
            let rows = list.pages.iter().flat_map(|page| page.rows().get_untracked());
            rows.map(|row| row.address().key.as_str().to_owned()).collect()
        })
    }

    pub(super) fn item(&self, key: &str) -> Arc<SecretItem> {
        self.store.organization().row(&shared(key)).unwrap().item().get_untracked()
    }

    pub(super) fn work_save(&self, key: &str) -> SecretSave {
        let work = self.store.organization().row(&shared(key)).unwrap().work();
        work.get_untracked().save
    }

    /// Finds everything that is stored.
    pub(super) async fn finds(&self, keys: &[&str]) {
        for key in keys {
            self.api.put_stored(shared(key));
        }
        self.store.identify();
        self.store.organization().find(SecretSearch::default(), false);
        self.pass(10).await;
        assert_eq!(self.lists(), keys);
    }

    pub(super) fn replaces(&self, key: &str) {
        let draft = SecretDraft::Of(shared(key));
        self.store.organization().type_value(&draft, VALUE.to_owned());
        self.store.organization().replace(&shared(key));
    }

    /// Lets the next answer of `verb` come so much later than the others.
    fn slows(&self, verb: Verb, delay_ms: u64) {
        self.api.next(verb, Fault::Slow { delay_ms });
    }

    pub(super) fn n_new(&self) -> usize {
        self.store.organization().since().get_untracked().n_new
    }
}

#[test]
fn a_search_answered_after_a_write_that_it_did_not_see_changes_nothing() {
    story(|bench| async move {
        bench.finds(&["A", "B"]).await;
        let organization = bench.store.organization();
        bench.slows(Verb::Search, 500);
        organization.find(SecretSearch { text: "a".to_owned(), ..SecretSearch::default() }, false);
        bench.pass(10).await;
        bench.replaces("A");
        organization.describe(&shared("B"), "not listed by then");
        bench.pass(100).await;
        assert_eq!(bench.item("A").version, Version(2));
        bench.pass(1_000).await;
        assert_eq!(bench.lists(), ["A"]);
        assert_eq!(bench.item("A").version, Version(2));
        assert_eq!(bench.api.n_calls(Verb::Search), 3);
    });
}

#[test]
fn what_was_destroyed_does_not_come_back_with_an_older_answer() {
    story(|bench| async move {
        bench.finds(&["A", "B"]).await;
        bench.slows(Verb::Search, 500);
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(10).await;
        bench.store.organization().purge(&[shared("A")]);
        bench.pass(2_000).await;
        assert_eq!(bench.lists(), ["B"]);
        assert_eq!(bench.store.organization().list().get_untracked().total, Some(1));
    });
}

#[test]
fn what_somebody_else_did_is_not_undone_by_an_answer_that_is_older() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        // This page's write is answered after somebody else's was told.
        bench.slows(Verb::Write, 500);
        bench.replaces("A");
        bench.pass(10).await;
        bench.api.put_stored(shared("A"));
        bench.hears("A");
        assert_eq!(bench.item("A").version, Version(3));
        bench.pass(1_000).await;
        assert_eq!(bench.item("A").version, Version(3));
        // So is a search.
        bench.slows(Verb::Search, 500);
        organization.find(SecretSearch::default(), false);
        bench.pass(10).await;
        bench.api.put_stored(shared("A"));
        bench.hears("A");
        bench.pass(1_000).await;
        assert_eq!(bench.item("A").version, Version(4));
    });
}

impl Bench {
    /// The server tells what is stored now.
    pub(super) fn hears(&self, key: &str) {
        let news = self.api.news_of(&shared(key));
        self.store.organization().heard(Some(self.api.revision()), &[news]);
    }
}

#[test]
fn a_description_that_was_read_later_is_not_replaced_by_an_answer_that_is_older() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        bench.slows(Verb::Write, 500);
        bench.store.organization().describe(&shared("A"), "mine");
        bench.pass(10).await;
        bench.api.put_description(&shared("A"), "theirs, later");
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(10).await;
        assert_eq!(bench.item("A").description.as_deref(), Some("theirs, later"));
        bench.pass(1_000).await;
        assert_eq!(bench.item("A").description.as_deref(), Some("theirs, later"));
    });
}

#[test]
fn a_removal_that_is_told_before_its_answer_can_still_be_taken_back() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        bench.slows(Verb::Write, 500);
        bench.store.organization().remove(&[shared("A")]);
        bench.pass(10).await;
        bench.hears("A");
        bench.pass(1_000).await;
        let removed = bench.item("A").removed.clone().unwrap();
        assert_eq!((removed.restorable, bench.item("A").version), (Version(1), Version(2)));
        bench.store.organization().restore(&[shared("A")]);
        bench.pass(10).await;
        assert_eq!(bench.work_save("A"), SecretSave::Done);
        assert_eq!(bench.api.stored_version(&shared("A")), Version(3));
    });
}

#[test]
fn a_key_that_is_being_written_is_not_written_a_second_time_meanwhile() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        bench.slows(Verb::Write, 500);
        bench.replaces("A");
        bench.store.organization().remove(&[shared("A")]);
        bench.pass(1_000).await;
        assert_eq!(bench.api.n_calls(Verb::Write), 1);
        assert_eq!(bench.work_save("A"), SecretSave::Done);
    });
}

#[test]
fn an_added_key_is_found_among_hundreds_of_the_same_name() {
    story(|bench| async move {
        bench.finds(&[]).await;
        for number in 0..250 {
            let id = format!("c{number:03}").try_into().unwrap();
            bench.api.put_stored(Address { scope: Scope::Configuration { id }, ..shared("A") });
        }
        let id = "z".to_owned().try_into().unwrap();
        let address = Address { scope: Scope::Configuration { id }, ..shared("A") };
        let organization = bench.store.organization();
        organization.type_value(&SecretDraft::New, VALUE.to_owned());
        organization.add(address.clone(), "found");
        bench.pass(100).await;
        assert_eq!(bench.lists(), ["A"]);
        let item = organization.row(&address).unwrap().item().get_untracked();
        assert_eq!(item.description.as_deref(), Some("found"));
    });
}

#[test]
fn an_added_key_that_cannot_be_read_counts_as_new_until_it_is_shown() {
    story(|bench| async move {
        bench.finds(&["B"]).await;
        let organization = bench.store.organization();
        organization.type_value(&SecretDraft::New, VALUE.to_owned());
        bench.api.next(Verb::Search, Fault::Cut);
        organization.add(shared("A"), "");
        bench.pass(100).await;
        assert_eq!((bench.lists(), bench.n_new()), (vec!["B".to_owned()], 1));
        organization.show_new();
        bench.pass(100).await;
        assert_eq!((bench.lists(), bench.n_new()), (vec!["A".to_owned(), "B".to_owned()], 0));
    });
}

#[test]
fn keys_of_others_are_counted_where_they_suit_and_listed_when_somebody_asks() {
    story(|bench| async move {
        bench.finds(&["B"]).await;
        let organization = bench.store.organization();
        for key in ["A", "B", "C"] {
            bench.api.put_stored(shared(key));
            bench.hears(key);
        }
        assert_eq!((bench.lists(), bench.n_new()), (vec!["B".to_owned()], 2));
        bench.api.take_stored(&shared("C"));
        bench.hears("C");
        assert_eq!(bench.n_new(), 1);
        let search = SecretSearch { text: "x".to_owned(), ..SecretSearch::default() };
        organization.find(search, false);
        bench.pass(10).await;
        bench.api.put_stored(shared("D"));
        bench.hears("D");
        let filter = Some(SecretFilter::Unused);
        assert_eq!((bench.lists(), bench.n_new()), (Vec::new(), 0));
        organization.find(SecretSearch { filter, ..SecretSearch::default() }, false);
        bench.pass(10).await;
        assert_eq!(bench.lists(), ["A", "B", "D"]);
    });
}
