//! Every operation, and every status that it can give.

use crate::openapi::operation::Operation;
use envdock_contract::wire::{
    AdoptBody, ApplyAnswer, ApplyBody, AuditAnswer, BatchAnswer, BatchBody, ChecksAnswer,
    ChecksBody, ConfigurationBody, ConfigurationsAnswer, DeclaredConfiguration, DeclaredRepository,
    FilesAnswer, MeAnswer, MessageAnswer, MessageBody, MessagesAnswer, RepositoryBody,
    RequestAnswer, RequestsAnswer, SearchAnswer, SearchBody, SessionAnswer, SessionBody,
    SessionsAnswer, SignInAnswer, SignInBody, SnapshotAnswer, SnapshotBody, SpecAnswer, SpecBody,
    SubmissionAnswer, SubmissionBody, TokenAnswer, TokenBody, TokensAnswer, ValuesAnswer,
};
use serde_json::{Value, json};

pub(super) fn operations() -> Vec<Operation> {
    [callers(), configurations(), secrets(), sessions(), requests(), folders(), told()]
        .into_iter()
        .flatten()
        .collect()
}

fn get(path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(("get", path), id, summary)
}

fn post(path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(("post", path), id, summary)
}

fn put(path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(("put", path), id, summary)
}

fn delete(path: &'static str, id: &'static str, summary: &'static str) -> Operation {
    Operation::new(("delete", path), id, summary)
}

/// A part of the query that is text.
fn text() -> Value {
    json!({ "type": "string" })
}

/// Where the last answer ended.
fn paged(operation: Operation) -> Operation {
    operation.query("cursor", &text(), "`next_cursor` of the page before")
}

fn callers() -> Vec<Operation> {
    vec![
        get("/openapi.json", "read_openapi", "This document").answers::<Value>(200).open(),
        post("/sign-in", "sign_in", "Exchanges the code of a launch link for a token")
            .takes::<SignInBody>()
            .answers::<SignInAnswer>(200)
            .open(),
        delete("/sign-in", "sign_out", "Ends the token of a sign-in").answers_nothing(),
        get("/me", "read_me", "Whose the token is, and what the server can do")
            .answers::<MeAnswer>(200),
        post("/tokens", "mint_token", "Mints a token; this answer is the only one that has it")
            .takes::<TokenBody>()
            .answers::<TokenAnswer>(201)
            .fails(&[404]),
        get("/tokens", "list_tokens", "Lists live tokens, newest first")
            .answers::<TokensAnswer>(200),
        delete("/tokens/{id}", "revoke_token", "Ends a token").answers_nothing().fails(&[404]),
    ]
}

