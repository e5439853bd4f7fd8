//! A save is shown as saving, is never sent twice under two keys, and tells all who show the key.

use crate::nouns::{absent, configuration, scope, set, slot, stored};
use crate::pressing::{confirm, fail, forget, operation, save, sent, settle, start, types};
use crate::story::{Story, changed};
use envdock_contract::model::{Presence, Removal, Scope, Stored, UnknownReason, Version};
use envdock_core::{
    Command, DraftMark, DraftRevision, Event, SaveAction, SaveFailure, SaveId, SaveOutcome,
    SaveState, TimerPurpose,
};

#[test]
fn a_value_being_saved_is_neither_present_nor_counted() {
    let mut story = Story::shows(configuration("c1", &[".env: A"]));
    types(&mut story, "c1/.env:A", 1);
    let effects = save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    assert_eq!(changed(&effects), ["c1/.env:A"]);
    let entry = story.entry("c1/.env:A");
    assert_eq!((&entry.save, &entry.presence), (&SaveState::Saving, &absent()));
    assert_eq!(story.progress("c1"), "0/1");
    let effects = confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(changed(&effects), ["c1/.env:A", "summary c1"]);
    assert_eq!(story.progress("c1"), "1/1");
    let entry = story.entry("c1/.env:A");
    assert_eq!(entry.presence, set(&["c:c1"], 1));
    assert!(matches!(&entry.save, SaveState::Saved { at, .. } if at.0 == 1_000));
    let done = DraftMark { revision: DraftRevision(1), dirty: false, length: 0 };
    assert_eq!(entry.draft, done);
    let drop = Command::DropDraft { slot: slot("c1/.env:A"), revision: DraftRevision(1) };
    assert_eq!(effects.commands, [forget(1), drop]);
}

#[test]
fn what_was_typed_meanwhile_stays() {
    let mut story = Story::checked(&["c1/.env:A"]);
    types(&mut story, "c1/.env:A", 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    types(&mut story, "c1/.env:A", 2);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    let draft = story.entry("c1/.env:A").draft;
    assert_eq!((draft.revision.0, draft.dirty, draft.length), (2, true, 5));
}

#[test]
fn a_confirmed_value_is_known_in_every_slot_that_it_applies_to() {
    let mut story = Story::new();
    let summaries = ["c1", "c2"];
    story.wants_summaries(1, &summaries);
    story.wants(1, &["c1/web.env:A", "c1/.env:B", "/.env:A"]);
    story.flush();
    let (one, mut two) = (configuration("c1", &[".env: A"]), configuration("c2", &[".env: A"]));
    two.repositories.remove(0);
    story.answers_configurations(&[one, two]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 1);
    let shown = ["c1/.env:A", "c1/web.env:A", "c2/.env:A", "/.env:A", "c1/.env:B"];
    for (revision, at, expected) in [
        (2, "f:c1", [true, false, false, false, false]),
        (3, "c:c1", [true, true, false, false, false]),
        (4, "r:r1", [true, true, false, false, false]),
        (5, "r:r2", [true, true, true, false, false]),
        (6, "o", [true, true, true, true, false]),
        (7, "s:s1", [false, false, false, false, false]),
        (8, "u:u1", [false, false, false, false, false]),
    ] {
        save(&mut story, revision, "c1/.env:A", at, 0);
        let effects = confirm(&mut story, revision, at, 1, Some(revision));
        assert!(effects.commands.iter().all(|command| !matches!(command, Command::Check(_))));
        let has = shown.map(|text| match &story.entry(text).presence {
            Presence::Stored(stored) => stored.iter().any(|stored| stored.scope == scope(at)),
            Presence::Unknown { .. } => false,
        });
        assert_eq!(has, expected, "{at}");
    }
    let nearest_first = set(&["f:c1", "c:c1", "r:r1", "r:r2", "o"], 1);
    assert_eq!(story.entry("c1/.env:A").presence, nearest_first);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
}

#[test]
fn a_replaced_value_keeps_its_place_and_a_removed_one_goes() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(1), |_| set(&["f:c1", "c:c1", "o"], 1));
    save(&mut story, 1, "c1/.env:A", "c:c1", 1);
    confirm(&mut story, 1, "c:c1", 2, Some(2));
    let Presence::Stored(known) = &story.entry("c1/.env:A").presence else { unreachable!() };
    let versions: Vec<u64> = known.iter().map(|stored| stored.version.0).collect();
    assert_eq!(versions, [1, 2, 1]);
    let mut removal = operation("c1/.env:A", "c:c1", 2, 1);
    removal.action = SaveAction::Unset;
    start(&mut story, 2, vec![removal]);
    let outcome = SaveOutcome::Removed { version: Version(3), applied: Vec::new() };
    let effects = settle(&mut story, 2, vec![outcome], Some(3));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["f:c1", "o"], 1));
    assert_eq!(effects.commands, [forget(2)]);
    assert!(matches!(story.entry("c1/.env:A").save, SaveState::Saved { .. }));
}

#[test]
fn where_it_is_not_sure_that_a_value_applies_the_slot_is_asked() {
    // The owner of the session, and the repositories of a configuration that was not read.
    for (text, at) in [("c1@s1/.env:A", "u:u1"), ("c1/.env:A", "r:r1")] {
        let mut story = Story::checked(&[text]);
        save(&mut story, 1, text, at, 0);
        confirm(&mut story, 1, at, 1, Some(2));
        let entry = story.entry(text);
        assert_eq!((&entry.presence, entry.stale), (&absent(), true), "{at}");
        story.flush();
        let check = story.only_check();
        story.answers(&check, Some(2), |_| set(&[at], 1));
        assert!(!story.entry(text).stale);
    }
}

