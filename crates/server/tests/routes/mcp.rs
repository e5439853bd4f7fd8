// long: one story per tool and per way of getting it wrong
//! `/mcp`, over HTTP as an agent's program speaks it.

use crate::common::{Answer, Server};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use envdock_contract::model::{Role, SessionId};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use tokio::time::timeout;

/// An agent's program.
pub struct Agent<'a> {
    server: &'a Server,
    token: String,
    session: Option<String>,
    capabilities: Value,
}

pub fn request(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

pub fn post(token: &str, session: Option<&str>, body: &str) -> Request<Body> {
    let mut request = Request::post("/mcp")
        .header(header::HOST, "127.0.0.1:7420")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "application/json, text/event-stream")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(session) = session {
        request = request.header("mcp-session-id", session);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

/// The messages of a finished stream.
pub fn messages(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
    data.filter(|data| !data.is_empty()).map(|data| serde_json::from_str(data).unwrap()).collect()
}

impl<'a> Agent<'a> {
    pub async fn connect(server: &'a Server) -> Self {
        let token = server.token(Role::Agent).await;
        Self::with(server, token, json!({})).await
    }

    async fn with(server: &'a Server, token: String, capabilities: Value) -> Self {
        let mut agent = Self { server, token, session: None, capabilities };
        let (headers, answer) = agent.initialize("2025-11-25").await;
        assert_eq!(answer["result"]["protocolVersion"], "2025-11-25");
        agent.session = Some(headers["mcp-session-id"].to_str().unwrap().to_owned());
        let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        assert_eq!(agent.send(&ready.to_string()).await.status, StatusCode::ACCEPTED);
        agent
    }

    async fn initialize(&self, version: &str) -> (HeaderMap, Value) {
        let params = json!({
            "protocolVersion": version, "capabilities": self.capabilities,
            "clientInfo": { "name": "test", "version": "1" },
        });
        let body = request("initialize", &params).to_string();
        let answer = self.server.send(post(&self.token, None, &body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(&answer.bytes));
        (answer.headers, messages(&answer.bytes).pop().unwrap())
    }

    async fn send(&self, body: &str) -> Answer {
        self.server.send(post(&self.token, self.session.as_deref(), body)).await
    }

    pub async fn ask(&self, method: &str, params: Value) -> Value {
        let answer = self.send(&request(method, &params).to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(&answer.bytes));
        messages(&answer.bytes).pop().unwrap()
    }

    /// What a tool answers, and whether it failed.
    async fn tool(&self, name: &str, arguments: Value) -> (bool, Value) {
        let answer = self.ask("tools/call", json!({ "name": name, "arguments": arguments })).await;
        let result = &answer["result"];
        assert!(result.is_object(), "{answer}");
        // Clients that know no structured content read the same as text.
        let text = result["content"][0]["text"].as_str().unwrap();
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), result["structuredContent"]);
        (result["isError"] == true, result["structuredContent"].clone())
    }

    async fn good(&self, name: &str, arguments: Value) -> Value {
        let (is_error, answer) = self.tool(name, arguments).await;
        assert!(!is_error, "{answer}");
        answer
    }

    async fn bad(&self, name: &str, arguments: Value, code: &str) -> Value {
        let (is_error, answer) = self.tool(name, arguments).await;
        assert!(is_error, "{answer}");
        assert_eq!(answer["code"], code, "{answer}");
        answer
    }
}

fn keys(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "key": name })).collect()
}

fn env_file(path: &str, names: &[&str]) -> Value {
    json!({ "files": [{ "path": path, "keys": keys(names) }] })
}

async fn spec(server: &Server) -> Value {
    let path = format!("/configurations/{}/spec", server.configuration());
    server.get(&path).await.ok()["spec"].clone()
}

/// Waits until the session has a request. The store is asked: calls are limited.
async fn asked(server: &Server) {
    let session = &server.opened.session;
    while server.app.repository.requests(session, 9).await.unwrap().1.is_empty() {
        tokio::task::yield_now().await;
    }
}

