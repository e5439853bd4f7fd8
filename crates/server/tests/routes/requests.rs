// long: one test per thing that can happen to a request
//! Environment requests: asked by an agent, answered once by a person.

use crate::common::{Answer, Server, canary};
use axum::http::{Method, StatusCode};
use envdock_contract::model::{EnvRequest, Role, UserId};
use envdock_server::crypto::digest;
use envdock_server::requests::{Ask, Asked, AskedKey, open, wait, withdraw};
use envdock_server::sign_in::Identity;
use serde_json::{Value, json};
use std::fs;
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;

/// The agent of the open session.
pub fn agent(server: &Server) -> Identity {
    Identity {
        user: UserId::new("agent").unwrap(),
        role: Role::Agent,
        sessions: Some(vec![server.opened.session.clone()]),
        environments: Some(vec!["dev".to_owned().try_into().unwrap()]),
        write_scopes: Vec::new(),
    }
}

pub fn ask(server: &Server, keys: &[&str]) -> Ask {
    let key = |name: &&str| AskedKey { key: (*name).to_owned(), file: None, replace: None };
    Ask {
        session: server.opened.session.clone(),
        reason: "the tests need them".to_owned(),
        request_key: None,
        keys: keys.iter().map(key).collect(),
    }
}

/// Asks, and gives what is asked.
pub async fn asked(server: &Server, keys: &[&str]) -> EnvRequest {
    opened(server, ask(server, keys)).await.request.unwrap()
}

async fn opened(server: &Server, ask: Ask) -> Asked {
    open(&server.app, &agent(server), ask).await.unwrap()
}

/// The problem with a question, as a client gets it.
async fn refused(server: &Server, ask: Ask) -> Value {
    let error = open(&server.app, &agent(server), ask).await.unwrap_err();
    let response = axum::response::IntoResponse::into_response(error);
    let retry = response.headers().get("retry-after").is_some();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let mut body: Value = serde_json::from_slice(&bytes).unwrap();
    body["retry"] = json!(retry);
    body
}

/// The answer that stores a value for this configuration, one per key, in the request's order.
pub fn values(server: &Server, request: &EnvRequest, value: &str) -> Value {
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    let set = json!({ "set": { "scope": scope, "expected_version": 0, "value": value } });
    answers(request, &vec![set; request.keys.len()])
}

fn answers(request: &EnvRequest, answers: &[Value]) -> Value {
    let answers = request
        .keys
        .iter()
        .zip(answers)
        .map(|(key, answer)| json!({ "file": key.file, "key": key.key, "answer": answer }));
    json!({ "answers": answers.collect::<Vec<_>>() })
}

async fn submit(server: &Server, request: &EnvRequest, body: Value) -> Answer {
    server.post(&format!("/requests/{}/submission", request.id), body).await
}

async fn read(server: &Server, request: &EnvRequest) -> Value {
    server.get(&format!("/requests/{}", request.id)).await.ok()["request"].clone()
}

#[tokio::test]
async fn a_request_is_asked_shown_answered_and_the_file_filled() {
    let server = Server::with_keys(&["TOKEN", "OTHER"]).await;
    let request = asked(&server, &["TOKEN", "OTHER"]).await;
    let shown = read(&server, &request).await;
    assert_eq!((&shown["state"], &shown["asked_by"]), (&json!("open"), &json!("agent")));
    assert_eq!(shown["keys"][0]["file"]["path"], ".env");
    assert_eq!(shown["keys"][0]["provenance"][0], json!({ "file": ".env.example", "line": 1 }));
    assert!(shown["keys"][0].get("file_is_a_guess").is_none());
    let list = server.get(&format!("/sessions/{}/requests", server.session())).await.ok();
    assert_eq!(list["requests"], json!([shown]));

    let body = answers(
        &request,
        &[values(&server, &request, "secret")["answers"][0]["answer"].clone(), json!("skip")],
    );
    let answer = submit(&server, &request, body).await.ok();
    assert_eq!(answer["results"][0]["outcome"]["stored"]["version"], 1);
    assert_eq!(answer["results"][0]["applied"][0]["result"], "written");
    assert_eq!(answer["results"][1]["outcome"], "skipped");
    assert_eq!(answer["request"]["state"], "submitted");
    assert_eq!(answer["request"]["settled_by"], "local");
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    assert_eq!(answer["request"]["keys"][0]["result"], json!({ "saved": { "scope": scope } }));
    assert_eq!(answer["request"]["keys"][1]["result"], "skipped");
    assert_eq!(read(&server, &request).await, answer["request"]);
    let file = fs::read_to_string(server.folder().join(".env")).unwrap();
    assert_eq!(file.lines().filter(|line| *line == "TOKEN=secret").count(), 1, "{file}");
    let spec = server.get(&format!("/configurations/{}/spec", server.configuration())).await.ok();
    assert!(spec["spec"]["files"][0]["slots"][0].get("proposed").is_none());
}

