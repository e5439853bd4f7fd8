//! What is on disk is read per session and shown in the session's slots.

use crate::nouns::{file, session_id, stored};
use crate::pressing::{save, settle};
use crate::story::{Story, changed};
use crate::streaming::told_about;
use envdock_contract::model::{KeyName, OnDisk, Revision};
use envdock_core::{
    CallId, CheckFailure, Command, DiskFile, DiskSlot, Event, Fetch, FileEffect, FileResult, News,
    Outdated, SaveOutcome, SaveState, StreamEvent, TimerPurpose, WatchId,
};

fn wants_files(story: &mut Story) {
    let session = session_id("s1");
    story.tell(Event::FilesWanted { watch: WatchId(1), session });
}

fn read(story: &mut Story) -> Vec<CallId> {
    story.flush();
    story.take(|command| match command {
        Command::ReadFiles { call, session } => {
            assert_eq!(session, &session_id("s1"));
            Some(*call)
        }
        _ => None,
    })
}

fn on_disk(states: &[(&str, OnDisk, Option<u32>)]) -> Vec<DiskFile> {
    let slot = |(key, on_disk, line): &(&str, OnDisk, Option<u32>)| DiskSlot {
        key: KeyName::new(key).unwrap(),
        on_disk: *on_disk,
        line: *line,
    };
    vec![DiskFile {
        file: file(".env"),
        exists: true,
        tracked_by_git: false,
        problem: None,
        slots: states.iter().map(slot).collect(),
    }]
}

fn answer(story: &mut Story, call: CallId, revision: u64, files: Vec<DiskFile>) -> Vec<String> {
    let revision = Some(Revision(revision));
    changed(&story.tell(Event::FilesAnswered { call, revision, files }))
}

fn line(story: &Story, text: &str) -> (Option<OnDisk>, Option<u32>) {
    (story.entry(text).on_disk, story.entry(text).line)
}

#[test]
fn lines_are_shown_in_the_slots_of_their_session() {
    let mut story = Story::checked(&["c1@s1/.env:A", "c1@s2/.env:A", "c1@s1/web.env:A"]);
    wants_files(&mut story);
    let call = read(&mut story)[0];
    let files = on_disk(&[("A", OnDisk::Other, Some(3)), ("B", OnDisk::Absent, None)]);
    assert_eq!(answer(&mut story, call, 1, files), ["c1@s1/.env:A", "files s1"]);
    assert_eq!(line(&story, "c1@s1/.env:A"), (Some(OnDisk::Other), Some(3)));
    assert_eq!(line(&story, "c1@s2/.env:A"), (None, None));
    assert_eq!(line(&story, "c1@s1/web.env:A"), (None, None));
    // A slot that comes later knows it, too.
    story.wants(2, &["c1@s1/.env:B"]);
    assert_eq!(line(&story, "c1@s1/.env:B"), (Some(OnDisk::Absent), None));
    let status = story.state.files(&session_id("s1")).unwrap().status;
    assert_eq!((status.fetch, status.checked_at.map(|at| at.0)), (Fetch::Idle, Some(1_000)));
}

#[test]
fn a_failed_read_of_files_is_retried_and_ends_with_its_watcher() {
    let mut story = Story::new();
    wants_files(&mut story);
    let call = read(&mut story)[0];
    story.tell(Event::FilesFailed { call, failure: CheckFailure::Timeout });
    let status = story.state.files(&session_id("s1")).unwrap().status;
    assert_eq!(status.failure, Some(CheckFailure::Timeout));
    story.fire(TimerPurpose::Retry);
    let call = read(&mut story)[0];
    story.tell(Event::FilesFailed { call, failure: CheckFailure::Timeout });
    story.tell(Event::FilesReleased { watch: WatchId(1) });
    story.fire(TimerPurpose::Retry);
    assert!(read(&mut story).is_empty());
}

fn saved(result: FileResult) -> Story {
    let mut story =
        Story::checked(&["c1@s1/.env:A", "c1@s1/web.env:A", "c1@s1/.env:B", "c1@s2/.env:A"]);
    wants_files(&mut story);
    let call = read(&mut story)[0];
    answer(&mut story, call, 1, on_disk(&[("A", OnDisk::Outdated, Some(3))]));
    save(&mut story, 1, "c1@s1/.env:A", "c:c1", 0);
    let effect = FileEffect { session: session_id("s1"), file: file(".env"), result };
    let outcome = SaveOutcome::Stored { stored: stored("c:c1", 1), applied: vec![effect.clone()] };
    settle(&mut story, 1, vec![outcome], Some(2));
    let SaveState::Saved { applied, .. } = &story.entry("c1@s1/.env:A").save else {
        unreachable!("it was confirmed")
    };
    assert_eq!(applied, &[effect]);
    story
}