/// A person answers the only open request of the session.
async fn submit(server: &Server, answer: Value) -> Value {
    let path = format!("/sessions/{}/requests", server.session());
    let requests = server.get(&path).await.ok()["requests"].clone();
    let request = requests.as_array().unwrap().last().unwrap().clone();
    let answers: Vec<_> = request["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| json!({ "file": key["file"], "key": key["key"], "answer": answer }))
        .collect();
    let path = format!("/requests/{}/submission", request["id"].as_str().unwrap());
    server.post(&path, json!({ "answers": answers })).await.ok()
}

fn value(server: &Server, text: &str) -> Value {
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    json!({ "set": { "scope": scope, "expected_version": 0, "value": text } })
}

#[tokio::test]
async fn the_tools_say_what_they_take() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let tools = agent.ask("tools/list", json!({})).await["result"]["tools"].clone();
    let names: Vec<_> = tools.as_array().unwrap().iter().map(|tool| tool["name"].clone()).collect();
    assert_eq!(
        names,
        [
            "scan_project",
            "save_env_files",
            "request_env_variables",
            "check_env",
            "withdraw_request"
        ]
    );
    for tool in tools.as_array().unwrap() {
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{tool}");
    }
    let keys = &tools[1]["inputSchema"];
    assert!(keys.to_string().contains("not beginning with a digit"), "{keys}");
}

#[tokio::test]
async fn an_agent_goes_through_the_whole_loop_without_a_value() {
    let server = Server::with_keys(&["DATABASE_URL", "TOKEN"]).await;
    let agent = Agent::connect(&server).await;
    let scanned = agent.good("scan_project", json!({})).await;
    assert_eq!(scanned["files"][0]["keys"][0]["key"], "DATABASE_URL");
    assert_eq!(scanned["files"][0]["keys"][0]["found_at"], json!([".env.example:1"]));
    let path = scanned["files"][0]["path"].as_str().unwrap();
    let saved = agent.good("save_env_files", env_file(path, &["DATABASE_URL", "MORE"])).await;
    assert_eq!(saved["added"], json!([{ "file": path, "key": "MORE" }]));

    let ask = json!({ "reason": "to run it", "keys": keys(&["DATABASE_URL"]) });
    let (answer, _) = tokio::join!(agent.good("request_env_variables", ask.clone()), async {
        // The form is there before anybody answers.
        asked(&server).await;
        submit(&server, value(&server, "postgres://canary")).await
    });
    assert_eq!(answer["status"], "submitted");
    assert_eq!(answer["keys"][0]["result"], "saved");
    assert_eq!(answer["keys"][0]["scope"], "configuration");
    assert!(!answer.to_string().contains("canary"));
    let file = fs::read_to_string(server.folder().join(path)).unwrap();
    assert!(file.contains("postgres://canary"), "{file}");

    let checked = agent.good("check_env", json!({})).await;
    let states: Vec<_> = checked["files"][0]["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| (key["key"].as_str().unwrap(), key["state"].as_str().unwrap()))
        .collect();
    assert_eq!(
        states,
        [("DATABASE_URL", "set"), ("TOKEN", "not_accepted"), ("MORE", "not_accepted")]
    );
    let again = agent.good("request_env_variables", ask).await;
    assert_eq!(
        (&again["status"], &again["already_set"][0]["key"]),
        (&json!("already_set"), &json!("DATABASE_URL"))
    );
}

#[tokio::test]
async fn a_request_that_nobody_answers_stays_open_and_can_be_looked_up() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let ask = json!({ "reason": "why", "keys": keys(&["A"]), "wait_seconds": 0 });
    let open = agent.good("request_env_variables", ask.clone()).await;
    assert_eq!(open["status"], "open");
    let id = open["request_id"].as_str().unwrap();
    assert!(open["link"].as_str().unwrap().ends_with(&format!("/requests/{id}")));
    assert!(!open.to_string().contains("launch"));
    assert!(open["next"].as_str().unwrap().contains("Never ask for a value in the chat"));
    let joined = agent.good("request_env_variables", ask).await;
    assert_eq!(
        (&joined["request_id"], &joined["joined_earlier_request"]),
        (&json!(id), &json!(true))
    );
    server.post(&format!("/requests/{id}/decline"), json!({})).await.ok();
    let declined = agent.good("check_env", json!({ "request_id": id, "wait_seconds": 45 })).await;
    assert_eq!(declined["status"], "declined");
    agent.bad("check_env", json!({ "request_id": "req_none" }), "not_found").await;
    agent.bad("check_env", json!({ "wait_seconds": 5 }), "invalid_body").await;
    agent.bad("check_env", json!({ "request_id": id, "wait_seconds": 46 }), "invalid_body").await;
}