#[tokio::test]
async fn no_value_leaves_through_a_request() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let (request, value) = (asked(&server, &["TOKEN"]).await, canary());
    let answer = submit(&server, &request, values(&server, &request, &value)).await;
    answer.ok();
    let read = server.get(&format!("/requests/{}", request.id)).await;
    for answer in [answer, read] {
        assert!(!String::from_utf8(answer.bytes).unwrap().contains(&value));
    }
}

#[tokio::test]
async fn the_same_question_is_open_once() {
    let server = Server::with_keys(&["TOKEN", "OTHER"]).await;
    let first = asked(&server, &["TOKEN", "OTHER"]).await;
    for _ in 0..49 {
        let again = opened(&server, ask(&server, &["OTHER", "TOKEN"])).await;
        assert!(again.repeated);
        assert_eq!(again.request.unwrap(), first);
    }
    assert_ne!(asked(&server, &["TOKEN"]).await.id, first.id);
    let messages = server.get(&format!("/sessions/{}/messages", server.session())).await.ok();
    let messages = messages["messages"].as_array().unwrap().clone();
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (&messages[0]["author"], &messages[0]["request"]),
        (&json!("agent"), &json!(first.id))
    );
}

#[tokio::test]
async fn a_named_question_is_asked_once_whatever_became_of_it() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let named = || Ask { request_key: Some("one".to_owned()), ..ask(&server, &["TOKEN"]) };
    let first = opened(&server, named()).await.request.unwrap();
    server.post(&format!("/requests/{}/decline", first.id), json!({})).await.ok();
    let again = opened(&server, named()).await;
    assert!(again.repeated);
    assert_eq!(serde_json::to_value(again.request.unwrap().state).unwrap(), "declined");
    // Without a name it may be asked again, and the person sees that.
    let anew = asked(&server, &["TOKEN"]).await;
    assert_eq!((anew.keys[0].refused_before, anew.id == first.id), (1, false));
}

#[tokio::test]
async fn skipped_keys_are_counted_as_refused_too() {
    let server = Server::with_keys(&["TOKEN", "OTHER"]).await;
    let request = asked(&server, &["TOKEN", "OTHER"]).await;
    let both = answers(&request, &[json!("skip"), json!("skip")]);
    submit(&server, &request, both).await.ok();
    server
        .post(&format!("/requests/{}/decline", asked(&server, &["TOKEN"]).await.id), json!({}))
        .await
        .ok();
    let again = asked(&server, &["OTHER", "TOKEN"]).await;
    let refused: Vec<_> = again.keys.iter().map(|key| key.refused_before).collect();
    assert_eq!(refused, [1, 2]);
}

