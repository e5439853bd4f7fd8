//! Launch links, tokens, and who may use them.

use crate::common::{CONTROL, Server};
use axum::body::Body;
use axum::http::{Method, Request, header};
use envdock_contract::model::Role;
use envdock_server::db::sqlite::database_path;
use rusqlite::Connection;
use serde_json::json;

fn launch(secret: &str) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri("/control/launch")
        .header(header::HOST, "127.0.0.1:7420")
        .header(header::AUTHORIZATION, format!("Bearer {secret}"))
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn a_launch_code_signs_in_once() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let code = server.send(launch(CONTROL)).await.ok()["launch"].clone();
    let body = json!({ "launch": code });
    let answer = server.call_as("", Method::POST, "/sign-in", Some(body.clone())).await.ok();
    assert_eq!(answer["me"]["role"], "owner");
    assert_eq!(answer["me"]["capabilities"]["local_folder"], true);
    let again = server.call_as("", Method::POST, "/sign-in", Some(body)).await;
    again.refused(401, "launch_used");
    let wrong = json!({ "launch": "guess" });
    let wrong = server.call_as("", Method::POST, "/sign-in", Some(wrong)).await;
    wrong.refused(401, "launch_used");
}

#[tokio::test]
async fn only_the_control_secret_adds_folders() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let other = tempfile::tempdir().unwrap();
    let folder = other.path().canonicalize().unwrap();
    let add = |secret: &str, body: serde_json::Value| {
        let mut request = launch(secret);
        *request.uri_mut() = "/control/folders".parse().unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        *request.body_mut() = Body::from(body.to_string());
        server.send(request)
    };
    for secret in ["", "guess", server.owner()] {
        add(secret, json!({ "folder": folder })).await.refused(401, "unauthenticated");
    }
    add(CONTROL, json!({})).await.refused(400, "invalid_body");
    let refused = add(CONTROL, json!({ "folder": folder.join("none") })).await.ok();
    assert!(refused["Refused"].is_string(), "{refused}");
    assert_eq!(server.get("/sessions").await.ok()["sessions"].as_array().unwrap().len(), 1);
    let added = add(CONTROL, json!({ "folder": folder })).await.ok();
    let path = format!("/sessions/{}", added["Added"]["session"].as_str().unwrap());
    assert_eq!(server.get(&path).await.ok()["local_folder"], true);
}

#[tokio::test]
async fn only_the_control_secret_makes_links() {
    let server = Server::with_keys(&["ALPHA"]).await;
    server.send(launch("guess")).await.refused(401, "unauthenticated");
    server.send(launch(server.owner())).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn signing_out_ends_the_token() {
    let server = Server::with_keys(&["ALPHA"]).await;
    assert_eq!(server.get("/me").await.ok()["user"], "local");
    assert_eq!(server.delete("/sign-in").await.status, 204);
    server.get("/me").await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn tokens_are_minted_shown_once_listed_and_revoked() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let body = json!({ "user": "host", "role": "host", "expires_in": 60 });
    let minted = server.post("/tokens", body).await.ok();
    let token = minted["token"].as_str().unwrap().to_owned();
    let me = server.call_as(&token, Method::GET, "/me", None).await.ok();
    assert_eq!((&me["user"], &me["role"]), (&json!("host"), &json!("host")));
    assert_eq!(me["environments"], json!(["dev"]));
    let listed = server.get("/tokens").await.ok();
    assert_eq!(listed["tokens"][0]["id"], minted["id"]);
    assert!(listed["tokens"][0].get("token").is_none());
    let path = format!("/tokens/{}", minted["id"].as_str().unwrap());
    assert_eq!(server.delete(&path).await.status, 204);
    server.delete(&path).await.refused(404, "not_found");
    server.call_as(&token, Method::GET, "/me", None).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn nobody_mints_more_than_the_policy_allows() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for body in [
        json!({ "role": "agent", "expires_in": 60 }),
        json!({ "role": "member", "expires_in": 0 }),
        json!({ "role": "member", "expires_in": 400 * 24 * 3_600 }),
    ] {
        server.post("/tokens", body).await.refused(403, "forbidden");
    }
    let body = json!({ "role": "agent", "sessions": ["ses_none"], "expires_in": 60 });
    server.post("/tokens", body).await.refused(404, "not_found");
    for role in [Role::Member, Role::Agent, Role::Sandbox] {
        let token = server.token(role).await;
        let body = json!({ "role": "member", "expires_in": 60 });
        let answer = server.call_as(&token, Method::POST, "/tokens", Some(body)).await;
        answer.refused(403, "forbidden");
    }
    let host = server.token(Role::Host).await;
    let staging = json!({ "role": "host", "environments": ["staging"], "expires_in": 60 });
    let staging = server.post("/tokens", staging).await.ok();
    let body = json!({ "role": "member", "expires_in": 60 });
    let token = staging["token"].as_str().unwrap();
    let answer = server.call_as(token, Method::POST, "/tokens", Some(body)).await;
    answer.refused(403, "forbidden");
    let listed = server.call_as(&host, Method::GET, "/tokens", None).await.ok();
    let mut roles = listed["tokens"].as_array().unwrap().iter().map(|token| token["role"].clone());
    assert!(roles.all(|role| role != "host"), "{listed}");
    let path = format!("/tokens/{}", staging["id"].as_str().unwrap());
    server.call_as(&host, Method::DELETE, &path, None).await.refused(404, "not_found");
    let body = json!({ "role": "member", "environments": ["prod"], "expires_in": 60 });
    let answer = server.call_as(&host, Method::POST, "/tokens", Some(body)).await;
    answer.refused(403, "forbidden");
}

#[tokio::test]
async fn too_many_requests_are_told_to_wait() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for _ in 0..2_000 {
        let answer = server.get("/me").await;
        if answer.status == 429 {
            answer.refused(429, "rate_limited");
            assert_eq!(answer.headers[header::RETRY_AFTER], "1");
            // Another token has its own bucket.
            let other = server.token(Role::Member).await;
            assert_eq!(server.call_as(&other, Method::GET, "/me", None).await.status, 200);
            return;
        }
    }
    panic!("no limit was reached");
}

