//! The only call that returns values, and everybody to whom it does not.

use crate::common::{Server, canary};
use axum::http::{Method, header};
use envdock_contract::model::Role;
use serde_json::json;

#[tokio::test]
async fn a_sandbox_gets_what_should_stand_in_its_files_and_every_use_is_audited() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let value = canary();
    server.set("ALPHA", 0, &value).await;
    let token = server.token(Role::Sandbox).await;
    let path = format!("/sessions/{}/values", server.session());
    for _ in 0..2 {
        let answer = server.call_as(&token, Method::POST, &path, None).await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        let answer = answer.ok();
        let scope = json!({ "type": "configuration", "id": server.configuration() });
        let expected = json!([
            { "key": "ALPHA", "content": {
                "value": { "scope": scope, "version": 1, "value": value },
            } },
            { "key": "BRAVO", "content": "nothing" },
        ]);
        assert_eq!(answer["files"][0]["lines"], expected);
        assert_eq!(answer["files"][0]["readers"], json!(["node-dotenv"]));
        assert_eq!(answer["missing"][0]["key"], "BRAVO");
    }
    let audit = server.get("/audit").await;
    let entries = audit.ok()["entries"].as_array().unwrap().clone();
    let fetched = entries.iter().filter(|entry| entry["action"] == "fetch_values");
    let users: Vec<_> = fetched.map(|entry| entry["user"].clone()).collect();
    assert_eq!(users, ["other", "other"]);
    assert!(!String::from_utf8(audit.bytes).unwrap().contains(&value));
}

#[tokio::test]
async fn nobody_else_gets_values_and_every_refusal_looks_the_same() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let value = canary();
    server.set("ALPHA", 0, &value).await;
    let (own, none) =
        (format!("/sessions/{}/values", server.session()), "/sessions/ses_none/values");
    let mut refusals = Vec::new();
    for role in [Role::Owner, Role::Admin, Role::Member, Role::Host, Role::Agent] {
        let token = server.token(role).await;
        for path in [own.as_str(), none] {
            let answer = server.call_as(&token, Method::POST, path, None).await;
            answer.refused(403, "forbidden");
            refusals.push(answer.bytes);
        }
    }
    assert!(refusals.windows(2).all(|two| two[0] == two[1]));
    server.post(&own, json!({})).await.refused(403, "forbidden");
    server.call_as("", Method::POST, &own, None).await.refused(401, "unauthenticated");

    // A sandbox of another session, and its own session in a path that names another.
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join(".env.example"), "ALPHA=\n").unwrap();
    let folder = other.path().canonicalize().unwrap();
    let opened = envdock_server::configurations::open_folder(&*server.app.repository, folder);
    let opened = opened.await.unwrap();
    let token = server.token_for(Role::Sandbox, Some(json!([opened.session]))).await;
    let foreign = server.call_as(&token, Method::POST, &own, None).await;
    let missing = server.call_as(&token, Method::POST, none, None).await;
    foreign.refused(404, "not_found");
    assert_eq!(foreign.bytes, missing.bytes);
    let answer = server.call_as(&token, Method::GET, &own, None).await;
    answer.refused(405, "not_found");
}

#[tokio::test]
async fn a_sandbox_gets_nothing_of_a_proposed_slot() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let value = canary();
    server.set_at(&json!({ "type": "organization" }), "ALPHA", 0, &value).await;
    let token = server.token(Role::Sandbox).await;
    let path = format!("/sessions/{}/values", server.session());
    let answer = server.call_as(&token, Method::POST, &path, None).await;
    assert_eq!(answer.ok()["files"][0]["lines"][0]["content"], "proposed");
    assert!(!String::from_utf8(answer.bytes).unwrap().contains(&value));
}