#[tokio::test]
async fn what_is_stored_for_an_accepted_slot_is_told_instead_of_asked() {
    let server = Server::with_keys(&["TOKEN", "OTHER"]).await;
    submit_all(&server, &["TOKEN"]).await;
    let answer = opened(&server, ask(&server, &["TOKEN", "OTHER"])).await;
    let known: Vec<_> = answer.states.iter().map(|known| known.key.as_str()).collect();
    let keys = answer.request.unwrap().keys;
    assert_eq!((known, keys.len(), keys[0].key.as_str()), (vec!["TOKEN"], 1, "OTHER"));
    let answer = opened(&server, ask(&server, &["TOKEN"])).await;
    assert_eq!((answer.request.is_none(), answer.states.len()), (true, 1));
    // A rejected value is asked for again, with the agent's reason.
    let mut rejected = ask(&server, &["TOKEN"]);
    rejected.keys[0].replace = Some("401 \u{202e}from the API".to_owned());
    let answer = opened(&server, rejected).await;
    assert_eq!(answer.request.unwrap().keys[0].replace.as_deref(), Some("401 from the API"));
    assert!(answer.states.is_empty());
}

async fn submit_all(server: &Server, keys: &[&str]) {
    let request = asked(server, keys).await;
    submit(server, &request, values(server, &request, "value")).await.ok();
}

#[tokio::test]
async fn naming_a_key_does_not_tell_whether_it_is_stored() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let organization = json!({ "type": "organization" });
    server.set_at(&organization, "TOKEN", 0, "shared").await;
    server.set_at(&organization, "UNLISTED", 0, "shared").await;
    let answer = opened(&server, ask(&server, &["TOKEN", "UNLISTED", "NOWHERE"])).await;
    assert_eq!((answer.states.len(), answer.request.unwrap().keys.len()), (0, 3));
    assert!(!server.folder().join(".env").exists());
}

#[tokio::test]
async fn using_the_stored_value_accepts_the_slot_and_fills_the_file() {
    let server = Server::with_keys(&["TOKEN"]).await;
    server.set_at(&json!({ "type": "organization" }), "TOKEN", 0, "shared").await;
    let request = asked(&server, &["TOKEN"]).await;
    let body = answers(&request, &[json!("use_stored")]);
    let answer = submit(&server, &request, body).await.ok();
    assert_eq!(answer["results"][0]["outcome"], "used_stored");
    assert_eq!(answer["results"][0]["applied"][0]["result"], "written");
    assert_eq!(answer["request"]["keys"][0]["result"], "used_stored");
    let file = fs::read_to_string(server.folder().join(".env")).unwrap();
    assert!(file.contains("TOKEN=shared"), "{file}");
    let known = opened(&server, ask(&server, &["TOKEN"])).await;
    assert_eq!((known.request.is_none(), known.states.len()), (true, 1));
}

#[tokio::test]
async fn a_key_that_no_file_lists_gets_a_file_that_is_shown_as_a_guess() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["UNHEARD_OF"]).await;
    assert!(request.keys[0].file_is_a_guess && request.keys[0].provenance.is_empty());
    assert_eq!(request.keys[0].file.to_string(), ".env");
    let mut elsewhere = ask(&server, &["UNHEARD_OF"]);
    elsewhere.keys[0].file = Some(("web".to_owned(), ".env.local".to_owned()));
    let request = opened(&server, elsewhere).await.request.unwrap();
    assert!(!request.keys[0].file_is_a_guess);
    let file = json!({ "type": "file", "configuration": server.configuration(), "workspace_path": "web", "path": ".env.local" });
    let set = json!({ "set": { "scope": file, "expected_version": 0, "value": "v" } });
    fs::create_dir(server.folder().join("web")).unwrap();
    let answer = submit(&server, &request, answers(&request, &[set])).await.ok();
    assert_eq!(answer["results"][0]["applied"][0]["result"], "written", "{answer}");
    let text = fs::read_to_string(server.folder().join("web/.env.local")).unwrap();
    assert!(text.contains("UNHEARD_OF=v"));
}

