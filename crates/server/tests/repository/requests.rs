// long: one story per verb
//! The stories of requests, sessions and conversations. They know the trait only.

use crate::engine::{Engine, address, configuration, write};
use envdock_contract::model::{
    EnvRequest, RequestId, RequestResult, RequestState, RequestedKey, Role, Scope, SessionId,
    UserId, Version,
};
use envdock_contract::wire::{MessageAuthor, SubmissionAnswer, SubmittedOutcome};
use envdock_server::clock;
use envdock_server::crypto::digest;
use envdock_server::db::{
    Answer, AskLimits, AskOutcome, Change, Decision, Idempotency, NewMessage, NewRequest, Recorded,
    RequestKey, SayOutcome, SettleOutcome, Submission, SubmitOutcome, TokenRecord, Write,
};
use envdock_server::sign_in::local_user;
use serde_json::json;

const LIMITS: AskLimits = AskLimits { open: 3, recent: 5, seconds: 3_600 };

fn asked(name: &str) -> RequestedKey {
    let file = json!({ "path": ".env" });
    serde_json::from_value(json!({ "file": file, "key": name, "required": true })).unwrap()
}

fn question(session: &SessionId, id: &str, keys: &[&str]) -> NewRequest {
    NewRequest {
        id: RequestId::new(id).unwrap(),
        session: session.clone(),
        request_key: RequestKey::Asked(keys.join(",")),
        asked_by: UserId::new("agent").unwrap(),
        reason: "why".to_owned(),
        keys: keys.iter().map(|name| asked(name)).collect(),
        limits: LIMITS,
    }
}

async fn ask(engine: &Engine, question: &NewRequest) -> EnvRequest {
    let outcome = engine.repository.ask(question).await.unwrap();
    let AskOutcome::Asked(request) = outcome else { unreachable!("{outcome:?}") };
    request
}

async fn settle(engine: &Engine, request: &EnvRequest, state: RequestState) -> SettleOutcome {
    engine.repository.settle_request(&request.id, state, &local_user()).await.unwrap()
}

fn answers(decisions: &[Decision]) -> Vec<Answer> {
    let answer =
        |(position, decision): (_, &Decision)| Answer { position, decision: decision.clone() };
    decisions.iter().enumerate().map(answer).collect()
}

/// Submits what `key` says, and gives what became of it.
async fn submit(
    engine: &Engine,
    request: &EnvRequest,
    decisions: &[Decision],
    writes: &[Write],
    key: &str,
) -> SubmitOutcome {
    let submission = Submission {
        request: &request.id,
        by: &local_user(),
        answers: &answers(decisions),
        writes,
        idempotency: Idempotency { key, fingerprint: [1; 32] },
    };
    engine.repository.submit(submission, &engine.keyring).await.unwrap()
}

fn done(outcome: SubmitOutcome) -> SubmissionAnswer {
    let SubmitOutcome::Done(answer) = outcome else { unreachable!("{outcome:?}") };
    answer
}

pub async fn a_question_is_open_once_and_told_again(engine: &Engine) {
    let session = engine.folder("one").await;
    let first = ask(engine, &question(&session, "req_1", &["AA", "BB"])).await;
    assert_eq!((first.state, first.keys.len()), (RequestState::Open, 2));
    let again = question(&session, "req_2", &["AA", "BB"]);
    let AskOutcome::Repeated(known) = engine.repository.ask(&again).await.unwrap() else {
        unreachable!()
    };
    assert_eq!(known, first);
    let found = engine.repository.repeated_request(&session, &again.request_key).await.unwrap();
    assert_eq!(found, Some(first.clone()));
    settle(engine, &first, RequestState::Declined).await;
    let anew = ask(engine, &again).await;
    assert_eq!((anew.keys[0].refused_before, anew.keys[1].refused_before), (1, 1));
    let (_, all) = engine.repository.requests(&session, 9).await.unwrap();
    let ids: Vec<_> = all.iter().map(|request| request.id.as_str()).collect();
    assert_eq!(ids, ["req_1", "req_2"]);
    // What an agent names is found whatever became of it, and is never taken for a hash.
    let named = |id| NewRequest {
        request_key: RequestKey::Named("AA,BB".to_owned()),
        ..question(&session, id, &["CC"])
    };
    let first = ask(engine, &named("req_3")).await;
    settle(engine, &first, RequestState::Withdrawn).await;
    let outcome = engine.repository.ask(&named("req_4")).await.unwrap();
    assert!(matches!(outcome, AskOutcome::Repeated(request) if request.id == first.id));
}

