// long: the table of every kind of event and of every tool is one table
//! Who hears what: every kind of event × every role × own things, those of others and those in
//! another environment. A stream tells exactly what its reader could read.

use crate::common::{Answer, Server};
use crate::events::{Events, save_spec};
use crate::roles::{Fixture, ROLES, Things, by_status};
use envdock_contract::model::{Revision, Role};
use envdock_contract::wire::EventBody;
use serde_json::{Value, json};

/// One kind of event.
struct Kind {
    event: &'static str,
    /// How the same is read; without a path nothing is to be read.
    read: (&'static str, &'static str, &'static str),
    passed: fn(&Answer) -> bool,
    /// Who hears of what is their own, or what their token is bound to.
    own: &'static str,
    /// The same in an environment that the token may not use.
    elsewhere: &'static str,
    /// Who hears of other things of the same organization.
    other: &'static str,
}

/// The table.
const KINDS: [Kind; 9] = [
    kind(r#""connected""#, ("GET", "", ""), ["OAMHGS", "OAMHGS", "OAMHGS"]),
    kind(r#""resync""#, ("GET", "", ""), ["OAMHGS", "OAMHGS", "OAMHGS"]),
    kind(r#""unknown""#, ("GET", "", ""), ["", "", ""]),
    Kind {
        passed: tells_of_it,
        ..kind(
            r#"{"presence":{"changes":[{"version":1,"address":{"environment":"{environment}",
            "scope":{"type":"session","id":"{session}"},"key":"TOKEN"}}]}}"#,
            (
                "POST",
                "/checks",
                r#"{"contexts":[{"environment":"{environment}","session":"{session}",
                "configuration":"{configuration}","keys":["TOKEN"]}]}"#,
            ),
            ["OAMHGS", "", "OAMH"],
        )
    },
    // What a project needs is the same in every environment.
    kind(
        r#"{"spec":{"configuration":"{configuration}","version":1}}"#,
        ("GET", "/configurations/{configuration}/spec", ""),
        ["OAMHGS", "OAMHGS", "OAMH"],
    ),
    kind(
        r#"{"request":{"id":"{request}","session":"{session}","configuration":"{configuration}",
        "environment":"{environment}","state":"open","asked_by":"agent",
        "asked_at":"2026-01-01T00:00:00Z","reason":"to run","keys":[]}}"#,
        ("GET", "/requests/{request}", ""),
        ["OAMG", "", "OA"],
    ),
    kind(
        r#"{"session":{"id":"{session}","configuration":"{configuration}",
        "environment":"{environment}","state":"live","started_at":"2026-01-01T00:00:00Z",
        "local_folder":true,"setup":false}}"#,
        ("GET", "/sessions/{session}", ""),
        ["OAMHGS", "", "OAMH"],
    ),
    kind(
        r#"{"message":{"session":"{session}","message":{"id":1,"at":"2026-01-01T00:00:00Z",
        "author":"agent","text":"hello"}}}"#,
        ("GET", "/sessions/{session}/messages", ""),
        ["OAMG", "", "OA"],
    ),
    kind(
        r#"{"files":{"session":"{session}"}}"#,
        ("GET", "/sessions/{session}/files", ""),
        ["OAMGS", "", "OAM"],
    ),
];

fn tells_of_it(answer: &Answer) -> bool {
    let key = answer.json()["results"][0]["keys"][0].clone();
    by_status(answer) && key["presence"].get("stored").is_some()
}