#[tokio::test]
async fn bad_questions_are_refused_by_place_and_without_an_echo() {
    let server = Server::with_keys(&["TOKEN"]).await;
    for (name, code) in [
        ("LD_PRELOAD", "name_refused"),
        ("node_options", "name_refused"),
        ("sk-live-51Habcdef", "invalid_name"),
        ("T\u{202e}OKEN", "invalid_name"),
        ("", "invalid_name"),
        (&"A".repeat(201), "invalid_name"),
    ] {
        let body = refused(&server, ask(&server, &["TOKEN", name])).await;
        let problem = &body["errors"][0];
        assert_eq!((&problem["code"], &problem["pointer"]), (&json!(code), &json!("/keys/1/key")));
        assert!(name.is_empty() || !body.to_string().contains(name), "{body}");
    }
    for (folder, path, code) in [
        (".", "../../.ssh/config", "invalid_name"),
        ("..", ".env", "invalid_name"),
        (".", "/etc/environment", "invalid_name"),
        (".", ".envrc", "path_not_allowed"),
        (".git", ".env", "path_not_allowed"),
        (".", "config.json", "path_not_allowed"),
        (".", ".env.example", "path_not_allowed"),
    ] {
        let mut bad = ask(&server, &["TOKEN"]);
        bad.keys[0].file = Some((folder.to_owned(), path.to_owned()));
        let problem = refused(&server, bad).await["errors"][0].clone();
        assert_eq!((&problem["code"], &problem["pointer"]), (&json!(code), &json!("/keys/0/file")));
    }
    let body = refused(&server, ask(&server, &["TOKEN", "TOKEN"])).await;
    assert_eq!(body["errors"][0]["code"], "duplicate");
    assert_eq!(refused(&server, ask(&server, &[])).await["code"], "invalid_body");
    let many: Vec<_> = (0..201).map(|n| format!("KEY_{n}")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    assert_eq!(refused(&server, ask(&server, &many)).await["code"], "too_many");
    let list = server.get(&format!("/sessions/{}/requests", server.session())).await.ok();
    assert_eq!(list["requests"], json!([]));
}

#[tokio::test]
async fn an_agents_words_are_cleaned_and_cut() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let mut long = ask(&server, &["TOKEN"]);
    long.reason = format!("a\u{200b}b\u{e0041}\n{}", "x".repeat(1 << 20));
    let request = opened(&server, long).await.request.unwrap();
    assert!(request.reason.starts_with("ab xxx") && request.reason.ends_with('…'));
    assert_eq!(request.reason.chars().count(), 1_001);
    let mut nothing = ask(&server, &["TOKEN"]);
    nothing.reason = "\u{200b}\u{202e}".to_owned();
    assert_eq!(refused(&server, nothing).await["code"], "invalid_body");
}

#[tokio::test]
async fn a_plain_file_gets_no_undeclared_key() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let path = format!("/configurations/{}/spec", server.configuration());
    let spec = json!({ "spec": { "files": [{ "path": ".env", "mode": "plain", "slots": [
        { "key": "PORT", "kind": "visible" },
    ] }] } });
    let mut put = server.request(server.owner(), Method::PUT, &path, Some(spec));
    put.headers_mut().insert("if-match", "\"1\"".parse().unwrap());
    server.send(put).await.ok();
    let mut bad = ask(&server, &["TOKEN"]);
    bad.keys[0].file = Some((".".to_owned(), ".env".to_owned()));
    assert_eq!(refused(&server, bad).await["errors"][0]["code"], "secret_in_plain_file");
    assert_eq!(asked(&server, &["PORT"]).await.keys.len(), 1);
}

#[tokio::test]
async fn too_many_requests_have_to_wait() {
    let server = Server::with_keys(&["TOKEN"]).await;
    for n in 0..20 {
        asked(&server, &[&format!("KEY_{n}")]).await;
    }
    let body = refused(&server, ask(&server, &["ONE_MORE"])).await;
    assert_eq!((&body["code"], &body["retry"]), (&json!("rate_limited"), &json!(true)));
    // A flood is in the audit once.
    for _ in 0..3 {
        refused(&server, ask(&server, &["ONE_MORE"])).await;
    }
    let audit = server.get("/audit").await.ok();
    let entries = audit["entries"].as_array().unwrap().iter();
    let limited: Vec<_> = entries.filter(|entry| entry["refused"] == "rate_limited").collect();
    assert_eq!((limited.len(), &limited[0]["session"]), (1, &json!(server.session())));
    // Repeating what is open is no new question.
    assert!(opened(&server, ask(&server, &["KEY_3"])).await.repeated);
}

