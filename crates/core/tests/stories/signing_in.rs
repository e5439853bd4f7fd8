//! Signed out nothing is asked; another person sees nothing of the one before.

use crate::nouns::{absent, configuration, configuration_id, set, slot};
use crate::pressing::{confirm, save};
use crate::story::{Story, keys};
use envdock_contract::model::{
    Capabilities, Environment, OrganizationId, Presence, Role, UnknownReason, UserId,
};
use envdock_core::{
    CallId, CheckFailure, Command, DraftMark, DraftRevision, Event, Fetch, Me, SaveId, SaveState,
    SignIn, TimerPurpose,
};

pub(crate) fn me(user: &str) -> Me {
    Me {
        user: UserId::new(user).unwrap(),
        organization: OrganizationId::new("org").unwrap(),
        role: Role::Owner,
        environments: vec![Environment::default()],
        capabilities: Capabilities {
            scopes: Vec::new(),
            versions: true,
            atomic_batch: true,
            local_folder: true,
            adopt: true,
            ..Capabilities::default()
        },
    }
}

fn reads_me(story: &mut Story) -> Vec<CallId> {
    story.take(|command| match command {
        Command::ReadMe { call } => Some(*call),
        _ => None,
    })
}

fn signs_in(story: &mut Story, user: &str) {
    story.tell(Event::SignedIn { me: me(user) });
}

#[test]
fn who_is_signed_in_is_asked_once_and_until_it_is_known() {
    let mut story = Story::new();
    assert_eq!(story.state.connection().sign_in, SignIn::Unknown);
    story.tell(Event::MeWanted);
    story.tell(Event::MeWanted);
    story.flush();
    let call = reads_me(&mut story)[0];
    story.tell(Event::MeFailed { call, failure: CheckFailure::Timeout });
    story.fire(TimerPurpose::Retry);
    story.flush();
    let call = reads_me(&mut story)[0];
    story.tell(Event::MeAnswered { call, me: me("ada") });
    assert_eq!(story.state.me().known, Some(me("ada")));
    assert_eq!(story.state.connection().sign_in, SignIn::SignedIn);
    assert!(story.tell(Event::MeAnswered { call, me: me("bob") }).changed.is_empty());
    assert_eq!(story.state.connection().failure, None);
}

#[test]
fn a_refused_check_signs_out_and_nothing_is_asked_any_more() {
    let mut story = Story::checked(&["c1/.env:A"]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.wants(2, &["c1/.env:B"]);
    story.fails(&check, CheckFailure::SignedOut);
    assert_eq!(story.state.connection().sign_in, SignIn::SignedOut);
    let (known, queued) = (story.entry("c1/.env:A"), story.entry("c1/.env:B"));
    assert_eq!((&known.presence, known.stale), (&absent(), true));
    assert_eq!(known.failure, Some(CheckFailure::SignedOut));
    assert_eq!((queued.fetch, queued.stale), (Fetch::Idle, false));
    assert_eq!(queued.failure, Some(CheckFailure::SignedOut));
    story.flush();
    story.wants(3, &["c1/.env:C"]);
    assert!(story.commands.is_empty());
    assert_eq!(story.entry("c1/.env:C").failure, Some(CheckFailure::SignedOut));
}

#[test]
fn whoever_looks_again_may_have_signed_in_elsewhere() {
    for event in [Event::Focused, Event::Online] {
        let mut story = Story::checked(&["c1/.env:A"]);
        story.tell(Event::SignedOut);
        story.tell(event);
        story.flush();
        let call = reads_me(&mut story)[0];
        story.tell(Event::MeAnswered { call, me: me("ada") });
        story.flush();
        assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
    }
}

#[test]
fn signing_out_stops_what_was_to_be_retried() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    story.tell(Event::SignedOut);
    assert!(!story.state.connection().retrying);
    story.fire(TimerPurpose::Retry);
    assert!(story.commands.is_empty());
}

#[test]
fn signing_in_does_not_wait_for_what_the_server_asked_of_the_one_before() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::RateLimited { retry_after_ms: Some(60_000) });
    story.wants(2, &["c1/.env:B"]);
    story.tell(Event::SignedOut);
    story.take(|command| matches!(command, Command::StartTimer { .. }).then_some(()));
    signs_in(&mut story, "ada");
    assert_eq!(story.delays(TimerPurpose::Flush), [envdock_core::Delay::NEXT_TASK]);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A", "c1/.env:B"]);
}

#[test]
fn what_waits_to_be_asked_while_another_person_signs_in_is_asked_once() {
    let mut story = Story::new();
    signs_in(&mut story, "ada");
    story.wants(1, &["c1/.env:A"]);
    signs_in(&mut story, "bob");
    assert_eq!(story.entry("c1/.env:A").fetch, Fetch::Queued);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
}