#[tokio::test]
async fn an_agent_takes_its_question_back_as_long_as_nobody_has_answered() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let ask = json!({ "reason": "why", "keys": keys(&["A"]), "wait_seconds": 0 });
    let first = agent.good("request_env_variables", ask.clone()).await["request_id"].clone();
    for _ in 0..2 {
        let back = agent.good("withdraw_request", json!({ "request_id": first })).await;
        assert_eq!((&back["request_id"], &back["status"]), (&first, &json!("withdrawn")));
    }
    let second = agent.good("request_env_variables", ask).await["request_id"].clone();
    assert_ne!(second, first);
    let path = format!("/requests/{}/decline", second.as_str().unwrap());
    server.post(&path, json!({})).await.ok();
    agent.bad("withdraw_request", json!({ "request_id": second }), "request_settled").await;
    agent.bad("withdraw_request", json!({ "request_id": "req_none" }), "not_found").await;
    agent.bad("withdraw_request", json!({}), "invalid_body").await;
}

#[tokio::test]
async fn a_broken_call_ends_the_wait_and_not_the_request() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let ask = json!({ "name": "request_env_variables", "arguments": { "reason": "why", "keys": keys(&["A"]) } });
    let body = request("tools/call", &ask).to_string();
    let response = server.respond(post(&agent.token, agent.session.as_deref(), &body)).await;
    drop(response);
    let path = format!("/sessions/{}/requests", server.session());
    asked(&server).await;
    assert_eq!(server.get(&path).await.ok()["requests"][0]["state"], "open");
}

#[tokio::test]
async fn a_cancelled_call_ends_the_wait_and_not_the_request() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let ask = json!({ "reason": "why", "keys": keys(&["A"]) });
    let ask = json!({ "name": "request_env_variables", "arguments": ask });
    let ask = request("tools/call", &ask).to_string();
    let cancel = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 } });
    let path = format!("/sessions/{}/requests", server.session());
    let (ended, ()) = tokio::join!(agent.send(&ask), async {
        asked(&server).await;
        agent.send(&cancel.to_string()).await;
    });
    assert!(!String::from_utf8_lossy(&ended.bytes).contains("structuredContent"));
    assert_eq!(server.get(&path).await.ok()["requests"][0]["state"], "open");
}

#[tokio::test]
async fn the_page_is_offered_where_the_program_can_open_it() {
    let server = Server::with_keys(&["A"]).await;
    let token = server.token(Role::Agent).await;
    let both = json!({ "elicitation": { "form": {}, "url": {} } });
    let agent = Agent::with(&server, token, both).await;
    let ask = json!({ "name": "request_env_variables", "arguments": { "reason": "why", "keys": keys(&["A"]) } });
    let body = request("tools/call", &ask).to_string();
    let response = server.respond(post(&agent.token, agent.session.as_deref(), &body)).await;
    let mut stream = response.into_body().into_data_stream();
    let mut offered = Vec::new();
    while offered.is_empty() {
        let chunk = stream.next().await.unwrap().unwrap();
        offered = messages(&chunk);
        offered.retain(|message| message["method"] == "elicitation/create");
    }
    let params = &offered[0]["params"];
    assert_eq!(params["mode"], "url");
    assert!(params["url"].as_str().unwrap().contains("/requests/req_"), "{params}");
    let answer =
        json!({ "jsonrpc": "2.0", "id": offered[0]["id"], "result": { "action": "decline" } });
    agent.send(&answer.to_string()).await;
    let bytes = to_bytes(Body::from_stream(stream), usize::MAX).await.unwrap();
    let result = messages(&bytes).pop().unwrap();
    assert_eq!(result["result"]["structuredContent"]["status"], "open", "{result}");
}