#[tokio::test]
async fn sixty_an_hour_is_the_most_however_fast_they_are_answered() {
    let server = Server::with_keys(&["TOKEN"]).await;
    for _ in 0..60 {
        let request = asked(&server, &["TOKEN"]).await;
        withdraw(&server.app, &agent(&server), &request.id).await.unwrap();
    }
    let body = refused(&server, ask(&server, &["TOKEN"])).await;
    assert_eq!((&body["code"], &body["retry"]), (&json!("rate_limited"), &json!(true)));
}

#[tokio::test]
async fn one_value_for_a_key_of_two_files_is_stored_once() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let mut both = ask(&server, &["TOKEN", "TOKEN"]);
    both.keys[0].file = Some((".".to_owned(), ".env".to_owned()));
    both.keys[1].file = Some(("web".to_owned(), ".env".to_owned()));
    let request = opened(&server, both).await.request.unwrap();
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    let set =
        |value: &str| json!({ "set": { "scope": scope, "expected_version": 0, "value": value } });
    let differing = answers(&request, &[set("one"), set("another")]);
    let refused = submit(&server, &request, differing).await.ok();
    assert_eq!(refused["results"][1]["outcome"]["refused"]["code"], "duplicate");
    assert_eq!(refused["request"]["state"], "open");

    let answer =
        submit(&server, &request, answers(&request, &[set("same"), set("same")])).await.ok();
    for result in answer["results"].as_array().unwrap() {
        assert_eq!(result["outcome"]["stored"]["version"], 1, "{result}");
    }
    for file in [".env", "web/.env"] {
        let content = fs::read_to_string(server.folder().join(file)).unwrap();
        assert!(content.contains("TOKEN=same"), "{content}");
    }
}

#[tokio::test]
async fn answers_must_fit_the_request() {
    let server = Server::with_keys(&["TOKEN", "OTHER"]).await;
    let request = asked(&server, &["TOKEN", "OTHER"]).await;
    let skip =
        |key: &str, path: &str| json!({ "file": { "path": path }, "key": key, "answer": "skip" });
    for bad in [
        json!([]),
        json!([skip("TOKEN", ".env")]),
        json!([skip("TOKEN", ".env"), skip("TOKEN", ".env")]),
        json!([skip("TOKEN", ".env"), skip("OTHER", ".env.local")]),
        json!([skip("TOKEN", ".env"), skip("OTHER", ".env"), skip("THIRD", ".env")]),
    ] {
        let answer = submit(&server, &request, json!({ "answers": bad })).await;
        answer.refused(422, "answers_incomplete");
    }
    assert_eq!(read(&server, &request).await["state"], "open");
}

#[tokio::test]
async fn one_bad_key_stores_nothing_and_the_request_stays_open() {
    let server = Server::with_keys(&["TOKEN", "OTHER", "THIRD"]).await;
    let request = asked(&server, &["TOKEN", "OTHER", "THIRD"]).await;
    let set = |scope: Value, value: &str| json!({ "set": { "scope": scope, "expected_version": 0, "value": value } });
    let own = json!({ "type": "configuration", "id": server.configuration() });
    let other = json!({ "type": "session", "id": "ses_of_others" });
    for (bad, code, pointer) in [
        (set(own.clone(), ""), "value_not_allowed", "/answers/1/value"),
        (set(other, "v"), "not_found", "/answers/1"),
        (json!("use_stored"), "not_found", "/answers/1"),
    ] {
        let all = [set(own.clone(), "good"), bad, json!("skip")];
        let answer = submit(&server, &request, answers(&request, &all)).await.ok();
        let codes: Vec<_> =
            (0..3).map(|n| answer["results"][n]["outcome"]["refused"]["code"].clone()).collect();
        assert_eq!(codes, [json!("not_attempted"), json!(code), json!("not_attempted")]);
        assert_eq!(answer["results"][1]["outcome"]["refused"]["pointer"], pointer);
        assert_eq!(answer["results"][2]["outcome"]["refused"]["pointer"], "/answers/2");
        assert_eq!(answer["request"]["state"], "open");
    }
    let stored = server.stored(&["TOKEN", "OTHER"]).await;
    assert_eq!(stored[0]["presence"], json!({ "stored": [] }));
    // With the mistake mended it goes through.
    submit(&server, &request, values(&server, &request, "good")).await.ok();
}