fn configurations() -> Vec<Operation> {
    let declared = r#"^("(0|[1-9][0-9]{0,8})"|\*)$"#;
    let include = json!({ "type": "string", "enum": ["spec"] });
    vec![
        put("/repositories/{id}", "put_repository", "Declares a repository of a host")
            .replaces(declared)
            .takes::<RepositoryBody>()
            .answers::<DeclaredRepository>(200)
            .answers::<DeclaredRepository>(201)
            .fails(&[409, 422]),
        paged(get("/configurations", "list_configurations", "Lists configurations"))
            .query("ids", &text(), "At most 500, with commas; left out: all, by name")
            .query("include", &include, "Their specs as well")
            .answers::<ConfigurationsAnswer>(200)
            .fails(&[422]),
        put("/configurations/{id}", "put_configuration", "Declares a configuration of a host")
            .replaces(declared)
            .takes::<ConfigurationBody>()
            .answers::<DeclaredConfiguration>(200)
            .answers::<DeclaredConfiguration>(201)
            .fails(&[409, 422]),
        get("/configurations/{id}/spec", "read_spec", "Reads what a configuration needs")
            .answers::<SpecAnswer>(200)
            .tagged()
            .fails(&[404]),
        put("/configurations/{id}/spec", "save_spec", "Replaces what a configuration needs")
            .replaces(r#"^"(0|[1-9][0-9]{0,8})"$"#)
            .takes::<SpecBody>()
            .answers::<SpecAnswer>(200)
            .fails(&[422]),
        post("/checks", "check", "Says what is stored for keys, without reading values")
            .takes::<ChecksBody>()
            .answers::<ChecksAnswer>(200)
            .fails(&[422]),
    ]
}

fn secrets() -> Vec<Operation> {
    vec![
        post("/secrets/batch", "write_secrets", "Writes values")
            .once()
            .takes::<BatchBody>()
            .answers::<BatchAnswer>(200)
            .fails(&[422]),
        post("/secrets/search", "search_secrets", "Looks through the names of stored values")
            .takes::<SearchBody>()
            .answers::<SearchAnswer>(200)
            .fails(&[422]),
    ]
}

fn sessions() -> Vec<Operation> {
    vec![
        get("/sessions", "list_sessions", "Lists live sessions, newest first")
            .answers::<SessionsAnswer>(200),
        post("/sessions", "start_session", "Starts a session")
            .takes::<SessionBody>()
            .answers::<SessionAnswer>(201)
            .fails(&[404, 409, 422]),
        get("/sessions/{id}", "read_session", "Reads a session")
            .answers::<SessionAnswer>(200)
            .fails(&[404]),
        post("/sessions/{id}/end", "end_session", "Ends a session, and what lives with it")
            .answers::<SessionAnswer>(200)
            .fails(&[404]),
        paged(get("/sessions/{id}/messages", "list_messages", "Reads a conversation"))
            .answers::<MessagesAnswer>(200)
            .fails(&[404]),
        post("/sessions/{id}/messages", "say", "Adds a line to a conversation")
            .takes::<MessageBody>()
            .answers::<MessageAnswer>(201)
            .fails(&[404, 409, 422]),
    ]
}

fn requests() -> Vec<Operation> {
    vec![
        get("/sessions/{id}/requests", "list_requests", "Lists what agents asked for")
            .answers::<RequestsAnswer>(200)
            .fails(&[404]),
        get("/requests/{id}", "read_request", "Reads what an agent asked for")
            .answers::<RequestAnswer>(200)
            .fails(&[404]),
        post("/requests/{id}/submission", "submit", "Answers: all of it, or nothing")
            .once()
            .takes::<SubmissionBody>()
            .answers::<SubmissionAnswer>(200)
            .fails(&[404, 409, 422]),
        post("/requests/{id}/decline", "decline", "Says no")
            .answers::<RequestAnswer>(200)
            .fails(&[404, 409]),
    ]
}

fn folders() -> Vec<Operation> {
    vec![
        get("/sessions/{id}/files", "read_files", "Compares env files with what is stored")
            .answers::<FilesAnswer>(200)
            .fails(&[404, 409]),
        post("/sessions/{id}/adopt", "adopt", "Stores values that are in env files")
            .once()
            .takes::<AdoptBody>()
            .answers::<BatchAnswer>(200)
            .fails(&[404, 409, 422]),
        post("/sessions/{id}/apply", "apply", "Writes env files")
            .takes::<ApplyBody>()
            .answers::<ApplyAnswer>(200)
            .fails(&[404, 409, 422]),
        post("/sessions/{id}/snapshot", "snapshot", "Archives the folder without secret files")
            .takes::<SnapshotBody>()
            .answers::<SnapshotAnswer>(200)
            .fails(&[404, 409, 422]),
        post("/sessions/{id}/values", "fetch_values", "Gives the sandbox its values")
            .answers::<ValuesAnswer>(200)
            .fails(&[404, 409]),
    ]
}

fn told() -> Vec<Operation> {
    let after = json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX });
    let scope = json!({ "type": "string", "contentMediaType": "application/json" });
    vec![
        get(
            "/events",
            "follow_events",
            "Streams what changes: the data of each message is a StreamedEvent",
        )
        .query("after", &after, "The revision that was heard last")
        .answers_as::<String>(200, "text/event-stream")
        .fails(&[409]),
        paged(get("/audit", "read_audit", "Lists who did what, newest first"))
            .query("environment", &text(), "Of one address; left out: `dev`")
            .query("scope", &scope, "Of one address, as JSON")
            .query("key", &text(), "Of one address")
            .answers::<AuditAnswer>(200)
            .fails(&[404]),
    ]
}
