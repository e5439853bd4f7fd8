// long: one story per rule of the stream
//! What the server tells as it happens.

use crate::nouns::{absent, configuration, configuration_id, scope, session_id, set, slot, stored};
use crate::pressing::{confirm, cut, save};
use crate::requests::session;
use crate::signing_in::me;
use crate::story::{Story, changed, keys};
use envdock_contract::model::{Address, Environment, Presence, Revision, Version};
use envdock_core::{
    AddressNews, CheckFailure, Command, Effects, Event, Fetch, Me, News, SaveState, StreamEvent,
    StreamId, SubjectArrival, TimerPurpose, WatchId,
};

const A: &str = "c1/.env:A";

/// Somebody who is told what changes.
pub(crate) fn told(user: &str) -> Me {
    let mut me = me(user);
    me.capabilities.events = true;
    me
}

pub(crate) fn news(at: &str, key: &str, version: u64, is_stored: bool) -> News {
    let key = slot(&format!("/.env:{key}")).key().clone();
    News::Presence(vec![AddressNews {
        address: Address { environment: Environment::default(), scope: scope(at), key },
        version: Version(version),
        stored: is_stored.then(|| stored(at, version)),
    }])
}

fn opened(story: &mut Story) -> Vec<(StreamId, Option<Revision>)> {
    story.take(|command| match command {
        Command::OpenStream { stream, after } => Some((*stream, *after)),
        _ => None,
    })
}

pub(crate) fn tells(story: &mut Story, stream: StreamId, revision: u64, news: News) -> Effects {
    let revision = Some(Revision(revision));
    story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }))
}

fn connects(story: &mut Story, stream: StreamId, revision: u64, complete: bool) {
    let revision = Some(Revision(revision));
    story.tell(Event::Stream(StreamEvent::Connected { stream, revision, complete }));
}

fn loses(story: &mut Story, stream: StreamId, failure: CheckFailure) {
    story.tell(Event::Stream(StreamEvent::Lost { stream, failure }));
}

/// A page whose slots are checked at revision 1 and which is told what changes.
pub(crate) fn told_about(slots: &[&str]) -> (Story, StreamId) {
    let mut story = Story::checked(slots);
    story.tell(Event::SignedIn { me: told("ada") });
    let (stream, after) = opened(&mut story)[0];
    assert_eq!(after, None);
    connects(&mut story, stream, 1, false);
    (story, stream)
}

#[test]
fn a_value_that_somebody_else_stores_shows_without_a_check() {
    let (mut story, stream) = told_about(&[A, "c1/.env:B"]);
    let effects = tells(&mut story, stream, 2, news("c:c1", "A", 1, true));
    assert_eq!(changed(&effects), [A]);
    assert_eq!(story.entry(A).presence, set(&["c:c1"], 1));
    tells(&mut story, stream, 3, news("c:c1", "A", 2, false));
    assert_eq!(story.entry(A).presence, absent());
    story.flush();
    assert!(story.checks().is_empty());
}

#[test]
fn news_that_a_check_or_a_newer_write_includes_change_nothing() {
    let (mut story, stream) = told_about(&[A]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(5), |_| set(&["o"], 4));
    assert_eq!(changed(&tells(&mut story, stream, 4, news("o", "A", 3, true))), [""; 0]);
    tells(&mut story, stream, 7, news("o", "A", 7, false));
    assert_eq!(changed(&tells(&mut story, stream, 6, news("o", "A", 6, true))), [""; 0]);
    assert_eq!(story.entry(A).presence, absent());
}

#[test]
fn news_of_one_scope_do_not_make_older_news_of_another_count() {
    let (mut story, stream) = told_about(&[A]);
    tells(&mut story, stream, 9, news("o", "A", 5, true));
    tells(&mut story, stream, 10, news("c:c1", "A", 2, true));
    assert_eq!(changed(&tells(&mut story, stream, 8, news("o", "A", 4, false))), [""; 0]);
    let known = Presence::Stored(vec![stored("c:c1", 2), stored("o", 5)]);
    assert_eq!(story.entry(A).presence, known);
}

