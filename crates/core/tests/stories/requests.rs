// long: one story per rule of sessions, requests and conversations
//! Sessions, their requests, what is said in them, and answers to requests.

use crate::nouns::{configuration_id, file, session_id, stored};
use crate::pressing::{confirm, cut, fail, forget, operation, save, sent};
use crate::story::{Story, changed, keys};
use crate::streaming::{tells, told, told_about};
use envdock_contract::model::{
    EnvRequest, Environment, KeyName, Kind, RequestId, RequestState, RequestedKey, Revision,
    Timestamp, UserId,
};
use envdock_core::{
    Author, CallId, CheckFailure, Command, Effects, Event, Fetch, IdempotencyKey, Message, News,
    SaveAction, SaveFailure, SaveId, SaveOperation, SaveOutcome, SaveRoute, SaveState, Session,
    Subject, SubjectAnswer, SubjectArrival, SubjectEvent, SubmissionState, TimerPurpose, WatchId,
};

const A: &str = "c1@s1/.env:A";

fn request_id(id: &str) -> RequestId {
    RequestId::new(id).unwrap()
}

/// It asks for A in `.env` of `c1`, in session `s1`.
fn request(id: &str, second: u64, state: RequestState) -> EnvRequest {
    let key = RequestedKey {
        file: file(".env"),
        file_is_a_guess: false,
        key: KeyName::new("A").unwrap(),
        required: true,
        kind: Kind::default(),
        description: None,
        any_of: None,
        suggestions: Vec::new(),
        provenance: Vec::new(),
        replace: None,
        refused_before: 0,
        result: None,
    };
    EnvRequest {
        id: request_id(id),
        session: session_id("s1"),
        configuration: configuration_id("c1"),
        environment: Environment::default(),
        state,
        asked_by: UserId::new("agent").unwrap(),
        asked_at: Timestamp(format!("2026-11-01T12:00:0{second}Z")),
        reason: String::new(),
        settled_at: None,
        settled_by: None,
        keys: vec![key],
    }
}

pub(crate) fn session(id: &str, is_live: bool) -> Session {
    Session {
        id: session_id(id),
        configuration: configuration_id("c1"),
        environment: Environment::default(),
        is_live,
        started_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        local_folder: true,
        setup: false,
    }
}

fn line(number: u64) -> Message {
    Message {
        number,
        at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        author: Author::Agent,
        text: format!("line {number}"),
        request: None,
    }
}

fn wants(story: &mut Story, watch: u64, subject: Subject) {
    story.tell(Event::Subject(SubjectEvent::Wanted { watch: WatchId(watch), subject }));
    story.flush();
}

fn reads(story: &mut Story) -> Vec<(CallId, Subject)> {
    story.take(|command| match command {
        Command::Read { call, subject } => Some((*call, subject.clone())),
        _ => None,
    })
}

/// Answers the only read that was ordered.
fn answers(story: &mut Story, revision: u64, answer: SubjectAnswer) {
    let (call, _) = reads(story).remove(0);
    let revision = Some(Revision(revision));
    story.tell(Event::Subject(SubjectEvent::Answered { call, revision, answer }));
}

fn arrives(story: &mut Story, revision: u64, arrival: SubjectArrival) -> Effects {
    let revision = Some(Revision(revision));
    story.tell(Event::Subject(SubjectEvent::Arrived { revision, arrival }))
}

/// A page that shows an open request `r1`, whose key is checked.
fn asked() -> Story {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Request(request_id("r1")));
    answers(&mut story, 1, SubjectAnswer::Request(request("r1", 1, RequestState::Open)));
    story.flush();
    let check = story.only_check();
    assert_eq!(keys(&check), [A]);
    story.answers_absent(&check, 1);
    story
}

/// How many checks a refresh leads to that finds the request in this state.
fn checked_again(story: &mut Story, state: RequestState) -> usize {
    story.tell(Event::RefreshWanted);
    story.flush();
    answers(story, 2, SubjectAnswer::Request(request("r1", 1, state)));
    story.flush();
    let checks = story.checks();
    for check in &checks {
        story.answers_absent(check, 2);
    }
    checks.len()
}

fn state_of(story: &Story, id: &str) -> Option<RequestState> {
    Some(story.state.request(&request_id(id))?.known.as_ref()?.state)
}

#[test]
fn the_keys_of_a_request_are_watched_while_it_is_open_and_shown() {
    let mut story = asked();
    assert_eq!(checked_again(&mut story, RequestState::Open), 1);
    assert_eq!(checked_again(&mut story, RequestState::Declined), 0);
    let mut story = asked();
    story.tell(Event::Subject(SubjectEvent::Released { watch: WatchId(1) }));
    story.tell(Event::RefreshWanted);
    story.flush();
    assert!(story.checks().is_empty());
}