#[tokio::test]
async fn what_a_person_decided_stays() {
    let server = Server::with_keys(&["A"]).await;
    let path = format!("/configurations/{}/spec", server.configuration());
    let version = server.get(&path).await.ok()["version"].clone();
    let slots = json!([
        { "key": "B", "description": "a person's words", "required": false },
        { "key": "A", "not_needed": true, "proposed": true },
    ]);
    let body = json!({ "spec": { "files": [{ "path": ".env", "slots": slots }] } });
    let mut by_person = server.request(server.owner(), Method::PUT, &path, Some(body));
    by_person.headers_mut().insert(header::IF_MATCH, format!("\"{version}\"").parse().unwrap());
    let before = server.send(by_person).await.ok()["spec"].clone();

    let agent = Agent::connect(&server).await;
    let mut declared = env_file(".env", &["A", "B"]);
    declared["files"][0]["keys"][1]["description"] = json!("an agent's words");
    declared["remove"] = json!([{ "path": ".env", "key": "B" }, { "path": ".env", "key": "A" }]);
    let saved = agent.good("save_env_files", declared).await;
    assert_eq!(saved["removed"], json!([]));
    assert_eq!(saved["not_removed"].as_array().unwrap().len(), 2);
    assert_eq!(saved["kept"], json!([{ "file": ".env", "key": "B" }]));
    let mut after = spec(&server).await;
    // The server's own scan found the line.
    after["files"][0]["slots"][1].as_object_mut().unwrap().remove("provenance");
    assert_eq!(after, before);
}

#[tokio::test]
async fn what_is_taken_out_is_said_in_the_conversation() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    agent.good("save_env_files", env_file(".env", &["OLD"])).await;
    let remove = json!({ "remove": [{ "path": ".env", "key": "OLD" }] });
    let saved = agent.good("save_env_files", remove).await;
    assert_eq!(saved["removed"], json!([{ "file": ".env", "key": "OLD" }]));
    let messages = server.get(&format!("/sessions/{}/messages", server.session())).await.ok();
    assert_eq!(messages["messages"][0]["author"], "system");
    assert_eq!(messages["messages"][0]["text"], "The agent took out of the list: OLD (.env)");
}

#[tokio::test]
async fn wrong_parts_are_named_and_the_rest_is_saved() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let slots = keys(&["GOOD", "LD_PRELOAD", "sk live canary", "GOOD", "PATH"]);
    let declared = json!({ "files": [
        { "path": ".env", "keys": slots },
        { "path": "../../.ssh/config", "keys": [] },
        { "path": ".git/.env", "keys": [] },
        { "path": "config.json", "keys": [] },
    ] });
    let saved = agent.good("save_env_files", declared).await;
    let refused: Vec<_> = saved["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["place"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        refused,
        [
            ("/files/0/keys/1/key", "forbidden"),
            ("/files/0/keys/2/key", "invalid_name"),
            ("/files/0/keys/3", "duplicate"),
            ("/files/0/keys/4/key", "forbidden"),
            ("/files/1/path", "invalid_name"),
            ("/files/2/path", "path_not_allowed"),
            ("/files/3/path", "path_not_allowed"),
        ]
    );
    assert!(!saved.to_string().contains("canary"));
    assert_eq!(saved["added"], json!([{ "file": ".env", "key": "GOOD" }]));
}

