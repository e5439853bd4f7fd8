// long: one test per thing that can happen to a session
//! Sessions from start to end, what is said in them, and values that live only as long.

use crate::common::{Server, set, unset};
use crate::requests::{asked, values};
use axum::http::{Method, StatusCode};
use envdock_contract::model::Role;
use envdock_server::crypto::digest;
use envdock_server::requests::wait;
use envdock_server::sign_in::local_user;
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(45);

async fn start(server: &Server, body: Value) -> String {
    let answer = server.post("/sessions", body).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    answer.ok()["id"].as_str().unwrap().to_owned()
}

fn only_here(server: &Server) -> Value {
    json!({ "type": "session", "id": server.session() })
}

async fn end(server: &Server) -> Value {
    server.post(&format!("/sessions/{}/end", server.session()), json!({})).await.ok()
}

fn movement(server: &Server, to: &Value, expected: u64, to_expected: u64) -> Value {
    json!({
        "op": "move", "address": { "scope": only_here(server), "key": "TOKEN" },
        "expected_version": expected, "to": { "scope": to, "key": "TOKEN" },
        "to_expected_version": to_expected,
    })
}

async fn batch(server: &Server, operation: Value) -> Value {
    let answer = server.post("/secrets/batch", json!({ "operations": [operation] })).await.ok();
    answer["results"][0]["outcome"].clone()
}

