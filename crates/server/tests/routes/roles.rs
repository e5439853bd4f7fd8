// long: the table of every route and every role is one table
//! Who may call what: every route × every role × own, somebody else's, another organization's and
//! missing things, and nobody. Only what this table names passes, and `docs/API.md` says the same.

use crate::common::{Answer, Server, set};
use crate::requests::{ask, values};
use axum::http::{Method, StatusCode};
use envdock_contract::model::{
    ConfigurationId, Environment, RepositoryId, RequestId, Role, SessionId, UserId,
};
use envdock_contract::wire::{RepositoryAnswer, TokenBody};
use envdock_server::db::{Folder, NewSession};
use envdock_server::requests::{Ask, open};
use envdock_server::sign_in::{Identity, mint};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

/// A letter per role, as the table below names them.
pub const ROLES: [(char, Role); 6] = [
    ('O', Role::Owner),
    ('A', Role::Admin),
    ('M', Role::Member),
    ('H', Role::Host),
    ('G', Role::Agent),
    ('S', Role::Sandbox),
];

/// One call. `{session}` and the like stand for what is called about.
#[derive(Clone, Copy)]
struct Row {
    method: &'static str,
    path: &'static str,
    body: &'static str,
    /// Who may, about what is their own, or what their token is bound to.
    own: &'static str,
    /// Who may about other things of the same organization.
    other: &'static str,
    /// How it is known from an answer that it was let through.
    passed: fn(&Answer) -> bool,
}

const fn row(
    (method, path): (&'static str, &'static str),
    body: &'static str,
    (own, other): (&'static str, &'static str),
) -> Row {
    Row { method, path, body, own, other, passed: by_status }
}

/// Where each part of a call is refused by itself, in an answer that is no error.
const fn in_parts(row: Row, passed: fn(&Answer) -> bool) -> Row {
    Row { passed, ..row }
}

pub fn by_status(answer: &Answer) -> bool {
    !matches!(answer.status.as_u16(), 401 | 403 | 404)
}

fn stores(answer: &Answer) -> bool {
    let outcome = answer.json()["results"][0]["outcome"].clone();
    by_status(answer) && outcome.get("stored").is_some()
}

fn checks(answer: &Answer) -> bool {
    by_status(answer) && answer.json()["results"][0].get("keys").is_some()
}

fn lists(answer: &Answer) -> bool {
    let body = answer.json();
    let found = body["configurations"].as_array().is_some_and(|found| !found.is_empty());
    by_status(answer) && found
}

/// What was done to the value at one address.
const HISTORY: &str = "/audit?key=TOKEN&scope=%7B%22type%22%3A%22organization%22%7D";