#[tokio::test]
async fn too_many_keys_are_refused_whole() {
    let server = Server::with_keys(&["A"]).await;
    let before = spec(&server).await;
    let agent = Agent::connect(&server).await;
    let names: Vec<String> = (0..20_001).map(|n| format!("K{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let refused = agent.bad("save_env_files", env_file(".env", &names), "too_many").await;
    assert_eq!(refused["detail"], "a spec has at most 1000 files and 20000 keys");
    let refused =
        agent.bad("save_env_files", env_file("b.env", &names[..20_000]), "too_many").await;
    assert!(refused["detail"].as_str().unwrap().contains("nothing was saved"), "{refused}");
    assert_eq!(spec(&server).await, before);
}

#[tokio::test]
async fn a_message_may_be_as_large_as_any_other_body() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let mut declared = env_file("b.env", &["LONG"]);
    declared["files"][0]["keys"][0]["description"] = json!("x".repeat(3 * 1024 * 1024));
    let saved = agent.good("save_env_files", declared).await;
    assert_eq!(saved["added"], json!([{ "file": "b.env", "key": "LONG" }]));
}

#[tokio::test]
async fn text_that_deceives_is_cleaned_and_long_text_is_cut() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let mut declared = env_file("b.env", &["BIDI", "LONG"]);
    declared["files"][0]["keys"][0]["description"] = json!("a\u{202e}b\u{200b}c\u{e0041}\nd<b>");
    declared["files"][0]["keys"][1]["description"] = json!("x".repeat(1_000_000));
    agent.good("save_env_files", declared).await;
    let slots = spec(&server).await["files"].as_array().unwrap().last().unwrap()["slots"].clone();
    assert_eq!(slots[0]["description"], "abc d<b>");
    assert_eq!(slots[1]["description"].as_str().unwrap().chars().count(), 501);
    let ask = json!({ "reason": "\u{202e}\u{200b}", "keys": keys(&["A"]) });
    agent.bad("request_env_variables", ask, "invalid_body").await;
}

#[tokio::test]
async fn wrong_arguments_are_told_by_place_without_repeating_them() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    for (tool, arguments, place) in [
        ("save_env_files", json!({ "files": [{ "path": 7, "keys": [] }] }), "files[0].path: "),
        (
            "request_env_variables",
            json!({ "reason": "r", "keys": [{ "key": "A", "value": "canary" }] }),
            "keys[0].value: ",
        ),
        ("scan_project", json!({ "value": "canary" }), "value: "),
        ("request_env_variables", json!({}), "the arguments: "),
    ] {
        let refused = agent.bad(tool, arguments, "invalid_body").await;
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.starts_with(place) && !detail.contains("canary"), "{detail}");
    }
    for (key, code) in [("LD_PRELOAD", "name_refused"), ("a b", "invalid_name")] {
        let ask = json!({ "reason": "why", "keys": keys(&[key]) });
        let refused = agent.bad("request_env_variables", ask, code).await;
        assert_eq!(refused["errors"][0]["place"], "/keys/0/key");
    }
    let ask = json!({ "reason": "why", "keys": [{ "key": "A", "path": "../../.ssh/config" }] });
    agent.bad("request_env_variables", ask, "invalid_name").await;
}

#[tokio::test]
async fn a_proposed_key_tells_nothing_of_a_shared_value() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    agent.good("save_env_files", env_file(".env", &["SHARED", "NOWHERE"])).await;
    let organization = json!({ "type": "organization" });
    let before = agent.good("check_env", json!({})).await["files"].clone();
    server.set_at(&organization, "SHARED", 0, "canary").await;
    assert_eq!(agent.good("check_env", json!({})).await["files"], before);
    let ask = json!({ "reason": "why", "keys": keys(&["SHARED"]), "wait_seconds": 0 });
    let open = agent.good("request_env_variables", ask).await;
    assert_eq!((&open["status"], &open["already_set"]), (&json!("open"), &json!([])));
    let file = fs::read_to_string(server.folder().join(".env")).unwrap_or_default();
    assert!(!file.contains("canary"));
}

