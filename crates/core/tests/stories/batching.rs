//! What is asked within one tick goes out together.

use crate::nouns::{absent, set};
use crate::story::{Story, changed, keys};
use envdock_contract::model::{KeyName, Presence, UnknownReason};
use envdock_core::{CheckFailure, Delay, Event, Fetch, PartResult, TimerPurpose};

#[test]
fn two_views_asking_for_one_key_send_one_check() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c1/.env:B"]);
    story.wants(2, &["c1/.env:A", "c2/.env:A"]);
    assert_eq!(story.delays(TimerPurpose::Flush), [Delay::NEXT_TASK]);
    assert_eq!(story.entry("c1/.env:A").fetch, Fetch::Queued);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B", "c2/.env:A"]);
    assert_eq!(story.entry("c1/.env:A").fetch, Fetch::Fetching);
    story.answers_absent(&check, 1);
    assert_eq!(story.entry("c2/.env:A").presence, absent());
    assert_eq!(story.entry("c2/.env:A").fetch, Fetch::Idle);
}

#[test]
fn a_key_in_flight_is_not_asked_again() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.wants(2, &["c1/.env:A", "c1/.env:B"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:B"]);
    story.answers_absent(&check, 1);
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}

#[test]
fn a_fresh_answer_is_not_asked_again_and_an_old_one_is() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.later(30_000);
    let effects = story.wants(2, &["c1/.env:A"]);
    assert_eq!((effects.commands.len(), effects.changed.len()), (0, 0));
    story.later(1);
    story.wants(3, &["c1/.env:A"]);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
}

#[test]
fn what_nobody_wants_any_more_is_not_asked() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c1/.env:B"]);
    story.wants(2, &["c1/.env:A"]);
    let effects = story.releases(1);
    assert_eq!(changed(&effects), ["c1/.env:B"]);
    assert_eq!(story.entry("c1/.env:B").fetch, Fetch::Idle);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
}

#[test]
fn wanting_again_under_one_name_replaces_what_was_wanted() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c1/.env:B"]);
    story.wants(1, &["c1/.env:B", "c1/.env:C"]);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:B", "c1/.env:C"]);
    story.releases(1);
    story.releases(1);
    story.tell(Event::RefreshWanted);
    story.flush();
    assert!(story.checks().is_empty());
}

#[test]
fn an_answer_for_released_keys_is_kept() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.releases(1);
    story.answers(&check, Some(1), |_| set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["o"], 1));
}

#[test]
fn answers_are_matched_by_name_whatever_their_order() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c1/.env:B", "c1/.env:C"]);
    story.flush();
    let call = story.only_check().call;
    let key = |name: &str| KeyName::new(name).unwrap();
    let answers = vec![
        (key("C"), set(&["o"], 3)),
        (key("X"), set(&["o"], 9)),
        (key("A"), set(&["o"], 1)),
        (key("A"), absent()),
    ];
    let results = vec![PartResult::Keys(answers)];
    story.tell(Event::CheckAnswered { call, revision: None, results });
    assert_eq!(story.entry("c1/.env:A").presence, set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:C").presence, set(&["o"], 3));
    let entry = story.entry("c1/.env:B");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::Protocol });
    assert_eq!(entry.failure, Some(CheckFailure::Protocol));
    assert_eq!(story.delays(TimerPurpose::Retry).len(), 1);
}

#[test]
fn an_answer_without_a_part_is_a_protocol_failure_of_that_part() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c2/.env:A"]);
    story.flush();
    let call = story.only_check().call;
    let results = vec![PartResult::Keys(vec![(KeyName::new("A").unwrap(), absent())])];
    story.tell(Event::CheckAnswered { call, revision: None, results });
    assert_eq!(story.entry("c1/.env:A").presence, absent());
    assert_eq!(story.entry("c2/.env:A").failure, Some(CheckFailure::Protocol));
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 1);
    let before = story.entry("c1/.env:A").clone();
    let effects = story.answers(&check, Some(2), |_| set(&["o"], 1));
    assert!(effects.changed.is_empty() && effects.commands.is_empty());
    assert!(story.fails(&check, CheckFailure::Offline).changed.is_empty());
    assert_eq!(story.entry("c1/.env:A"), &before);
}

#[test]
fn one_flip_among_many_changes_one_slot() {
    let names: Vec<String> = (0..500).map(|n| format!("c1/.env:K{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut story = Story::checked(&names);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    let effects = story.answers(&check, Some(2), |slot| {
        if slot == "c1/.env:K7" { set(&["o"], 1) } else { absent() }
    });
    // All go from asking to answered; what differs otherwise is one.
    assert_eq!(changed(&effects).len(), 500);
    let n_set = names.iter().filter(|name| story.entry(name).presence != absent()).count();
    assert_eq!(n_set, 1);
}

#[test]
fn slots_of_one_context_are_one_part_whoever_made_the_context() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A", "c2/.env:A", "c1/.env:B", "c1/web.env:A"]);
    story.flush();
    let check = story.only_check();
    assert_eq!(check.parts.len(), 3);
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B", "c2/.env:A", "c1/web.env:A"]);
}
