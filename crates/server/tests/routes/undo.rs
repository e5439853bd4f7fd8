//! `restore`, `describe` and `purge` in `POST /secrets/batch`.

use crate::common::{Server, canary, unset};
use axum::http::Method;
use envdock_contract::model::Role;
use serde_json::{Value, json};
use std::fs;

/// An operation on a key of a scope.
pub fn operation(scope: &Value, key: &str, expected: u64, rest: Value) -> Value {
    let mut operation = rest;
    operation["address"] = json!({ "scope": scope, "key": key });
    operation["expected_version"] = json!(expected);
    operation
}

pub fn restore(scope: &Value, key: &str, expected: u64, from: u64) -> Value {
    operation(scope, key, expected, json!({ "op": "restore", "from_version": from }))
}

pub fn purge(scope: &Value, key: &str, expected: u64) -> Value {
    operation(scope, key, expected, json!({ "op": "purge" }))
}

pub fn describe(scope: &Value, key: &str, expected: u64, text: &str) -> Value {
    operation(scope, key, expected, json!({ "op": "describe", "description": text }))
}

pub async fn carry_out(server: &Server, token: &str, operation: &Value) -> Value {
    let body = json!({ "operations": [operation] });
    let answer = server.call_as(token, Method::POST, "/secrets/batch", Some(body)).await.ok();
    answer["results"][0].clone()
}

pub fn configuration(server: &Server) -> Value {
    json!({ "type": "configuration", "id": server.configuration() })
}

pub fn organization() -> Value {
    json!({ "type": "organization" })
}

/// The code with which an operation was refused.
pub fn code(result: &Value) -> &str {
    result["outcome"]["refused"]["code"].as_str().unwrap_or("not refused")
}

fn env_file(server: &Server) -> String {
    fs::read_to_string(server.folder().join(".env")).unwrap_or_default()
}

#[tokio::test]
async fn what_was_removed_stands_in_the_env_file_again_byte_for_byte() {
    for value in ["plain", "  with # and $ and \"quotes\"  ", "two\nlines\n", "ü€😀"] {
        let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
        let scope = configuration(&server);
        server.set("BRAVO", 0, "stays").await;
        assert_eq!(server.set("ALPHA", 0, value).await["outcome"]["stored"]["version"], 1);
        let before = env_file(&server);
        let removed = carry_out(&server, server.owner(), &unset(&scope, "ALPHA", 1)).await;
        assert_eq!(removed["outcome"]["removed"]["version"], 2, "{removed}");
        let between = env_file(&server);
        assert!(!between.contains("ALPHA") && between.contains("BRAVO"), "{between}");
        let restored = carry_out(&server, server.owner(), &restore(&scope, "ALPHA", 0, 1)).await;
        assert_eq!(restored["outcome"]["stored"]["version"], 3, "{restored}");
        assert_eq!(restored["applied"][0]["result"], "written");
        let line = |text: &str| text.split("ALPHA").nth(1).unwrap().to_owned();
        assert_eq!(line(&env_file(&server)).trim_end(), line(&before).trim_end());
    }
}

#[tokio::test]
async fn a_replaced_value_comes_back_and_is_in_no_answer() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let (scope, value) = (configuration(&server), canary());
    server.set("ALPHA", 0, &value).await;
    let before = env_file(&server);
    server.set("ALPHA", 1, "another").await;
    let mut answers = String::new();
    for expected in [1, 2] {
        let again = restore(&scope, "ALPHA", expected, 1);
        answers += &carry_out(&server, server.owner(), &again).await.to_string();
    }
    assert_eq!(env_file(&server), before);
    answers += &carry_out(&server, server.owner(), &purge(&scope, "ALPHA", 3)).await.to_string();
    answers += &server.get("/audit").await.ok().to_string();
    assert!(answers.contains("\"stored\"") && answers.contains("\"purged\""), "{answers}");
    assert!(!answers.contains(&value));
    assert!(!env_file(&server).contains(&value));
}

#[tokio::test]
async fn a_conflict_says_who_wrote_what_is_there_and_when() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    server.set("ALPHA", 0, "one").await;
    server.set("ALPHA", 1, "two").await;
    for operation in [
        restore(&scope, "ALPHA", 1, 1),
        purge(&scope, "ALPHA", 1),
        describe(&scope, "ALPHA", 1, "what for"),
    ] {
        let result = carry_out(&server, server.owner(), &operation).await;
        assert_eq!(code(&result), "conflict");
        let current = &result["outcome"]["refused"]["current"];
        assert_eq!((&current["version"], &current["updated_by"]), (&json!(2), &json!("local")));
        assert!(current["updated_at"].is_string());
    }
}

