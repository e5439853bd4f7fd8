// long: one story per rule of counting
//! Counts of a configuration follow every slot and its spec.

use crate::nouns::{absent, configuration, file, set, spec};
use crate::pressing::{confirm, operation, save, settle, start};
use crate::story::{Story, changed, keys};
use envdock_contract::model::{ConfigurationId, Presence, Revision, UnknownReason, Version};
use envdock_core::{CheckFailure, Event, SaveOutcome, WatchId};
use envdock_rules::completeness::Count;

#[test]
fn a_summary_reads_its_spec_and_then_its_slots() {
    let mut story = Story::new();
    story.wants_summaries(1, &["c1"]);
    let summary = story.summary("c1");
    assert!(summary.checking && summary.any_unknown && !summary.stale);
    story.flush();
    assert!(story.summary("c1").checking);
    let asked =
        story.answers_configurations(&[configuration("c1", &[".env: A B c -D", "web.env: A"])]);
    assert_eq!(asked, ["c1"]);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B", "c1/.env:c", "c1/.env:D", "c1/web.env:A"]);
    story.later(5);
    story.answers(&check, Some(1), |slot| {
        if slot.ends_with(".env:A") { set(&["o"], 1) } else { absent() }
    });
    let summary = story.summary("c1");
    let first =
        Count { required: 2, required_set: 1, required_missing: 1, optional: 1, optional_set: 0 };
    let second = Count { required: 1, required_set: 1, ..Count::default() };
    assert_eq!(summary.per_file, [(file(".env"), first), (file("web.env"), second)]);
    assert_eq!(summary.count, first.plus(second));
    assert!(!summary.checking && !summary.any_unknown && !summary.stale);
    assert_eq!(summary.checked_at.map(|at| at.0), Some(1_005));
}