#[tokio::test]
async fn guesses_of_launch_codes_are_slowed_down_and_nobody_else_is() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let guess = json!({ "launch": "guess" });
    for _ in 0..100 {
        let answer = server.call_as("", Method::POST, "/sign-in", Some(guess.clone())).await;
        if answer.status == 429 {
            assert!(answer.headers.contains_key(header::RETRY_AFTER));
            server.get("/me").await.ok();
            let launch = server.app.sign_ins.launch().unwrap();
            let body = json!({ "launch": launch.expose() });
            server.call_as("", Method::POST, "/sign-in", Some(body)).await.ok();
            return;
        }
        answer.refused(401, "launch_used");
    }
    panic!("no limit was reached");
}

#[tokio::test]
async fn a_flood_of_guessed_tokens_is_slowed_down_and_locks_no_token_out() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let (used, revoked) = (server.token(Role::Member).await, server.token(Role::Host).await);
    for token in [&used, &revoked] {
        server.call_as(token, Method::GET, "/me", None).await.ok();
    }
    for guess in 0..1_000 {
        // Each is another one: a bucket for each would never be empty.
        let guess = format!("guess-{guess}");
        let answer = server.call_as(&guess, Method::GET, "/me", None).await;
        if answer.status == 429 {
            answer.refused(429, "rate_limited");
            assert!(answer.headers.contains_key(header::RETRY_AFTER));
            server.get("/me").await.ok();
            server.call_as(&used, Method::GET, "/me", None).await.ok();
            let listed = server.get("/tokens").await.ok();
            let tokens = listed["tokens"].as_array().unwrap();
            let host = tokens.iter().find(|token| token["role"] == "host").unwrap();
            server.delete(&format!("/tokens/{}", host["id"].as_str().unwrap())).await;
            let answer = server.call_as(&revoked, Method::GET, "/me", None).await;
            answer.refused(401, "unauthenticated");
            return;
        }
        answer.refused(401, "unauthenticated");
    }
    panic!("no limit was reached");
}

#[tokio::test]
async fn a_launch_code_survives_a_sign_in_that_could_not_be_recorded() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let database = Connection::open(database_path(server.data.path())).unwrap();
    let launch = server.app.sign_ins.launch().unwrap();
    let body = json!({ "launch": launch.expose() });
    database.execute_batch("ALTER TABLE audit RENAME TO gone").unwrap();
    let answer = server.call_as("", Method::POST, "/sign-in", Some(body.clone())).await;
    answer.refused(500, "internal");
    database.execute_batch("ALTER TABLE gone RENAME TO audit").unwrap();
    server.call_as("", Method::POST, "/sign-in", Some(body.clone())).await.ok();
    let again = server.call_as("", Method::POST, "/sign-in", Some(body)).await;
    again.refused(401, "launch_used");
}
