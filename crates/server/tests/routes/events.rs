// long: one story per way in which a stream begins, goes on and ends
//! `GET /events`: what is told, to whom, in which order, and when it ends.

use crate::common::{Server, canary, set};
use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode, header};
use envdock_contract::model::{Role, SessionId};
use envdock_server::app::App;
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

/// An open stream.
pub struct Events {
    body: BodyDataStream,
    text: String,
}

impl Events {
    pub async fn open(server: &Server, token: &str, after: Option<u64>) -> Self {
        let after = after.map(|after| format!("?after={after}")).unwrap_or_default();
        let path = format!("/events{after}");
        let response = server.respond(server.request(token, Method::GET, &path, None)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        Self { body: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The next message; `None`: the stream has ended.
    async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((frame, rest)) = self.text.split_once("\n\n") {
                let data = frame.lines().find_map(|line| line.strip_prefix("data: "));
                let id = frame.lines().find_map(|line| line.strip_prefix("id: "));
                let event: Value = serde_json::from_str(data.unwrap()).unwrap();
                assert_eq!(id, Some(event["revision"].to_string().as_str()));
                self.text = String::from(rest);
                return Some(event);
            }
            let chunk = self.body.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// What the next message tells.
    pub async fn event(&mut self) -> Value {
        self.next().await.unwrap()["event"].clone()
    }

    /// The keys whose presence the next messages tell, up to the change of `last`.
    async fn keys_up_to(&mut self, last: &str) -> Vec<String> {
        let mut keys = Vec::new();
        while keys.last().is_none_or(|key| key != last) {
            let event = self.event().await;
            let changes = event["presence"]["changes"].as_array().cloned().unwrap_or_default();
            let key = |change: &Value| change["address"]["key"].as_str().unwrap().to_owned();
            keys.extend(changes.iter().map(key));
        }
        keys
    }
}

async fn revision(server: &Server) -> u64 {
    server.app.repository.revision().await.unwrap().0
}

/// Saves a spec in which `accepted` are accepted and `proposed` are not.
pub async fn save_spec(server: &Server, accepted: &[&str], proposed: &[&str]) {
    let slot = |proposed: bool| move |key: &&str| json!({ "key": key, "proposed": proposed });
    let slots: Vec<_> =
        accepted.iter().map(slot(false)).chain(proposed.iter().map(slot(true))).collect();
    let path = format!("/configurations/{}/spec", server.configuration());
    let version = server.get(&path).await.ok()["version"].clone();
    let body = json!({ "spec": { "files": [{ "path": ".env", "slots": slots }] } });
    let mut request = server.request(server.owner(), Method::PUT, &path, Some(body));
    request.headers_mut().insert(header::IF_MATCH, format!("\"{version}\"").parse().unwrap());
    server.send(request).await.ok();
}

#[tokio::test]
async fn what_is_saved_is_told_without_its_value() {
    let server = Server::with_keys(&["A"]).await;
    let mut events = Events::open(&server, server.owner(), None).await;
    let start = revision(&server).await;
    assert_eq!(events.next().await.unwrap(), json!({ "revision": start, "event": "connected" }));
    let value = canary();
    server.set("A", 0, &value).await;
    let told = events.next().await.unwrap();
    assert!(!told.to_string().contains(&value));
    assert_eq!(told["revision"], start + 1);
    let change = &told["event"]["presence"]["changes"][0];
    assert_eq!((&change["address"]["key"], &change["version"]), (&json!("A"), &json!(1)));
    assert_eq!(change["stored"]["scope"]["type"], "configuration");
    let files = events.event().await;
    assert_eq!(files, json!({ "files": { "session": server.session() } }));
    save_spec(&server, &["A", "B"], &[]).await;
    let spec = events.event().await;
    assert_eq!(spec["spec"]["configuration"], server.configuration());
}

#[tokio::test]
async fn a_reader_that_comes_back_gets_what_it_missed() {
    let server = Server::with_keys(&["A", "B"]).await;
    let known = revision(&server).await;
    server.set("A", 0, "1").await;
    server.set("B", 0, "1").await;
    let mut events = Events::open(&server, server.owner(), Some(known)).await;
    assert_eq!(events.next().await.unwrap(), json!({ "revision": known, "event": "connected" }));
    assert_eq!(events.keys_up_to("B").await, ["A", "B"]);
}

#[tokio::test]
async fn a_reader_from_before_the_start_reads_everything_again() {
    let server = Server::with_keys(&["A"]).await;
    let mut events = Events::open(&server, server.owner(), Some(0)).await;
    assert_eq!(events.event().await, "resync");
    assert_eq!(events.event().await, "connected");
    server.set("A", 0, "1").await;
    assert_eq!(events.keys_up_to("A").await, ["A"]);
}

async fn turns(n: usize) {
    for _ in 0..n {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_writes_are_told_in_the_order_of_their_revisions() {
    let keys: Vec<String> = (0..40).map(|n| format!("KEY_{n}")).collect();
    let names: Vec<&str> = keys.iter().map(String::as_str).collect();
    let server = Arc::new(Server::with_keys(&names).await);
    let known = revision(&server).await;
    let mut writes = JoinSet::new();
    for (n, key) in keys.iter().enumerate() {
        let (server, key) = (Arc::clone(&server), key.clone());
        // Every other caller goes away somewhere in the middle of it.
        let patience = if n % 2 == 0 { usize::MAX } else { n * 3 };
        writes.spawn(async move {
            tokio::select! {
                _ = server.set(&key, 0, "1") => {}
                () = turns(patience) => {}
            }
        });
    }
    writes.join_all().await;
    let last = "KEY_0";
    server.set(last, 1, "2").await;
    let stored = server.stored(&names).await;
    let is_stored = |one: &&Value| one["presence"]["stored"] != json!([]);
    let n_stored = stored.as_array().unwrap().iter().filter(is_stored).count();

    let mut events = Events::open(&server, server.owner(), Some(known)).await;
    let (mut before, mut told) = (known, Vec::new());
    loop {
        let event = events.next().await.unwrap();
        let revision = event["revision"].as_u64().unwrap();
        assert!(revision >= before, "{revision} after {before}");
        before = revision;
        if let Some(change) = event["event"]["presence"]["changes"].get(0) {
            told.push(change["address"]["key"].as_str().unwrap().to_owned());
            if change["version"] == 2 {
                break;
            }
        }
    }
    // Each of them once, and the last one twice: nothing that was committed is untold.
    told.pop();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), n_stored);
}

#[tokio::test]
async fn an_agent_hears_of_accepted_slots_of_its_own_session_only() {
    let server = Server::with_keys(&["A"]).await;
    save_spec(&server, &["ACCEPTED", "LAST"], &["PROPOSED"]).await;
    for role in [Role::Agent, Role::Sandbox] {
        let token = server.token(role).await;
        let mut events = Events::open(&server, &token, None).await;
        let (organization, other) = (
            json!({ "type": "organization" }),
            json!({ "type": "configuration", "id": "another" }),
        );
        let n = u64::from(role == Role::Sandbox);
        server.set_at(&organization, "PROPOSED", n, "1").await;
        server.set_at(&organization, "NOT_IN_THE_SPEC", n, "1").await;
        server.set_at(&other, "ACCEPTED", n, "1").await;
        let mut prod = set(&organization, "ACCEPTED", n, "1");
        prod["address"]["environment"] = json!("prod");
        server.post("/secrets/batch", json!({ "operations": [prod] })).await.ok();
        server.set_at(&organization, "ACCEPTED", n, "1").await;
        server.set_at(&organization, "LAST", n, "1").await;
        assert_eq!(events.keys_up_to("LAST").await, ["ACCEPTED", "LAST"], "{role:?}");
    }
}

#[tokio::test]
async fn a_batch_is_told_to_an_agent_without_what_it_may_not_know() {
    let server = Server::with_keys(&["A"]).await;
    save_spec(&server, &["ACCEPTED"], &["PROPOSED"]).await;
    let mut events = Events::open(&server, &server.token(Role::Agent).await, None).await;
    assert_eq!(events.event().await, "connected");
    let scope = json!({ "type": "organization" });
    let operations = [set(&scope, "PROPOSED", 0, "1"), set(&scope, "ACCEPTED", 0, "1")];
    server.post("/secrets/batch", json!({ "operations": operations })).await.ok();
    let changes = events.event().await["presence"]["changes"].clone();
    assert_eq!(changes.as_array().unwrap().len(), 1);
    assert_eq!(changes[0]["address"]["key"], "ACCEPTED");
}

#[tokio::test]
async fn a_bound_member_hears_of_its_session_only() {
    let server = Server::with_keys(&["A", "B"]).await;
    let foreign = json!({ "type": "configuration", "id": "another" });
    let token = server.token_for(Role::Member, Some(json!([server.session()]))).await;
    let mut events = Events::open(&server, &token, None).await;
    server.set_at(&foreign, "A", 0, "1").await;
    server.set("B", 0, "1").await;
    assert_eq!(events.keys_up_to("B").await, ["B"]);
}

#[tokio::test]
async fn a_host_does_not_hear_of_files() {
    let server = Server::with_keys(&["A", "B"]).await;
    let mut events = Events::open(&server, &server.token(Role::Host).await, None).await;
    assert_eq!(events.event().await, "connected");
    for key in ["A", "B"] {
        server.set(key, 0, "1").await;
        assert!(events.event().await["presence"].is_object(), "{key}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_stream() {
    let server = Server::with_keys(&["A"]).await;
    let mut events = Events::open(&server, server.owner(), None).await;
    assert_eq!(events.event().await, "connected");
    server.delete("/sign-in").await;
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn revoking_a_token_ends_its_streams_and_no_others() {
    let server = Server::with_keys(&["A"]).await;
    let mut events = Events::open(&server, &server.token(Role::Agent).await, None).await;
    let mut others = Events::open(&server, server.owner(), None).await;
    assert_eq!(events.event().await, "connected");
    let id = server.app.repository.tokens().await.unwrap()[0].id.clone();
    server.delete(&format!("/tokens/{id}")).await;
    assert_eq!(events.next().await, None);
    server.set("A", 0, "1").await;
    assert_eq!(others.keys_up_to("A").await, ["A"]);
}

#[tokio::test]
async fn a_token_without_a_live_session_gets_no_stream() {
    let server = Server::with_keys(&["A"]).await;
    let token = server.token_for(Role::Agent, Some(json!(["ses_never"]))).await;
    let answer = server.call_as(&token, Method::GET, "/events", None).await;
    answer.refused(409, "session_ended");
    server.call_as("", Method::GET, "/events", None).await.refused(401, "unauthenticated");
    server.get("/events?after=soon").await.refused(400, "invalid_body");
}

#[tokio::test]
async fn a_token_has_more_streams_than_tabs_but_not_any_number() {
    let server = Server::with_keys(&["A"]).await;
    let mut open = Vec::new();
    for _ in 0..64 {
        open.push(Events::open(&server, server.owner(), None).await);
    }
    server.get("/events").await.refused(429, "rate_limited");
    let mut other = Events::open(&server, &server.token(Role::Member).await, None).await;
    assert_eq!(other.event().await, "connected");
    open.pop();
    open.push(Events::open(&server, server.owner(), None).await);
}

#[tokio::test]
async fn the_end_of_the_server_ends_every_stream() {
    let server = Server::with_keys(&["A"]).await;
    let mut events = Events::open(&server, server.owner(), None).await;
    assert_eq!(events.event().await, "connected");
    let app: &App = &server.app;
    app.events.close();
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn a_slow_reader_holds_up_nobody_and_is_told_to_read_again() {
    let server = Server::with_keys(&["A"]).await;
    let known = revision(&server).await;
    let mut slow = Events::open(&server, server.owner(), None).await;
    let session = SessionId::new(server.session()).unwrap();
    let files = || envdock_contract::wire::EventBody::Files { session: session.clone() };
    for n in 0..5_000 {
        server.app.events.publish(envdock_contract::model::Revision(known + n), files());
    }
    assert_eq!(slow.event().await, "connected");
    assert_eq!(slow.next().await, None, "it cannot go on without a gap");
    let mut again = Events::open(&server, server.owner(), Some(known + 1)).await;
    assert_eq!(again.event().await, "resync");
    assert_eq!(again.event().await, "connected");
}
