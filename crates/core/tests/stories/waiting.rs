//! A check waits a little for specs that are being read, so that what they need goes out with it.

use crate::nouns::configuration;
use crate::story::{Story, keys};
use envdock_core::{Command, Delay, Event, TimerPurpose};

#[test]
fn a_check_waits_for_the_specs_that_are_being_read() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.wants_summaries(1, &["c2"]);
    story.flush();
    assert!(story.checks().is_empty());
    assert_eq!(story.delays(TimerPurpose::FlushDeadline), [Delay::exactly(100)]);
    story.answers_configurations(&[configuration("c2", &[".env: B"])]);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c1/.env:A", "c2/.env:B"]);
    // The deadline that is still running has nothing left to do.
    story.fire(TimerPurpose::FlushDeadline);
    assert!(story.commands.is_empty());
}

#[test]
fn a_check_waits_100_ms_for_a_slow_spec_and_no_longer() {
    let mut story = Story::new();
    story.wants(1, &["c1/.env:A"]);
    story.wants_summaries(1, &["c2"]);
    story.flush();
    story.later(100);
    story.fire(TimerPurpose::FlushDeadline);
    assert_eq!(keys(&story.only_check()), ["c1/.env:A"]);
    story.answers_configurations(&[configuration("c2", &[".env: B"])]);
    story.flush();
    assert_eq!(keys(&story.only_check()), ["c2/.env:B"]);
}

#[test]
fn specs_that_come_50_ms_apart_lead_to_one_check() {
    let mut story = Story::new();
    for n in 1..=4 {
        story.wants_summaries(n, &[&format!("c{n}")]);
        story.flush();
    }
    let mut reads = story.take(|command| match command {
        Command::ReadConfigurations { call, ids } => Some((*call, ids.clone())),
        _ => None,
    });
    assert_eq!(reads.len(), 4);
    for (call, ids) in reads.drain(..) {
        story.later(50);
        let configurations = vec![configuration(ids[0].as_str(), &[".env: A"])];
        story.tell(Event::ConfigurationsAnswered { call, revision: None, configurations });
        story.flush();
    }
    assert_eq!(keys(&story.only_check()).len(), 4);
}

#[test]
fn each_spec_that_comes_begins_the_wait_anew() {
    let mut story = Story::new();
    story.wants(1, &["c0/.env:A"]);
    story.wants_summaries(1, &["c1"]);
    story.flush();
    story.wants_summaries(2, &["c2"]);
    story.flush();
    let deadline = |command: &Command| match command {
        Command::StartTimer { timer, .. } if timer.purpose() == TimerPurpose::FlushDeadline => {
            Some(*timer)
        }
        _ => None,
    };
    let first = story.take(deadline);
    let reads = story.take(|command| match command {
        Command::ReadConfigurations { call, .. } => Some(*call),
        _ => None,
    });
    story.later(99);
    let configurations = vec![configuration("c1", &[])];
    let call = reads[0];
    story.tell(Event::ConfigurationsAnswered { call, revision: None, configurations });
    let second = story.take(deadline);
    assert_eq!((first.len(), second.len()), (1, 1));
    story.tell(Event::TimerFired { timer: first[0] });
    assert!(story.checks().is_empty());
    story.tell(Event::TimerFired { timer: second[0] });
    assert_eq!(keys(&story.only_check()), ["c0/.env:A"]);
}

#[test]
fn a_check_waits_at_most_a_second_for_specs_that_keep_coming() {
    let mut story = Story::new();
    story.wants(1, &["c0/.env:A"]);
    for n in 1..=30 {
        story.wants_summaries(n, &[&format!("c{n}")]);
        story.flush();
    }
    let reads = story.take(|command| match command {
        Command::ReadConfigurations { call, .. } => Some(*call),
        _ => None,
    });
    let started = story.now;
    for call in reads {
        story.later(100);
        story.tell(Event::ConfigurationsAnswered {
            call,
            revision: None,
            configurations: Vec::new(),
        });
        // Only the newest deadline may still fire.
        if story.now - started == 1_000 {
            break;
        }
        story.take(|command| matches!(command, Command::StartTimer { .. }).then_some(()));
    }
    assert!(story.delays(TimerPurpose::FlushDeadline).is_empty());
}
