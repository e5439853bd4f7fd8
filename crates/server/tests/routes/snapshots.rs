//! Snapshots over HTTP.

use crate::common::Server;
use axum::http::Method;
use envdock_contract::model::Role;
use serde_json::json;
use std::fs;

#[tokio::test]
async fn a_snapshot_asks_for_exactly_what_is_missing_and_is_audited() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    server.set("ALPHA", 0, "value").await;
    let path = format!("/sessions/{}/snapshot", server.session());
    let refused = server.post(&path, json!({})).await.refused(409, "missing_required");
    assert_eq!(
        refused["missing"],
        json!([{ "file": { "workspace_path": ".", "path": ".env" }, "key": "BRAVO" }])
    );
    let text = "required values are missing; fill them in, or acknowledge exactly these";
    assert_eq!(refused["detail"], text);
    let body = json!({ "acknowledge_missing": refused["missing"] });
    let answer = server.post(&path, body).await.ok();
    assert_eq!(answer["left_out"], json!([{ "workspace_path": ".", "path": ".env" }]));
    // The example and the manifest.
    assert_eq!(answer["files"], 2);
    let archive = server.data.path().join("snapshots").join(answer["name"].as_str().unwrap());
    assert_eq!(fs::metadata(archive).unwrap().len(), answer["bytes"].as_u64().unwrap());
    assert_eq!(server.get("/audit").await.ok()["entries"][0]["action"], "snapshot");
}

#[tokio::test]
async fn snapshots_are_for_those_who_may_write_the_files() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let path = format!("/sessions/{}/snapshot", server.session());
    for (role, status, code) in [
        (Role::Agent, 403, "forbidden"),
        (Role::Sandbox, 403, "forbidden"),
        (Role::Host, 403, "forbidden"),
        // Another person's session does not exist for writing.
        (Role::Member, 404, "not_found"),
    ] {
        let token = server.token(role).await;
        server.call_as(&token, Method::POST, &path, Some(json!({}))).await.refused(status, code);
    }
    server.post("/sessions/ses_none/snapshot", json!({})).await.refused(404, "not_found");
    server.post(&path, json!({ "acknowledge_missing": 1 })).await.refused(400, "invalid_body");
}
