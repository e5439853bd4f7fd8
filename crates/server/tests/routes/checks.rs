//! `POST /checks`.

use crate::common::{Server, unset};
use axum::http::{Method, header};
use envdock_contract::model::{Role, SessionId, Version};
use serde_json::{Value, json};

fn contexts(contexts: &[Value]) -> Value {
    json!({ "contexts": contexts })
}

#[tokio::test]
async fn the_nearest_scope_comes_first() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let repository = &server.get("/configurations").await.ok()["configurations"][0]["repositories"]
        [0]["id"]
        .clone();
    let configuration = server.configuration();
    let scopes = [
        json!({ "type": "organization" }),
        json!({ "type": "repository", "id": repository }),
        json!({ "type": "configuration", "id": configuration }),
        json!({ "type": "file", "configuration": configuration, "path": ".env" }),
        json!({ "type": "user", "id": "local" }),
        json!({ "type": "session", "id": server.session() }),
    ];
    for (n, scope) in scopes.iter().enumerate() {
        let result = server.set_at(scope, "ALPHA", 0, "value").await;
        assert_eq!(result["outcome"]["stored"]["version"], 1, "{result}");
        let stored = server.stored(&["ALPHA"]).await;
        let stored = stored[0]["presence"]["stored"].as_array().unwrap().clone();
        assert_eq!(stored.len(), n + 1);
        assert_eq!(stored[0]["scope"]["type"], scope["type"]);
    }
    let stored = server.stored(&["ALPHA"]).await[0]["presence"]["stored"].clone();
    let found: Vec<_> =
        stored.as_array().unwrap().iter().map(|one| one["scope"]["type"].clone()).collect();
    let expected: Vec<_> = scopes.iter().rev().map(|scope| scope["type"].clone()).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_removed_value_is_absent_and_a_context_without_anything_sees_the_organization() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = json!({ "type": "organization" });
    server.set_at(&scope, "ALPHA", 0, "value").await;
    let body = contexts(&[json!({ "keys": ["ALPHA", "ALPHA", "BRAVO"] })]);
    let answer = server.post("/checks", body.clone()).await.ok();
    let keys = &answer["results"][0]["keys"];
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[0]["presence"]["stored"][0]["version"], 1);
    assert_eq!(keys[0]["presence"]["stored"].as_array().unwrap().len(), 1);
    assert_eq!(keys[2]["presence"]["stored"], json!([]));
    server.post("/secrets/batch", json!({ "operations": [unset(&scope, "ALPHA", 1)] })).await.ok();
    let after = server.post("/checks", body).await.ok();
    assert_eq!(after["results"][0]["keys"][0]["presence"]["stored"], json!([]));
    assert!(after["revision"].as_u64() > answer["revision"].as_u64());
}

#[tokio::test]
async fn a_bad_context_fails_alone() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let body = contexts(&[
        json!({ "session": "ses_none", "keys": ["ALPHA"] }),
        json!({ "keys": ["ALPHA"] }),
        json!({ "configuration": "cfg_none", "keys": ["ALPHA"] }),
    ]);
    let results = server.post("/checks", body).await.ok()["results"].clone();
    assert_eq!(results[0]["error"]["code"], "not_found");
    assert!(results[1]["keys"].is_array());
    assert_eq!(results[2]["error"]["pointer"], "/contexts/2");
    let member = server.token(Role::Member).await;
    let body = contexts(&[json!({ "environment": "prod", "keys": ["ALPHA"] })]);
    let answer = server.call_as(&member, Method::POST, "/checks", Some(body)).await.ok();
    assert_eq!(answer["results"][0]["error"]["code"], "forbidden");
}

#[tokio::test]
async fn an_agent_learns_only_about_accepted_slots_of_its_session() {
    let server = Server::with_keys(&["ACCEPTED", "PROPOSED"]).await;
    let id = &server.opened.configuration;
    let mut spec = server.app.repository.spec(id).await.unwrap().spec;
    spec.files[0].slots[0].proposed = false;
    let user = envdock_server::sign_in::local_user();
    server.app.repository.save_spec(id, Version(1), &spec, &user).await.unwrap();
    let agent = server.token(Role::Agent).await;
    let (session, configuration) = (server.session(), server.configuration());
    let body = contexts(&[
        json!({ "session": session, "configuration": configuration,
                "keys": ["ACCEPTED", "PROPOSED", "OTHER"] }),
        json!({ "keys": ["ACCEPTED"] }),
        json!({ "session": session, "configuration": configuration,
                "repositories": ["repo_x"], "keys": ["ACCEPTED"] }),
    ]);
    let answer = server.call_as(&agent, Method::POST, "/checks", Some(body)).await.ok();
    let keys = &answer["results"][0]["keys"];
    assert_eq!(keys[0]["presence"]["stored"], json!([]));
    assert_eq!(keys[1]["presence"]["unknown"]["reason"], "forbidden");
    assert_eq!(keys[2]["presence"]["unknown"]["reason"], "forbidden");
    assert_eq!(answer["results"][1]["error"]["code"], "forbidden");
    assert_eq!(answer["results"][2]["error"]["code"], "forbidden");
    assert!(SessionId::new(session).is_ok());
}

#[tokio::test]
async fn bad_bodies_are_refused_without_repeating_them() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let answer = server.post("/checks", contexts(&[json!({ "keys": ["pasted value"] })])).await;
    assert!(!String::from_utf8_lossy(&answer.bytes).contains("pasted"));
    answer.refused(400, "invalid_body");
    let many: Vec<_> = (0..20_001).map(|n| format!("K{n}")).collect();
    let answer = server.post("/checks", contexts(&[json!({ "keys": many })])).await;
    answer.refused(422, "too_many");
    let mut form = server.request(server.owner(), Method::POST, "/checks", Some(json!({})));
    form.headers_mut().insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
    server.send(form).await.refused(400, "invalid_body");
    let large = json!({ "contexts": [], "padding": "x".repeat(4 * 1024 * 1024) });
    server.post("/checks", large).await.refused(413, "body_too_large");
}
