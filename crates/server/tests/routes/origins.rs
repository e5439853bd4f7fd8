//! Calls from pages of other origins.

use crate::common::{Answer, CONTROL, HOST, Server};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use envdock_server::app::App;
use envdock_server::crypto::digest;
use envdock_server::http::guard::OwnNames;
use envdock_server::routes::router;
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

/// Origins that look like the listed one, and others.
const FOREIGN: [&str; 11] = [
    "http://ide.example.org",
    "https://ide.example.org:8443",
    "https://ide.example.org:443",
    "https://ide.example.org/",
    "https://IDE.example.org",
    "https://evil.ide.example.org",
    "https://ide.example.org.evil.example",
    "https://evil.example",
    "http://localhost:3000",
    "null",
    "",
];

fn from(origin: &str, mut request: Request<Body>) -> Request<Body> {
    request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
    request
}

fn preflight(server: &Server, path: &str, method: &str, headers: &str) -> Request<Body> {
    let mut request = server.request("", Method::OPTIONS, path, None);
    let known = request.headers_mut();
    known.insert(header::ACCESS_CONTROL_REQUEST_METHOD, method.parse().unwrap());
    known.insert(header::ACCESS_CONTROL_REQUEST_HEADERS, headers.parse().unwrap());
    request
}

/// What a browser is told about other origins.
fn told(headers: &HeaderMap) -> Vec<String> {
    let named = headers.keys().map(header::HeaderName::as_str);
    named.filter(|name| name.starts_with("access-control-")).map(str::to_owned).collect()
}

#[track_caller]
fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

#[track_caller]
fn lets_read(headers: &HeaderMap) {
    assert_eq!(text(headers, "access-control-allow-origin"), HOST);
    assert_eq!(text(headers, "access-control-expose-headers"), "etag,retry-after");
    assert_eq!(headers.get("access-control-allow-credentials"), None);
    assert_eq!(text(headers, "vary"), "origin");
}

#[tokio::test]
async fn a_listed_page_reads_answers_and_what_they_expose() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let path = format!("/configurations/{}/spec", server.configuration());
    let request = server.request(server.owner(), Method::GET, &path, None);
    let answer = server.send(from(HOST, request)).await;
    answer.ok();
    lets_read(&answer.headers);
    assert_eq!(answer.headers[header::ETAG], "\"1\"");
}

#[tokio::test]
async fn a_listed_page_writes_and_follows_events() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = json!({ "type": "organization" });
    let operations = json!([crate::common::set(&scope, "ALPHA", 0, "value")]);
    let body = json!({ "operations": operations });
    let request = server.request(server.owner(), Method::POST, "/secrets/batch", Some(body));
    let answer = server.send(from(HOST, request)).await;
    answer.ok();
    lets_read(&answer.headers);
    let request = server.request(server.owner(), Method::GET, "/events", None);
    let stream = server.respond(from(HOST, request)).await;
    assert_eq!(stream.status(), StatusCode::OK);
    lets_read(stream.headers());
}

#[tokio::test]
async fn a_preflight_names_what_a_page_may_send_and_is_kept() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for (path, method) in [("/secrets/batch", "POST"), ("/configurations/x/spec", "PUT")] {
        let headers = "authorization,content-type,idempotency-key,if-match,x-foreign";
        let answer = server.send(from(HOST, preflight(&server, path, method, headers))).await;
        assert_eq!((answer.status, answer.bytes.len()), (StatusCode::OK, 0));
        let told = |name| text(&answer.headers, name);
        assert_eq!(told("access-control-allow-origin"), HOST);
        assert_eq!(told("access-control-allow-methods"), "GET,POST,PUT,DELETE");
        // A foreign header is not among them, so the browser does not send the request.
        let allowed = "authorization,content-type,idempotency-key,if-match";
        assert_eq!(told("access-control-allow-headers"), allowed);
        assert_eq!(told("access-control-max-age"), "86400");
        assert_eq!(answer.headers.get("access-control-allow-credentials"), None);
    }
}