#[test]
fn what_a_save_wrote_is_shown_at_once_and_read_again() {
    let detail = "no space".to_owned();
    for (result, expected) in [
        (FileResult::Written, (Some(OnDisk::Current), Some(3))),
        (FileResult::Removed, (Some(OnDisk::Absent), None)),
        (FileResult::Conflict { line: 8 }, (Some(OnDisk::Other), Some(8))),
        (FileResult::Unchanged, (Some(OnDisk::Outdated), Some(3))),
        (FileResult::Pending, (Some(OnDisk::Outdated), Some(3))),
        (FileResult::Failed { detail }, (Some(OnDisk::Outdated), Some(3))),
    ] {
        let mut story = saved(result);
        assert_eq!(line(&story, "c1@s1/.env:A"), expected);
        for other in ["c1@s1/web.env:A", "c1@s1/.env:B", "c1@s2/.env:A"] {
            assert_eq!(line(&story, other), (None, None), "{other}");
        }
        assert!(story.state.files(&session_id("s1")).unwrap().status.stale);
        let call = read(&mut story)[0];
        answer(&mut story, call, 2, on_disk(&[("A", OnDisk::Current, Some(4))]));
        assert_eq!(line(&story, "c1@s1/.env:A"), (Some(OnDisk::Current), Some(4)));
        assert!(!story.state.files(&session_id("s1")).unwrap().status.stale);
    }
}

#[test]
fn files_read_before_a_save_do_not_count() {
    let mut story = Story::checked(&["c1@s1/.env:A"]);
    wants_files(&mut story);
    let early = read(&mut story)[0];
    save(&mut story, 1, "c1@s1/.env:A", "c:c1", 0);
    let result = FileResult::Written;
    let effect = FileEffect { session: session_id("s1"), file: file(".env"), result };
    let outcome = SaveOutcome::Stored { stored: stored("c:c1", 1), applied: vec![effect] };
    settle(&mut story, 1, vec![outcome], Some(5));
    answer(&mut story, early, 4, on_disk(&[("A", OnDisk::Absent, None)]));
    assert_eq!(line(&story, "c1@s1/.env:A"), (Some(OnDisk::Current), None));
    assert!(story.state.files(&session_id("s1")).unwrap().known.is_none());
    story.fire(TimerPurpose::Retry);
    let call = read(&mut story)[0];
    answer(&mut story, call, 5, on_disk(&[("A", OnDisk::Current, Some(1))]));
    assert_eq!(line(&story, "c1@s1/.env:A"), (Some(OnDisk::Current), Some(1)));
}

#[test]
fn files_that_nobody_watches_are_not_read_after_a_save() {
    let mut story = saved(FileResult::Written);
    read(&mut story);
    story.tell(Event::FilesReleased { watch: WatchId(1) });
    save(&mut story, 2, "c1@s1/.env:A", "c:c1", 1);
    let effect =
        FileEffect { session: session_id("s1"), file: file(".env"), result: FileResult::Written };
    let outcome = SaveOutcome::Stored { stored: stored("c:c1", 2), applied: vec![effect] };
    settle(&mut story, 2, vec![outcome], Some(3));
    assert!(read(&mut story).is_empty());
}

#[test]
fn files_that_the_page_or_somebody_else_has_written_are_read_again_unless_that_is_known() {
    let (mut story, stream) = told_about(&["c1@s1/.env:A"]);
    wants_files(&mut story);
    let call = read(&mut story)[0];
    answer(&mut story, call, 5, on_disk(&[]));
    let mut reads = |event: Event| {
        story.tell(event);
        let calls = read(&mut story);
        for call in &calls {
            answer(&mut story, *call, 9, on_disk(&[]));
        }
        calls.len()
    };
    let written = |revision: u64| {
        let news = News::Files(session_id("s1"));
        let revision = Some(Revision(revision));
        Event::Stream(StreamEvent::Arrived { stream, revision, news })
    };
    assert_eq!(reads(written(5)), 0, "what was read is as new as that");
    assert_eq!(reads(written(6)), 1);
    assert_eq!(reads(Event::Outdated(Outdated::Files(session_id("s2")))), 0);
    assert_eq!(reads(Event::Outdated(Outdated::Files(session_id("s1")))), 1);
    assert_eq!(reads(Event::Outdated(Outdated::AllFiles)), 1);
}
