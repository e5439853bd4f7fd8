//! What was saved, deleted or moved is taken back, unread.

use crate::nouns::{absent, configuration, scope, set, stored};
use crate::pressing::{confirm, operation, save, sent, settle, start};
use crate::story::{Story, keys};
use envdock_contract::model::{Presence, Version};
use envdock_core::{
    Effects, Event, SaveAction, SaveFailure, SaveOperation, SaveOutcome, SaveState, SaveVerb,
};

const A: &str = "c1/.env:A";

fn undo(story: &Story) -> Vec<SaveOperation> {
    let SaveState::Saved { undo, .. } = &story.entry(A).save else { return Vec::new() };
    undo.clone()
}

fn remove(story: &mut Story, id: u64, at: &str, version: u64) -> Effects {
    start(
        story,
        id,
        vec![SaveOperation { action: SaveAction::Unset, ..operation(A, at, version, 1) }],
    )
}

fn removed(story: &mut Story, id: u64, version: u64) {
    let outcome = SaveOutcome::Removed { version: Version(version), applied: Vec::new() };
    settle(story, id, vec![outcome], Some(id + 1));
}

/// The slot of a configuration with values at these scopes.
fn shows(scopes: &[&str]) -> Story {
    let mut story = Story::shows(configuration("c1", &[".env: A"]));
    for (number, at) in scopes.iter().enumerate() {
        let id = 100 + number as u64;
        save(&mut story, id, A, at, 0);
        confirm(&mut story, id, at, 4, Some(2));
    }
    sent(&mut story);
    story
}

#[test]
fn a_deleted_value_counts_no_more_and_comes_back_with_its_version() {
    let mut story = shows(&["c:c1"]);
    assert_eq!(story.progress("c1"), "1/1");
    remove(&mut story, 1, "c:c1", 4);
    let entry = story.entry(A);
    assert_eq!((&entry.save, entry.verb), (&SaveState::Saving, SaveVerb::Remove));
    removed(&mut story, 1, 5);
    assert_eq!((story.entry(A).presence.clone(), story.progress("c1")), (absent(), "0/1".into()));
    let back = undo(&story);
    let restore = SaveAction::Restore { from_version: Version(4) };
    assert_eq!(back, [SaveOperation { action: restore, ..operation(A, "c:c1", 0, 1) }]);
    start(&mut story, 2, back);
    assert_eq!((story.entry(A).verb, story.progress("c1")), (SaveVerb::Restore, "0/1".into()));
    confirm(&mut story, 2, "c:c1", 6, Some(3));
    assert_eq!(
        (story.entry(A).presence.clone(), story.progress("c1")),
        (set(&["c:c1"], 6), "1/1".into())
    );
    // Taken back once more, it is gone again.
    let again = SaveOperation { action: SaveAction::Unset, ..operation(A, "c:c1", 6, 1) };
    assert_eq!(undo(&story), [again]);
}

#[test]
fn a_first_save_is_undone_by_a_removal_and_a_replacement_by_what_was_there() {
    for (expected, action) in
        [(0, SaveAction::Unset), (4, SaveAction::Restore { from_version: Version(4) })]
    {
        let mut story = Story::checked(&[A]);
        save(&mut story, 1, A, "c:c1", expected);
        confirm(&mut story, 1, "c:c1", 5, Some(2));
        assert_eq!(undo(&story), [SaveOperation { action, ..operation(A, "c:c1", 5, 1) }]);
    }
}

#[test]
fn a_moved_value_goes_back() {
    let mut story = shows(&["o"]);
    let to = SaveAction::Move { to: scope("c:c1"), to_expected_version: Version(0) };
    start(&mut story, 1, vec![SaveOperation { action: to, ..operation(A, "o", 4, 1) }]);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(story.entry(A).presence, set(&["c:c1"], 1));
    let back = SaveAction::Move { to: scope("o"), to_expected_version: Version(0) };
    assert_eq!(undo(&story), [SaveOperation { action: back, ..operation(A, "c:c1", 1, 1) }]);
}

#[test]
fn a_move_over_a_value_is_taken_back_at_both_places() {
    let mut story = shows(&["c:c1", "o"]);
    let over = SaveAction::Move { to: scope("o"), to_expected_version: Version(4) };
    start(&mut story, 1, vec![SaveOperation { action: over, ..operation(A, "c:c1", 4, 1) }]);
    confirm(&mut story, 1, "o", 5, Some(2));
    assert_eq!(story.entry(A).presence, set(&["o"], 5));
    let restored = |at, expected| SaveOperation {
        action: SaveAction::Restore { from_version: Version(4) },
        ..operation(A, at, expected, 1)
    };
    assert_eq!(undo(&story), [restored("c:c1", 0), restored("o", 5)]);
}