#[test]
fn an_answer_from_before_the_news_does_not_count() {
    let (mut story, stream) = told_about(&[A]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    tells(&mut story, stream, 4, news("c:c1", "A", 1, true));
    story.answers_absent(&check, 3);
    assert_eq!(story.entry(A).presence, set(&["c:c1"], 1));
}

#[test]
fn the_echo_of_an_own_save_changes_nothing_and_asks_nothing() {
    let (mut story, stream) = told_about(&[A]);
    save(&mut story, 1, A, "c:c1", 0);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(changed(&tells(&mut story, stream, 2, news("c:c1", "A", 1, true))), [""; 0]);
    story.flush();
    assert!(story.checks().is_empty());
}

#[test]
fn a_save_under_way_is_not_shown_early() {
    let (mut story, stream) = told_about(&[A]);
    save(&mut story, 1, A, "c:c1", 0);
    assert_eq!(changed(&tells(&mut story, stream, 2, news("c:c1", "A", 1, true))), [""; 0]);
    assert_eq!(story.entry(A).presence, absent());
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    assert_eq!(story.entry(A).presence, set(&["c:c1"], 1));
    assert!(matches!(story.entry(A).save, SaveState::Saved { .. }));
    // What somebody else has written meanwhile is not lost either.
    save(&mut story, 2, A, "c:c1", 1);
    tells(&mut story, stream, 4, news("c:c1", "A", 3, false));
    confirm(&mut story, 2, "c:c1", 2, Some(3));
    assert_eq!(story.entry(A).presence, absent());
}

#[test]
fn what_was_told_shows_when_the_answer_of_a_save_is_cut() {
    let (mut story, stream) = told_about(&[A]);
    save(&mut story, 1, A, "c:c1", 0);
    tells(&mut story, stream, 2, news("c:c1", "A", 1, true));
    cut(&mut story, 1);
    assert_eq!(story.entry(A).presence, set(&["c:c1"], 1));
}

#[test]
fn a_lost_stream_is_opened_again_after_what_was_told() {
    let (mut story, stream) = told_about(&[A]);
    tells(&mut story, stream, 9, news("o", "Z", 1, true));
    loses(&mut story, stream, CheckFailure::RateLimited { retry_after_ms: Some(7_000) });
    let waits = story.delays(TimerPurpose::Stream);
    assert!(waits[0].min_ms == 7_000 && waits[0].max_ms > 7_000, "{waits:?}");
    story.fire(TimerPurpose::Stream);
    let (again, after) = opened(&mut story)[0];
    assert_eq!(after, Some(Revision(9)));
    connects(&mut story, again, 12, true);
    story.flush();
    assert!(story.checks().is_empty(), "nothing was missed");
    // The first one has nothing to say any more.
    assert_eq!(changed(&tells(&mut story, stream, 13, news("o", "A", 1, true))), [""; 0]);
}

#[test]
fn waits_grow_until_a_stream_stands_for_a_while() {
    let (mut story, mut stream) = told_about(&[A]);
    let mut longest = Vec::new();
    for stood_ms in [0, 0, 0, 60_000] {
        story.later(stood_ms);
        loses(&mut story, stream, CheckFailure::Offline);
        longest.push(story.delays(TimerPurpose::Stream)[0].max_ms);
        story.fire(TimerPurpose::Stream);
        stream = opened(&mut story)[0].0;
        connects(&mut story, stream, 1, true);
    }
    assert_eq!(longest, [1_000, 2_000, 4_000, 1_000]);
}

#[test]
fn after_a_gap_only_what_is_older_is_asked_again() {
    let (mut story, stream) = told_about(&[A]);
    story.wants(2, &["c1/.env:B"]);
    story.flush();
    let check = story.only_check();
    story.answers_absent(&check, 8);
    connects(&mut story, stream, 8, false);
    assert_eq!((story.entry(A).fetch, story.entry(A).stale), (Fetch::Queued, true));
    assert_eq!(story.entry("c1/.env:B").fetch, Fetch::Idle);
}

#[test]
fn after_a_resync_everything_is_asked_again_within_two_seconds() {
    let (mut story, stream) = told_about(&[A]);
    tells(&mut story, stream, 50, News::Resync);
    assert_eq!(story.entry(A).fetch, Fetch::Idle);
    let waits = story.delays(TimerPurpose::Resync);
    assert_eq!((waits[0].min_ms, waits[0].max_ms), (0, 2_000));
    story.fire(TimerPurpose::Resync);
    assert_eq!(story.entry(A).fetch, Fetch::Queued);
}

#[test]
fn it_ends_with_the_sign_in_and_begins_anew_for_somebody_else() {
    let (mut story, stream) = told_about(&[A]);
    let closed = |story: &mut Story| {
        story.take(|command| (*command == Command::CloseStream).then_some(())).len()
    };
    story.tell(Event::SignedOut);
    assert_eq!(closed(&mut story), 1);
    assert_eq!(changed(&tells(&mut story, stream, 2, news("o", "A", 1, true))), [""; 0]);
    story.tell(Event::SignedIn { me: told("ada") });
    assert_eq!(opened(&mut story)[0].1, Some(Revision(1)), "it goes on where it ended");
    story.tell(Event::SignedIn { me: told("bob") });
    assert_eq!(closed(&mut story), 1);
    assert_eq!(opened(&mut story)[0].1, None, "bob has missed nothing of his own");
}

#[test]
fn a_token_that_has_ended_signs_out() {
    let (mut story, stream) = told_about(&[A]);
    loses(&mut story, stream, CheckFailure::SignedOut);
    assert!(story.delays(TimerPurpose::Stream).is_empty());
    assert_eq!(story.state.connection().sign_in, envdock_core::SignIn::SignedOut);
}

#[test]
fn who_may_not_listen_does_not_try_again() {
    let (mut story, stream) = told_about(&[A]);
    loses(&mut story, stream, CheckFailure::Forbidden);
    story.tell(Event::Online);
    assert!(opened(&mut story).is_empty() && story.delays(TimerPurpose::Stream).is_empty());
}

#[test]
fn many_saved_specs_are_read_in_one_call_and_the_own_one_is_not() {
    let mut story = Story::new();
    let ids = ["c1", "c2"].map(configuration_id);
    story.tell(Event::ConfigurationsWanted { watch: WatchId(1), ids: ids.to_vec() });
    story.flush();
    story.answers_configurations(&["c1", "c2"].map(|id| configuration(id, &[".env: A"])));
    story.tell(Event::SignedIn { me: told("ada") });
    let (stream, _) = opened(&mut story)[0];
    connects(&mut story, stream, 1, false);
    story.flush();
    story.commands.clear();
    for id in &ids {
        let (configuration, version) = (id.clone(), Version(2));
        tells(&mut story, stream, 9, News::Spec { configuration, version });
    }
    story.flush();
    let read = story.take(|command| match command {
        Command::ReadConfigurations { ids, .. } => Some(ids.clone()),
        _ => None,
    });
    assert_eq!(read, [ids.to_vec()]);
    let known = News::Spec { configuration: ids[0].clone(), version: Version(1) };
    assert_eq!(changed(&tells(&mut story, stream, 10, known)), [""; 0]);
}

#[test]
fn back_online_the_stream_is_opened_at_once() {
    let (mut story, stream) = told_about(&[A]);
    loses(&mut story, stream, CheckFailure::Offline);
    assert!(opened(&mut story).is_empty());
    story.tell(Event::Online);
    assert_eq!(opened(&mut story).len(), 1);
    story.fire(TimerPurpose::Stream);
    assert!(opened(&mut story).is_empty(), "the wait from before is over");
}

#[test]
fn written_files_are_read_again_where_somebody_shows_them() {
    let (mut story, stream) = told_about(&[A]);
    tells(&mut story, stream, 2, News::Files(session_id("s1")));
    story.flush();
    let reads = |story: &mut Story| {
        story.take(|command| matches!(command, Command::ReadFiles { .. }).then_some(())).len()
    };
    assert_eq!(reads(&mut story), 0);
    story.tell(Event::FilesWanted { watch: WatchId(1), session: session_id("s1") });
    story.flush();
    assert_eq!(reads(&mut story), 1);
}

#[test]
fn an_entry_that_nobody_watches_is_freed_after_a_while_but_not_what_was_typed() {
    let mut story = Story::checked(&[A, "c1/.env:B"]);
    crate::pressing::types(&mut story, "c1/.env:B", 1);
    story.releases(1);
    story.later(5 * 60_000 - 1);
    story.tell(Event::Offline);
    assert_eq!(story.entry(A).presence, absent());
    story.later(1);
    let effects = story.tell(Event::Offline);
    assert_eq!(changed(&effects), [A]);
    assert!(story.state.entry(&slot(A)).is_none());
    assert!(story.entry("c1/.env:B").draft.dirty);
    // Its place is taken again, by another.
    story.wants(2, &["c2/.env:D", A]);
    story.flush();
    let check = story.only_check();
    story.answers(&check, Some(1), |_| set(&["o"], 1));
    assert_eq!(story.entry(A).presence, set(&["o"], 1));
    assert!(matches!(story.entry("c1/.env:B").presence, Presence::Stored(_)));
}

#[test]
fn what_is_on_its_way_is_not_freed_however_long_it_takes() {
    let mut story = Story::checked(&[A]);
    story.wants(2, &["c1/.env:B"]);
    story.flush();
    let check = story.only_check();
    save(&mut story, 1, A, "c:c1", 0);
    story.releases(1);
    story.releases(2);
    story.later(6 * 60_000);
    story.tell(Event::Offline);
    story.answers(&check, Some(2), |_| set(&["o"], 1));
    assert_eq!(story.entry("c1/.env:B").presence, set(&["o"], 1));
    assert_eq!(story.entry(A).save, SaveState::Saving);
}

#[test]
fn what_is_freed_hides_no_other_change_of_the_same_moment() {
    let (mut story, stream) = told_about(&[A, "c1/.env:B"]);
    story.wants(2, &["c1/.env:B"]);
    story.releases(1);
    story.later(6 * 60_000);
    // What is told about the one that is freed just then, too, is of no use any more.
    let key = |name: &str| slot(&format!("/.env:{name}")).key().clone();
    let change = |name: &str| AddressNews {
        address: Address { environment: Environment::default(), scope: scope("o"), key: key(name) },
        version: Version(1),
        stored: Some(stored("o", 1)),
    };
    let news = News::Presence(vec![change("A"), change("B")]);
    let mut both = changed(&tells(&mut story, stream, 9, news));
    both.sort();
    assert_eq!(both, [A, "c1/.env:B"]);
}

#[test]
fn answers_from_before_a_gap_do_not_count() {
    let (mut story, stream) = told_about(&[A]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    connects(&mut story, stream, 5, false);
    story.answers(&check, Some(3), |_| set(&["o"], 1));
    assert_eq!(story.entry(A).presence, absent());
    story.fire(TimerPurpose::Retry);
    story.flush();
    assert_eq!(keys(&story.only_check()), [A]);
}

#[test]
fn a_session_that_begins_or_ends_is_read_with_its_configuration_unless_that_is_known() {
    let (mut story, stream) = told_about(&[A]);
    story.wants_summaries(2, &["c1"]);
    let mut known = configuration("c1", &[".env: A"]);
    story.flush();
    story.answers_configurations(&[known.clone()]);
    let mut reads = |revision: u64, id: &str, is_live: bool| {
        let session = session(id, is_live);
        let news = News::Subject(SubjectArrival::Session(session));
        tells(&mut story, stream, revision, news);
        story.flush();
        let calls = story.take(|command| match command {
            Command::ReadConfigurations { call, .. } => Some(*call),
            _ => None,
        });
        known.session = is_live.then(|| session_id(id));
        for call in &calls {
            let (revision, configurations) = (Some(Revision(revision)), vec![known.clone()]);
            story.tell(Event::ConfigurationsAnswered { call: *call, revision, configurations });
        }
        calls.len()
    };
    assert_eq!(reads(5, "s1", true), 1, "it has begun");
    assert_eq!(reads(6, "s1", true), 0, "it is the one that is shown");
    assert_eq!(reads(7, "s0", false), 0, "another one has ended");
    assert_eq!(reads(8, "s1", false), 1, "it has ended");
}

#[test]
fn a_page_that_comes_to_the_front_does_not_shorten_the_wait_of_what_just_failed() {
    let mut story = Story::checked(&[A]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let check = story.only_check();
    story.fails(&check, CheckFailure::Timeout);
    story.later(30_000);
    story.tell(Event::Focused);
    assert_eq!(story.entry(A).fetch, Fetch::Idle);
    story.later(1);
    story.tell(Event::Focused);
    assert_eq!(story.entry(A).fetch, Fetch::Queued);
}
