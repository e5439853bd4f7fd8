//! The organization's list stays true: asked again after failures, gaps and a long time.

use crate::api::ApiError;
use crate::api::fake::{Fault, Verb};
use crate::store::organization::{SecretDraft, SecretList, SecretSearch, SecretsSince};
use crate::store::tests::bench::{Bench, story};
use crate::store::tests::organization::shared;
use envdock_contract::model::{UserId, Version};
use envdock_contract::wire::ErrorCode;
use envdock_core::{CheckFailure, Event};
use leptos::prelude::GetUntracked;

impl Bench {
    fn list(&self) -> SecretList {
        self.store.organization().list().get_untracked()
    }

    fn since(&self) -> SecretsSince {
        self.store.organization().since().get_untracked()
    }
}

fn refused(status: u16, code: ErrorCode, retry_after_ms: Option<u64>) -> Fault {
    let (detail, problems, missing) = (None, Vec::new(), Vec::new());
    Fault::Refused(ApiError::Refused { status, code, detail, problems, missing, retry_after_ms })
}

fn busy(retry_after_ms: u64) -> Fault {
    refused(429, ErrorCode::RateLimited, Some(retry_after_ms))
}

#[test]
fn what_was_not_answered_is_asked_again_ever_more_seldom_until_it_is() {
    story(|bench| async move {
        let _guard = bench.store.organization().watch();
        for _ in 0..6 {
            bench.api.next(Verb::Search, Fault::Refused(ApiError::Offline));
        }
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(10).await;
        assert!(bench.list().is_retrying && bench.list().total.is_none());
        assert_eq!(bench.list().failure, Some(CheckFailure::Offline));
        // At most 1 + 2 + 4 + 8 + 16 + 32 seconds.
        bench.pass(64_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 7);
        assert_eq!((bench.list().total, bench.list().failure), (Some(0), None));
        bench.pass(600_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 7);
    });
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    story(|bench| async move {
        let organization = bench.store.organization();
        let _guard = organization.watch();
        bench.api.next(Verb::Search, busy(90_000));
        organization.find(SecretSearch::default(), false);
        bench.pass(10).await;
        // Nor does typing ask sooner.
        organization.find(SecretSearch { text: "a".to_owned(), ..SecretSearch::default() }, true);
        bench.pass(89_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 1);
        bench.pass(2_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 2);
        assert_eq!(bench.list().failure, None);
    });
}

#[test]
fn nobody_who_looks_is_nobody_to_ask_for() {
    story(|bench| async move {
        let guard = bench.store.organization().watch();
        bench.api.next(Verb::Search, Fault::Refused(ApiError::Timeout));
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(1).await;
        drop(guard);
        bench.pass(600_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 1);
    });
}

#[test]
fn what_nobody_may_see_is_not_asked_again() {
    story(|bench| async move {
        let _guard = bench.store.organization().watch();
        bench.api.next(Verb::Search, refused(403, ErrorCode::Forbidden, None));
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(600_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 1);
        assert!(!bench.list().is_retrying);
    });
}

#[test]
fn a_next_page_that_does_not_come_keeps_the_first_and_is_asked_again() {
    story(|bench| async move {
        let keys: Vec<String> = (0..150).map(|number| format!("K{number:03}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        for key in &keys {
            bench.api.put_stored(shared(key));
        }
        let organization = bench.store.organization();
        let _guard = organization.watch();
        organization.find(SecretSearch::default(), false);
        bench.pass(10).await;
        bench.api.next(Verb::Search, Fault::Refused(ApiError::Timeout));
        organization.more();
        bench.pass(1).await;
        assert_eq!((bench.lists().len(), bench.list().is_more), (100, true));
        bench.pass(2_000).await;
        assert_eq!(
            (bench.lists(), bench.list().failure),
            (keys.iter().map(ToString::to_string).collect(), None)
        );
        assert_eq!(bench.list().total, Some(150));
    });
}

#[test]
fn a_list_that_was_not_looked_at_for_long_is_compared_and_no_row_moves() {
    story(|bench| async move {
        bench.finds(&["B", "C", "D"]).await;
        let _guard = bench.store.organization().watch();
        bench.api.put_stored(shared("A"));
        bench.api.put_stored(shared("C"));
        bench.api.take_stored(&shared("D"));
        bench.store.dispatch(Event::Focused);
        bench.pass(10).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 1, "what is fresh is not asked again");
        bench.pass(31_000).await;
        bench.store.dispatch(Event::Focused);
        bench.pass(10).await;
        assert_eq!(bench.lists(), ["B", "C", "D"]);
        assert_eq!(bench.item("C").version, Version(2));
        assert_eq!(bench.since(), SecretsSince { n_new: 1, n_gone: 1 });
        bench.store.organization().show_new();
        bench.pass(10).await;
        assert_eq!(bench.lists(), ["A", "B", "C"]);
        assert_eq!(bench.since(), SecretsSince::default());
    });
}

