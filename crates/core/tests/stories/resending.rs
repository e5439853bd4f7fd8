//! A save whose answer was cut goes out again as it was; what is saved meanwhile waits.

use crate::nouns::{set, slot};
use crate::pressing::{confirm, cut, fail, forget, operation, save, sent, settle, start, types};
use crate::story::Story;
use envdock_contract::model::Version;
use envdock_core::{
    CheckFailure, DraftMark, Event, SaveAction, SaveFailure, SaveId, SaveOutcome, SaveState,
    SignIn, TimerPurpose,
};

#[test]
fn an_unconfirmed_save_goes_out_again_unchanged_under_the_same_key() {
    let mut story = Story::checked(&["c1/.env:A"]);
    types(&mut story, "c1/.env:A", 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let first = sent(&mut story);
    cut(&mut story, 1);
    let entry = story.entry("c1/.env:A");
    assert!(matches!(&entry.save, SaveState::Failed(failure) if failure.is_unconfirmed()));
    assert!(entry.stale && entry.draft.dirty);
    types(&mut story, "c1/.env:A", 2);
    story.tell(Event::SaveRetried { save: SaveId(1) });
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Saving);
    assert_eq!(sent(&mut story), first);
    // While it is on its way, nobody sends it a third time.
    story.tell(Event::SaveRetried { save: SaveId(1) });
    story.tell(Event::Online);
    assert!(sent(&mut story).is_empty());
}

#[test]
fn back_online_an_unconfirmed_save_goes_out_again() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let first = sent(&mut story);
    cut(&mut story, 1);
    assert!(story.state.connection().offline);
    story.fire(TimerPurpose::Retry);
    assert!(sent(&mut story).is_empty());
    story.tell(Event::Online);
    assert_eq!(sent(&mut story), first);
}

#[test]
fn whether_an_unconfirmed_value_is_stored_is_checked_with_the_next_retry() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    cut(&mut story, 1);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
    story.fire(TimerPurpose::Retry);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(2), |_| set(&["c:c1"], 1));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["c:c1"], 1));
}

#[test]
fn pressing_save_again_first_sends_the_unconfirmed_one_and_then_only_what_is_new() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let first = sent(&mut story);
    cut(&mut story, 1);
    // The same text again.
    save(&mut story, 2, "c1/.env:A", "c:c1", 0);
    assert_eq!(sent(&mut story), first);
    let effects = confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert!(effects.commands.contains(&forget(1)) && effects.commands.contains(&forget(2)));
    assert!(sent(&mut story).is_empty());
    assert!(matches!(story.entry("c1/.env:A").save, SaveState::Saved { .. }));
}

#[test]
fn a_newer_text_waits_for_the_earlier_one_and_expects_its_version() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    sent(&mut story);
    start(&mut story, 2, vec![operation("c1/.env:A", "c:c1", 0, 2)]);
    let effects = start(&mut story, 3, vec![operation("c1/.env:A", "c:c1", 0, 3)]);
    // The text in between was never sent.
    assert_eq!(effects.commands, [forget(2)]);
    assert!(sent(&mut story).is_empty());
    confirm(&mut story, 1, "c:c1", 4, Some(2));
    let next = sent(&mut story);
    assert_eq!(next.len(), 1);
    assert_eq!(next[0].operations, [operation("c1/.env:A", "c:c1", 4, 3)]);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Saving);
}

#[test]
fn giving_a_waiting_save_up_gives_up_the_unconfirmed_one_that_it_waits_for() {
    let mut story = Story::checked(&["c1/.env:A", "c1/.env:B"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    save(&mut story, 3, "c1/.env:B", "c:c1", 0);
    start(&mut story, 2, vec![operation("c1/.env:A", "c:c1", 0, 2)]);
    cut(&mut story, 1);
    cut(&mut story, 3);
    let effects = story.tell(Event::SaveAbandoned { save: SaveId(2) });
    assert_eq!(effects.commands, [forget(1), forget(2)]);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Idle);
    sent(&mut story);
    story.tell(Event::Online);
    let again: Vec<SaveId> = sent(&mut story).iter().map(|request| request.save).collect();
    assert_eq!(again, [SaveId(3)]);
}

#[test]
fn the_same_address_in_another_slot_is_another_text() {
    let mut story = Story::checked(&["c1/.env:A", "c1/web.env:A", "c1/.env:B"]);
    let slots = [operation("c1/.env:A", "c:c1", 0, 1), operation("c1/.env:B", "c:c1", 0, 1)];
    start(&mut story, 1, slots.to_vec());
    let other = operation("c1/web.env:A", "c:c1", 0, 1);
    start(&mut story, 2, vec![operation("c1/.env:B", "c:c1", 0, 2), other]);
    sent(&mut story);
    let stored = |version| envdock_core::SaveOutcome::Stored {
        stored: crate::nouns::stored("c:c1", version),
        applied: Vec::new(),
    };
    settle(&mut story, 1, vec![stored(4), stored(5)], Some(2));
    let expected = [operation("c1/.env:B", "c:c1", 5, 2), operation("c1/web.env:A", "c:c1", 4, 1)];
    assert_eq!(sent(&mut story)[0].operations, expected);
}

#[test]
fn after_a_removal_no_version_is_expected() {
    let mut story = Story::checked(&["c1/.env:A"]);
    let mut removal = operation("c1/.env:A", "c:c1", 7, 1);
    removal.action = SaveAction::Unset;
    start(&mut story, 1, vec![removal]);
    start(&mut story, 2, vec![operation("c1/.env:A", "c:c1", 7, 1)]);
    sent(&mut story);
    let outcome = SaveOutcome::Removed { version: Version(8), applied: Vec::new() };
    settle(&mut story, 1, vec![outcome], Some(2));
    assert_eq!(sent(&mut story)[0].operations, [operation("c1/.env:A", "c:c1", 0, 1)]);
}

#[test]
fn a_waiting_save_at_another_address_expects_what_it_expected() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let other = operation("c1/.env:A", "o", 0, 2);
    start(&mut story, 2, vec![other.clone()]);
    let knows = operation("c1/.env:A", "c:c1", 3, 2);
    sent(&mut story);
    confirm(&mut story, 1, "c:c1", 4, Some(2));
    assert_eq!(sent(&mut story)[0].operations, [other]);
    start(&mut story, 3, vec![knows.clone()]);
    confirm(&mut story, 2, "o", 1, Some(3));
    assert_eq!(sent(&mut story)[0].operations, [knows]);
}