#[test]
fn a_settled_request_never_opens_again_and_older_news_change_nothing() {
    let mut story = asked();
    arrives(&mut story, 5, SubjectArrival::Request(request("r1", 1, RequestState::Submitted)));
    assert_eq!(state_of(&story, "r1"), Some(RequestState::Submitted));
    let open = SubjectArrival::Request(request("r1", 1, RequestState::Open));
    assert_eq!(changed(&arrives(&mut story, 6, open)), [""; 0]);
    let older = SubjectArrival::Request(request("r1", 1, RequestState::Declined));
    assert_eq!(changed(&arrives(&mut story, 4, older)), [""; 0]);
    assert_eq!(state_of(&story, "r1"), Some(RequestState::Submitted));
}

#[test]
fn open_requests_are_listed_first_and_none_is_ever_lost() {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Requests(session_id("s1")));
    let listed = |story: &Story| -> Vec<String> {
        let known = story.state.requests(&session_id("s1")).unwrap().known.clone();
        known.unwrap_or_default().iter().map(ToString::to_string).collect()
    };
    // Told before the list was answered, which lacks it.
    arrives(&mut story, 2, SubjectArrival::Request(request("r4", 4, RequestState::Open)));
    let list = vec![
        request("r1", 1, RequestState::Submitted),
        request("r3", 3, RequestState::Open),
        request("r2", 2, RequestState::Open),
    ];
    answers(&mut story, 1, SubjectAnswer::Requests(list));
    assert_eq!(listed(&story), ["r2", "r3", "r4", "r1"]);
    arrives(&mut story, 3, SubjectArrival::Request(request("r2", 2, RequestState::Declined)));
    assert_eq!(listed(&story), ["r3", "r4", "r1", "r2"]);
    assert_eq!(state_of(&story, "r2"), Some(RequestState::Declined));
}

#[test]
fn what_nobody_shows_is_not_taken_in() {
    let mut story = Story::new();
    let message = SubjectArrival::Message { session: session_id("s1"), message: line(1) };
    let request = SubjectArrival::Request(request("r1", 1, RequestState::Open));
    for arrival in [SubjectArrival::Session(session("s1", true)), message, request] {
        assert_eq!(changed(&arrives(&mut story, 2, arrival)), [""; 0]);
    }
    assert!(story.state.session(&session_id("s1")).is_none());
    assert!(story.state.request(&request_id("r1")).is_none());
    assert!(story.state.conversation(&session_id("s1")).is_none());
}

#[test]
fn lines_stand_in_order_and_once_and_a_gap_is_read() {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Conversation(session_id("s1")));
    answers(&mut story, 1, SubjectAnswer::Conversation(vec![line(1), line(2)]));
    let says = |story: &mut Story, number| {
        let message = line(number);
        arrives(story, number, SubjectArrival::Message { session: session_id("s1"), message });
        story.flush();
        reads(story).len()
    };
    assert_eq!(says(&mut story, 3), 0);
    assert_eq!(says(&mut story, 3), 0);
    assert_eq!(says(&mut story, 5), 1);
    assert_eq!(says(&mut story, 4), 0);
    let known = story.state.conversation(&session_id("s1")).unwrap().known.clone().unwrap();
    assert_eq!(known, [line(1), line(2), line(3), line(4), line(5)]);
}

#[test]
fn a_session_is_as_the_newest_revision_says() {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Session(session_id("s1")));
    answers(&mut story, 3, SubjectAnswer::Session(session("s1", true)));
    let is_live = |story: &Story| {
        story.state.session(&session_id("s1")).unwrap().known.as_ref().unwrap().is_live
    };
    let ended = || SubjectArrival::Session(session("s1", false));
    assert_eq!(changed(&arrives(&mut story, 2, ended())), [""; 0]);
    assert!(is_live(&story));
    assert_eq!(changed(&arrives(&mut story, 4, ended())).len(), 1);
    assert!(!is_live(&story));
}

#[test]
fn an_answer_about_something_else_is_a_failure_and_a_failure_is_retried() {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Request(request_id("r1")));
    answers(&mut story, 1, SubjectAnswer::Session(session("s1", true)));
    let status = |story: &Story| story.state.request(&request_id("r1")).unwrap().status;
    assert_eq!(status(&story).failure, Some(CheckFailure::Protocol));
    assert!(story.state.session(&session_id("s1")).is_none());
    story.tell(Event::RefreshWanted);
    story.flush();
    let (call, _) = reads(&mut story).remove(0);
    let failure = CheckFailure::Timeout;
    story.tell(Event::Subject(SubjectEvent::Failed { call, failure }));
    assert_eq!((status(&story).failure, status(&story).fetch), (Some(failure), Fetch::Idle));
    story.fire(TimerPurpose::Retry);
    story.flush();
    answers(&mut story, 1, SubjectAnswer::Request(request("r1", 1, RequestState::Open)));
    assert_eq!(status(&story).failure, None);
    let subject = Subject::Request(request_id("r1"));
    story.tell(Event::Subject(SubjectEvent::Outdated { subject }));
    story.flush();
    assert_eq!(reads(&mut story).len(), 1);
}

