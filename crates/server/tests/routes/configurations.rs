//! Configurations, specs, sessions and the audit.

use crate::common::{Answer, Server};
use axum::http::{Method, header};
use envdock_contract::model::Role;
use serde_json::{Value, json};

async fn put(server: &Server, token: &str, version: Option<&str>, body: Value) -> Answer {
    let path = format!("/configurations/{}/spec", server.configuration());
    let mut request = server.request(token, Method::PUT, &path, Some(body));
    if let Some(version) = version {
        request.headers_mut().insert(header::IF_MATCH, version.parse().unwrap());
    }
    server.send(request).await
}

fn spec(keys: &[&str]) -> Value {
    let slots: Vec<_> = keys.iter().map(|key| json!({ "key": key })).collect();
    json!({ "spec": { "files": [{ "path": ".env", "slots": slots }] } })
}

#[tokio::test]
async fn a_scanned_folder_is_a_configuration_with_a_session_and_a_spec() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let answer = server.get("/configurations?include=spec").await.ok();
    let configuration = &answer["configurations"][0];
    assert_eq!(configuration["id"], server.configuration());
    assert_eq!(configuration["session"], server.session());
    assert_eq!(configuration["folder"], server.folder().to_str().unwrap());
    assert_eq!(configuration["spec_version"], 1);
    let slots = &configuration["spec"]["files"][0]["slots"];
    assert_eq!((&slots[0]["key"], &slots[1]["key"]), (&json!("ALPHA"), &json!("BRAVO")));
    assert_eq!(slots[0]["proposed"], true);
    let without = server.get("/configurations").await.ok();
    assert!(without["configurations"][0].get("spec").is_none());
}

#[tokio::test]
async fn ids_come_in_the_order_asked_for_and_unknown_ones_are_named() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let path = format!("/configurations?ids=cfg_none,{},cfg_none", server.configuration());
    let answer = server.get(&path).await.ok();
    assert_eq!(answer["configurations"].as_array().unwrap().len(), 1);
    assert_eq!(answer["not_found"], json!(["cfg_none"]));
    let none = server.get("/configurations?ids=").await.ok();
    assert_eq!(none["configurations"], json!([]));
    server.get("/configurations?cursor=guess").await.refused(400, "invalid_body");
    server.get("/configurations?include=values").await.refused(400, "invalid_body");
}

#[tokio::test]
async fn a_spec_is_replaced_only_by_who_has_seen_it() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let path = format!("/configurations/{}/spec", server.configuration());
    let seen = server.get(&path).await;
    assert_eq!(seen.headers[header::ETAG], "\"1\"");
    let owner = server.owner();
    put(&server, owner, None, spec(&["ALPHA"])).await.refused(428, "header_required");
    put(&server, owner, Some("\"0\""), spec(&["ALPHA"])).await.refused(412, "precondition_failed");
    put(&server, owner, Some("x"), spec(&["ALPHA"])).await.refused(412, "precondition_failed");
    let saved = put(&server, owner, Some("\"1\""), spec(&["ALPHA", "NEW"])).await;
    assert_eq!(saved.headers[header::ETAG], "\"2\"");
    assert_eq!(saved.ok()["spec"]["files"][0]["slots"][1]["key"], "NEW");
    put(&server, owner, Some("\"1\""), spec(&["ALPHA"])).await.refused(412, "precondition_failed");
}

#[tokio::test]
async fn a_wrong_part_of_a_spec_is_refused_at_its_place_or_left_out_on_request() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let owner = server.owner();
    let refused = put(&server, owner, Some("\"1\""), spec(&["ALPHA", "1BAD"])).await;
    let body = refused.refused(422, "invalid_name");
    assert_eq!(body["errors"][0]["pointer"], "/spec/files/0/slots/1/key");
    let mut lenient = spec(&["ALPHA", "1BAD"]);
    lenient["on_invalid"] = json!("keep_valid");
    let saved = put(&server, owner, Some("\"1\""), lenient).await.ok();
    assert_eq!(saved["refused"][0]["code"], "invalid_name");
    assert_eq!(saved["spec"]["files"][0]["slots"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_agent_proposes_and_a_sandbox_may_not_even_that() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let agent = server.token(Role::Agent).await;
    let body = json!({ "spec": { "files": [{ "path": ".env", "slots": [
        { "key": "ALPHA", "proposed": false }, { "key": "BRAVO", "proposed": false },
    ] }] } });
    let saved = put(&server, &agent, Some("\"1\""), body).await.ok();
    assert_eq!(saved["spec"]["files"][0]["slots"][1]["proposed"], true);
    let sandbox = server.token(Role::Sandbox).await;
    put(&server, &sandbox, Some("\"2\""), spec(&["ALPHA"])).await.refused(403, "forbidden");
}

#[tokio::test]
async fn what_a_token_cannot_see_does_not_exist_for_it() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let bound = server.token_for(Role::Agent, Some(json!(["ses_gone"]))).await;
    let foreign = format!("/configurations/{}/spec", server.configuration());
    let foreign = server.call_as(&bound, Method::GET, &foreign, None).await;
    let path = "/configurations/cfg_none/spec";
    let unknown = server.call_as(&bound, Method::GET, path, None).await;
    assert_eq!(foreign.bytes, unknown.bytes);
    foreign.refused(404, "not_found");
    let listed = server.call_as(&bound, Method::GET, "/configurations", None).await.ok();
    assert_eq!(listed["configurations"], json!([]));
    let sessions = server.call_as(&bound, Method::GET, "/sessions", None).await.ok();
    assert_eq!(sessions["sessions"], json!([]));
    let path = format!("/sessions/{}", server.session());
    server.call_as(&bound, Method::GET, &path, None).await.refused(404, "not_found");
}

#[tokio::test]
async fn sessions_are_read_one_by_one_and_together() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let listed = server.get("/sessions").await.ok();
    assert_eq!(listed["sessions"][0]["id"], server.session());
    let session = server.get(&format!("/sessions/{}", server.session())).await.ok();
    assert_eq!((&session["state"], &session["local_folder"]), (&json!("live"), &json!(true)));
    server.get("/sessions/ses_none").await.refused(404, "not_found");
    server.get("/sessions/%00").await.refused(404, "not_found");
}

#[tokio::test]
async fn the_audit_is_paged_and_for_admins() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for n in 0..101 {
        server.set("ALPHA", n, "value").await;
    }
    let first = server.get("/audit").await.ok();
    assert_eq!(first["entries"].as_array().unwrap().len(), 100);
    assert_eq!(first["entries"][0]["action"], "set");
    assert_eq!(first["entries"][0]["version"], 101);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = server.get(&format!("/audit?cursor={cursor}")).await.ok();
    assert_eq!(second["entries"][0]["version"], 1);
    assert!(second.get("next_cursor").is_none());
    server.get("/audit?cursor=x").await.refused(400, "invalid_body");
    let member = server.token(Role::Member).await;
    server.call_as(&member, Method::GET, "/audit", None).await.refused(403, "forbidden");
}
