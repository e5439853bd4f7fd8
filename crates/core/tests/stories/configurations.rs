// long: one story per rule of what is read as a whole
//! Configurations and their list are read in batches, like slots.

use crate::nouns::{configuration, configuration_id, spec};
use crate::story::{Story, changed};
use crate::streaming::told;
use envdock_contract::model::{ConfigurationId, Revision, Version};
use envdock_core::{
    CallId, CheckFailure, Command, Event, Fetch, News, Outdated, ReadStatus, StreamEvent, StreamId,
    TimerPurpose, WatchId,
};

fn wants(story: &mut Story, watch: u64, ids: &[&str]) {
    let ids = ids.iter().map(|id| configuration_id(id)).collect();
    story.tell(Event::ConfigurationsWanted { watch: WatchId(watch), ids });
}

fn read(story: &mut Story) -> Vec<(CallId, Vec<ConfigurationId>)> {
    story.take(|command| match command {
        Command::ReadConfigurations { call, ids } => Some((*call, ids.clone())),
        _ => None,
    })
}

fn listing(story: &mut Story) -> Vec<CallId> {
    story.take(|command| match command {
        Command::ReadListing { call } => Some(*call),
        _ => None,
    })
}

/// Somebody signs in who is told what changes; gives the stream.
fn signs_in(story: &mut Story) -> StreamId {
    story.tell(Event::SignedIn { me: told("ada") });
    let opened = story.take(|command| match command {
        Command::OpenStream { stream, .. } => Some(*stream),
        _ => None,
    });
    opened[0]
}

fn status(story: &Story, id: &str) -> ReadStatus {
    story.state.configuration(&configuration_id(id)).unwrap().status
}

fn version(story: &Story, id: &str) -> Option<u64> {
    let known = story.state.configuration(&configuration_id(id))?.known.as_ref()?;
    Some(known.spec_version.0)
}

#[test]
fn configurations_wanted_in_one_tick_are_one_read() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c2", "c1"]);
    wants(&mut story, 2, &["c1", "c3"]);
    assert_eq!(status(&story, "c1").fetch, Fetch::Queued);
    story.flush();
    assert_eq!(status(&story, "c1").fetch, Fetch::Fetching);
    let asked = story.answers_configurations(&[configuration("c1", &[]), configuration("c2", &[])]);
    assert_eq!(asked, ["c1", "c2", "c3"]);
    assert_eq!(version(&story, "c1"), Some(1));
    assert_eq!(status(&story, "c1").checked_at.map(|at| at.0), Some(1_000));
    let none = status(&story, "c3");
    assert_eq!((none.failure, none.stale), (Some(CheckFailure::NotFound), false));
    assert!(story.commands.is_empty());
    // Fresh, also the answer that there is none.
    wants(&mut story, 3, &["c1", "c3"]);
    assert!(story.commands.is_empty());
    story.later(30_001);
    wants(&mut story, 4, &["c1"]);
    story.flush();
    assert_eq!(read(&mut story).len(), 1);
}

#[test]
fn a_failed_read_keeps_what_was_known_and_is_retried() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let (call, _) = read(&mut story).remove(0);
    story.tell(Event::ConfigurationsFailed { call, failure: CheckFailure::Timeout });
    let known = status(&story, "c1");
    assert_eq!((known.failure, known.stale), (Some(CheckFailure::Timeout), true));
    assert_eq!(version(&story, "c1"), Some(1));
    story.fire(TimerPurpose::Retry);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    let known = status(&story, "c1");
    assert_eq!((known.failure, known.stale, known.fetch), (None, false, Fetch::Idle));
}

#[test]
fn in_front_again_only_configurations_older_than_30_s_are_read() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.later(30_000);
    assert!(story.tell(Event::Focused).commands.is_empty());
    story.later(1);
    story.tell(Event::Focused);
    story.flush();
    assert_eq!(read(&mut story).len(), 1);
}

#[test]
fn a_failed_read_ends_the_wait_of_a_check() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    wants(&mut story, 1, &["c1"]);
    story.flush();
    let (call, _) = read(&mut story).remove(0);
    story.tell(Event::ConfigurationsFailed { call, failure: CheckFailure::Timeout });
    assert!(!status(&story, "c1").stale);
    story.flush();
    assert_eq!(story.checks().len(), 1);
}

#[test]
fn released_configurations_are_neither_read_nor_retried() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c1", "c2"]);
    wants(&mut story, 2, &["c2"]);
    story.tell(Event::ConfigurationsReleased { watch: WatchId(1) });
    assert_eq!(status(&story, "c1").fetch, Fetch::Idle);
    story.flush();
    let (call, ids) = read(&mut story).remove(0);
    assert_eq!(ids, [configuration_id("c2")]);
    story.tell(Event::ConfigurationsReleased { watch: WatchId(2) });
    story.tell(Event::ConfigurationsFailed { call, failure: CheckFailure::Timeout });
    assert!(story.commands.is_empty());
}