#[test]
fn a_request_that_is_gone_fails_alone_the_server_has_answered() {
    let mut story = Story::new();
    wants(&mut story, 1, Subject::Request(request_id("r1")));
    story.flush();
    let (call, _) = reads(&mut story).remove(0);
    let failure = CheckFailure::Offline;
    story.tell(Event::Subject(SubjectEvent::Failed { call, failure }));
    assert_eq!(story.state.connection().failure, Some(failure));
    story.fire(TimerPurpose::Retry);
    story.flush();
    let (call, _) = reads(&mut story).remove(0);
    let failure = CheckFailure::NotFound;
    story.tell(Event::Subject(SubjectEvent::Failed { call, failure }));
    let status = story.state.request(&request_id("r1")).unwrap().status;
    assert_eq!(status.failure, Some(failure));
    let connection = story.state.connection();
    assert_eq!((connection.failure, connection.offline), (None, false));
    assert!(connection.last_success.is_some());
}

#[test]
fn what_may_have_been_missed_is_read_again() {
    let (mut story, stream) = told_about(&["c1/.env:B"]);
    wants(&mut story, 2, Subject::Session(session_id("s1")));
    answers(&mut story, 1, SubjectAnswer::Session(session("s1", true)));
    tells(&mut story, stream, 5, News::Resync);
    story.fire(TimerPurpose::Resync);
    story.flush();
    let subjects: Vec<Subject> = reads(&mut story).into_iter().map(|(_, of)| of).collect();
    assert_eq!(subjects, [Subject::Session(session_id("s1"))]);
}

fn submits(story: &mut Story, save: u64) -> Effects {
    submits_as(story, save, operation(A, "c:c1", 0, 1))
}

fn submits_as(story: &mut Story, save: u64, operation: SaveOperation) -> Effects {
    story.tell(Event::SaveStarted {
        save: SaveId(save),
        idempotency_key: IdempotencyKey(format!("key-{save}").into()),
        route: SaveRoute::Submission { request: request_id("r1") },
        operations: vec![operation],
    })
}

fn submission(story: &Story) -> SubmissionState {
    story.state.submission(&request_id("r1"))
}

fn is_answered(story: &mut Story, state: RequestState, outcome: SaveOutcome) -> Effects {
    story.tell(Event::SubmissionAnswered {
        save: SaveId(1),
        revision: Some(Revision(2)),
        request: request("r1", 1, state),
        outcomes: vec![outcome],
    })
}

#[test]
fn an_answer_that_was_cut_is_sent_again_as_it_was_and_never_beside_another() {
    let mut story = asked();
    let effects = submits(&mut story, 1);
    assert!(changed(&effects).contains(&"submission r1".to_owned()));
    assert_eq!(submission(&story), SubmissionState::Submitting);
    assert_eq!(sent(&mut story).len(), 1);
    cut(&mut story, 1);
    let unconfirmed = SaveFailure::Unconfirmed(CheckFailure::Offline);
    assert_eq!(submission(&story), SubmissionState::Failed(unconfirmed));
    submits(&mut story, 2);
    let again: Vec<SaveId> = sent(&mut story).iter().map(|request| request.save).collect();
    assert_eq!(again, [SaveId(1)]);
    assert!(story.commands.contains(&forget(2)));
    let outcome = SaveOutcome::Stored { stored: stored("c:c1", 1), applied: Vec::new() };
    is_answered(&mut story, RequestState::Submitted, outcome);
    assert_eq!(submission(&story), SubmissionState::Idle);
    assert_eq!(state_of(&story, "r1"), Some(RequestState::Submitted));
}

#[test]
fn a_refused_key_leaves_the_request_open_and_says_so_at_the_key() {
    let mut story = asked();
    submits(&mut story, 1);
    let refused = SaveFailure::ValueTooLarge;
    is_answered(&mut story, RequestState::Open, SaveOutcome::Refused(refused.clone()));
    assert_eq!(submission(&story), SubmissionState::KeysRefused);
    assert_eq!(story.entry(A).save, SaveState::Failed(refused));
    assert_eq!(state_of(&story, "r1"), Some(RequestState::Open));
}

