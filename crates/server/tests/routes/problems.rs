//! Whatever is wrong with a request, the answer is a problem with a code.

use crate::common::{Answer, Server};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use envdock_contract::model::Role;
use envdock_server::routes::router;
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

/// Every route, from the router's own text, so that a new one is tried without being named here.
fn routes() -> Vec<String> {
    let text = include_str!("../../src/routes/mod.rs");
    let (api, others) = text.split_once("nest(\"/api/v1\"").unwrap();
    let paths = |text: &str| -> Vec<String> {
        let parts = text.split(".route(").skip(1);
        parts.map(|part| part.split('"').nth(1).unwrap().to_owned()).collect()
    };
    let api = paths(api).into_iter().map(|path| format!("/api/v1{path}"));
    api.chain(paths(others)).collect()
}

/// The answer, if it is a refusal: a stream that was opened has no end to be read here.
async fn refusal(server: &Server, request: Request<Body>) -> Option<Answer> {
    let response = router(Arc::clone(&server.app)).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    if !parts.status.is_client_error() && !parts.status.is_server_error() {
        return None;
    }
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Some(Answer { status: parts.status, headers: parts.headers, bytes })
}

fn request(token: &str, method: &Method, path: &str, body: (&str, &str)) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:7420")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, body.0)
        .header(header::IF_MATCH, "\"1\"")
        .header("idempotency-key", "one")
        .body(Body::from(body.1.to_owned()))
        .unwrap()
}

#[track_caller]
fn assert_problem(answer: &Answer, what: &str) {
    let kind = answer.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap());
    let text = String::from_utf8_lossy(&answer.bytes);
    assert_eq!(kind, Some("application/problem+json"), "{what}: {} {text}", answer.status);
    let body = answer.json();
    assert!(body["code"].is_string() && body["status"] == answer.status.as_u16(), "{what}: {text}");
    assert_ne!(answer.status, 429, "{what}: the limit hides what the route says");
}

#[tokio::test]
async fn a_list_of_fields_is_no_body() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for body in [json!([]), json!([null, null]), json!([null, null, null, null, null, "key"])] {
        let refused = server.post("/secrets/search", body).await.refused(400, "invalid_body");
        assert!(refused["detail"].as_str().unwrap().contains("body"), "{refused}");
    }
}

#[tokio::test]
async fn every_route_answers_nonsense_with_a_problem() {
    let routes = routes();
    assert!(routes.len() > 15 && routes.contains(&"/api/v1/audit".to_owned()), "{routes:?}");
    let server = Server::with_keys(&["ALPHA"]).await;
    let json = "application/json";
    let bodies = [(json, "{"), (json, "[1]"), ("text/plain", "{}"), ("", "")];
    let queries = ["", "?cursor=a&cursor=b&after=x&after=y&limit=-1", "?cursor=%FF&ids=%FF"];
    let mut n_refused = 0;
    for route in &routes {
        // Each has a limit of its own.
        let token = server.token_for(Role::Owner, None).await;
        for method in [Method::GET, Method::PUT, Method::POST, Method::DELETE, Method::PATCH] {
            // Not UTF-8, and a place that does not exist.
            for id in ["%FF", "none"] {
                for query in queries {
                    let path = format!("{}{query}", route.replace("{id}", id));
                    for body in bodies {
                        let request = request(&token, &method, &path, body);
                        if let Some(answer) = refusal(&server, request).await {
                            n_refused += 1;
                            assert_problem(&answer, &format!("{method} {path} {body:?}"));
                        }
                    }
                }
            }
        }
    }
    assert!(n_refused > 100, "{n_refused}");
}
