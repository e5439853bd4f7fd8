//! What failed is asked again: later and later, at once when there is a reason, never for nobody.

use crate::nouns::{absent, set};
use crate::story::{Story, keys};
use envdock_contract::model::{Presence, UnknownReason};
use envdock_core::{CheckFailure, Delay, Event, Fetch, TimerPurpose};

/// Lets the retry timer fire and takes the check that follows.
pub(crate) fn retry(story: &mut Story) -> envdock_core::CheckRequest {
    story.fire(TimerPurpose::Retry);
    story.flush();
    story.only_check()
}

pub(crate) fn failed(failure: CheckFailure) -> Story {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, failure);
    story
}

fn up_to(max_ms: u64) -> Vec<Delay> {
    vec![Delay { min_ms: 0, max_ms }]
}

#[test]
fn a_failed_refresh_keeps_what_was_known_and_says_that_it_is_stale() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.later(5);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    let entry = story.entry("c1/.env:A").clone();
    assert_eq!((entry.presence, entry.stale), (absent(), true));
    assert_eq!((entry.failure, entry.fetch), (Some(CheckFailure::Timeout), Fetch::Idle));
    let again = retry(&mut story);
    story.answers(&again, Some(2), |_| set(&["o"], 1));
    let entry = story.entry("c1/.env:A");
    assert_eq!((&entry.presence, entry.stale, entry.failure), (&set(&["o"], 1), false, None));
    assert_eq!(entry.checked_at.map(|at| at.0), Some(1_005));
}

#[test]
fn what_was_never_answered_is_not_stale_but_unknown() {
    let story = failed(CheckFailure::Offline);
    let entry = story.entry("c1/.env:A");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::NotChecked });
    assert_eq!((entry.stale, entry.failure), (false, Some(CheckFailure::Offline)));
    assert!(story.state.connection().offline && story.state.connection().retrying);
    assert_eq!(story.state.connection().failure, Some(CheckFailure::Offline));
}