#[tokio::test]
async fn a_value_that_was_stored_meanwhile_is_not_overwritten() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    server.set("TOKEN", 0, "faster").await;
    let answer = submit(&server, &request, values(&server, &request, "slower")).await.ok();
    let refused = &answer["results"][0]["outcome"]["refused"];
    assert_eq!((&refused["code"], &refused["current"]["version"]), (&json!("conflict"), &json!(1)));
}

#[tokio::test]
async fn of_many_answers_at_once_exactly_one_wins() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    let other = format!("/requests/{}/decline", request.id);
    let (one, two, three) = tokio::join!(
        submit(&server, &request, values(&server, &request, "one")),
        submit(&server, &request, values(&server, &request, "two")),
        server.post(&other, json!({})),
    );
    let settled = read(&server, &request).await;
    let (mut won, mut lost) = (0, 0);
    for answer in [one, two, three] {
        if answer.status == StatusCode::OK {
            won += 1;
            assert_eq!(answer.json()["request"], settled);
        } else {
            lost += 1;
            assert_eq!(answer.refused(409, "request_settled")["request"], settled);
        }
    }
    assert_eq!((won, lost), (1, 2));
    // Too late is told in the same words.
    let late = submit(&server, &request, values(&server, &request, "late")).await;
    assert_eq!(late.refused(409, "request_settled")["request"], settled);
    let stored = server.stored(&["TOKEN"]).await;
    let versions = stored[0]["presence"]["stored"].as_array().unwrap().len();
    assert!(versions <= 1);
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_another_body_is_refused() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    let path = format!("/requests/{}/submission", request.id);
    let send = async |value: &str| {
        let body = values(&server, &request, value);
        let mut call = server.request(server.owner(), Method::POST, &path, Some(body));
        call.headers_mut().insert("idempotency-key", "same".parse().unwrap());
        server.send(call).await
    };
    let first = send("value").await;
    first.ok();
    assert_eq!(send("value").await.bytes, first.bytes);
    send("other").await.refused(422, "idempotency_mismatch");
    let stored = server.stored(&["TOKEN"]).await;
    assert_eq!(stored[0]["presence"]["stored"][0]["version"], 1);
}

#[tokio::test]
async fn a_member_answers_in_own_sessions_only_and_writes_within_its_rights() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    let member = server.token(Role::Member).await;
    let missing = server.call_as(&member, Method::GET, "/requests/req_none", None).await;
    for (method, path) in [
        (Method::GET, format!("/requests/{}", request.id)),
        (Method::POST, format!("/requests/{}/decline", request.id)),
        (Method::GET, format!("/sessions/{}/requests", server.session())),
    ] {
        let answer = server.call_as(&member, method, &path, None).await;
        assert_eq!((answer.status, answer.bytes), (missing.status, missing.bytes.clone()));
    }
    // In a session of its own it may, but shared values stay an admin's.
    let body = json!({ "configuration": server.configuration(), "setup": true });
    let session = server.call_as(&member, Method::POST, "/sessions", Some(body)).await.ok();
    assert_eq!(session["setup"], true);
    let session = session["id"].as_str().unwrap().to_owned();
    let mut own = agent(&server);
    own.sessions = Some(vec![session.clone().try_into().unwrap()]);
    let question = Ask { session: session.try_into().unwrap(), ..ask(&server, &["TOKEN"]) };
    let request = open(&server.app, &own, question).await.unwrap().request.unwrap();
    let send = async |scope: Value| {
        let set = json!({ "set": { "scope": scope, "expected_version": 0, "value": "v" } });
        let path = format!("/requests/{}/submission", request.id);
        let body = answers(&request, &[set]);
        server.call_as(&member, Method::POST, &path, Some(body)).await.ok()
    };
    let answer = send(json!({ "type": "organization" })).await;
    assert_eq!(answer["results"][0]["outcome"]["refused"]["code"], "forbidden");
    let answer = send(json!({ "type": "session", "id": request.session })).await;
    assert_eq!(answer["request"]["state"], "submitted");
}