const fn kind(
    event: &'static str,
    read: (&'static str, &'static str, &'static str),
    [own, elsewhere, other]: [&'static str; 3],
) -> Kind {
    Kind { event, read, passed: by_status, own, elsewhere, other }
}

/// The place of a kind in the table: a new one does not compile without its row.
fn place(event: &EventBody) -> usize {
    match event {
        EventBody::Connected => 0,
        EventBody::Resync => 1,
        EventBody::Unknown => 2,
        EventBody::Presence { .. } => 3,
        EventBody::Spec { .. } => 4,
        EventBody::Request(_) => 5,
        EventBody::Session(_) => 6,
        EventBody::Message { .. } => 7,
        EventBody::Files { .. } => 8,
    }
}

/// Somebody who listens, and what is told.
struct Listener<'a> {
    server: &'a Server,
    token: &'a str,
    events: Events,
}

impl<'a> Listener<'a> {
    async fn new(server: &'a Server, token: &'a str) -> Self {
        let mut events = Events::open(server, token, None).await;
        assert_eq!(events.event().await, "connected");
        Self { server, token, events }
    }

    /// Whether an event arrives, as it was told.
    async fn hears(&mut self, event: &EventBody) -> bool {
        let hub = &self.server.app.events;
        hub.publish(Revision(0), event.clone());
        // Everybody hears this one, so nobody has to wait for what does not come.
        hub.publish(Revision(0), EventBody::Resync);
        let first = self.events.event().await;
        if first == "resync" && *event != EventBody::Resync {
            return false;
        }
        assert_eq!(first, serde_json::to_value(event).unwrap());
        assert_eq!(self.events.event().await, "resync");
        true
    }

    /// Whether the same could be read.
    async fn reads(&self, kind: &Kind, fill: impl Fn(&str) -> String) -> bool {
        let (method, path, body) = kind.read;
        let body = (!body.is_empty()).then(|| serde_json::from_str(&fill(body)).unwrap());
        let method = method.parse().unwrap();
        let answer = self.server.call_as(self.token, method, &fill(path), body).await;
        (kind.passed)(&answer)
    }

    /// What is wrong with what is heard of these things, and with what is read.
    async fn wrong(
        &mut self,
        things: &Things,
        environment: &str,
        allowed: impl Fn(&Kind) -> bool,
    ) -> Vec<String> {
        let mut wrong = Vec::new();
        for (index, kind) in KINDS.iter().enumerate() {
            let fill = |text: &str| things.fill(text).replace("{environment}", environment);
            let event: EventBody = serde_json::from_str(&fill(kind.event)).unwrap();
            assert_eq!(place(&event), index);
            let heard = self.hears(&event).await;
            let read = kind.read.1.is_empty() || self.reads(kind, fill).await;
            let is_expected = allowed(kind);
            if heard != is_expected || (!kind.read.1.is_empty() && read != is_expected) {
                wrong.push(format!("{event:?}: heard {heard}, read {read}"));
            }
        }
        wrong
    }
}

#[tokio::test]
async fn a_stream_tells_what_its_reader_may_read_and_nothing_else() {
    let fixture = Fixture::new().await;
    // Of what waits for a person's word, machines are told nothing; that has tests of its own.
    save_spec(&fixture.server, &["TOKEN"], &[]).await;
    let mut wrong = Vec::new();
    for (letter, role) in ROLES {
        for is_bound in [false, true] {
            // A machine's token is always bound.
            if !is_bound && matches!(role, Role::Agent | Role::Sandbox) {
                continue;
            }
            for (name, environment) in [("own", "dev"), ("elsewhere", "prod"), ("other", "dev")] {
                let own = if name == "other" { "dev" } else { environment };
                let (own, _) = fixture.own(role, own).await;
                let (_, token) = fixture.mint(role, &own, is_bound).await;
                let things = if name == "other" { &fixture.other } else { &own };
                let mut listener = Listener::new(&fixture.server, &token).await;
                let found = listener.wrong(things, environment, |kind| {
                    let is_about = kind.event.contains('{');
                    match name {
                        "own" => kind.own.contains(letter),
                        "elsewhere" => kind.elsewhere.contains(letter),
                        // What a token is not bound to does not exist for it.
                        _ => kind.other.contains(letter) && !(is_bound && is_about),
                    }
                });
                let found = found.await.into_iter();
                wrong.extend(found.map(|one| format!("{role:?}, bound {is_bound}, {name}: {one}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What each tool is called with, so that it works.
fn tools() -> [(&'static str, Value); 5] {
    let keys = json!([{ "key": "TOKEN" }]);
    [
        ("scan_project", json!({})),
        ("save_env_files", json!({ "files": [{ "path": ".env", "keys": keys }] })),
        ("request_env_variables", json!({ "reason": "to run", "keys": keys, "wait_seconds": 0 })),
        ("check_env", json!({})),
        ("withdraw_request", json!({ "request_id": "the one that was asked" })),
    ]
}

/// Calls a tool; the answer, if it was let through.
async fn call(server: &Server, token: &str, (tool, arguments): &(&str, Value)) -> Option<Value> {
    let params = json!({ "name": tool, "arguments": arguments });
    let body = crate::mcp::request("tools/call", &params).to_string();
    // The id of a protocol session is no credential: each token brings one of its own.
    let session = envdock_server::crypto::digest(token).hex();
    let answer = server.send(crate::mcp::post(token, Some(&session), &body)).await;
    if answer.status.is_success() {
        return crate::mcp::messages(&answer.bytes).pop();
    }
    assert!(matches!(answer.status.as_u16(), 401 | 403 | 404), "{}", answer.status);
    None
}

#[tokio::test]
async fn only_the_agent_of_one_live_session_calls_tools() {
    let fixture = &Fixture::new().await;
    let (server, mut wrong) = (&fixture.server, Vec::new());
    let listed = crate::mcp::Agent::connect(server).await.ask("tools/list", json!({})).await;
    let listed = listed["result"]["tools"].as_array().unwrap().clone();
    let names: Vec<_> = listed.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, tools().map(|(name, _)| name), "a tool without a row");
    for (_, role) in ROLES {
        let (own, live) = fixture.own(role, "dev").await;
        let (elsewhere, _) = fixture.own(role, "prod").await;
        let (ended, _) = fixture.own(role, "dev").await;
        let missing = Things::named("missing");
        let bound = |things| async move { fixture.mint(role, things, true).await.1 };
        let tokens = [
            ("live", live),
            ("bound", bound(&own).await),
            ("elsewhere", bound(&elsewhere).await),
            ("ended", bound(&ended).await),
            ("missing", bound(&missing).await),
            ("none", "no token".to_owned()),
        ];
        server.post(&format!("/sessions/{}/end", ended.session), json!({})).await.ok();
        for (name, token) in &tokens {
            let mut asked = Value::Null;
            for mut tool in tools() {
                if let Some(id) = tool.1.get_mut("request_id") {
                    id.clone_from(&asked);
                }
                let answer = call(server, token, &tool).await;
                if tool.0 == "request_env_variables" {
                    let told = answer.as_ref().map(|it| &it["result"]["structuredContent"]);
                    asked = told.map(|it| it["request_id"].clone()).unwrap_or_default();
                }
                let is_allowed = role == Role::Agent && matches!(*name, "live" | "bound");
                let works = answer.as_ref().is_some_and(|it| it["result"]["isError"] != true);
                if answer.is_some() != is_allowed || works != is_allowed {
                    wrong.push(format!("{role:?} {name} {}: {answer:?}", tool.0));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
