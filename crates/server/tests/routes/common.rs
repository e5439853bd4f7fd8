// long: everything that the tests of routes call a server with
//! A whole server on a temporary data folder, called without a socket.

use crate::described::expect_described;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use envdock_contract::model::Role;
use envdock_contract::wire::TokenBody;
use envdock_server::app::App;
use envdock_server::configurations::{Opened, open_folder};
use envdock_server::crypto::digest;
use envdock_server::db::sqlite;
use envdock_server::http::guard::OwnNames;
use envdock_server::routes::router;
use envdock_server::setup_agent::Program;
use envdock_server::sign_in::{local_user, mint};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tower::ServiceExt;

/// The secret with which `envdock open` asks for a link.
pub const CONTROL: &str = "control secret";

/// The host whose pages may call.
pub const HOST: &str = "https://ide.example.org";

/// A server with one open folder.
pub struct Server {
    pub app: Arc<App>,
    pub opened: Opened,
    pub data: TempDir,
    pub project: TempDir,
    router: Router,
    token: String,
    n_calls: AtomicU32,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Fails unless the answer has this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let body = self.json();
        assert_eq!((self.status.as_u16(), body["code"].as_str()), (status, Some(code)), "{body}");
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        body
    }

    /// Fails unless it went well.
    #[track_caller]
    pub fn ok(&self) -> Value {
        let body = self.json();
        assert!(self.status.is_success(), "{} {body}", self.status);
        body
    }
}

impl Server {
    /// A server that has scanned a project that reads `keys`.
    pub async fn with_keys(keys: &[&str]) -> Self {
        let project = tempfile::tempdir().unwrap();
        let example = format!("{}=\n", keys.join("=\n"));
        fs::write(project.path().join(".env.example"), example).unwrap();
        fs::write(project.path().join("package.json"), r#"{"dependencies":{"dotenv":"18"}}"#)
            .unwrap();
        Self::on(project).await
    }

    /// A server on an existing folder.
    pub async fn on(project: TempDir) -> Self {
        Self::with(tempfile::tempdir().unwrap(), project, None).await
    }

    /// A server that starts agents, or would if it had a program for it.
    pub async fn with_setup_agent() -> Self {
        let (data, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let program = Program { path: data.path().join("missing"), url: String::new() };
        Self::with(data, project, Some(program)).await
    }

    /// The same data and the same folder, in another process as it were.
    pub async fn restart(self) -> Self {
        let Self { app, data, project, n_calls, .. } = self;
        app.repository.close().await;
        drop(app);
        Self { n_calls, ..Self::with(data, project, None).await }
    }

    async fn with(data: TempDir, project: TempDir, setup_agent: Option<Program>) -> Self {
        let (repository, keyring) = sqlite::open(data.path(), None).await.unwrap();
        let repository: Arc<dyn envdock_server::db::Repository> = Arc::new(repository);
        let folder = project.path().canonicalize().unwrap();
        let opened = open_folder(&*repository, folder).await.unwrap();
        let mut app = App::new(
            repository,
            Arc::new(keyring),
            OwnNames::new(Some("https://env.example.org")).with_hosts(HOST.parse().unwrap()),
            digest(CONTROL),
            data.path(),
        );
        app.setup_agent = setup_agent;
        let app = Arc::new(app);
        let router = router(Arc::clone(&app));
        let n_calls = AtomicU32::new(0);
        let mut server = Self { app, opened, data, project, router, token: String::new(), n_calls };
        server.token = server.sign_in().await;
        server
    }

    async fn sign_in(&self) -> String {
        let launch = self.app.sign_ins.launch().unwrap();
        let body = json!({ "launch": launch.expose() });
        let answer = self.call_as("", Method::POST, "/sign-in", Some(body)).await.ok();
        answer["token"].as_str().unwrap().to_owned()
    }

    /// The project's folder.
    pub fn folder(&self) -> PathBuf {
        self.project.path().canonicalize().unwrap()
    }

    pub fn configuration(&self) -> &str {
        self.opened.configuration.as_str()
    }

    pub fn session(&self) -> &str {
        self.opened.session.as_str()
    }

    /// A token for a role, bound to the open session where it is a machine's.
    pub async fn token(&self, role: Role) -> String {
        let sessions =
            matches!(role, Role::Agent | Role::Sandbox).then(|| vec![self.opened.session.clone()]);
        self.token_for(role, sessions.map(|ids| json!(ids))).await
    }

    /// A token of another user, with these sessions.
    pub async fn token_for(&self, role: Role, sessions: Option<Value>) -> String {
        let body = TokenBody {
            user: Some(envdock_contract::model::UserId::new("other").unwrap()),
            role,
            sessions: sessions.map(|ids| serde_json::from_value(ids).unwrap()),
            environments: Vec::new(),
            write_scopes: Vec::new(),
            expires_in: 60,
        };
        let answer = mint(&*self.app.repository, &local_user(), body).await.unwrap();
        answer.token.unwrap()
    }

    /// Sends any request and gives its answer as it begins.
    pub async fn respond(&self, request: Request<Body>) -> Response {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        expect_described(&method, &path, response.status());
        response
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.respond(request).await.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Calls the interface as `token`; as nobody when that is empty.
    pub async fn call_as(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        self.send(self.request(token, method, path, body)).await
    }

    /// A request to the interface.
    pub fn request(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Request<Body> {
        let n = self.n_calls.fetch_add(1, Ordering::Relaxed);
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, "127.0.0.1:7420")
            .header("idempotency-key", format!("call-{n}"));
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let Some(body) = body else { return request.body(Body::empty()).unwrap() };
        let request = request.header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(body.to_string())).unwrap()
    }

    /// A request for a document.
    pub fn document(&self, token: &str, path: &str) -> Request<Body> {
        let mut request = self.request(token, Method::GET, "", None);
        *request.uri_mut() = path.parse().unwrap();
        request
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call_as(&self.token, Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call_as(&self.token, Method::POST, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call_as(&self.token, Method::DELETE, path, None).await
    }

    pub fn owner(&self) -> &str {
        &self.token
    }

    /// Stores a value for the configuration, and gives the operation's result.
    pub async fn set(&self, key: &str, expected_version: u64, value: &str) -> Value {
        let scope = json!({ "type": "configuration", "id": self.configuration() });
        self.set_at(&scope, key, expected_version, value).await
    }

    pub async fn set_at(&self, scope: &Value, key: &str, expected: u64, value: &str) -> Value {
        let operations = json!([set(scope, key, expected, value)]);
        let answer = self.post("/secrets/batch", json!({ "operations": operations })).await.ok();
        answer["results"][0].clone()
    }

    /// What is stored for keys of the configuration.
    pub async fn stored(&self, keys: &[&str]) -> Value {
        let context = json!({
            "session": self.session(), "configuration": self.configuration(),
            "file": { "path": ".env" }, "keys": keys,
        });
        let answer = self.post("/checks", json!({ "contexts": [context] })).await.ok();
        answer["results"][0]["keys"].clone()
    }
}

/// An operation that stores a value.
pub fn set(scope: &Value, key: &str, expected_version: u64, value: &str) -> Value {
    json!({
        "op": "set", "address": { "scope": scope, "key": key },
        "expected_version": expected_version, "value": value,
    })
}

/// An operation that removes a value.
pub fn unset(scope: &Value, key: &str, expected_version: u64) -> Value {
    json!({
        "op": "unset", "address": { "scope": scope, "key": key },
        "expected_version": expected_version,
    })
}

/// A random canary: a value that must not be found anywhere.
pub fn canary() -> String {
    envdock_server::crypto::Token::generate().unwrap().expose().to_owned()
}