#[test]
fn a_move_to_a_place_that_was_taken_meanwhile_leaves_the_value_where_it_was() {
    let mut story = shows(&["o"]);
    let to = SaveAction::Move { to: scope("c:c1"), to_expected_version: Version(0) };
    start(&mut story, 1, vec![SaveOperation { action: to, ..operation(A, "o", 4, 1) }]);
    let current = Some(Box::new(stored("c:c1", 9)));
    settle(
        &mut story,
        1,
        vec![SaveOutcome::Refused(SaveFailure::Conflict { current, removed: None })],
        Some(9),
    );
    let known = Presence::Stored(vec![stored("c:c1", 9), stored("o", 4)]);
    assert_eq!(story.entry(A).presence, known);
}

#[test]
fn a_move_that_is_refused_because_nothing_is_there_any_more_asks_what_is() {
    let mut story = shows(&["o"]);
    let to = SaveAction::Move { to: scope("c:c1"), to_expected_version: Version(0) };
    start(&mut story, 1, vec![SaveOperation { action: to, ..operation(A, "o", 4, 1) }]);
    let nothing = SaveFailure::Conflict { current: None, removed: None };
    settle(&mut story, 1, vec![SaveOutcome::Refused(nothing)], Some(9));
    story.flush();
    assert_eq!(keys(&story.only_check()), [A]);
}

#[test]
fn a_value_saved_farther_and_the_nearer_one_removed_are_one_step_and_one_undo() {
    let mut story = shows(&["f:c1"]);
    let removal = SaveOperation { action: SaveAction::Unset, ..operation(A, "f:c1", 4, 1) };
    start(&mut story, 1, vec![operation(A, "o", 0, 1), removal.clone()]);
    assert_eq!(story.entry(A).verb, SaveVerb::Store);
    let outcomes = vec![
        SaveOutcome::Stored { stored: stored("o", 1), applied: Vec::new() },
        SaveOutcome::Removed { version: Version(5), applied: Vec::new() },
    ];
    settle(&mut story, 1, outcomes, Some(2));
    assert_eq!(story.entry(A).presence, set(&["o"], 1));
    let actions: Vec<SaveAction> = undo(&story).into_iter().map(|write| write.action).collect();
    assert_eq!(actions, [SaveAction::Unset, SaveAction::Restore { from_version: Version(4) }]);
}

#[test]
fn of_one_step_that_is_refused_the_reason_is_told_in_either_order() {
    let conflict =
        SaveFailure::Conflict { current: Some(Box::new(stored("f:c1", 9))), removed: None };
    let mut failures = [conflict.clone(), SaveFailure::NotAttempted];
    for _ in 0..2 {
        failures.reverse();
        let mut story = shows(&["f:c1"]);
        let removal = SaveOperation { action: SaveAction::Unset, ..operation(A, "f:c1", 4, 1) };
        start(&mut story, 1, vec![removal, operation(A, "o", 0, 1)]);
        let outcomes = failures.clone().map(SaveOutcome::Refused);
        settle(&mut story, 1, outcomes.to_vec(), Some(2));
        assert_eq!(story.entry(A).save, SaveState::Failed(conflict.clone()));
    }
}

#[test]
fn an_undo_that_somebody_was_faster_than_shows_who_and_is_dismissed() {
    let mut story = shows(&["c:c1"]);
    remove(&mut story, 1, "c:c1", 4);
    removed(&mut story, 1, 5);
    let back = undo(&story);
    start(&mut story, 2, back);
    let failure =
        SaveFailure::Conflict { current: Some(Box::new(stored("c:c1", 6))), removed: None };
    settle(&mut story, 2, vec![SaveOutcome::Refused(failure.clone())], Some(3));
    let entry = story.entry(A).clone();
    assert_eq!((entry.presence, entry.save), (set(&["c:c1"], 6), SaveState::Failed(failure)));
    story.tell(Event::SaveDismissed { slot: crate::nouns::slot(A) });
    assert_eq!(story.entry(A).save, SaveState::Idle);
}

#[test]
fn what_is_under_way_or_not_known_is_not_dismissed() {
    let mut story = shows(&["c:c1"]);
    remove(&mut story, 1, "c:c1", 4);
    story.tell(Event::SaveDismissed { slot: crate::nouns::slot(A) });
    assert_eq!(story.entry(A).save, SaveState::Saving);
    crate::pressing::cut(&mut story, 1);
    let unconfirmed = story.entry(A).save.clone();
    story.tell(Event::SaveDismissed { slot: crate::nouns::slot(A) });
    assert_eq!(story.entry(A).save, unconfirmed);
}

#[test]
fn what_was_adopted_is_not_undone_because_the_line_would_go() {
    let mut story = Story::checked(&[A]);
    let adopted = SaveOperation { action: SaveAction::Adopt, ..operation(A, "c:c1", 0, 1) };
    start(&mut story, 1, vec![adopted]);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert!(matches!(story.entry(A).save, SaveState::Saved { .. }) && undo(&story).is_empty());
}
