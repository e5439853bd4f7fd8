//! Env files over HTTP: filled after a write, adopted, applied.

use crate::common::{Server, unset};
use axum::http::Method;
use envdock_contract::model::Role;
use serde_json::{Value, json};
use std::fs;

fn env(server: &Server) -> String {
    fs::read_to_string(server.folder().join(".env")).unwrap_or_default()
}

async fn on_disk(server: &Server, key: &str) -> Value {
    let path = format!("/sessions/{}/files", server.session());
    let answer = server.get(&path).await.ok();
    let slots = answer["files"][0]["slots"].as_array().unwrap().clone();
    slots.into_iter().find(|slot| slot["key"] == key).unwrap()["on_disk"].clone()
}

#[tokio::test]
async fn a_stored_value_is_in_the_file_and_a_removed_one_is_not() {
    let server = Server::with_keys(&["ALPHA"]).await;
    assert_eq!(on_disk(&server, "ALPHA").await, "absent");
    let result = server.set("ALPHA", 0, "some value").await;
    assert_eq!(result["applied"][0]["result"], "written", "{result}");
    assert_eq!(result["applied"][0]["session"], server.session());
    assert!(env(&server).contains("some value"));
    assert_eq!(on_disk(&server, "ALPHA").await, "current");
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    let body = json!({ "operations": [unset(&scope, "ALPHA", 1)] });
    let answer = server.post("/secrets/batch", body).await.ok();
    assert_eq!(answer["results"][0]["applied"][0]["result"], "removed");
    assert!(!env(&server).contains("some value"));
}

#[tokio::test]
async fn a_value_in_a_file_is_adopted_unseen() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    fs::write(server.folder().join(".env"), "ALPHA=mine\n").unwrap();
    assert_eq!(on_disk(&server, "ALPHA").await, "other");
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    let slot = |key: &str| json!({ "file": { "path": ".env" }, "key": key, "scope": scope, "expected_version": 0 });
    let path = format!("/sessions/{}/adopt", server.session());
    let body = json!({ "slots": [slot("ALPHA"), slot("BRAVO")] });
    let adopt = async || {
        let mut request = server.request(server.owner(), Method::POST, &path, Some(body.clone()));
        request.headers_mut().insert("idempotency-key", "one adoption".parse().unwrap());
        server.send(request).await
    };
    let answer = adopt().await;
    assert_eq!(adopt().await.bytes, answer.bytes);
    assert!(!String::from_utf8_lossy(&answer.bytes).contains("mine"));
    let results = answer.ok()["results"].clone();
    assert_eq!(results[0]["outcome"]["stored"]["version"], 1);
    assert_eq!(results[1]["outcome"]["refused"]["code"], "not_in_file");
    assert_eq!(results[1]["outcome"]["refused"]["pointer"], "/slots/1");
    assert_eq!(env(&server), "ALPHA=mine\n");
    assert_eq!(on_disk(&server, "ALPHA").await, "current");
    let audit = server.get("/audit").await.ok();
    assert_eq!(audit["entries"][0]["action"], "adopt");
    // Another attempt is told what is stored meanwhile.
    let again = server.post(&path, json!({ "slots": [slot("ALPHA")] })).await.ok();
    let refused = &again["results"][0]["outcome"]["refused"];
    assert_eq!((&refused["code"], &refused["pointer"]), (&json!("conflict"), &json!("/slots/0")));
}

#[tokio::test]
async fn a_shared_value_reaches_the_file_once_a_person_accepts_the_slot() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = json!({ "type": "organization" });
    let result = server.set_at(&scope, "ALPHA", 0, "shared value").await;
    assert_eq!(result["applied"][0]["result"], "proposed", "{result}");
    assert_eq!(env(&server), "");
    let path = format!("/configurations/{}/spec", server.configuration());
    let mut spec = server.get(&path).await.ok()["spec"].clone();
    spec["files"][0]["slots"][0]["proposed"] = json!(false);
    let mut request =
        server.request(server.owner(), Method::PUT, &path, Some(json!({ "spec": spec })));
    request.headers_mut().insert("if-match", "\"1\"".parse().unwrap());
    server.send(request).await.ok();
    assert!(env(&server).contains("shared value"));
}

#[tokio::test]
async fn applying_lists_what_is_missing() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    server.set("ALPHA", 0, "value").await;
    let path = format!("/sessions/{}/apply", server.session());
    let answer = server.post(&path, json!({})).await.ok();
    assert_eq!(answer["missing"][0]["key"], "BRAVO");
    server.post("/sessions/ses_none/apply", json!({})).await.refused(404, "not_found");
}

#[tokio::test]
async fn env_files_are_written_for_those_who_may() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let (files, apply) = (
        format!("/sessions/{}/files", server.session()),
        format!("/sessions/{}/apply", server.session()),
    );
    for role in [Role::Agent, Role::Sandbox] {
        let token = server.token(role).await;
        assert_eq!(server.call_as(&token, Method::GET, &files, None).await.status, 200);
        let answer = server.call_as(&token, Method::POST, &apply, Some(json!({}))).await;
        answer.refused(403, "forbidden");
    }
    // Another member's session does not exist for writing.
    let member = server.token(Role::Member).await;
    let answer = server.call_as(&member, Method::POST, &apply, Some(json!({}))).await;
    answer.refused(404, "not_found");
}

#[tokio::test]
async fn a_write_concerns_only_sessions_that_use_the_address() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join(".env.example"), "ALPHA=\n").unwrap();
    let folder = other.path().canonicalize().unwrap();
    let opened = envdock_server::configurations::open_folder(&*server.app.repository, folder);
    let opened = opened.await.unwrap();
    let result = server.set("ALPHA", 0, "value").await;
    assert_eq!(result["applied"].as_array().unwrap().len(), 1, "{result}");
    assert_eq!(result["applied"][0]["session"], server.session());
    let scope = json!({ "type": "configuration", "id": opened.configuration });
    let result = server.set_at(&scope, "ALPHA", 0, "value").await;
    assert_eq!(result["applied"][0]["session"], opened.session.as_str());
}

#[tokio::test]
async fn a_value_of_the_session_leaves_the_file_when_the_session_is_ended() {
    let server = Server::with_keys(&["ALPHA"]).await;
    server.set("ALPHA", 0, "shared by all").await;
    let scope = json!({ "type": "session", "id": server.session() });
    server.set_at(&scope, "ALPHA", 0, "only here").await;
    assert!(env(&server).contains("only here"));
    server.post(&format!("/sessions/{}/end", server.session()), json!({})).await.ok();
    assert_eq!(env(&server), "ALPHA='shared by all'\n");
}