#[tokio::test]
async fn a_session_starts_with_what_was_asked_and_ends_once() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let body =
        json!({ "configuration": server.configuration(), "environment": "prod", "setup": true });
    end(&server).await;
    let id = start(&server, body).await;
    let read = server.get(&format!("/sessions/{id}")).await.ok();
    assert_eq!((&read["setup"], &read["environment"]), (&json!(true), &json!("prod")));
    assert_eq!((&read["state"], &read["local_folder"]), (&json!("live"), &json!(true)));
    let before = server.app.repository.revision().await.unwrap();
    for _ in 0..2 {
        let ended = server.post(&format!("/sessions/{id}/end"), json!({})).await.ok();
        assert_eq!(ended["state"], "ended");
    }
    let after = server.app.repository.revision().await.unwrap();
    assert_eq!(after.0, before.0 + 1, "the second end changes nothing");
    let live = server.get("/sessions").await.ok();
    assert_eq!(live["sessions"].as_array().unwrap().len(), 0);
    let nothing = json!({ "configuration": "cfg_none" });
    server.post("/sessions", nothing).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_folder_holds_one_environment_at_a_time() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let in_environment =
        |name: &str| json!({ "configuration": server.configuration(), "environment": name });
    start(&server, in_environment("dev")).await;
    let refused = server.post("/sessions", in_environment("prod")).await.refused(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("end it first"), "{refused}");
    let live = server.get("/sessions").await.ok();
    for session in live["sessions"].as_array().unwrap() {
        let path = format!("/sessions/{}/end", session["id"].as_str().unwrap());
        server.post(&path, json!({})).await.ok();
    }
    // Of two that start at once, one gets the folder.
    let (dev, prod) = tokio::join!(
        server.post("/sessions", in_environment("dev")),
        server.post("/sessions", in_environment("prod")),
    );
    let mut answers = [dev.status, prod.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::CREATED, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn a_person_has_a_few_setup_agents_at_once() {
    let server = Server::with_setup_agent().await;
    let (user, configuration) = (local_user(), &server.opened.configuration);
    let mut turns = Vec::new();
    while let Ok(turn) = server.app.setup(&user, configuration) {
        turns.push(turn.unwrap());
    }
    assert_eq!(turns.len(), 4);
    let body = json!({ "configuration": configuration, "setup": true });
    let before = server.get("/sessions").await.ok();
    let refused = server.post("/sessions", body.clone()).await.refused(422, "too_many");
    assert!(refused["detail"].as_str().unwrap().contains("end one"), "{refused}");
    assert_eq!(server.get("/sessions").await.ok(), before);
    start(&server, json!({ "configuration": configuration })).await;
    turns.pop();
    start(&server, body).await;
}

#[tokio::test]
async fn what_lives_with_a_session_ends_with_it() {
    let server = Server::with_keys(&["TOKEN"]).await;
    server.set_at(&only_here(&server), "TOKEN", 0, "only here").await;
    let (request, token) = (asked(&server, &["OTHER"]).await, server.token(Role::Agent).await);
    let waiting = digest(&token);
    let (expired, _) =
        tokio::join!(wait(&server.app, &waiting, &request.id, PATIENCE), end(&server));
    assert_eq!(serde_json::to_value(expired.unwrap().state).unwrap(), "expired");
    let path = format!("/requests/{}/submission", request.id);
    let late = server.post(&path, values(&server, &request, "late")).await;
    assert_eq!(late.refused(409, "request_settled")["request"]["state"], "expired");
    server.call_as(&token, Method::GET, "/me", None).await.refused(401, "unauthenticated");
    // The value is destroyed, not kept for an undo.
    let database = rusqlite::Connection::open(server.data.path().join("envdock.db")).unwrap();
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM secret_versions"), 0);
    assert_eq!(count("SELECT count(*) FROM secrets WHERE is_live = 1"), 0);
    let refused = server.set_at(&only_here(&server), "TOKEN", 0, "again").await;
    assert_eq!(refused["outcome"]["refused"]["code"], "session_ended");
    let line = json!({ "text": "still there?" });
    let said = server.post(&format!("/sessions/{}/messages", server.session()), line).await;
    said.refused(409, "session_ended");
}

#[tokio::test]
async fn a_value_for_this_session_only_comes_first_and_survives_a_restart() {
    let server = Server::with_keys(&["TOKEN"]).await;
    server.set("TOKEN", 0, "for all").await;
    let request = asked(&server, &["TOKEN"]).await;
    let set =
        json!({ "set": { "scope": only_here(&server), "expected_version": 0, "value": "here" } });
    let answer = json!({ "answers": [
        { "file": request.keys[0].file, "key": "TOKEN", "answer": set },
    ] });
    server.post(&format!("/requests/{}/submission", request.id), answer).await.ok();
    let server = Server::restart(server).await;
    let stored = server.stored(&["TOKEN"]).await;
    assert_eq!(stored[0]["presence"]["stored"][0]["scope"], only_here(&server));
    let file = std::fs::read_to_string(server.folder().join(".env")).unwrap();
    assert!(file.contains("TOKEN=here"), "{file}");
    end(&server).await;
    let file = std::fs::read_to_string(server.folder().join(".env")).unwrap();
    assert!(file.contains("TOKEN=\"for all\"") || file.contains("TOKEN='for all'"), "{file}");
    let value = json!({ "configuration": server.configuration() });
    start(&server, value).await;
    let context = json!({ "configuration": server.configuration(), "keys": ["TOKEN"] });
    let left = server.post("/checks", json!({ "contexts": [context] })).await.ok();
    let left = left["results"][0]["keys"][0]["presence"]["stored"].clone();
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert_eq!(left[0]["scope"]["type"], "configuration");
}

#[tokio::test]
async fn a_value_is_kept_for_future_sessions_without_being_shown() {
    let server = Server::with_keys(&["TOKEN"]).await;
    server.set_at(&only_here(&server), "TOKEN", 0, "keep me").await;
    let to = json!({ "type": "configuration", "id": server.configuration() });
    let operation = movement(&server, &to, 1, 0);
    let answer = server.post("/secrets/batch", json!({ "operations": [operation] })).await;
    assert!(!String::from_utf8(answer.bytes.clone()).unwrap().contains("keep me"));
    let moved = answer.ok()["results"][0].clone();
    assert_eq!(moved["outcome"]["moved"]["version"], 2);
    assert_eq!(moved["outcome"]["moved"]["to_version"], 1);
    assert_eq!(moved["outcome"]["moved"]["to"]["scope"], to);
    end(&server).await;
    let context = json!({ "configuration": server.configuration(), "keys": ["TOKEN"] });
    let left = server.post("/checks", json!({ "contexts": [context] })).await.ok();
    assert_eq!(left["results"][0]["keys"][0]["presence"]["stored"][0]["scope"], to);
    let file = std::fs::read_to_string(server.folder().join(".env")).unwrap();
    assert!(file.contains("TOKEN=\"keep me\"") || file.contains("TOKEN='keep me'"), "{file}");
}

#[tokio::test]
async fn a_move_is_refused_where_either_end_is() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let own = json!({ "type": "configuration", "id": server.configuration() });
    let nothing = batch(&server, movement(&server, &own, 0, 0)).await;
    assert_eq!(nothing["refused"]["code"], "not_found");
    server.set_at(&only_here(&server), "TOKEN", 0, "value").await;
    server.set("TOKEN", 0, "shared").await;
    let mut renamed = movement(&server, &own, 1, 1);
    renamed["to"]["key"] = json!("OTHER");
    for (operation, code, pointer) in [
        (movement(&server, &own, 2, 1), "conflict", "/operations/0"),
        (movement(&server, &own, 1, 0), "conflict", "/operations/0"),
        (renamed, "invalid_body", "/operations/0/to/key"),
        (movement(&server, &only_here(&server), 1, 1), "duplicate", "/operations/0"),
        (
            movement(&server, &json!({ "type": "configuration", "id": "cfg_none" }), 1, 0),
            "not_found",
            "/operations/0/to/scope",
        ),
    ] {
        let refused = batch(&server, operation).await["refused"].clone();
        assert_eq!((&refused["code"], &refused["pointer"]), (&json!(code), &json!(pointer)));
    }
    assert_eq!(batch(&server, movement(&server, &own, 1, 1)).await["moved"]["to_version"], 2);
}