#[tokio::test]
async fn what_is_not_kept_is_refused_with_a_reason() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    server.set("ALPHA", 0, "one").await;
    carry_out(&server, server.owner(), &purge(&scope, "ALPHA", 1)).await;
    let result = carry_out(&server, server.owner(), &restore(&scope, "ALPHA", 0, 1)).await;
    assert_eq!(code(&result), "not_kept");
    let detail = result["outcome"]["refused"]["detail"].as_str().unwrap();
    assert!(detail.contains("30 days") && detail.contains("purged"), "{detail}");
    let again = carry_out(&server, server.owner(), &purge(&scope, "ALPHA", 0)).await;
    assert_eq!(code(&again), "not_found");
}

#[tokio::test]
async fn a_restored_value_must_suit_the_files_of_today() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    // It was stored while no file had the key.
    let value = "a'b\"c`d\n#";
    server.set("NEW_KEY", 0, value).await;
    carry_out(&server, server.owner(), &unset(&scope, "NEW_KEY", 1)).await;
    let path = format!("/configurations/{}/spec", server.configuration());
    let saved = server.get(&path).await;
    let mut spec = saved.ok()["spec"].clone();
    spec["files"][0]["slots"].as_array_mut().unwrap().push(json!({ "key": "NEW_KEY" }));
    let mut request =
        server.request(server.owner(), Method::PUT, &path, Some(json!({ "spec": spec })));
    request.headers_mut().insert("if-match", saved.headers["etag"].clone());
    server.send(request).await.ok();
    let result = carry_out(&server, server.owner(), &restore(&scope, "NEW_KEY", 0, 1)).await;
    assert_eq!(code(&result), "reader_cannot_carry", "{result}");
    let refused = &result["outcome"]["refused"];
    assert_eq!(refused["pointer"], "/operations/0/from_version");
    assert!(!result.to_string().contains("a'b"), "{result}");
}

#[tokio::test]
async fn a_member_restores_what_it_could_set_and_purges_only_what_is_its_own() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let member = server.token(Role::Member).await;
    let (scope, own) = (configuration(&server), json!({ "type": "user", "id": "other" }));
    server.set("ALPHA", 0, "one").await;
    server.set("ALPHA", 1, "two").await;
    let member = member.as_str();
    let attempt = async |operation: Value| carry_out(&server, member, &operation).await;
    assert_eq!(code(&attempt(restore(&scope, "ALPHA", 2, 1)).await), "forbidden");
    assert_eq!(code(&attempt(describe(&scope, "ALPHA", 2, "mine")).await), "forbidden");
    assert_eq!(code(&attempt(purge(&scope, "ALPHA", 2)).await), "forbidden");
    carry_out(&server, server.owner(), &unset(&scope, "ALPHA", 2)).await;
    // Nothing shared applies now. What is kept is no less the admins' than before.
    assert_eq!(code(&attempt(purge(&scope, "ALPHA", 0)).await), "forbidden");
    let restored = attempt(restore(&scope, "ALPHA", 0, 1)).await;
    assert_eq!(restored["outcome"]["stored"]["version"], 4);
    server.set_at(&organization(), "BRAVO", 0, "one").await;
    for operation in [
        restore(&organization(), "BRAVO", 1, 1),
        describe(&organization(), "BRAVO", 1, "mine"),
        purge(&organization(), "BRAVO", 1),
    ] {
        assert_eq!(code(&attempt(operation).await), "forbidden");
    }
    attempt(crate::common::set(&own, "ALPHA", 0, "one")).await;
    let described = attempt(describe(&own, "ALPHA", 1, "mine")).await;
    assert_eq!(described["outcome"]["described"]["version"], 1, "{described}");
    assert_eq!(attempt(purge(&own, "ALPHA", 1)).await["outcome"]["purged"]["version"], 2);
}

#[tokio::test]
async fn the_audit_names_each_verb_also_when_it_was_refused() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    server.set("ALPHA", 0, "one").await;
    let nowhere = json!({ "type": "configuration", "id": "cfg_none" });
    for operation in [
        describe(&scope, "ALPHA", 1, "what for"),
        unset(&scope, "ALPHA", 1),
        restore(&scope, "ALPHA", 0, 1),
        purge(&scope, "ALPHA", 3),
        unset(&nowhere, "ALPHA", 1),
        restore(&nowhere, "ALPHA", 0, 1),
        purge(&nowhere, "ALPHA", 3),
    ] {
        carry_out(&server, server.owner(), &operation).await;
    }
    let audit = server.get("/audit").await.ok();
    let entries = audit["entries"].as_array().unwrap();
    let told: Vec<_> = entries
        .iter()
        .take(8)
        .map(|entry| (entry["action"].as_str().unwrap(), entry["refused"].as_str()))
        .collect();
    let refused = Some("not_found");
    assert_eq!(
        told,
        [
            ("purge", refused),
            ("restore", refused),
            ("unset", refused),
            ("purge", None),
            ("restore", None),
            ("unset", None),
            ("describe", None),
            ("set", None),
        ]
    );
}
