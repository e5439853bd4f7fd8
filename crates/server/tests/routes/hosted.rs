//! A host: repositories and configurations with its own ids, and tokens for its users.

use crate::common::{Answer, Server, canary, set};
use axum::http::{Method, header};
use envdock_contract::model::Role;
use serde_json::{Value, json};

/// A server, and the token of a host.
struct Bench {
    server: Server,
    host: String,
}

impl Bench {
    async fn new() -> Self {
        let server = Server::with_keys(&["ALPHA"]).await;
        let host = server.token(Role::Host).await;
        Self { server, host }
    }

    async fn put(&self, path: &str, tag: Option<&str>, body: Value) -> Answer {
        let mut request = self.server.request(&self.host, Method::PUT, path, Some(body));
        if let Some(tag) = tag {
            request.headers_mut().insert(header::IF_MATCH, tag.parse().unwrap());
        }
        self.server.send(request).await
    }

    /// Declares a configuration with one repository and one key.
    async fn declare(&self) {
        self.put("/repositories/acme:web", Some("\"0\""), json!({ "name": "web" })).await.ok();
        let body = json!({ "name": "Shop", "repositories": ["acme:web"] });
        self.put("/configurations/acme:shop", Some("\"0\""), body).await.ok();
        let spec = json!({ "files": [{ "path": ".env", "slots": [{ "key": "TOKEN" }] }] });
        let path = "/configurations/acme:shop/spec";
        self.put(path, Some("\"0\""), json!({ "spec": spec })).await.ok();
    }

    async fn mint(&self, body: Value) -> Answer {
        self.server.call_as(&self.host, Method::POST, "/tokens", Some(body)).await
    }

    async fn minted(&self, body: Value) -> (String, String) {
        let minted = self.mint(body).await.ok();
        let text = |name: &str| minted[name].as_str().unwrap().to_owned();
        (text("id"), text("token"))
    }
}