#[test]
fn a_value_of_a_session_applies_in_that_session_only() {
    let mut story = Story::checked(&["c1@s1/.env:A", "c1@s2/.env:A"]);
    save(&mut story, 1, "c1@s1/.env:A", "s:s1", 0);
    confirm(&mut story, 1, "s:s1", 1, Some(2));
    assert_eq!(story.entry("c1@s1/.env:A").presence, set(&["s:s1"], 1));
    assert_eq!(story.entry("c1@s2/.env:A").presence, absent());
}

#[test]
fn an_unsure_slot_that_nobody_watches_is_asked_when_it_is_wanted_again() {
    let mut story = Story::checked(&["c1@s1/.env:A"]);
    story.releases(1);
    save(&mut story, 1, "c1@s1/.env:A", "u:u1", 0);
    confirm(&mut story, 1, "u:u1", 1, Some(2));
    assert!(story.entry("c1@s1/.env:A").stale);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
    story.wants(2, &["c1@s1/.env:A"]);
    story.flush();
    assert_eq!(story.checks().len(), 1);
}

#[test]
fn what_was_saved_is_said_until_somebody_types() {
    let mut story = Story::checked(&["c1/.env:A"]);
    types(&mut story, "c1/.env:A", 1);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    types(&mut story, "c1/.env:A", 1);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Saving);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    let draft = DraftMark { revision: DraftRevision(2), ..Default::default() };
    story.tell(Event::DraftChanged { slot: slot("c1/.env:A"), draft });
    assert!(matches!(story.entry("c1/.env:A").save, SaveState::Saved { .. }));
    types(&mut story, "c1/.env:A", 3);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Idle);
    // The same mark again says nothing new.
    save(&mut story, 2, "c1/.env:A", "o", 0);
    settle(&mut story, 2, vec![SaveOutcome::Refused(SaveFailure::Forbidden)], Some(3));
    types(&mut story, "c1/.env:A", 3);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Failed(SaveFailure::Forbidden));
}

#[test]
fn a_slot_about_which_nothing_is_known_is_asked_after_a_save() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    let unknown = Presence::Unknown { reason: UnknownReason::Forbidden };
    story.answers(&check, Some(1), |_| unknown.clone());
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(story.entry("c1/.env:A").presence, unknown);
    story.flush();
    assert_eq!(story.checks().len(), 1);
}

#[test]
fn a_conflict_shows_what_is_stored_now() {
    let removal = |of: Stored| Removal {
        scope: of.scope,
        version: of.version,
        updated_at: of.updated_at,
        updated_by: of.updated_by,
    };
    let removed = Some(Box::new(removal(stored("c:c1", 9))));
    for (current, removed, expected) in [
        (Some(Box::new(stored("c:c1", 9))), None, set(&["c:c1"], 9)),
        (None, removed, absent()),
        (None, None, absent()),
    ] {
        let mut story = Story::checked(&["c1/.env:A"]);
        types(&mut story, "c1/.env:A", 1);
        save(&mut story, 1, "c1/.env:A", "c:c1", 0);
        let failure = SaveFailure::Conflict { current, removed };
        settle(&mut story, 1, vec![SaveOutcome::Refused(failure.clone())], Some(2));
        let entry = story.entry("c1/.env:A").clone();
        assert_eq!((entry.presence, entry.save), (expected, SaveState::Failed(failure)));
        assert!(entry.draft.dirty);
        // Typing on takes the message away.
        types(&mut story, "c1/.env:A", 2);
        assert_eq!(story.entry("c1/.env:A").save, SaveState::Idle);
    }
}

#[test]
fn values_of_one_save_are_stored_and_refused_one_by_one() {
    let mut story = Story::checked(&["c1/.env:A", "c1/.env:B"]);
    let operations =
        vec![operation("c1/.env:A", "c:c1", 0, 1), operation("c1/.env:B", "c:c1", 0, 1)];
    start(&mut story, 1, operations);
    assert_eq!(sent(&mut story).len(), 1);
    let outcomes = vec![
        SaveOutcome::Refused(SaveFailure::ValueTooLarge),
        SaveOutcome::Stored { stored: stored("c:c1", 1), applied: Vec::new() },
    ];
    settle(&mut story, 1, outcomes, Some(2));
    let failed = SaveState::Failed(SaveFailure::ValueTooLarge);
    assert_eq!(story.entry("c1/.env:A").save, failed);
    assert_eq!(story.entry("c1/.env:B").presence, set(&["c:c1"], 1));
}

#[test]
fn a_save_that_is_refused_as_a_whole_is_over() {
    let mut story = Story::checked(&["c1/.env:A"]);
    save(&mut story, 1, "c1/.env:A", "o", 0);
    let effects = fail(&mut story, 1, SaveFailure::Forbidden);
    assert_eq!(effects.commands, [forget(1)]);
    assert_eq!(story.entry("c1/.env:A").save, SaveState::Failed(SaveFailure::Forbidden));
    sent(&mut story);
    story.tell(Event::SaveRetried { save: SaveId(1) });
    assert!(sent(&mut story).is_empty());
}

#[test]
fn saves_of_different_slots_go_out_side_by_side() {
    let mut story = Story::checked(&["c1/.env:A", "c1/.env:B"]);
    save(&mut story, 1, "c1/.env:A", "c:c1", 0);
    save(&mut story, 2, "c1/.env:B", "c:c1", 0);
    assert_eq!(sent(&mut story).len(), 2);
    // A name is used once.
    save(&mut story, 2, "c1/.env:A", "c:c1", 0);
    assert!(sent(&mut story).is_empty());
}

#[test]
fn a_scope_of_a_file_names_its_configuration() {
    assert!(matches!(scope("f:c1"), Scope::File { .. }));
}