#[tokio::test]
async fn an_agent_is_told_when_a_person_has_answered() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    let token = digest(&server.token(Role::Agent).await);
    let open = wait(&server.app, &token, &request.id, Duration::ZERO).await.unwrap();
    assert_eq!(open, request);
    let patience = Duration::from_secs(45);
    let (answered, _) = tokio::join!(wait(&server.app, &token, &request.id, patience), async {
        submit(&server, &request, values(&server, &request, "value")).await.ok()
    });
    assert_eq!(serde_json::to_value(answered.unwrap().state).unwrap(), "submitted");
}

#[tokio::test]
async fn who_waits_with_a_token_that_is_revoked_waits_no_more() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    let token = digest(&server.token(Role::Agent).await);
    let id = server.app.repository.tokens().await.unwrap()[0].id.clone();
    let (path, patience) = (format!("/tokens/{id}"), Duration::from_hours(1));
    let (waited, _) =
        tokio::join!(wait(&server.app, &token, &request.id, patience), server.delete(&path));
    assert_eq!(waited.unwrap_err().to_string(), "the token has ended");
}

#[tokio::test]
async fn an_agent_goes_on_when_env_files_have_the_values() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let token = digest(&server.token(Role::Agent).await);
    let request = asked(&server, &["TOKEN"]).await;
    // Somebody else's answer is still on its way to the disk.
    let turn = server.app.answers.take(request.id.clone(), 1);
    submit(&server, &request, values(&server, &request, "value")).await.ok();
    let mut waiting = pin!(wait(&server.app, &token, &request.id, Duration::from_secs(45)));
    assert!(timeout(Duration::from_millis(300), &mut waiting).await.is_err());
    drop(turn);
    server.app.events.wake();
    assert_eq!(serde_json::to_value(waiting.await.unwrap().state).unwrap(), "submitted");
}

#[tokio::test]
async fn a_withdrawn_request_cannot_be_answered_and_an_answered_one_not_withdrawn() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let request = asked(&server, &["TOKEN"]).await;
    for _ in 0..2 {
        let answer = withdraw(&server.app, &agent(&server), &request.id).await.unwrap();
        assert_eq!(serde_json::to_value(answer.request.state).unwrap(), "withdrawn");
    }
    let late = submit(&server, &request, values(&server, &request, "value")).await;
    assert_eq!(late.refused(409, "request_settled")["request"]["state"], "withdrawn");
    let request = asked(&server, &["TOKEN"]).await;
    submit(&server, &request, values(&server, &request, "value")).await.ok();
    assert!(withdraw(&server.app, &agent(&server), &request.id).await.is_err());
}

#[tokio::test]
async fn only_the_sessions_agent_asks() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let mut foreign = agent(&server);
    foreign.sessions = Some(vec!["ses_other".to_owned().try_into().unwrap()]);
    let mut prod = agent(&server);
    prod.environments = Some(vec!["prod".to_owned().try_into().unwrap()]);
    let mut missing = ask(&server, &["TOKEN"]);
    missing.session = "ses_none".to_owned().try_into().unwrap();
    let error = open(&server.app, &agent(&server), missing).await.unwrap_err().to_string();
    for identity in [foreign, prod] {
        let refused = open(&server.app, &identity, ask(&server, &["TOKEN"])).await.unwrap_err();
        assert_eq!(refused.to_string(), error);
    }
    let owner = Identity::local();
    assert!(open(&server.app, &owner, ask(&server, &["TOKEN"])).await.is_err());
}
