//! A value of one session only is kept for later ones: moved, unread.

use crate::nouns::{absent, scope, set};
use crate::pressing::{confirm, forget, operation, save, start};
use crate::story::Story;
use crate::streaming::{news, tells, told_about};
use envdock_contract::model::Version;
use envdock_core::{SaveAction, SaveOperation, SaveState, TimerPurpose};

#[test]
fn a_value_kept_for_longer_applies_at_its_new_place_at_once() {
    let mut story = Story::checked(&["c1@s1/.env:A", "c1/.env:A"]);
    save(&mut story, 1, "c1@s1/.env:A", "s:s1", 0);
    confirm(&mut story, 1, "s:s1", 1, Some(2));
    assert_eq!(story.entry("c1@s1/.env:A").presence, set(&["s:s1"], 1));
    let action = SaveAction::Move { to: scope("c:c1"), to_expected_version: Version(0) };
    start(&mut story, 2, vec![SaveOperation { action, ..operation("c1@s1/.env:A", "s:s1", 1, 1) }]);
    assert_eq!(story.entry("c1@s1/.env:A").save, SaveState::Saving);
    let effects = confirm(&mut story, 2, "c:c1", 1, Some(3));
    for slot in ["c1@s1/.env:A", "c1/.env:A"] {
        assert_eq!(story.entry(slot).presence, set(&["c:c1"], 1), "{slot}");
    }
    assert_eq!(effects.commands, [forget(2)]);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
}

#[test]
fn what_is_told_about_the_new_place_waits_until_the_move_is_settled() {
    let (mut story, stream) = told_about(&["c1/.env:A"]);
    let action = SaveAction::Move { to: scope("c:c1"), to_expected_version: Version(0) };
    start(&mut story, 1, vec![SaveOperation { action, ..operation("c1@s1/.env:A", "s:s1", 1, 1) }]);
    tells(&mut story, stream, 2, news("c:c1", "A", 1, true));
    assert_eq!(story.entry("c1/.env:A").presence, absent());
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["c:c1"], 1));
}