#[tokio::test]
async fn other_origins_are_told_nothing_and_change_nothing() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for origin in FOREIGN {
        let asked = preflight(&server, "/secrets/batch", "POST", "authorization");
        let scope = json!({ "type": "organization" });
        let body = json!({ "operations": [crate::common::set(&scope, "ALPHA", 0, "value")] });
        let write = server.request(server.owner(), Method::POST, "/secrets/batch", Some(body));
        let read = server.request(server.owner(), Method::GET, "/me", None);
        let events = server.request(server.owner(), Method::GET, "/events", None);
        for request in [asked, write, read, events] {
            let answer = server.send(from(origin, request)).await;
            answer.refused(403, "origin_refused");
            assert_eq!(told(&answer.headers), Vec::<String>::new(), "{origin}");
        }
    }
    let searched = server.post("/secrets/search", json!({})).await.ok();
    assert_eq!(searched["items"], json!([]), "{searched}");
}

#[tokio::test]
async fn a_listed_page_reads_every_refusal() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let owner = server.owner().to_owned();
    let member = server.token(envdock_contract::model::Role::Member).await;
    let spec = format!("/configurations/{}/spec", server.configuration());
    let bad = json!({ "spec": { "files": [{ "path": ".env", "slots": [{ "key": "1BAD" }] }] } });
    let calls: [(&str, Method, &str, Option<serde_json::Value>, u16); 7] = [
        ("", Method::GET, "/me", None, 401),
        (&member, Method::GET, "/audit", None, 403),
        (&owner, Method::GET, "/sessions/ses_none", None, 404),
        (&owner, Method::GET, "/nothing", None, 404),
        (&owner, Method::PATCH, "/me", None, 405),
        (&owner, Method::POST, "/checks", Some(json!([1])), 400),
        (&owner, Method::PUT, &spec, Some(bad), 422),
    ];
    for (token, method, path, body, status) in calls {
        let mut request = server.request(token, method, path, body);
        request.headers_mut().insert(header::IF_MATCH, "\"1\"".parse().unwrap());
        let answer = server.send(from(HOST, request)).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(text(&answer.headers, "content-type"), "application/problem+json");
        lets_read(&answer.headers);
    }
    let token = digest(&member);
    let lines: Vec<_> = std::iter::from_fn(|| server.app.line(token).ok()).collect();
    let request = from(HOST, server.request(&member, Method::GET, "/events", None));
    let limited = server.send(request).await;
    assert_eq!((limited.status.as_u16(), lines.is_empty()), (429, false));
    assert_eq!(text(&limited.headers, "retry-after"), "5");
    lets_read(&limited.headers);
    server.app.repository.close().await;
    let request = from(HOST, server.request(&owner, Method::GET, "/sessions", None));
    let broken = server.send(request).await;
    assert!(broken.status.is_server_error(), "{}", broken.status);
    lets_read(&broken.headers);
}

#[tokio::test]
async fn a_listed_page_reaches_the_interface_only() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for path in ["/", "/healthz", "/mcp", "/control/launch", "/repositories", "/api/v1"] {
        let answer = server.send(from(HOST, server.document(CONTROL, path))).await;
        answer.refused(403, "origin_refused");
        assert_eq!(told(&answer.headers), Vec::<String>::new(), "{path}");
    }
}

#[tokio::test]
async fn without_a_list_no_origin_is_told_anything() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let app = App::new(
        Arc::clone(&server.app.repository),
        Arc::clone(&server.app.keyring),
        OwnNames::new(None),
        digest(CONTROL),
        server.data.path(),
    );
    let router = router(Arc::new(app));
    for origin in [HOST, "http://127.0.0.1:7420"] {
        let request = from(origin, server.request("", Method::GET, "/me", None));
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        assert_eq!(told(&parts.headers), Vec::<String>::new(), "{origin}");
        let answer = Answer { status: parts.status, headers: parts.headers, bytes };
        let (status, code) =
            if origin == HOST { (403, "origin_refused") } else { (401, "unauthenticated") };
        answer.refused(status, code);
    }
}