#[test]
fn a_failed_read_that_is_released_is_not_retried() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c1"]);
    story.flush();
    let (call, _) = read(&mut story).remove(0);
    story.tell(Event::ConfigurationsFailed { call, failure: CheckFailure::Timeout });
    wants(&mut story, 2, &["c1"]);
    assert!(story.delays(TimerPurpose::Flush).is_empty());
    story.tell(Event::ConfigurationsReleased { watch: WatchId(1) });
    story.tell(Event::ConfigurationsReleased { watch: WatchId(2) });
    story.fire(TimerPurpose::Retry);
    assert!(story.commands.is_empty());
}

#[test]
fn an_older_spec_does_not_replace_a_newer_one() {
    let mut story = Story::new();
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.tell(Event::RefreshWanted);
    story.flush();
    let (call, _) = read(&mut story).remove(0);
    let newer = Event::SpecAnswered {
        configuration: configuration_id("c1"),
        revision: Some(Revision(9)),
        version: Version(5),
        spec: spec(&[".env: A"]),
    };
    assert_eq!(changed(&story.tell(newer)), ["configuration c1"]);
    assert_eq!(version(&story, "c1"), Some(5));
    let configurations = vec![configuration("c1", &[])];
    let revision = Some(Revision(8));
    story.tell(Event::ConfigurationsAnswered { call, revision, configurations });
    assert_eq!(version(&story, "c1"), Some(5));
}

#[test]
fn other_repositories_make_slots_that_depend_on_them_unsure() {
    let mut story = Story::checked(&["c1/.env:A", "c2/.env:A"]);
    wants(&mut story, 1, &["c1"]);
    story.flush();
    let mut known = configuration("c1", &[]);
    story.answers_configurations(std::slice::from_ref(&known));
    assert!(!story.entry("c1/.env:A").stale);
    known.repositories.pop();
    story.tell(Event::RefreshWanted);
    story.flush();
    story.take(|command| matches!(command, Command::StartTimer { .. }).then_some(()));
    story.answers_configurations(std::slice::from_ref(&known));
    assert!(story.entry("c1/.env:A").stale && !story.entry("c2/.env:A").stale);
}

#[test]
fn a_spec_of_a_configuration_that_is_not_known_is_left_to_its_read() {
    let mut story = Story::new();
    let effects = story.tell(Event::SpecAnswered {
        configuration: configuration_id("c1"),
        revision: None,
        version: Version(5),
        spec: spec(&[]),
    });
    assert!(effects.changed.is_empty());
}

#[test]
fn the_list_brings_its_configurations_along() {
    let mut story = Story::new();
    story.tell(Event::ListingWanted { watch: WatchId(1) });
    story.flush();
    let call = listing(&mut story)[0];
    assert_eq!(story.state.listing().status.fetch, Fetch::Fetching);
    let configurations = vec![configuration("c2", &[]), configuration("c1", &[])];
    let effects = story.tell(Event::ListingAnswered { call, revision: None, configurations });
    assert_eq!(changed(&effects), ["configuration c1", "configuration c2", "listing"]);
    let known = story.state.listing().known.clone();
    assert_eq!(known, Some(vec![configuration_id("c2"), configuration_id("c1")]));
    // They are fresh now.
    wants(&mut story, 1, &["c1"]);
    assert!(story.commands.is_empty());
    // A second answer to one call counts for nothing.
    let again = story.tell(Event::ListingAnswered { call, revision: None, configurations: vec![] });
    assert!(again.changed.is_empty());
}

#[test]
fn an_older_list_does_not_replace_a_newer_one() {
    let mut story = Story::new();
    for (revision, expected) in [(5, 1), (4, 1), (6, 0)] {
        story.tell(Event::ListingWanted { watch: WatchId(revision) });
        story.tell(Event::RefreshWanted);
        story.flush();
        let call = listing(&mut story)[0];
        let configurations =
            if revision == 5 { vec![configuration("c1", &[])] } else { Vec::new() };
        let revision = Some(Revision(revision));
        story.tell(Event::ListingAnswered { call, revision, configurations });
        assert_eq!(story.state.listing().known.as_ref().map(Vec::len), Some(expected));
    }
}

#[test]
fn a_failed_list_is_retried_until_nobody_wants_it() {
    let mut story = Story::new();
    story.tell(Event::ListingWanted { watch: WatchId(1) });
    story.flush();
    let call = listing(&mut story)[0];
    story.tell(Event::ListingFailed { call, failure: CheckFailure::Offline });
    assert_eq!(story.state.listing().status.failure, Some(CheckFailure::Offline));
    story.fire(TimerPurpose::Retry);
    story.flush();
    let call = listing(&mut story)[0];
    story.tell(Event::ListingFailed { call, failure: CheckFailure::Offline });
    story.tell(Event::ListingReleased { watch: WatchId(1) });
    story.fire(TimerPurpose::Retry);
    assert!(story.commands.is_empty());
}