#[test]
fn signing_in_asks_everything_that_is_watched_and_keeps_drafts() {
    let mut story = Story::checked(&["c1/.env:A"]);
    signs_in(&mut story, "ada");
    let draft = DraftMark { revision: DraftRevision(1), dirty: true, length: 3 };
    story.tell(Event::DraftChanged { slot: slot("c1/.env:A"), draft });
    story.tell(Event::SignedOut);
    story.wants(2, &["c1/.env:B"]);
    signs_in(&mut story, "ada");
    assert_eq!(story.entry("c1/.env:A").presence, absent());
    assert_eq!(story.entry("c1/.env:A").draft, draft);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B"]);
    story.answers(&check, Some(1), |_| set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:A").presence, set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:A").failure, None);
}

#[test]
fn signing_in_again_as_the_same_person_changes_nothing() {
    let mut story = Story::checked(&["c1/.env:A"]);
    signs_in(&mut story, "ada");
    let before = story.entry("c1/.env:A").clone();
    signs_in(&mut story, "ada");
    assert_eq!(story.entry("c1/.env:A"), &before);
    assert!(story.commands.is_empty());
}

#[test]
fn the_same_person_in_another_organization_sees_nothing_of_the_first() {
    let mut story = Story::checked(&["c1/.env:A"]);
    signs_in(&mut story, "ada");
    let draft = DraftMark { revision: DraftRevision(1), dirty: true, length: 3 };
    story.tell(Event::DraftChanged { slot: slot("c1/.env:A"), draft });
    let mut other = me("ada");
    other.organization = OrganizationId::new("other").unwrap();
    story.tell(Event::SignedIn { me: other.clone() });
    let entry = story.entry("c1/.env:A");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::NotChecked });
    // What to do with her texts is for the page to ask.
    assert_eq!(entry.draft, draft);
    assert_eq!(story.state.me().known, Some(other));
}

#[test]
fn who_is_signed_in_is_named_only_when_it_changes() {
    let mut story = Story::new();
    let me = me("ada");
    let first = story.tell(Event::SignedIn { me: me.clone() });
    assert!(first.changed.contains(&envdock_core::Changed::Me));
    let mut promoted = me.clone();
    promoted.role = Role::Admin;
    story.tell(Event::SignedIn { me: promoted.clone() });
    assert_eq!(story.state.me().known, Some(promoted));
    assert!(story.commands.is_empty());
}

#[test]
fn another_person_sees_nothing_of_the_one_before() {
    let mut story = Story::shows(configuration("c1", &[".env: A"]));
    signs_in(&mut story, "ada");
    save(&mut story, 7, "c1/.env:A", "c:c1", 0);
    story.wants(2, &["c1/.env:A", "c1/.env:B"]);
    story.flush();
    let hers = story.only_check();
    signs_in(&mut story, "bob");
    assert!(story.commands.contains(&Command::ForgetSave { save: SaveId(7) }));
    let entry = story.entry("c1/.env:A");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::NotChecked });
    assert_eq!((&entry.save, entry.fetch), (&SaveState::Idle, Fetch::Queued));
    assert!(story.state.configuration(&configuration_id("c1")).unwrap().known.is_none());
    assert!(story.summary("c1").any_unknown);
    // What comes for her is not for him.
    story.answers(&hers, Some(9), |_| set(&["o"], 1));
    confirm(&mut story, 7, "c:c1", 1, Some(10));
    let entry = story.entry("c1/.env:B");
    assert_eq!(entry.presence, Presence::Unknown { reason: UnknownReason::NotChecked });
    story.take(|command| matches!(command, Command::Save(_)).then_some(()));
    story.flush();
    story.answers_configurations(&[configuration("c1", &[".env: A"])]);
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), ["c1/.env:A", "c1/.env:B"]);
    // His organization counts its revisions from another beginning.
    story.answers_absent(&check, 0);
    assert_eq!(story.progress("c1"), "0/1");
}

#[test]
fn a_token_that_may_be_another_one_is_asked_about_however_fresh_the_last_answer_is() {
    let mut story = Story::new();
    signs_in(&mut story, "ada");
    story.tell(Event::SignedOut);
    story.tell(Event::MeWanted);
    story.flush();
    let call = reads_me(&mut story)[0];
    story.tell(Event::MeAnswered { call, me: me("ada") });
    assert_eq!(story.state.connection().sign_in, SignIn::SignedIn);
}

#[test]
fn revisions_of_one_organization_say_nothing_about_those_of_another() {
    let mut story = Story::new();
    signs_in(&mut story, "ada");
    story.wants(1, &["c1/.env:A"]);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(9), |_| set(&["o"], 1));
    let me = Me { organization: OrganizationId::new("other").unwrap(), ..me("ada") };
    story.tell(Event::SignedIn { me });
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 2);
    assert_eq!(story.entry("c1/.env:A").presence, absent());
}