#[test]
fn who_was_too_late_is_told_and_the_request_is_read() {
    for (failure, n_reads) in [
        (SaveFailure::RequestSettled, 1),
        (SaveFailure::SessionEnded, 1),
        (SaveFailure::Forbidden, 0),
    ] {
        let mut story = asked();
        submits(&mut story, 1);
        fail(&mut story, 1, failure.clone());
        story.flush();
        assert_eq!(submission(&story), SubmissionState::Failed(failure));
        assert_eq!(story.entry(A).save, SaveState::Idle);
        assert_eq!(reads(&mut story).len(), n_reads);
    }
}

#[test]
fn an_unconfirmed_answer_is_sent_again_once_the_request_is_settled() {
    let mut story = asked();
    submits(&mut story, 1);
    cut(&mut story, 1);
    sent(&mut story);
    arrives(&mut story, 2, SubjectArrival::Request(request("r1", 1, RequestState::Submitted)));
    assert_eq!(sent(&mut story).len(), 1);
}

#[test]
fn an_answer_that_waits_for_another_save_is_the_one_however_often_it_is_pressed() {
    let mut story = asked();
    save(&mut story, 1, A, "c:c1", 0);
    submits(&mut story, 2);
    submits(&mut story, 3);
    assert!(story.commands.contains(&forget(3)) && !story.commands.contains(&forget(2)));
    assert_eq!(sent(&mut story).len(), 1);
    confirm(&mut story, 1, "c:c1", 1, Some(2));
    let next: Vec<SaveId> = sent(&mut story).iter().map(|request| request.save).collect();
    assert_eq!(next, [SaveId(2)]);
}

#[test]
fn only_keys_that_are_written_show_as_being_saved() {
    for (action, shown) in [
        (SaveAction::Skip, SaveState::Idle),
        (SaveAction::UseStored, SaveState::Idle),
        (SaveAction::Unset, SaveState::Saving),
    ] {
        let mut story = asked();
        submits_as(&mut story, 1, SaveOperation { action, ..operation(A, "c:c1", 0, 1) });
        assert_eq!(story.entry(A).save, shown);
        assert_eq!(submission(&story), SubmissionState::Submitting);
    }
}

#[test]
fn what_is_told_while_a_read_is_under_way_that_nobody_waits_for_is_newer_than_its_answer() {
    let (mut story, stream) = told_about(&[A]);
    wants(&mut story, 2, Subject::Request(request_id("q1")));
    story.flush();
    story.tell(Event::Subject(SubjectEvent::Released { watch: WatchId(2) }));
    let settled = SubjectArrival::Request(request("q1", 1, RequestState::Submitted));
    tells(&mut story, stream, 5, News::Subject(settled));
    answers(&mut story, 1, SubjectAnswer::Request(request("q1", 1, RequestState::Open)));
    assert_eq!(state_of(&story, "q1"), Some(RequestState::Submitted));
}

#[test]
fn what_nobody_shows_any_more_is_not_read_again() {
    let (mut story, _) = told_about(&["c1/.env:B"]);
    wants(&mut story, 2, Subject::Session(session_id("s1")));
    answers(&mut story, 1, SubjectAnswer::Session(session("s1", true)));
    story.tell(Event::Subject(SubjectEvent::Released { watch: WatchId(2) }));
    story.tell(Event::RefreshWanted);
    story.flush();
    assert!(reads(&mut story).is_empty());
}

#[test]
fn what_became_of_an_answer_is_nobody_elses_business() {
    let mut story = asked();
    story.tell(Event::SignedIn { me: told("ada") });
    submits(&mut story, 1);
    fail(&mut story, 1, SaveFailure::Forbidden);
    assert_eq!(submission(&story), SubmissionState::Failed(SaveFailure::Forbidden));
    let effects = story.tell(Event::SignedIn { me: told("bob") });
    assert!(changed(&effects).contains(&"submission r1".to_owned()));
    assert_eq!(submission(&story), SubmissionState::Idle);
}

#[test]
fn what_an_agent_asked_for_and_what_was_said_is_nothing_for_the_next_person() {
    let mut story = asked();
    story.tell(Event::SignedIn { me: told("ada") });
    wants(&mut story, 2, Subject::Conversation(session_id("s1")));
    answers(&mut story, 1, SubjectAnswer::Conversation(vec![line(1)]));
    story.tell(Event::Subject(SubjectEvent::Released { watch: WatchId(1) }));
    story.tell(Event::Subject(SubjectEvent::Released { watch: WatchId(2) }));
    let effects = story.tell(Event::SignedIn { me: told("bob") });
    assert!(changed(&effects).contains(&"Request(r1)".to_owned()), "{:?}", changed(&effects));
    assert_eq!(state_of(&story, "r1"), None);
    let said = story.state.conversation(&session_id("s1")).and_then(|known| known.known.as_ref());
    assert!(said.is_none());
}