#[tokio::test]
async fn a_member_moves_only_where_nothing_shared_is_replaced() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let member = server.token(Role::Member).await;
    let body = json!({ "configuration": server.configuration() });
    let session = server.call_as(&member, Method::POST, "/sessions", Some(body)).await.ok();
    let here = json!({ "type": "session", "id": session["id"] });
    let send = async |operation: Value| {
        let body = json!({ "operations": [operation] });
        let answer = server.call_as(&member, Method::POST, "/secrets/batch", Some(body)).await;
        answer.ok()["results"][0]["outcome"].clone()
    };
    let go = |to: Value, environment: &str| {
        json!({
            "op": "move", "address": { "scope": here, "key": "TOKEN" }, "expected_version": 1,
            "to": { "scope": to, "key": "TOKEN", "environment": environment },
            "to_expected_version": 0,
        })
    };
    let own = json!({ "type": "configuration", "id": server.configuration() });
    send(set(&here, "TOKEN", 0, "value")).await;
    let organization = json!({ "type": "organization" });
    let refused = send(go(organization.clone(), "dev")).await["refused"].clone();
    assert_eq!(refused["code"], "forbidden");
    assert_eq!(send(go(own.clone(), "prod")).await["refused"]["code"], "forbidden");
    server.set_at(&organization, "TOKEN", 0, "shared").await;
    assert_eq!(send(go(own.clone(), "dev")).await["refused"]["code"], "forbidden");
    batch(&server, unset(&organization, "TOKEN", 1)).await;
    assert_eq!(send(go(own, "dev")).await["moved"]["to_version"], 1);
}

#[tokio::test]
async fn people_and_agents_talk_and_an_agents_words_are_cleaned() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let path = format!("/sessions/{}/messages", server.session());
    let token = server.token(Role::Agent).await;
    server.post(&path, json!({ "text": " first\nsecond\u{1b}[31m " })).await.ok();
    let body = json!({ "text": format!("a\u{202e}b\n{}", "x".repeat(1 << 20)) });
    server.call_as(&token, Method::POST, &path, Some(body)).await.ok();
    server.post(&path, json!({ "text": "\n" })).await.refused(400, "invalid_body");
    let long = json!({ "text": "x".repeat(4_001) });
    server.post(&path, long).await.refused(422, "too_many");
    let answer = server.get(&path).await.ok();
    let messages = answer["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2);
    assert_eq!((&messages[0]["id"], &messages[0]["author"]), (&json!(1), &json!("person")));
    assert_eq!(messages[0]["text"], "first\nsecond[31m");
    let text = messages[1]["text"].as_str().unwrap();
    assert!(text.starts_with("ab xx") && text.ends_with('…') && text.chars().count() == 4_001);
    assert_eq!(messages[1]["author"], "agent");
}

#[tokio::test]
async fn an_agent_that_talks_without_end_silences_nobody_else() {
    let server = Server::with_keys(&["TOKEN"]).await;
    let path = format!("/sessions/{}/messages", server.session());
    let database = rusqlite::Connection::open(server.data.path().join("envdock.db")).unwrap();
    let said = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2000) \
                INSERT INTO messages SELECT ?1, n, 'now', 'agent', 'text', NULL FROM n";
    database.execute(said, [server.session()]).unwrap();
    let token = server.token(Role::Agent).await;
    let body = json!({ "text": "more" });
    let answer = server.call_as(&token, Method::POST, &path, Some(body.clone())).await;
    answer.refused(422, "too_many");
    server.post(&path, body).await.ok();
    // Its questions are still shown.
    asked(&server, &["TOKEN"]).await;
}