#[tokio::test]
async fn a_host_declares_with_its_own_ids() {
    let bench = Bench::new().await;
    let web = || json!({ "name": "web" });
    let created = bench.put("/repositories/acme:web", Some("\"0\""), web()).await;
    assert_eq!(
        (created.status.as_u16(), &created.headers[header::ETAG]),
        (201, &"\"1\"".parse().unwrap())
    );
    let path = "/configurations/acme:shop";
    let body = |name: &str| json!({ "name": name, "repositories": ["acme:web"] });
    let created = bench.put(path, Some("\"0\""), body("Shop")).await;
    assert_eq!(created.status, 201);
    let answer = created.ok();
    assert_eq!(answer["repositories"], json!([{ "id": "acme:web", "name": "web" }]));
    // The answer was lost: the same again.
    let again = bench.put(path, Some("\"0\""), body("Shop")).await;
    assert_eq!((again.status, again.bytes), (created.status, created.bytes));
    bench.put(path, None, body("Store")).await.refused(428, "header_required");
    bench.put(path, Some("\"0\""), body("Store")).await.refused(412, "precondition_failed");
    bench.put(path, Some("\"7\""), body("Store")).await.refused(412, "precondition_failed");
    bench.put(path, Some("one"), body("Store")).await.refused(412, "precondition_failed");
    let replaced = bench.put(path, Some("\"1\""), body("Store")).await;
    assert_eq!(
        (replaced.status.as_u16(), &replaced.headers[header::ETAG]),
        (200, &"\"2\"".parse().unwrap())
    );
    bench.put(path, Some("*"), body("Shop")).await.ok();
    let listed = bench.server.get("/configurations?ids=acme:shop").await.ok();
    let listed = &listed["configurations"][0];
    assert_eq!((&listed["name"], &listed["spec_version"]), (&json!("Shop"), &json!(0)));
    assert!(listed.get("folder").is_none(), "{listed}");
    bench.put("/configurations/acme:none", Some("*"), body("x")).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_wrong_declaration_is_refused_at_its_place() {
    let bench = Bench::new().await;
    bench.declare().await;
    let long = "a".repeat(201);
    for name in ["", " web", "a\nb", "a\u{202e}b", long.as_str()] {
        let refused = bench.put("/repositories/r", Some("\"0\""), json!({ "name": name })).await;
        assert_eq!(refused.refused(422, "invalid_name")["errors"][0]["pointer"], "/name");
    }
    let many: Vec<_> = (0..101).map(|n| format!("r{n}")).collect();
    for (repositories, status, code, pointer) in [
        (json!(["acme:web", "a/b"]), 422, "invalid_name", "/repositories/1"),
        (json!(["acme:web", "acme:web"]), 422, "duplicate", "/repositories/1"),
        (json!(["acme:web", "acme:none"]), 404, "not_found", "/repositories/1"),
        (json!([]), 400, "invalid_body", "/repositories"),
        (json!(many), 422, "too_many", "/repositories"),
    ] {
        let body = json!({ "name": "x", "repositories": repositories });
        let refused = bench.put("/configurations/c", Some("\"0\""), body).await;
        assert_eq!(refused.refused(status, code)["errors"][0]["pointer"], pointer);
    }
    let none = bench.server.get("/configurations?ids=c").await.ok();
    assert_eq!(none["not_found"], json!(["c"]));
    let path = format!("/repositories/{}", "a".repeat(129));
    let web = json!({ "name": "web" });
    bench.put(&path, Some("\"0\""), web.clone()).await.refused(422, "invalid_name");
    let folder = bench.server.configuration().replace("cfg_", "/repositories/repo_");
    bench.put(&folder, Some("*"), web).await.refused(409, "conflict");
    let folder = format!("/configurations/{}", bench.server.configuration());
    let body = json!({ "name": "mine", "repositories": ["acme:web"] });
    bench.put(&folder, Some("\"0\""), body).await.refused(409, "conflict");
}

#[tokio::test]
async fn a_hosts_tokens_are_short_and_for_its_users() {
    let bench = Bench::new().await;
    for (role, seconds, status) in [
        ("member", 3_600, 201),
        ("member", 3_601, 403),
        ("member", 0, 403),
        ("agent", 60, 403),
        ("sandbox", 60, 403),
        ("host", 60, 403),
        ("admin", 60, 403),
        ("owner", 60, 403),
    ] {
        let minted =
            bench.mint(json!({ "role": role, "user": "ann", "expires_in": seconds })).await;
        assert_eq!(minted.status.as_u16(), status, "{role} {seconds}");
    }
    let prod = json!({ "role": "member", "environments": ["prod"], "expires_in": 60 });
    bench.mint(prod).await.refused(403, "forbidden");
    let gone = json!({ "role": "agent", "sessions": ["ses_gone"], "expires_in": 60 });
    bench.mint(gone).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_hosts_session_has_no_folder_here_and_works_all_the_same() {
    let bench = Bench::new().await;
    bench.declare().await;
    let server = &bench.server;
    let user = json!({ "role": "member", "user": "ann", "expires_in": 600 });
    let (id, ann) = bench.minted(user).await;
    let body = json!({ "configuration": "acme:shop", "setup": true });
    let session = server.call_as(&ann, Method::POST, "/sessions", Some(body)).await.ok();
    assert_eq!(session["local_folder"], false);
    let session = session["id"].as_str().unwrap();
    for (method, path, body) in [
        (Method::GET, "files", None),
        (Method::POST, "apply", Some(json!({}))),
        (Method::POST, "adopt", Some(json!({ "slots": [] }))),
        (Method::POST, "snapshot", Some(json!({}))),
    ] {
        let path = format!("/sessions/{session}/{path}");
        server.call_as(&ann, method, &path, body).await.refused(409, "no_local_folder");
    }
    let value = canary();
    let scope = json!({ "type": "configuration", "id": "acme:shop" });
    let body = json!({ "operations": [set(&scope, "TOKEN", 0, &value)] });
    let saved = server.call_as(&ann, Method::POST, "/secrets/batch", Some(body)).await.ok();
    assert!(saved["results"][0]["outcome"]["stored"]["version"] == 1, "{saved}");
    let bound = json!({ "role": "sandbox", "sessions": [session], "expires_in": 600 });
    let (_, sandbox) = bench.minted(bound).await;
    let me = server.call_as(&sandbox, Method::GET, "/me", None).await.ok();
    assert_eq!(
        (&me["capabilities"]["local_folder"], &me["capabilities"]["adopt"]),
        (&json!(false), &json!(false))
    );
    let path = format!("/sessions/{session}/values");
    let values = server.call_as(&sandbox, Method::POST, &path, None).await.ok();
    assert!(values.to_string().contains(&value));
    server.call_as(&bench.host, Method::DELETE, &format!("/tokens/{id}"), None).await.ok();
    server.call_as(&ann, Method::GET, "/me", None).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn other_repositories_of_a_configuration_are_read_anew() {
    let bench = Bench::new().await;
    bench.declare().await;
    bench.put("/repositories/acme:api", Some("\"0\""), json!({ "name": "api" })).await.ok();
    let server = &bench.server;
    let mut events = crate::events::Events::open(server, server.owner(), None).await;
    assert_eq!(events.event().await, "connected");
    let body = json!({ "name": "Shop", "repositories": ["acme:api", "acme:web"] });
    bench.put("/configurations/acme:shop", Some("*"), body).await.ok();
    assert_eq!(events.event().await, "resync");
}
