//! The organization's revision decides which answer is newer, not the order of arrival.

use crate::nouns::{absent, set};
use crate::pressing::{confirm, save};
use crate::story::Story;
use envdock_contract::model::{Presence, UnknownReason};
use envdock_core::{Event, Fetch, TimerPurpose};

#[test]
fn an_answer_from_before_a_save_is_ignored_and_asked_again() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let early = story.only_check();
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    confirm(&mut story, 1, "c:c1", 5, Some(7));
    story.answers_absent(&early, 6);
    let entry = story.entry("c1/.env:A");
    assert_eq!((&entry.presence, entry.fetch), (&set(&["c:c1"], 5), Fetch::Idle));
    assert!(entry.stale);
    story.fire(TimerPurpose::Retry);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 8);
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}

#[test]
fn an_answer_of_the_same_revision_counts() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(1), |_| set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["o"], 1));
}

#[test]
fn a_context_that_failed_at_an_older_revision_does_not_count() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let early = story.only_check();
    let unknown = Presence::Unknown { reason: UnknownReason::NotFound };
    story.answers(&early, Some(0), |_| unknown.clone());
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}

#[test]
fn a_save_that_a_check_has_already_seen_changes_nothing_more() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    // Somebody has removed it again.
    story.answers_absent(&check, 9);
    confirm(&mut story, 1, "c:c1", 5, Some(8));
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}

#[test]
fn without_revisions_what_was_asked_before_a_save_was_answered_does_not_count() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    story.tell(Event::RefreshWanted);
    story.flush();
    let early = story.only_check();
    confirm(&mut story, 1, "c:c1", 5, None);
    story.answers(&early, None, |_| absent());
    assert_eq!(story.entry("c1/.env:A").presence, set(&["c:c1"], 5));
    story.fire(TimerPurpose::Retry);
    story.flush();
    let check = story.only_check();
    story.answers(&check, None, |_| absent());
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}
