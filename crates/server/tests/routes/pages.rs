//! Documents, headers, and what is refused before any route.

use crate::common::Server;
use axum::body::Body;
use axum::http::{Method, Request, header};

fn page(path: &str) -> Request<Body> {
    let request = Request::builder().uri(path).header(header::HOST, "localhost:7420");
    request.body(Body::empty()).unwrap()
}

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

#[tokio::test]
async fn every_answer_has_the_exact_policy() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for path in ["/", "/sessions/ses_1", "/repositories", "/healthz", "/api/v1/me", "/nothing"] {
        let answer = server.send(page(path)).await;
        assert_eq!(answer.headers[header::CONTENT_SECURITY_POLICY], POLICY, "{path}");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(answer.headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn documents_are_public_and_the_interface_is_not() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let pages =
        ["/", "/sessions/ses_1", "/repositories", "/configurations/cfg_1", "/settings/secrets"];
    for path in pages {
        let answer = server.send(page(path)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    }
    for path in ["/me", "/configurations", "/sessions", "/tokens", "/audit"] {
        let answer = server.call_as("", Method::GET, path, None).await;
        answer.refused(401, "unauthenticated");
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let server = Server::with_keys(&["ALPHA"]).await;
    server.get("/nothing").await.refused(404, "not_found");
    server.delete("/me").await.refused(405, "not_found");
    server.send(page("/../Cargo.toml")).await.refused(404, "not_found");
    server.send(page("/%2e%2e/Cargo.toml")).await.refused(404, "not_found");
}

#[tokio::test]
async fn other_hosts_and_origins_are_refused() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let send = async |host: &str, origin: Option<&str>| {
        let mut request = Request::builder().uri("/healthz").header(header::HOST, host);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        server.send(request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(send("127.0.0.1:7420", None).await.status, 200);
    assert_eq!(send("env.example.org", Some("https://env.example.org")).await.status, 200);
    send("evil.example:7420", None).await.refused(403, "origin_refused");
    send("localhost:7420", Some("http://localhost:3000")).await.refused(403, "origin_refused");
    send("localhost:7420", Some("null")).await.refused(403, "origin_refused");
    let without = Request::builder().uri("/healthz").body(Body::empty()).unwrap();
    server.send(without).await.refused(403, "origin_refused");
}

#[tokio::test]
async fn health_needs_no_token() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let answer = server.send(page("/healthz")).await.ok();
    assert_eq!(answer["status"], "ok");
}