/// The table.
fn rows() -> Vec<Row> {
    let write =
        |scope: &'static str, who| in_parts(row(("POST", "/secrets/batch"), scope, who), stores);
    let mut rows = vec![
        row(("DELETE", "/sign-in"), "", ("OAMHGS", "")),
        row(("GET", "/me"), "", ("OAMHGS", "")),
        in_parts(
            row(("GET", "/configurations?ids={configuration}"), "", ("OAMHGS", "OAMH")),
            lists,
        ),
        row(("GET", "/configurations/{configuration}/spec"), "", ("OAMHGS", "OAMH")),
        row(
            ("PUT", "/configurations/{configuration}/spec"),
            r#"{"spec":{"files":[]}}"#,
            ("OAMHG", "OAMH"),
        ),
        row(("PUT", "/repositories/{repository}"), r#"{"name":"new"}"#, ("OAH", "OAH")),
        row(
            ("PUT", "/configurations/{configuration}"),
            r#"{"name":"new","repositories":["{repository}"]}"#,
            ("OAH", "OAH"),
        ),
        in_parts(
            row(
                ("POST", "/checks"),
                r#"{"contexts":[{"session":"{session}","configuration":"{configuration}","keys":["TOKEN"]}]}"#,
                ("OAMHGS", "OAMH"),
            ),
            checks,
        ),
        write(r#"{"type":"session","id":"{session}"}"#, ("OAM", "OA")),
        write(r#"{"type":"user","id":"{user}"}"#, ("OAM", "")),
        write(r#"{"type":"configuration","id":"{configuration}"}"#, ("OAM", "OAM")),
        write(r#"{"type":"repository","id":"{repository}"}"#, ("OA", "OA")),
        write(r#"{"type":"organization"}"#, ("OA", "")),
        row(("POST", "/secrets/search"), "{}", ("OAM", "")),
        row(("GET", "/sessions/{session}/files"), "", ("OAMGS", "OAM")),
        row(("POST", "/sessions/{session}/adopt"), r#"{"slots":[]}"#, ("OAM", "OA")),
        row(("POST", "/sessions/{session}/apply"), "{}", ("OAM", "OA")),
        row(("POST", "/sessions/{session}/snapshot"), "{}", ("OAM", "OA")),
        // The only call that ever answers with values.
        row(("POST", "/sessions/{session}/values"), "{}", ("S", "")),
        row(
            ("POST", "/tokens"),
            r#"{"role":"member","sessions":["{session}"],"expires_in":60}"#,
            ("OAH", "OAH"),
        ),
        row(("GET", "/tokens"), "", ("OAH", "")),
        row(("DELETE", "/tokens/{token}"), "", ("OAH", "O")),
        row(("GET", "/events"), "", ("OAMHGS", "")),
        row(("GET", "/audit"), "", ("OA", "")),
        row(("GET", HISTORY), "", ("OAM", "")),
    ];
    rows.extend(conversations());
    rows
}

/// Sessions, and what is said and asked in them.
fn conversations() -> Vec<Row> {
    vec![
        row(("GET", "/sessions"), "", ("OAMHGS", "")),
        row(("POST", "/sessions"), r#"{"configuration":"{configuration}"}"#, ("OAM", "OAM")),
        row(("GET", "/sessions/{session}"), "", ("OAMHGS", "OAMH")),
        row(("POST", "/sessions/{session}/end"), "{}", ("OAM", "OA")),
        row(("GET", "/sessions/{session}/messages"), "", ("OAMG", "OA")),
        row(("POST", "/sessions/{session}/messages"), r#"{"text":"hello"}"#, ("OAMG", "OA")),
        row(("GET", "/sessions/{session}/requests"), "", ("OAMG", "OA")),
        row(("GET", "/requests/{request}"), "", ("OAMG", "OA")),
        row(("POST", "/requests/{request}/submission"), r#"{"answers":[]}"#, ("OAM", "OA")),
        row(("POST", "/requests/{request}/decline"), "{}", ("OAM", "OA")),
    ]
}

/// Routes that ask for no token: the exchange of a launch code, documents that are the same for
/// everybody, and what the data folder's owner asks with a secret of its own.
const OPEN: [(&str, &str); 10] = [
    ("GET", "/openapi.json"),
    ("POST", "/sign-in"),
    ("GET", "/"),
    ("GET", "/repositories"),
    ("GET", "/configurations/{id}"),
    ("GET", "/settings/secrets"),
    ("GET", "/requests/{id}"),
    ("GET", "/healthz"),
    ("POST", "/control/launch"),
    ("POST", "/control/folders"),
];

/// What a call is about.
pub struct Things {
    pub session: String,
    configuration: String,
    repository: String,
    request: String,
    token: String,
    user: String,
}

impl Things {
    pub fn named(name: &str) -> Self {
        Self {
            session: format!("ses_{name}"),
            configuration: format!("cfg_{name}"),
            repository: format!("repo_{name}"),
            request: format!("req_{name}"),
            token: format!("tok_{name}"),
            user: format!("user_{name}"),
        }
    }

    /// A folder of their own.
    fn folder(&self, environment: &str) -> Folder {
        Folder {
            configuration: ConfigurationId::new(&self.configuration).unwrap(),
            name: self.configuration.clone(),
            path: format!("/somewhere/{}", self.configuration),
            repository: RepositoryAnswer {
                id: RepositoryId::new(&self.repository).unwrap(),
                name: "other".to_owned(),
            },
            environment: Environment::new(environment).unwrap(),
            setup: false,
            new_session: SessionId::new(&self.session).unwrap(),
            owner: UserId::new(&self.user).unwrap(),
        }
    }

    fn names(&self) -> [(&'static str, &str); 6] {
        [
            ("{session}", &self.session),
            ("{configuration}", &self.configuration),
            ("{repository}", &self.repository),
            ("{request}", &self.request),
            ("{token}", &self.token),
            ("{user}", &self.user),
        ]
    }

    pub fn fill(&self, template: &str) -> String {
        let fill = |text: String, (name, id): (&str, &str)| text.replace(name, id);
        self.names().into_iter().fold(template.to_owned(), fill)
    }
}

static KEYS: AtomicU32 = AtomicU32::new(0);

impl Row {
    fn is_about(&self) -> bool {
        self.path.contains('{') || self.body.contains("\"{")
    }

    async fn call(&self, server: &Server, token: &str, things: &Things) -> Answer {
        let body = match self.path {
            // Nothing that another call has stored stands in the way.
            "/secrets/batch" => {
                let scope = serde_json::from_str(&things.fill(self.body)).unwrap();
                let key = format!("KEY_{}", KEYS.fetch_add(1, Ordering::Relaxed));
                Some(json!({ "operations": [set(&scope, &key, 0, "value")] }))
            }
            _ if self.body.is_empty() => None,
            _ => Some(serde_json::from_str(&things.fill(self.body)).unwrap()),
        };
        let method: Method = self.method.parse().unwrap();
        let mut request = server.request(token, method, &things.fill(self.path), body);
        request.headers_mut().insert("if-match", "\"1\"".parse().unwrap());
        let response = server.respond(request).await;
        let (parts, body) = response.into_parts();
        // A stream of events does not end by itself.
        let is_stream = self.path == "/events" && parts.status == StatusCode::OK;
        let bytes = if is_stream {
            Vec::new()
        } else {
            axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()
        };
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// What a refusal looks like; where the body repeats ids and keys, without these.
    fn refusal(&self, answer: &Answer, things: &Things) -> (StatusCode, String) {
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        if std::ptr::fn_addr_eq(self.passed, by_status as fn(&Answer) -> bool) {
            return (answer.status, text);
        }
        let mut body: Value = serde_json::from_str(&text).unwrap();
        for part in ["revision", "checked_at"] {
            body[part] = Value::Null;
        }
        if body["results"][0].get("address").is_some() {
            body["results"][0]["address"]["key"] = Value::Null;
        }
        let plain = |text: String, (_, id): (&str, &str)| text.replace(id, "ID");
        (answer.status, things.names().into_iter().fold(body.to_string(), plain))
    }
}

/// One organization with things of `role` and of others.
pub struct Fixture {
    pub server: Server,
    pub other: Things,
}

impl Fixture {
    pub async fn new() -> Self {
        let server = Server::with_keys(&["TOKEN"]).await;
        let mut other = Things::named("other");
        server.app.repository.register(&other.folder("dev")).await.unwrap();
        other.request = request(&server, "ses_other").await;
        Self { server, other }
    }

    /// New things of somebody with this role, in this environment, and their token.
    pub async fn own(&self, role: Role, environment: &str) -> (Things, String) {
        let n = KEYS.fetch_add(1, Ordering::Relaxed);
        let mut own = Things::named(&n.to_string());
        if environment == "dev" {
            own.configuration = self.server.configuration().to_owned();
            own.repository = self.repository();
            self.start(&own).await;
        } else {
            // A folder holds one environment at a time.
            self.server.app.repository.register(&own.folder(environment)).await.unwrap();
        }
        own.request = request(&self.server, &own.session).await;
        own.token = self.mint(Role::Member, &own, false).await.0;
        let is_bound = matches!(role, Role::Agent | Role::Sandbox);
        let token = self.mint(role, &own, is_bound).await.1;
        (own, token)
    }

    fn repository(&self) -> String {
        self.server.configuration().replace("cfg_", "repo_")
    }

    async fn start(&self, own: &Things) {
        let session = NewSession {
            id: own.session.clone().try_into().unwrap(),
            configuration: self.server.opened.configuration.clone(),
            environment: Environment::default(),
            owner: own.user.clone().try_into().unwrap(),
            setup: false,
        };
        self.server.app.repository.start_session(&session).await.unwrap();
    }

    /// A token's id and the token.
    pub async fn mint(&self, role: Role, own: &Things, is_bound: bool) -> (String, String) {
        let body = TokenBody {
            user: Some(own.user.clone().try_into().unwrap()),
            role,
            sessions: is_bound.then(|| vec![own.session.clone().try_into().unwrap()]),
            environments: Vec::new(),
            write_scopes: Vec::new(),
            expires_in: 600,
        };
        let by = UserId::new("local").unwrap();
        let minted = mint(&*self.server.app.repository, &by, body).await.unwrap();
        (minted.id, minted.token.unwrap())
    }
}

async fn request(server: &Server, session: &str) -> String {
    let identity = Identity {
        user: UserId::new("agent").unwrap(),
        role: Role::Agent,
        sessions: Some(vec![session.to_owned().try_into().unwrap()]),
        environments: None,
        write_scopes: Vec::new(),
    };
    let question =
        Ask { session: session.to_owned().try_into().unwrap(), ..ask(server, &["TOKEN"]) };
    let asked = open(&server.app, &identity, question).await.unwrap();
    String::from(asked.request.unwrap().id)
}

#[tokio::test]
async fn only_what_the_table_allows_passes() {
    let fixture = Fixture::new().await;
    let (server, mut wrong) = (&fixture.server, Vec::new());
    let foreign = Fixture::new().await.own(Role::Owner, "dev").await.0;
    let missing = Things::named("missing");
    for row in rows() {
        for (letter, role) in ROLES {
            let (own, token) = fixture.own(role, "dev").await;
            let mut other = Things { ..Things::named("other") };
            other.request.clone_from(&fixture.other.request);
            other.token = fixture.mint(Role::Owner, &own, false).await.0;
            let mut refusals = BTreeSet::new();
            let none = row.call(server, &token, &missing).await;
            for (name, things, allowed) in [
                ("missing", &missing, ""),
                ("another organization's", &foreign, ""),
                ("somebody else's", &other, row.other),
                ("own", &own, row.own),
            ] {
                if name != "own" && !row.is_about() {
                    continue;
                }
                // The same user in another organization is nobody here, but a name is free.
                let answer = row.call(server, &token, things).await;
                let passed = (row.passed)(&answer);
                if passed != allowed.contains(letter) {
                    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                    let (method, path, body) = (row.method, row.path, row.body);
                    wrong.push(format!(
                        "{role:?} {method} {path} {body} on {name}: passed {passed}, {} {text}",
                        answer.status
                    ));
                }
                if !passed {
                    refusals.insert(row.refusal(&answer, things));
                }
            }
            if !(row.passed)(&none) {
                refusals.insert(row.refusal(&none, &missing));
            }
            if refusals.len() > 1 {
                wrong.push(format!("{role:?} {} {}: {refusals:#?}", row.method, row.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_session_in_another_environment_does_not_exist_for_a_token() {
    let fixture = Fixture::new().await;
    let (server, missing) = (&fixture.server, Things::named("missing"));
    let is_in_session =
        |row: &Row| row.path.contains("{session}") || row.path.contains("{request}");
    for row in rows().iter().filter(|row| is_in_session(row)) {
        for (_, role) in ROLES {
            let (own, token) = fixture.own(role, "prod").await;
            let there = row.call(server, &token, &own).await;
            let none = row.call(server, &token, &missing).await;
            assert!(!(row.passed)(&there), "{role:?} {} {}", row.method, row.path);
            assert_eq!(row.refusal(&there, &own), row.refusal(&none, &missing), "{}", row.path);
        }
    }
}

#[tokio::test]
async fn nobody_passes_without_a_token_and_all_are_told_the_same() {
    let fixture = Fixture::new().await;
    let (own, _) = fixture.own(Role::Owner, "dev").await;
    let missing = Things::named("missing");
    let mut refusals = BTreeSet::new();
    for row in rows() {
        // Guesses cost so much that there is room for one on each row only.
        for (token, things) in [("", &own), ("", &missing), ("guess", &own)] {
            let answer = row.call(&fixture.server, token, things).await;
            answer.refused(401, "unauthenticated");
            refusals.insert(answer.bytes);
        }
    }
    assert_eq!(refusals.len(), 1);
}

#[tokio::test]
async fn an_ended_session_ends_the_tokens_that_reach_nothing_else() {
    let fixture = Fixture::new().await;
    for role in [Role::Agent, Role::Sandbox] {
        let (own, token) = fixture.own(role, "dev").await;
        let path = format!("/sessions/{}/end", own.session);
        fixture.server.post(&path, json!({})).await.ok();
        let answer = fixture.server.call_as(&token, Method::GET, "/me", None).await;
        answer.refused(401, "unauthenticated");
    }
}

/// Reads the routes out of the source that makes the router, so that none can be forgotten here.
#[test]
fn every_route_has_its_row() {
    let source = include_str!("../../src/routes/mod.rs");
    let mut routes = BTreeSet::new();
    for call in source.split(".route(").skip(1) {
        let path = call.split('"').nth(1).unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if call.contains(&format!(" {method}(")) || call.contains(&format!(".{method}(")) {
                routes.insert((method.to_uppercase(), template(path)));
            }
        }
    }
    assert!(routes.len() > 25, "the routes are found: {routes:?}");
    // What agents reach at /mcp has tests of its own.
    let elsewhere = source.matches(".merge(").count() + source.matches("_service(").count();
    assert_eq!(elsewhere, 1, "routes that are made elsewhere need rows as well");
    let open = OPEN.iter().map(|(method, path)| ((*method).to_owned(), template(path)));
    let known: BTreeSet<_> =
        rows().iter().map(|row| (row.method.to_owned(), template(row.path))).chain(open).collect();
    let missing: Vec<_> = routes.symmetric_difference(&known).collect();
    assert!(missing.is_empty(), "routes without a row, or rows without a route: {missing:?}");
}

/// A path with every parameter named alike, without its query.
fn template(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn documents_tell_nothing_about_what_exists() {
    let fixture = Fixture::new().await;
    let (own, token) = fixture.own(Role::Owner, "dev").await;
    let mut documents = BTreeSet::new();
    for path in ["/sessions/", "/requests/"] {
        for id in [&own.session, &own.request, "missing"] {
            for token in ["", &token] {
                let request = fixture.server.document(token, &format!("{path}{id}"));
                documents.insert(fixture.server.send(request).await.bytes);
            }
        }
    }
    assert_eq!(documents.len(), 1);
}

#[tokio::test]
async fn an_answer_that_the_table_allows_is_carried_out() {
    let fixture = Fixture::new().await;
    let (own, token) = fixture.own(Role::Member, "dev").await;
    let id = RequestId::new(&own.request).unwrap();
    let (_, request) = fixture.server.app.repository.request(&id).await.unwrap();
    let path = format!("/requests/{id}/submission");
    let body = values(&fixture.server, &request, "value");
    let answer = fixture.server.call_as(&token, Method::POST, &path, Some(body)).await.ok();
    assert_eq!(answer["request"]["state"], "submitted");
}