#[test]
fn hundreds_of_summaries_read_once_and_check_once() {
    let ids: Vec<String> = (0..300).map(|n| format!("c{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut story = Story::new();
    for (n, id) in (1..).zip(&ids) {
        story.wants_summaries(n, &[id]);
    }
    story.flush();
    let known: Vec<_> = ids.iter().map(|id| configuration(id, &[".env: A B"])).collect();
    assert_eq!(story.answers_configurations(&known).len(), 300);
    story.flush();
    assert_eq!(keys(&story.only_check()).len(), 600);
}

#[test]
fn a_flip_wakes_its_row_and_its_summary_only() {
    let mut story = Story::new();
    story.wants_summaries(1, &["c1", "c2"]);
    story.flush();
    story.answers_configurations(&[
        configuration("c1", &[".env: A B"]),
        configuration("c2", &[".env: A B"]),
    ]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let effects = confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(changed(&effects), ["c1/.env:A", "summary c1"]);
    // A second value for a slot that is set changes the row, not the count.
    save(&mut story, 2, "c1/.env:A", "f:c1", 0);
    let effects = confirm(&mut story, 2, "f:c1", 1, Some(3));
    assert_eq!(changed(&effects), ["c1/.env:A"]);
    assert_eq!((story.progress("c1"), story.progress("c2")), ("1/2".into(), "0/2".into()));
}

#[test]
fn a_summary_that_stays_the_same_is_not_named() {
    let mut story = Story::shows(configuration("c1", &[".env: A B"]));
    story.later(30_001);
    let effects = story.wants(2, &["c1/.env:A"]);
    assert_eq!(changed(&effects), ["c1/.env:A", "summary c1"]);
    let effects = story.wants(3, &["c1/.env:B"]);
    assert_eq!(changed(&effects), ["c1/.env:B"]);
}

#[test]
fn of_a_group_one_value_is_enough_and_counts_as_one() {
    let mut story = Story::shows(configuration("c1", &[".env: A@g B@g C", "web.env: D@g"]));
    assert_eq!(story.progress("c1"), "0/3");
    save(&mut story, 1, "c1/.env:B", "c:c1", 0);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(story.progress("c1"), "1/3");
    save(&mut story, 2, "c1/.env:A", "c:c1", 0);
    confirm(&mut story, 2, "c:c1", 1, Some(3));
    assert_eq!(story.progress("c1"), "1/3");
    let removal = |key: &str| {
        let mut removal = operation(key, "c:c1", 1, 1);
        removal.action = envdock_core::SaveAction::Unset;
        removal
    };
    start(&mut story, 3, vec![removal("c1/.env:A"), removal("c1/.env:B")]);
    let gone = SaveOutcome::Removed { version: Version(2), applied: Vec::new() };
    settle(&mut story, 3, vec![gone.clone(), gone], Some(4));
    assert_eq!(story.progress("c1"), "0/3");
    assert_eq!(story.summary("c1").count.required_missing, 3);
}

#[test]
fn unknown_and_stale_slots_are_said() {
    let mut story = Story::shows(configuration("c1", &[".env: A B -C"]));
    story.later(10);
    story.tell(Event::RefreshWanted);
    assert!(story.summary("c1").checking);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A B -C"])]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    let summary = story.summary("c1").clone();
    assert!(summary.stale && !summary.any_unknown);
    assert_eq!(summary.count.required_missing, 2);
    story.tell(Event::RefreshWanted);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A B -C"])]);
    story.flush();
    let check = story.only_check();
    let forbidden = Presence::Unknown { reason: UnknownReason::Forbidden };
    story.answers(
        &check,
        Some(2),
        |slot| {
            if slot == "c1/.env:B" { forbidden.clone() } else { absent() }
        },
    );
    let summary = story.summary("c1");
    assert!(!summary.stale && summary.any_unknown && !summary.checking);
    assert_eq!(summary.count.required_unknown(), 1);
}

#[test]
fn what_is_not_needed_neither_counts_nor_makes_a_summary_unknown() {
    let mut story = Story::new();
    story.wants_summaries(1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A -C"])]);
    story.flush();
    let check = story.only_check();
    let forbidden = Presence::Unknown { reason: UnknownReason::Forbidden };
    story.answers(
        &check,
        Some(1),
        |slot| {
            if slot == "c1/.env:C" { forbidden.clone() } else { absent() }
        },
    );
    assert!(!story.summary("c1").any_unknown);
}

#[test]
fn the_age_of_a_summary_is_that_of_its_oldest_answer() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.later(7);
    story.wants_summaries(1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A B"])]);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:B"]);
    assert_eq!(story.summary("c1").checked_at.map(|at| at.0), Some(1_000));
    story.answers_absent(&check, 1);
    assert_eq!(story.summary("c1").checked_at.map(|at| at.0), Some(1_000));
    story.later(1);
    story.tell(Event::RefreshWanted);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A B"])]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 1);
    assert_eq!(story.summary("c1").checked_at.map(|at| at.0), Some(1_008));
}

#[test]
fn a_new_spec_is_watched_and_counted_without_being_asked_for() {
    let mut story = Story::shows(configuration("c1", &[".env: A B"]));
    let effects = story.tell(Event::SpecAnswered {
        configuration: ConfigurationId::new("c1").unwrap(),
        revision: Some(Revision(2)),
        version: Version(2),
        spec: spec(&[".env: B C"]),
    });
    assert!(changed(&effects).contains(&"summary c1".to_owned()));
    assert_eq!(story.summary("c1").count.required, 2);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:C"]);
    story.answers_absent(&check, 2);
    // What is no longer in the spec is no longer asked.
    story.tell(Event::RefreshWanted);
    story.flush();
    story.answers_configurations(&[]);
    assert!(story.summary("c1").any_unknown);
    assert_eq!(story.summary("c1").count, Count::default());
}

#[test]
fn a_summary_that_nobody_wants_is_gone_and_asks_nothing() {
    let mut story = Story::shows(configuration("c1", &[".env: A"]));
    story.wants_summaries(2, &["c1"]);
    story.tell(Event::SummariesReleased { watch: WatchId(1) });
    assert_eq!(story.progress("c1"), "0/1");
    let effects = story.tell(Event::SummariesReleased { watch: WatchId(2) });
    assert_eq!(changed(&effects), ["summary c1"]);
    assert!(story.state.summary(&crate::nouns::summary_id("c1")).is_none());
    story.tell(Event::RefreshWanted);
    assert!(story.tell(Event::Focused).commands.is_empty());
    assert!(story.delays(envdock_core::TimerPurpose::Flush).is_empty());
    // Wanted again, it is there at once.
    story.wants_summaries(3, &["c1"]);
    assert_eq!(story.progress("c1"), "0/1");
    assert!(!story.summary("c1").checking);
}

#[test]
fn wanting_other_summaries_under_one_name_keeps_what_is_in_both() {
    let mut story = Story::shows(configuration("c1", &[".env: A"]));
    story.wants_summaries(1, &["c1", "c2"]);
    assert_eq!(story.progress("c1"), "0/1");
    story.wants_summaries(1, &["c2"]);
    assert!(story.state.summary(&crate::nouns::summary_id("c1")).is_none());
    assert!(story.state.summary(&crate::nouns::summary_id("c2")).is_some());
}

#[test]
fn a_configuration_without_a_spec_needs_nothing_and_is_known() {
    let mut story = Story::new();
    story.wants_summaries(1, &["c1"]);
    story.flush();
    let mut known = configuration("c1", &[]);
    known.spec = None;
    story.answers_configurations(&[known]);
    let summary = story.summary("c1");
    assert!(!summary.any_unknown && !summary.checking);
    assert_eq!(summary.count, Count::default());
}

#[test]
fn keys_in_another_order_are_counted_once_each() {
    let mut story = Story::shows(configuration("c1", &[".env: A B"]));
    story.tell(Event::SpecAnswered {
        configuration: ConfigurationId::new("c1").unwrap(),
        revision: Some(Revision(2)),
        version: Version(2),
        spec: spec(&[".env: B A"]),
    });
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    confirm(&mut story, 1, "c:c1", 1, Some(3));
    assert_eq!(story.progress("c1"), "1/2");
}