#[test]
fn a_waiting_save_fails_with_the_one_it_waits_for_and_can_be_retried() {
    let mut story = Story::checked(&["c1/.env:A", "c1/.env:B"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let both = vec![operation("c1/.env:A", "c:c1", 0, 2), operation("c1/.env:B", "c:c1", 0, 1)];
    start(&mut story, 2, both);
    assert_eq!(story.entry("c1/.env:B").save, SaveState::Saving);
    let first = sent(&mut story);
    cut(&mut story, 1);
    assert!(matches!(story.entry("c1/.env:B").save, SaveState::Failed(_)));
    // A name is used once, also while it waits.
    save(&mut story, 2, "c1/web.env:A", "c:c1", 0);
    assert!(sent(&mut story).is_empty());
    story.tell(Event::SaveRetried { save: SaveId(2) });
    assert_eq!(sent(&mut story), first);
    assert_eq!(story.entry("c1/.env:B").save, SaveState::Saving);
    cut(&mut story, 1);
    story.tell(Event::SaveRetried { save: SaveId(1) });
    assert_eq!(sent(&mut story), first);
    assert_eq!(story.entry("c1/.env:B").save, SaveState::Saving);
    fail(&mut story, 1, SaveFailure::Forbidden);
    assert_eq!(sent(&mut story)[0].save, SaveId(2));
}

#[test]
fn giving_an_unconfirmed_save_up_asks_what_is_stored() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    // On its way, it cannot be given up.
    let effects = story.tell(Event::SaveAbandoned { save: SaveId(1) });
    assert!(effects.commands.is_empty() && effects.changed.is_empty());
    fail(&mut story, 1, SaveFailure::Unconfirmed(CheckFailure::Timeout));
    story.fire(TimerPurpose::Retry);
    let effects = story.tell(Event::SaveAbandoned { save: SaveId(1) });
    assert_eq!(effects.commands, [forget(1)]);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Idle);
    story.flush();
    assert_eq!(story.checks().len(), 1);
    story.tell(Event::Online);
    sent(&mut story);
    assert!(confirm(&mut story, 1, "c:c1", 1, Some(2)).changed.is_empty());
}

#[test]
fn a_waiting_save_can_be_given_up_alone() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    start(&mut story, 2, vec![operation("c1/.env:A", "c:c1", 0, 2)]);
    let effects = story.tell(Event::SaveAbandoned { save: SaveId(2) });
    assert!(effects.commands.contains(&forget(2)));
    sent(&mut story);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert!(sent(&mut story).is_empty());
}

#[test]
fn an_answer_with_too_few_outcomes_confirms_nothing() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let first = sent(&mut story);
    settle(&mut story, 1, Vec::new(), Some(2));
    let failure = SaveFailure::Unconfirmed(CheckFailure::Protocol);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Failed(failure));
    story.tell(Event::SaveRetried { save: SaveId(1) });
    assert_eq!(sent(&mut story), first);
}

#[test]
fn signed_out_while_saving_keeps_the_save_until_somebody_signs_in() {
    let mut story = Story::checked(&["c1/.env:A"]);
    types(&mut story, "c1/.env:A", 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    let first = sent(&mut story);
    fail(&mut story, 1, SaveFailure::Unconfirmed(CheckFailure::SignedOut));
    assert_eq!(story.state.connection().sign_in, SignIn::SignedOut);
    assert!(story.entry("c1/.env:A").draft.dirty);
    story.tell(Event::SignedIn { me: crate::signing_in::me("ada") });
    assert_eq!(sent(&mut story), first);
}

#[test]
fn discarding_what_was_refused_takes_the_refusal_away() {
    let mut story = Story::checked(&["c1/.env:A"]);
    types(&mut story, "c1/.env:A", 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    fail(&mut story, 1, SaveFailure::Forbidden);
    // The second time nothing is typed any more, as after adopting.
    for save_number in [2, 3] {
        let draft = DraftMark::default();
        story.tell(Event::DraftChanged { slot: slot("c1/.env:A"), draft });
        assert_eq!(story.entry("c1/.env:A").save, SaveState::Idle);
        save(&mut story, save_number, "c1/.env:A", "c:c1", 0);
        fail(&mut story, save_number, SaveFailure::Forbidden);
    }
}