pub async fn only_so_much_is_asked(engine: &Engine) {
    let session = engine.folder("one").await;
    for id in ["req_1", "req_2", "req_3"] {
        ask(engine, &question(&session, id, &[&id.to_uppercase()])).await;
    }
    let more = question(&session, "req_4", &["MORE"]);
    let outcome = engine.repository.ask(&more).await.unwrap();
    assert!(matches!(outcome, AskOutcome::TooMany { retry_after_seconds: 60 }), "{outcome:?}");
    let (_, all) = engine.repository.requests(&session, 9).await.unwrap();
    for request in &all {
        settle(engine, request, RequestState::Declined).await;
    }
    for id in ["req_4", "req_5"] {
        ask(engine, &question(&session, id, &[&id.to_uppercase()])).await;
    }
    let outcome = engine.repository.ask(&question(&session, "req_6", &["SIX"])).await.unwrap();
    let AskOutcome::TooMany { retry_after_seconds } = outcome else { unreachable!("{outcome:?}") };
    // Of those that are settled, the newest only are listed.
    let (_, some) = engine.repository.requests(&session, 1).await.unwrap();
    let ids: Vec<_> = some.iter().map(|request| request.id.as_str()).collect();
    assert_eq!(ids, ["req_3", "req_4", "req_5"]);
    assert!((3_590..=3_600).contains(&retry_after_seconds), "{retry_after_seconds}");
    // Another session is another matter.
    let other = engine.folder("two").await;
    ask(engine, &question(&other, "req_7", &["AA"])).await;
}

pub async fn a_request_is_settled_once(engine: &Engine) {
    let session = engine.folder("one").await;
    let request = ask(engine, &question(&session, "req_1", &["AA"])).await;
    let SettleOutcome::Settled(_, settled) = settle(engine, &request, RequestState::Declined).await
    else {
        unreachable!()
    };
    assert_eq!(
        (settled.state, settled.settled_by.clone()),
        (RequestState::Declined, Some(local_user()))
    );
    let outcome = settle(engine, &request, RequestState::Withdrawn).await;
    assert!(matches!(outcome, SettleOutcome::TooLate(known) if known == settled));
    let outcome = submit(engine, &request, &[Decision::Skip], &[], "late").await;
    assert!(matches!(outcome, SubmitOutcome::TooLate(known) if known == settled));
}

pub async fn a_submission_is_one_transaction(engine: &Engine) {
    let session = engine.folder("one").await;
    let request = ask(engine, &question(&session, "req_1", &["AA", "BB", "CC"])).await;
    let organization = address(Scope::Organization, "BB");
    engine.write(&organization, 0, Some("shared")).await;
    let own = Scope::Configuration { id: configuration("one") };
    let writes = [write(&address(own.clone(), "AA"), 0, Some("value"))];
    let decisions = [
        Decision::Store(0),
        Decision::UseStored(vec![own.clone(), Scope::Organization]),
        Decision::Skip,
    ];
    let answer = done(submit(engine, &request, &decisions, &writes, "key").await);
    assert!(matches!(
        answer.results[0].outcome,
        SubmittedOutcome::Stored { version: Version(1), .. }
    ));
    let results: Vec<_> =
        answer.request.keys.iter().map(|key| key.result.clone().unwrap()).collect();
    let expected = [
        RequestResult::Saved { scope: own.clone() },
        RequestResult::UsedStored,
        RequestResult::Skipped,
    ];
    assert_eq!(
        (answer.request.state, results.as_slice()),
        (RequestState::Submitted, &expected[..])
    );
    assert_eq!(engine.value(&address(own, "AA")).await.as_deref(), Some("value"));
    // The slots that got a value are the project's now, those that were skipped are not.
    let spec = engine.repository.spec(&configuration("one")).await.unwrap().spec;
    let slots: Vec<_> = spec.files[0].slots.iter().map(|slot| slot.key.as_str()).collect();
    assert_eq!(slots, ["AA", "BB"]);
    let again = submit(engine, &request, &decisions, &writes, "key").await;
    let SubmitOutcome::Repeated(Recorded { answer: bytes, .. }) = again else { unreachable!() };
    assert_eq!(bytes, serde_json::to_vec(&answer).unwrap());
    let actions = engine.repository.audit(None, 3).await.unwrap();
    let actions: Vec<_> = actions.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["submit_request", "save_spec", "submit"]);
}