#[test]
fn a_refresh_that_fails_keeps_what_is_shown_with_its_age_and_is_tried_again() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let _guard = bench.store.organization().watch();
        let known_at = bench.list().checked_at;
        bench.pass(40_000).await;
        bench.api.next(Verb::Search, Fault::Refused(ApiError::Offline));
        bench.store.refresh();
        bench.pass(1).await;
        assert_eq!((bench.lists(), bench.list().checked_at), (vec!["A".to_owned()], known_at));
        assert_eq!(bench.list().failure, Some(CheckFailure::Offline));
        bench.api.put_stored(shared("A"));
        bench.pass(2_000).await;
        assert_eq!((bench.list().failure, bench.item("A").version), (None, Version(2)));
        assert!(bench.list().checked_at > known_at);
    });
}

#[test]
fn what_was_missed_is_read_once_more() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        let _guard = organization.watch();
        organization.missed(Some(bench.api.revision()));
        bench.pass(3_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 1, "nothing was missed");
        bench.api.put_stored(shared("A"));
        organization.missed(Some(bench.api.revision()));
        bench.pass(3_000).await;
        assert_eq!(bench.item("A").version, Version(2));
    });
}

#[test]
fn whoever_signs_in_next_sees_nothing_of_what_was_found_before() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        let _guard = organization.watch();
        organization.type_value(&SecretDraft::New, "typed".to_owned());
        bench.api.next(Verb::Search, busy(60_000));
        let mut me = bench.api.me_now();
        me.user = UserId::new("mel").unwrap();
        bench.api.put_me(Some(me));
        bench.store.identify();
        bench.pass(10).await;
        assert!(bench.lists().is_empty() && bench.list().total.is_none());
        bench.pass(62_000).await;
        assert_eq!(bench.lists(), ["A"]);
    });
}

#[test]
fn signed_out_nothing_is_asked_and_signed_in_again_it_goes_on() {
    story(|bench| async move {
        bench.finds(&["A"]).await;
        let organization = bench.store.organization();
        let _guard = organization.watch();
        let me = bench.api.me_now();
        bench.api.put_me(None);
        bench.pass(40_000).await;
        bench.store.refresh();
        bench.pass(600_000).await;
        assert_eq!(bench.api.n_calls(Verb::Search), 2);
        assert_eq!(
            (bench.lists(), bench.list().failure),
            (vec!["A".to_owned()], Some(CheckFailure::SignedOut))
        );
        bench.api.put_me(Some(me));
        bench.store.identify();
        bench.pass(10).await;
        assert_eq!(bench.list().failure, None);
    });
}

#[test]
fn a_new_key_behind_the_last_row_comes_with_the_next_page() {
    story(|bench| async move {
        let keys: Vec<String> = (0..150).map(|number| format!("K{number:03}")).collect();
        for key in &keys {
            bench.api.put_stored(shared(key));
        }
        bench.store.organization().find(SecretSearch::default(), false);
        bench.pass(10).await;
        for key in ["K120", "K120A"] {
            bench.api.put_stored(shared(key));
            bench.hears(key);
        }
        assert_eq!(bench.n_new(), 0);
        bench.api.put_stored(shared("K010A"));
        bench.hears("K010A");
        assert_eq!(bench.n_new(), 1);
    });
}