#[test]
fn a_list_or_a_spec_that_was_read_before_the_news_is_read_again_at_once() {
    let mut story = Story::new();
    story.tell(Event::SignedIn { me: told("ada") });
    wants(&mut story, 1, &["c1"]);
    story.tell(Event::ListingWanted { watch: WatchId(1) });
    let answers = |story: &mut Story, revision: u64, version: u64| {
        story.flush();
        let (revision, mut known) = (Some(Revision(revision)), configuration("c1", &[]));
        known.spec_version = Version(version);
        let (call, _) = read(story).remove(0);
        let configurations = vec![known.clone()];
        story.tell(Event::ConfigurationsAnswered { call, revision, configurations });
        for call in listing(story) {
            let configurations = vec![known.clone()];
            story.tell(Event::ListingAnswered { call, revision, configurations });
        }
    };
    answers(&mut story, 1, 1);
    story.tell(Event::RefreshWanted);
    story.flush();
    let stream = story.take(|command| match command {
        Command::OpenStream { stream, .. } => Some(*stream),
        _ => None,
    })[0];
    for (id, version) in [("c1", 2), ("c2", 1)] {
        let news = News::Spec { configuration: configuration_id(id), version: Version(version) };
        let revision = Some(Revision(5));
        story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
    }
    answers(&mut story, 4, 1);
    assert!(status(&story, "c1").stale, "what was answered is not what was told");
    assert!(story.delays(TimerPurpose::Retry).is_empty(), "nothing has failed");
    answers(&mut story, 5, 2);
    assert_eq!((version(&story, "c1"), status(&story, "c1").stale), (Some(2), false));
    assert!(!story.state.listing().status.stale);
    story.flush();
    assert!(story.commands.is_empty());
}

#[test]
fn a_read_that_nobody_waits_for_any_more_does_not_bring_what_is_out_of_date() {
    let told_by = |tell: fn(&mut Story, StreamId)| {
        let mut story = Story::new();
        let stream = signs_in(&mut story);
        wants(&mut story, 1, &["c1"]);
        story.flush();
        story.tell(Event::ConfigurationsReleased { watch: WatchId(1) });
        tell(&mut story, stream);
        story.answers_configurations(&[configuration("c1", &[])]);
        wants(&mut story, 2, &["c1"]);
        story.flush();
        assert_eq!(read(&mut story).len(), 1, "what was answered is older than what was told");
    };
    told_by(|story, stream| {
        let news = News::Spec { configuration: configuration_id("c1"), version: Version(2) };
        let revision = Some(Revision(5));
        story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
    });
    told_by(|story, stream| {
        let (revision, complete) = (Some(Revision(5)), false);
        story.tell(Event::Stream(StreamEvent::Connected { stream, revision, complete }));
    });
}

#[test]
fn an_answer_of_a_copy_that_lags_behind_is_asked_for_again_later() {
    let mut story = Story::new();
    let stream = signs_in(&mut story);
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    let news = News::Spec { configuration: configuration_id("c1"), version: Version(2) };
    let revision = Some(Revision(5));
    story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
    story.flush();
    // It was asked after the news, and knows nothing of them.
    story.answers_configurations(&[configuration("c1", &[])]);
    assert!(status(&story, "c1").stale);
    assert!(story.delays(TimerPurpose::Flush).is_empty(), "at once it would say the same");
    story.fire(TimerPurpose::Retry);
    story.flush();
    assert_eq!(read(&mut story).len(), 1);
}

#[test]
fn a_configuration_that_the_page_has_changed_is_read_again_where_it_is_shown() {
    let mut story = Story::new();
    let changed = || Event::Outdated(Outdated::Configuration(configuration_id("c1")));
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.tell(changed());
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.tell(Event::ConfigurationsReleased { watch: WatchId(1) });
    story.tell(changed());
    story.flush();
    assert!(read(&mut story).is_empty());
    assert!(status(&story, "c1").stale);
}

#[test]
fn the_list_is_read_again_for_a_configuration_that_it_does_not_have_and_for_no_other() {
    let mut story = Story::new();
    let stream = signs_in(&mut story);
    story.tell(Event::ListingWanted { watch: WatchId(1) });
    story.flush();
    let call = listing(&mut story)[0];
    let (revision, configurations) = (Some(Revision(1)), vec![configuration("c1", &[])]);
    story.tell(Event::ListingAnswered { call, revision, configurations });
    let mut reads = |id: &str, revision: u64| {
        let news = News::Spec { configuration: configuration_id(id), version: Version(2) };
        let revision = Some(Revision(revision));
        story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
        story.flush();
        listing(&mut story).len()
    };
    assert_eq!(reads("c1", 5), 0);
    assert_eq!(reads("c2", 6), 1);
}

#[test]
fn what_was_told_about_something_that_nobody_shows_any_more_is_not_fresh() {
    let mut story = Story::new();
    let stream = signs_in(&mut story);
    wants(&mut story, 1, &["c1"]);
    story.flush();
    story.answers_configurations(&[configuration("c1", &[])]);
    story.tell(Event::ConfigurationsReleased { watch: WatchId(1) });
    let news = News::Spec { configuration: configuration_id("c1"), version: Version(2) };
    let revision = Some(Revision(5));
    story.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
    wants(&mut story, 2, &["c1"]);
    story.flush();
    assert_eq!(read(&mut story).len(), 1);
}
