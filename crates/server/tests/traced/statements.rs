//! What a check costs: one statement, whatever is asked.

use crate::common::Server;
use crate::log::Log;
use axum::http::Method;
use envdock_contract::model::Role;
use serde_json::json;

#[tokio::test]
async fn the_values_of_a_file_are_one_statement() {
    let (log, _turn) = Log::begin().await;
    let server = Server::with_keys(&["ALPHA", "BRAVO", "CHARLIE"]).await;
    server.set("ALPHA", 0, "one").await;
    server.set("CHARLIE", 0, "two").await;
    let sandbox = server.token(Role::Sandbox).await;
    log.statements();
    let path = format!("/sessions/{}/values", server.session());
    let answer = server.call_as(&sandbox, Method::POST, &path, None).await.ok();
    let lines = answer["files"][0]["lines"].as_array().unwrap();
    let values: Vec<_> =
        lines.iter().map(|line| line["content"].pointer("/value/value").cloned()).collect();
    assert_eq!(values, [Some(json!("one")), None, Some(json!("two"))], "{answer}");
    let statements = log.statements();
    let of_values = statements.iter().filter(|text| text.contains("asked.key AS place")).count();
    assert_eq!(of_values, 1, "{statements:#?}");
}

#[tokio::test]
async fn a_check_of_many_contexts_is_one_statement() {
    let (log, _turn) = Log::begin().await;
    let server = Server::with_keys(&["ALPHA"]).await;
    let context = json!({
        "session": server.session(), "configuration": server.configuration(),
        "file": { "path": ".env" }, "keys": ["ALPHA", "BRAVO"],
    });
    let contexts: Vec<_> = (0..20).map(|_| context.clone()).collect();
    assert!(log.statements().len() > 5, "the counter counts");
    server.post("/checks", json!({ "contexts": contexts })).await.ok();
    let statements = log.statements();
    assert_eq!(statements.len(), 1, "{statements:#?}");
}