#[test]
fn waits_double_up_to_a_minute_and_begin_anew_after_a_success() {
    let mut story = failed(CheckFailure::Timeout);
    let mut longest = Vec::new();
    for _ in 0..8 {
        longest.push(story.delays(TimerPurpose::Retry)[0].max_ms);
        let check = retry(&mut story);
        story.fails(&check, CheckFailure::Timeout);
    }
    assert_eq!(longest, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    let check = retry(&mut story);
    story.answers_absent(&check, 1);
    assert!(story.delays(TimerPurpose::Retry).is_empty());
    assert!(!story.state.connection().retrying);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    assert_eq!(story.delays(TimerPurpose::Retry), up_to(1_000));
}

#[test]
fn a_success_alone_makes_waits_short_again() {
    let mut story = failed(CheckFailure::Timeout);
    let check = retry(&mut story);
    story.fails(&check, CheckFailure::Timeout);
    let check = retry(&mut story);
    story.answers_absent(&check, 1);
    story.wants(2, &["c2/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    assert_eq!(story.delays(TimerPurpose::Retry), up_to(1_000));
}

#[test]
fn everything_that_failed_is_asked_again_in_one_request() {
    let mut story = failed(CheckFailure::Timeout);
    story.wants(2, &["c2/.env:A", "c3/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Unavailable { retry_after_ms: None });
    assert_eq!(story.delays(TimerPurpose::Retry).len(), 1);
    assert_eq!(keys(&retry(&mut story)), ["c1/.env:A", "c2/.env:A", "c3/.env:A"]);
}

#[test]
fn wanting_a_failed_key_does_not_make_it_due_earlier() {
    let mut story = failed(CheckFailure::Timeout);
    story.wants(2, &["c1/.env:A"]);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
    assert_eq!(story.delays(TimerPurpose::Retry).len(), 1);
}

#[test]
fn retry_after_is_kept_by_retries_and_by_new_questions() {
    for failure in [
        CheckFailure::RateLimited { retry_after_ms: Some(5_000) },
        CheckFailure::Unavailable { retry_after_ms: Some(5_000) },
    ] {
        let mut story = failed(failure);
        let wait = Delay { min_ms: 5_000, max_ms: 6_000 };
        assert_eq!(story.delays(TimerPurpose::Retry), [wait]);
        story.later(1_500);
        story.wants(2, &["c2/.env:A"]);
        assert_eq!(story.delays(TimerPurpose::Flush), [Delay { min_ms: 3_500, max_ms: 3_500 }]);
    }
}

#[test]
fn a_server_that_asks_for_too_much_is_asked_after_an_hour() {
    let story = failed(CheckFailure::RateLimited { retry_after_ms: Some(u64::MAX) });
    assert_eq!(story.delays(TimerPurpose::Retry)[0].min_ms, 3_600_000);
}

#[test]
fn nothing_is_retried_when_nobody_watches() {
    let mut story = failed(CheckFailure::Timeout);
    story.releases(1);
    story.fire(TimerPurpose::Retry);
    assert!(story.commands.is_empty());
    assert!(!story.state.connection().retrying);
    // Nor when the last watcher left while the question was on its way.
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.releases(1);
    story.fails(&check, CheckFailure::Timeout);
    assert!(story.commands.is_empty());
}

#[test]
fn back_online_everything_is_asked_at_once_and_waits_are_short_again() {
    let mut story = failed(CheckFailure::Offline);
    let check = retry(&mut story);
    story.fails(&check, CheckFailure::Offline);
    assert_eq!(story.delays(TimerPurpose::Retry), up_to(2_000));
    story.tell(Event::Online);
    assert!(!story.state.connection().offline);
    story.flush();
    let check = story.only_check();
    // The timer from before is still running; it is ignored.
    story.fire(TimerPurpose::Retry);
    assert!(story.commands.is_empty());
    story.fails(&check, CheckFailure::Offline);
    assert_eq!(story.delays(TimerPurpose::Retry), up_to(1_000));
}

#[test]
fn the_connection_is_named_only_when_it_changes() {
    let mut story = Story::new();
    let changes = [Event::Offline, Event::Offline, Event::Online]
        .map(|event| story.tell(event).changed.contains(&envdock_core::Changed::Connection));
    assert_eq!(changes, [true, false, true]);
}

#[test]
fn waits_stay_long_while_only_other_calls_succeed() {
    let mut story = failed(CheckFailure::Timeout);
    let check = retry(&mut story);
    story.fails(&check, CheckFailure::Timeout);
    // One answer comes while the failed one waits, one while it is on its way.
    story.wants(2, &["c2/.env:A"]);
    story.flush();
    let other = story.only_check();
    story.answers_absent(&other, 1);
    story.wants(3, &["c3/.env:A"]);
    story.flush();
    let other = story.only_check();
    let check = retry(&mut story);
    story.answers_absent(&other, 1);
    story.fails(&check, CheckFailure::Timeout);
    assert_eq!(story.delays(TimerPurpose::Retry), up_to(4_000));
}

#[test]
fn offline_is_said_but_calls_are_still_made() {
    let mut story = Story::new();
    story.tell(Event::Offline);
    assert!(story.state.connection().offline);
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.later(7);
    story.answers_absent(&check, 1);
    let connection = story.state.connection();
    assert!(!connection.offline);
    assert_eq!(connection.last_success.map(|at| at.0), Some(1_007));
}

#[test]
fn in_front_again_only_what_is_older_than_30_s_is_asked() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.later(10_000);
    story.wants(2, &["c2/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 1);
    story.later(20_000);
    assert!(story.tell(Event::Focused).commands.is_empty());
    story.later(1);
    story.tell(Event::Focused);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
}

#[test]
fn waits_stay_long_while_one_key_keeps_failing() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let mut check = story.only_check();
    for longest in [1_000, 2_000, 4_000] {
        let reason = UnknownReason::Unavailable;
        story.answers(&check, Some(1), |_| Presence::Unknown { reason });
        assert_eq!(story.delays(TimerPurpose::Retry), up_to(longest));
        check = retry(&mut story);
    }
}