#[tokio::test]
async fn only_an_agents_token_of_a_live_session_gets_in() {
    let server = Server::with_keys(&["A"]).await;
    let body = request("tools/list", &json!({})).to_string();
    let none = server.send(post("nobody", None, &body)).await;
    none.refused(401, "unauthenticated");
    assert_eq!(none.headers[header::WWW_AUTHENTICATE], "Bearer");
    for role in [Role::Admin, Role::Member, Role::Host, Role::Sandbox] {
        let token = server.token(role).await;
        server.send(post(&token, None, &body)).await.refused(403, "forbidden");
    }
    let foreign = server.token_for(Role::Agent, Some(json!(["ses_other"]))).await;
    server.send(post(&foreign, None, &body)).await.refused(404, "not_found");
    let agent = Agent::connect(&server).await;
    server.post(&format!("/sessions/{}/end", server.session()), json!({})).await.ok();
    agent.send(&body).await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn scans_wait_for_their_turn_however_many_are_asked_for() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let n = u32::try_from(server.app.scans.available_permits()).unwrap();
    let ask = json!({ "reason": "to run", "keys": keys(&["B"]), "wait_seconds": 0 });
    let calls = [
        ("scan_project", json!({})),
        ("save_env_files", env_file(".env", &["A"])),
        ("request_env_variables", ask),
    ];
    for (tool, arguments) in calls {
        let turns = server.app.scans.acquire_many(n).await.unwrap();
        // Such a small project is scanned in a few milliseconds.
        let early = timeout(Duration::from_millis(500), agent.good(tool, arguments.clone()));
        assert!(early.await.is_err(), "{tool}");
        drop(turns);
        agent.good(tool, arguments).await;
    }
}

#[tokio::test]
async fn a_protocol_session_belongs_to_its_token_and_survives_a_restart() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    let other = server.token(Role::Agent).await;
    let body = request("tools/list", &json!({})).to_string();
    server.send(post(&other, agent.session.as_deref(), &body)).await.refused(404, "not_found");
    // What another process has given out is taken over.
    let mut restarted = Agent::connect(&server).await;
    restarted.session = Some("of-an-earlier-process".to_owned());
    assert!(restarted.ask("tools/list", json!({})).await["result"]["tools"].is_array());
}

#[tokio::test]
async fn what_is_no_message_gets_an_exact_answer() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    for (body, code) in [
        ("sk_canary", -32700),
        ("[]", -32600),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
    ] {
        let answer = agent.send(body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.json()["error"]["code"], code, "{body}");
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("canary"));
    }
    let unknown = agent.ask("no/such/method", json!({})).await;
    assert_eq!(unknown["error"]["code"], -32601);
    let unknown = agent.ask("tools/call", json!({ "name": "read_value" })).await;
    assert_eq!(unknown["error"]["code"], -32602);
    let unfit = agent.ask("tools/call", json!({ "name": { "canary": 1 } })).await;
    assert!(unfit["error"].is_object() && !unfit.to_string().contains("canary"), "{unfit}");
    let large = format!("{{\"jsonrpc\":\"2.0\",\"x\":\"{}\"}}", "x".repeat(5 * 1024 * 1024));
    agent.send(&large).await.refused(413, "body_too_large");
}

#[tokio::test]
async fn an_unknown_version_of_the_protocol_is_answered_with_ours() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    for version in ["2031-01-01", "2026-07-28", "1"] {
        let (_, answer) = agent.initialize(version).await;
        assert_eq!(answer["result"]["protocolVersion"], "2025-11-25", "{version}");
        let mut call = post(
            &agent.token,
            agent.session.as_deref(),
            &request("tools/list", &json!({})).to_string(),
        );
        call.headers_mut().insert("mcp-protocol-version", version.parse().unwrap());
        let answer = server.send(call).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["error"]["code"].as_i64()),
            (400, Some(-32600))
        );
    }
    let (_, older) = agent.initialize("2025-06-18").await;
    assert_eq!(older["result"]["protocolVersion"], "2025-06-18");
}

#[tokio::test]
async fn a_foreign_host_or_origin_is_refused() {
    let server = Server::with_keys(&["A"]).await;
    let agent = Agent::connect(&server).await;
    for (name, value) in [("host", "evil.example"), ("origin", "http://localhost:3000")] {
        let mut call = post(&agent.token, None, &request("ping", &json!({})).to_string());
        call.headers_mut().insert(name, value.parse().unwrap());
        server.send(call).await.refused(403, "origin_refused");
    }
}

#[tokio::test]
async fn another_organizations_session_is_as_good_as_none() {
    let server = Server::with_keys(&["A"]).await;
    let session = SessionId::new("ses_of_somebody_else").unwrap();
    let token = server.token_for(Role::Agent, Some(json!([session]))).await;
    let body = request("initialize", &json!({})).to_string();
    server.send(post(&token, None, &body)).await.refused(404, "not_found");
}