pub async fn a_refused_submission_leaves_nothing(engine: &Engine) {
    let session = engine.folder("one").await;
    let request = ask(engine, &question(&session, "req_1", &["AA", "BB"])).await;
    let writes = [write(&address(Scope::Organization, "AA"), 0, Some("value"))];
    let nothing = [Decision::Store(0), Decision::UseStored(vec![Scope::Organization])];
    let answer = done(submit(engine, &request, &nothing, &writes, "one").await);
    assert_eq!(answer.request.state, RequestState::Open);
    assert!(answer.results.iter().all(|one| matches!(one.outcome, SubmittedOutcome::Refused(_))));
    let wrong = [write(&address(Scope::Organization, "AA"), 7, Some("value"))];
    let answer =
        done(submit(engine, &request, &[Decision::Store(0), Decision::Skip], &wrong, "two").await);
    assert_eq!(answer.request.state, RequestState::Open);
    assert_eq!(engine.value(&address(Scope::Organization, "AA")).await, None);
    assert_eq!(engine.repository.spec(&configuration("one")).await.unwrap().version, Version(0));
}

pub async fn an_ended_session_takes_its_own_with_it(engine: &Engine) {
    let (session, other) = (engine.folder("one").await, engine.folder("two").await);
    let own = address(Scope::Session { id: session.clone() }, "AA");
    let stays = address(Scope::Session { id: other.clone() }, "AA");
    for place in [&own, &stays] {
        engine.write(place, 0, Some("value")).await;
    }
    let request = ask(engine, &question(&session, "req_1", &["AA"])).await;
    for (name, sessions) in [("own", vec![session.clone()]), ("both", vec![session.clone(), other])]
    {
        let token = TokenRecord {
            id: name.to_owned(),
            user: local_user(),
            role: Role::Agent,
            sessions: Some(sessions),
            environments: Vec::new(),
            write_scopes: Vec::new(),
            created_at: clock::now(),
            expires_at: clock::after(60),
        };
        engine.repository.insert_token(&token, &digest(name), &local_user()).await.unwrap();
    }
    let ended = engine.repository.end_session(&session, &local_user()).await.unwrap();
    assert!(ended.ended_at.is_some());
    assert_eq!(engine.value(&own).await, None);
    assert!(engine.value(&stays).await.is_some());
    let (_, request) = engine.repository.request(&request.id).await.unwrap();
    assert_eq!((request.state, request.settled_by), (RequestState::Expired, None));
    let tokens = engine.repository.tokens().await.unwrap();
    assert_eq!(tokens.iter().map(|token| token.id.as_str()).collect::<Vec<_>>(), ["both"]);
    let again = engine.repository.end_session(&session, &local_user()).await.unwrap();
    assert_eq!(again, ended);
    let outcome = engine.repository.ask(&question(&session, "req_2", &["BB"])).await.unwrap();
    assert!(matches!(outcome, AskOutcome::SessionEnded));
}

pub async fn a_moved_value_opens_at_its_new_place_only(engine: &Engine) {
    let session = engine.folder("one").await;
    let from = address(Scope::Session { id: session }, "AA");
    let to = address(Scope::Organization, "AA");
    engine.write(&from, 0, Some("value")).await;
    let change = Change::Move { to: to.clone(), expected: Version(0) };
    let moved =
        Write { address: from.clone(), expected: Version(1), change, only_if_none_in: Vec::new() };
    let batch = crate::engine::batch(std::slice::from_ref(&moved));
    engine.repository.write(batch, &engine.keyring).await.unwrap();
    assert_eq!(engine.value(&from).await, None);
    assert_eq!(engine.value(&to).await.as_deref(), Some("value"));
}

pub async fn a_conversation_is_numbered(engine: &Engine) {
    let session = engine.folder("one").await;
    let say = async |author, text| {
        let message = NewMessage { session: &session, author, text, most: 2 };
        engine.repository.say(message).await.unwrap()
    };
    for text in ["one", "two"] {
        assert!(matches!(say(MessageAuthor::Agent, text).await, SayOutcome::Said(_)));
    }
    assert!(matches!(say(MessageAuthor::Agent, "three").await, SayOutcome::TooMany));
    assert!(matches!(say(MessageAuthor::Person, "four").await, SayOutcome::Said(_)));
    ask(engine, &question(&session, "req_1", &["AA"])).await;
    let answer = engine.repository.messages(&session, None, 9).await.unwrap();
    let lines: Vec<_> = answer
        .messages
        .iter()
        .map(|line| (line.id, line.text.as_str(), line.request.is_some()))
        .collect();
    assert_eq!(lines, [(1, "one", false), (2, "two", false), (3, "four", false), (4, "why", true)]);
    assert_eq!(answer.revision, engine.repository.revision().await.unwrap());
    let page = async |before| {
        let answer = engine.repository.messages(&session, before, 3).await.unwrap();
        let ids: Vec<_> = answer.messages.iter().map(|line| line.id).collect();
        (ids, answer.next_cursor)
    };
    assert_eq!(page(None).await, (vec![2, 3, 4], Some("2".to_owned())));
    assert_eq!(page(Some(2)).await, (vec![1], None));
    assert_eq!(page(Some(1)).await, (Vec::new(), None));
}
