//! Whether the Environment tab opens by itself, for every order of events.

use crate::nouns::{configuration, configuration_id, file, session_id};
use crate::story::Story;
use envdock_contract::model::{
    EnvRequest, Environment, KeyName, Kind, RequestId, RequestState, RequestedKey, Revision,
    Timestamp, UserId,
};
use envdock_core::{
    CallId, Command, Event, OpenReason, Session, SetupEvent, SetupNews, Subject, SubjectAnswer,
    SubjectEvent, WatchId,
};

fn wants(story: &mut Story, seen_before: bool) {
    let (watch, session) = (WatchId(1), session_id("s1"));
    story.tell(Event::Setup(SetupEvent::Wanted { watch, session, seen_before }));
    story.flush();
}

fn reads(story: &mut Story, wanted: &Subject) -> Vec<CallId> {
    story.take(|command| match command {
        Command::Read { call, subject } if subject == wanted => Some(*call),
        _ => None,
    })
}

fn answer(story: &mut Story, subject: &Subject, answer: &SubjectAnswer) {
    for call in reads(story, subject) {
        let (revision, answer) = (Some(Revision(1)), answer.clone());
        story.tell(Event::Subject(SubjectEvent::Answered { call, revision, answer }));
    }
    story.flush();
}

fn session_is(story: &mut Story, setup: bool, is_live: bool) {
    let session = Session {
        id: session_id("s1"),
        configuration: configuration_id("c1"),
        environment: Environment::default(),
        is_live,
        started_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        local_folder: true,
        setup,
    };
    answer(story, &Subject::Session(session_id("s1")), &SubjectAnswer::Session(session));
}

fn spec_is(story: &mut Story, version: u64, files: &[&str]) {
    let mut known = configuration("c1", files);
    known.spec_version.0 = version;
    if files.is_empty() {
        known.spec = None;
    }
    let outdated = envdock_core::Outdated::Configuration(known.id.clone());
    story.tell(Event::Outdated(outdated));
    story.flush();
    story.answers_configurations(&[known]);
}

fn requests_are(story: &mut Story, states: &[RequestState]) {
    let requests = (1..).zip(states).map(|(number, state)| request(number, *state)).collect();
    story.tell(Event::Subject(SubjectEvent::Outdated {
        subject: Subject::Requests(session_id("s1")),
    }));
    story.flush();
    let subject = Subject::Requests(session_id("s1"));
    answer(story, &subject, &SubjectAnswer::Requests(requests));
}

fn request(number: u64, state: RequestState) -> EnvRequest {
    EnvRequest {
        id: RequestId::new(&format!("r{number}")).unwrap(),
        session: session_id("s1"),
        configuration: configuration_id("c1"),
        environment: Environment::default(),
        state,
        asked_by: UserId::new("agent").unwrap(),
        asked_at: Timestamp(format!("2026-11-01T12:00:0{number}Z")),
        reason: String::new(),
        settled_at: None,
        settled_by: None,
        keys: vec![RequestedKey {
            file: file(".env"),
            file_is_a_guess: false,
            key: KeyName::new("X").unwrap(),
            required: true,
            kind: Kind::default(),
            description: None,
            any_of: None,
            suggestions: Vec::new(),
            provenance: Vec::new(),
            replace: None,
            refused_before: 0,
            result: None,
        }],
    }
}

fn news(story: &Story) -> SetupNews {
    story.state.setup(&session_id("s1"))
}

fn new_files(story: &Story) -> Vec<String> {
    news(story).new_files.iter().map(ToString::to_string).collect()
}

fn handles_tab(story: &mut Story) -> usize {
    story.tell(Event::Setup(SetupEvent::TabHandled { session: session_id("s1") }));
    story.take(|command| matches!(command, Command::RememberSetup { .. }).then_some(())).len()
}

#[test]
fn it_opens_once_when_the_spec_was_there_before_the_page() {
    let mut story = Story::new();
    wants(&mut story, false);
    session_is(&mut story, true, true);
    assert_eq!(news(&story).opens, None);
    spec_is(&mut story, 1, &[".env: A B"]);
    assert_eq!(
        (news(&story).opens, new_files(&story)),
        (Some(OpenReason::Spec), vec![".env".into()])
    );
    assert_eq!(handles_tab(&mut story), 1);
    assert_eq!(news(&story).opens, None);
    assert_eq!(new_files(&story), [".env"], "the notice stays until it is dismissed");
    spec_is(&mut story, 2, &[".env: A B", "web/.env: C"]);
    assert_eq!(news(&story).opens, None, "once");
    assert_eq!(handles_tab(&mut story), 0, "and it is remembered once");
}

#[test]
fn it_opens_for_a_request_that_comes_before_the_spec() {
    let mut story = Story::new();
    wants(&mut story, false);
    session_is(&mut story, true, true);
    spec_is(&mut story, 0, &[]);
    requests_are(&mut story, &[RequestState::Open]);
    assert_eq!(news(&story).opens, Some(OpenReason::Request));
    handles_tab(&mut story);
    spec_is(&mut story, 1, &[".env: A"]);
    assert_eq!((news(&story).opens, new_files(&story)), (None, vec![".env".into()]));
}

#[test]
fn it_does_not_open_where_it_was_handled_before_or_nothing_is_to_be_set_up() {
    for (seen_before, setup, is_live) in
        [(true, true, true), (false, false, true), (false, true, false)]
    {
        let mut story = Story::new();
        wants(&mut story, seen_before);
        session_is(&mut story, setup, is_live);
        spec_is(&mut story, 1, &[".env: A"]);
        requests_are(&mut story, &[RequestState::Open]);
        assert_eq!(news(&story).opens, None, "{seen_before} {setup} {is_live}");
    }
}

#[test]
fn who_comes_back_is_told_only_what_comes_then() {
    let mut story = Story::new();
    wants(&mut story, true);
    session_is(&mut story, true, true);
    spec_is(&mut story, 1, &[".env: A"]);
    assert_eq!(new_files(&story), [""; 0]);
    spec_is(&mut story, 2, &[".env: A B", "web/.env: C"]);
    let new_slots: Vec<String> =
        news(&story).new_slots.iter().map(|(file, key)| format!("{file}:{key}")).collect();
    assert_eq!((new_files(&story), new_slots), (vec!["web/.env".into()], vec![".env:B".into()]));
}

#[test]
fn a_dismissed_notice_names_only_what_is_newer_and_lost_slots_are_said() {
    let mut story = Story::new();
    wants(&mut story, false);
    session_is(&mut story, true, true);
    spec_is(&mut story, 1, &[".env: A B"]);
    story.tell(Event::Setup(SetupEvent::NoticeDismissed { session: session_id("s1") }));
    assert_eq!(news(&story), SetupNews::default());
    spec_is(&mut story, 2, &[".env: A"]);
    let removed: Vec<String> =
        news(&story).removed_slots.iter().map(|(file, key)| format!("{file}:{key}")).collect();
    assert_eq!(removed, [".env:B"]);
}

#[test]
fn only_open_requests_wait_for_a_person() {
    let mut story = Story::new();
    wants(&mut story, false);
    session_is(&mut story, false, true);
    requests_are(&mut story, &[RequestState::Declined, RequestState::Open, RequestState::Open]);
    let open: Vec<String> = news(&story).open_requests.iter().map(ToString::to_string).collect();
    assert_eq!(open, ["r2", "r3"]);
}
