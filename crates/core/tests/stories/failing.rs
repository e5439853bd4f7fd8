//! A context or a key that fails alone.

use crate::nouns::{absent, set};
use crate::retrying::{failed, retry};
use crate::story::{Story, keys};
use envdock_contract::model::{KeyName, Presence, UnknownReason};
use envdock_core::{CheckFailure, Event, PartResult, TimerPurpose};

#[test]
fn a_forbidden_or_deleted_context_fails_alone_and_is_not_retried() {
    for (failure, reason) in [
        (CheckFailure::Forbidden, UnknownReason::Forbidden),
        (CheckFailure::NotFound, UnknownReason::NotFound),
    ] {
        let mut story = Story::checked(&["c1/.env:A", "c2/.env:A"]);
        story.tell(Event::RefreshWanted);
        story.flush();
        let call = story.only_check().call;
        let keys = PartResult::Keys(vec![(KeyName::new("A").unwrap(), set(&["o"], 1))]);
        let results = vec![PartResult::Failed(failure), keys];
        story.tell(Event::CheckAnswered { call, revision: None, results });
        let entry = story.entry("c1/.env:A");
        assert_eq!(entry.presence, Presence::Unknown { reason });
        assert_eq!((entry.failure, entry.stale), (Some(failure), false));
        assert_eq!(story.entry("c2/.env:A").presence, set(&["o"], 1));
        assert!(story.delays(TimerPurpose::Retry).is_empty());
        // It is an answer: asking again so soon is of no use.
        assert!(story.wants(2, &["c1/.env:A"]).commands.is_empty());
    }
}

#[test]
fn a_whole_check_that_is_forbidden_is_an_answer_too() {
    let story = failed(CheckFailure::Forbidden);
    let entry = story.entry("c1/.env:A");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::Forbidden });
    assert!(entry.checked_at.is_some() && story.delays(TimerPurpose::Retry).is_empty());
}

#[test]
fn a_context_that_is_unavailable_keeps_what_was_known_and_is_retried() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let call = story.only_check().call;
    let failure = CheckFailure::Unavailable { retry_after_ms: Some(2_000) };
    let results = vec![PartResult::Failed(failure)];
    story.tell(Event::CheckAnswered { call, revision: None, results });
    let entry = story.entry("c1/.env:A");
    assert_eq!((&entry.presence, entry.stale), (&absent(), true));
    assert_eq!(entry.failure, Some(failure));
    assert_eq!(story.delays(TimerPurpose::Retry)[0].min_ms, 2_000);
}

#[test]
fn a_key_whose_backend_did_not_answer_keeps_what_was_known() {
    let unavailable = Presence::Unknown { reason: UnknownReason::Unavailable };
    let mut story = Story::checked(&["c1/.env:A"]);
    story.wants(2, &["c1/.env:B"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(2), |_| unavailable.clone());
    let (old, new) = (story.entry("c1/.env:A"), story.entry("c1/.env:B"));
    assert_eq!((&old.presence, old.stale), (&absent(), true));
    assert_eq!((&new.presence, new.stale), (&unavailable, false));
    assert_eq!(old.failure, Some(CheckFailure::Unavailable { retry_after_ms: None }));
    assert_eq!(keys(&retry(&mut story)), ["c1/.env:A", "c1/.env:B"]);
}
