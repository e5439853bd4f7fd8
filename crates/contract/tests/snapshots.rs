// long: one sample per wire type
//! One snapshot per wire type: their shape cannot drift unseen. No values.
#![expect(clippy::unwrap_used, reason = "a sample that is wrong fails the test")]

use envdock_contract::wire::{
    AdoptBody, ApplyAnswer, ApplyBody, AuditAnswer, BatchAnswer, BatchBody, ChecksAnswer,
    ChecksBody, ConfigurationBody, ConfigurationsAnswer, DeclaredConfiguration, DeclaredRepository,
    ErrorBody, ErrorCode, EventBody, FilesAnswer, HealthAnswer, MeAnswer, MessageBody,
    MessagesAnswer, RepositoryBody, RequestAnswer, RequestsAnswer, SearchAnswer, SearchBody,
    SessionAnswer, SessionBody, SessionState, SessionsAnswer, SignInAnswer, SignInBody,
    SnapshotAnswer, SnapshotBody, SpecAnswer, SpecBody, StreamedEvent, SubmissionAnswer,
    SubmissionBody, TokenAnswer, TokenBody, TokensAnswer, ValuesAnswer,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads the sample, writes it again, and holds what is written against the snapshot. What the
/// sample leaves out shows its default.
fn check<T: DeserializeOwned + Serialize>(name: &str, sample: Value) {
    let read: T = serde_json::from_value(sample).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    let again: T = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), written, "{name} comes back");
    insta::assert_json_snapshot!(name, written);
}

fn file() -> Value {
    json!({ "workspace_path": "web", "path": ".env.local" })
}

fn scopes() -> [Value; 6] {
    [
        json!({ "type": "session", "id": "ses_1" }),
        json!({ "type": "user", "id": "local" }),
        json!({ "type": "file", "configuration": "cfg_1", "path": ".env" }),
        json!({ "type": "configuration", "id": "cfg_1" }),
        json!({ "type": "repository", "id": "repo_1" }),
        json!({ "type": "organization" }),
    ]
}

fn stored(scope: &Value) -> Value {
    json!({
        "scope": scope, "version": 3, "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local",
    })
}

fn problem(code: &str) -> Value {
    json!({
        "pointer": "/operations/0", "code": code, "detail": "what to do", "file": file(),
        "reader": "node-dotenv", "current": stored(&scopes()[5]), "removed": stored(&scopes()[3]),
        "described": { "text": "theirs", "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local" },
    })
}

fn me() -> Value {
    json!({
        "user": "local", "organization": "local", "role": "owner", "environments": ["dev"],
        "capabilities": {
            "scopes": ["session", "user", "file", "configuration", "repository", "organization"],
            "versions": true, "atomic_batch": true, "local_folder": true, "adopt": true,
        },
    })
}

fn spec() -> Value {
    json!({ "files": [
        {
            "workspace_path": "web", "path": ".env.local", "mode": "plain",
            "readers": ["node-dotenv", "python-dotenv", "dotenvy", "shell"],
            "slots": [{
                "key": "SITE_URL", "required": false, "kind": "visible", "description": "where",
                "any_of": "sites", "suggestions": ["http://localhost:3000"],
                "provenance": [{ "file": "web/a.ts", "line": 3 }], "not_needed": true,
                "proposed": true, "no_longer_found": true,
            }],
        },
        { "path": ".env", "slots": [{ "key": "TOKEN" }] },
    ] })
}

fn token() -> Value {
    json!({
        "id": "tok_1", "user": "agent", "role": "agent", "sessions": ["ses_1"],
        "environments": ["dev"], "created_at": "2026-11-01T12:00:00Z",
        "expires_at": "2026-12-01T12:00:00Z",
    })
}

fn session() -> Value {
    json!({
        "id": "ses_1", "configuration": "cfg_1", "environment": "dev", "state": "live",
        "started_at": "2026-11-01T12:00:00Z", "local_folder": true,
    })
}

#[test]
fn checks() {
    check::<ChecksBody>(
        "checks_body",
        json!({ "contexts": [
        { "session": "ses_1", "configuration": "cfg_1", "file": file(), "repositories": ["repo_1"],
          "keys": ["TOKEN"] },
        { "environment": "prod", "keys": [] },
    ] }),
    );
    let all: Vec<_> = scopes().iter().map(stored).collect();
    check::<ChecksAnswer>(
        "checks_answer",
        json!({
            "revision": 7, "checked_at": "2026-11-01T12:00:00Z", "results": [
                { "keys": [
                    { "key": "TOKEN", "presence": { "stored": all } },
                    { "key": "OTHER", "presence": { "stored": [] } },
                    { "key": "THIRD", "presence": { "unknown": { "reason": "unavailable" } } },
                ] },
                { "error": problem("not_found") },
            ],
        }),
    );
}

#[test]
fn configurations_and_specs() {
    check::<ConfigurationsAnswer>(
        "configurations_answer",
        json!({
            "revision": 7, "not_found": ["cfg_9"], "next_cursor": "next", "configurations": [{
                "id": "cfg_1", "name": "shop", "repositories": [{ "id": "repo_1", "name": "shop" }],
                "folder": "/projects/shop", "session": "ses_1", "spec_version": 2, "spec": spec(),
            }],
        }),
    );
    check::<SpecBody>("spec_body", json!({ "spec": spec(), "on_invalid": "keep_valid" }));
    check::<SpecAnswer>(
        "spec_answer",
        json!({
            "revision": 7, "version": 2, "spec": spec(), "refused": [problem("invalid_name")],
        }),
    );
}

#[test]
fn writes_of_values() {
    let address = json!({ "scope": scopes()[3], "key": "TOKEN" });
    // The only place where a value has a form at all; here it says that it is none.
    check::<BatchBody>(
        "batch_body",
        json!({ "atomic": true, "operations": [
        { "op": "set", "address": address, "expected_version": 0, "value": "(a value)",
          "description": "For orders" },
        { "op": "unset", "address": address, "expected_version": 3 },
        {
            "op": "move", "address": address, "expected_version": 4, "to": address,
            "to_expected_version": 0,
        },
        { "op": "restore", "address": address, "expected_version": 0, "from_version": 3 },
        {
            "op": "describe", "address": address, "expected_version": 5,
            "description": "who to ask for a new one",
        },
        { "op": "describe", "address": address, "expected_version": 5 },
        { "op": "purge", "address": address, "expected_version": 5 },
    ] }),
    );
    let applied = |result: Value| json!({ "session": "ses_1", "file": file(), "result": result });
    check::<BatchAnswer>(
        "batch_answer",
        json!({ "revision": 8, "results": [
        {
            "address": address,
            "outcome": { "stored": {
                "version": 1, "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local",
            } },
            "applied": [
                applied(json!("written")), applied(json!("removed")), applied(json!("unchanged")),
                applied(json!("proposed")), applied(json!({ "conflict": { "line": 4 } })),
                applied(json!("tracked_by_git")), applied(json!("pending")),
                applied(json!("held_back")),
                applied(json!({ "failed": { "detail": "no space left" } })),
            ],
        },
        { "address": address, "outcome": { "removed": { "version": 4 } } },
        { "address": address, "outcome": { "moved": {
            "version": 5, "to": address, "to_version": 1,
            "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local",
        } } },
        { "address": address, "outcome": { "described": {
            "version": 5, "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local",
        } } },
        { "address": address, "outcome": { "purged": { "version": 6 } } },
        { "address": address, "outcome": { "refused": problem("conflict") } },
        { "address": address, "outcome": { "refused": problem("not_kept") } },
    ] }),
    );
}

#[test]
fn searches() {
    check::<SearchBody>(
        "search_body",
        json!({
            "text": "part of a name", "keys": ["TOKEN"], "environments": ["dev"],
            "scopes": ["organization"], "filter": "unused", "sort": "updated", "cursor": "next",
            "limit": 50,
        }),
    );
    check::<SearchBody>("search_body_empty", json!({}));
    let address = json!({ "scope": scopes()[5], "key": "TOKEN" });
    let item = json!({
        "address": address, "version": 3, "updated_at": "2026-11-01T12:00:00Z",
        "updated_by": "local", "uses": 0,
    });
    let mut described = item.clone();
    described["description"] = json!("who to ask for a new one");
    described["used_by"] = json!([{ "configuration": "cfg_1", "name": "shop", "files": [file()] }]);
    described["uses"] = json!(1);
    let mut removed = item.clone();
    removed["removed"] = json!({ "restorable": 2, "until": "2026-12-01T12:00:00Z" });
    let mut missing = item.clone();
    missing["missing"] =
        json!([{ "environment": "prod", "configuration": "cfg_1", "name": "shop" }]);
    check::<SearchAnswer>(
        "search_answer",
        json!({
            "revision": 7, "total": 4, "next": "next",
            "items": [item, described, removed, missing],
        }),
    );
    check::<SearchAnswer>("search_answer_later_page", json!({ "revision": 7, "items": [] }));
}

#[test]
fn what_is_searched_for_is_not_in_its_debug_text() {
    let body = SearchBody { text: Some("pasted".to_owned()), ..SearchBody::default() };
    assert!(!format!("{body:?}").contains("pasted"), "{body:?}");
}

#[test]
fn sessions_and_files() {
    check::<SessionBody>("session_body", json!({ "configuration": "cfg_1" }));
    check::<SessionAnswer>("session_answer", session());
    check::<SessionsAnswer>("sessions_answer", json!({ "sessions": [session()] }));
    let slots: Vec<_> = ["absent", "current", "outdated", "other", "unknown"]
        .iter()
        .map(|on_disk| json!({ "key": "TOKEN", "on_disk": on_disk, "line": 2 }))
        .collect();
    check::<FilesAnswer>(
        "files_answer",
        json!({ "revision": 7, "files": [{
        "file": file(), "exists": true, "tracked_by_git": true, "problem": "permission denied",
        "slots": slots,
    }] }),
    );
    check::<AdoptBody>(
        "adopt_body",
        json!({ "slots": [
        { "file": file(), "key": "TOKEN", "scope": scopes()[2], "expected_version": 0 },
    ] }),
    );
    check::<ApplyBody>(
        "apply_body",
        json!({
            "strict": true, "otherwise": "take_stored", "confirmed_tracked": [file()],
            "resolutions": [{ "file": file(), "key": "TOKEN", "choice": "keep_file" }],
        }),
    );
    check::<ApplyAnswer>(
        "apply_answer",
        json!({
            "revision": 7,
            "results": [{ "file": file(), "key": "TOKEN", "result": "written" }],
            "missing": [{ "file": file(), "key": "OTHER", "any_of": "group" }],
            "conflicts": [{ "file": file(), "key": "THIRD", "line": 9 }],
            "unknown": [{ "file": file(), "key": "FOURTH" }],
        }),
    );
}

fn request(state: &str) -> Value {
    json!({
        "id": "req_1", "session": "ses_1", "configuration": "cfg_1", "environment": "dev",
        "state": state, "asked_by": "agent", "asked_at": "2026-11-01T12:00:00Z",
        "reason": "the tests need it", "settled_at": "2026-11-01T12:01:00Z", "settled_by": "local",
        "keys": [
            {
                "file": file(), "file_is_a_guess": true, "key": "SITE_URL", "required": false,
                "kind": "visible", "description": "where", "any_of": "sites",
                "suggestions": ["http://localhost:3000"],
                "provenance": [{ "file": "web/a.ts", "line": 3 }], "replace": "it was rejected",
                "refused_before": 2, "result": { "saved": { "scope": scopes()[0] } },
            },
            { "file": file(), "key": "TOKEN", "required": true, "result": "used_stored" },
            { "file": file(), "key": "OTHER", "required": true, "result": "skipped" },
        ],
    })
}

#[test]
fn requests() {
    for state in ["open", "submitted", "declined", "withdrawn", "expired"] {
        let name = ["request_answer_", state].concat();
        check::<RequestAnswer>(&name, json!({ "revision": 7, "request": request(state) }));
    }
    check::<RequestsAnswer>(
        "requests_answer",
        json!({ "revision": 7, "requests": [request("open")] }),
    );
    check::<SubmissionBody>(
        "submission_body",
        json!({ "answers": [
            { "file": file(), "key": "SITE_URL", "answer": { "set": {
                "scope": scopes()[0], "expected_version": 0, "value": "(a value)",
            } } },
            { "file": file(), "key": "TOKEN", "answer": "use_stored" },
            { "file": file(), "key": "OTHER", "answer": "skip" },
        ] }),
    );
    let applied = json!([{ "session": "ses_1", "file": file(), "result": "written" }]);
    check::<SubmissionAnswer>(
        "submission_answer",
        json!({ "revision": 8, "request": request("submitted"), "results": [
            { "file": file(), "key": "SITE_URL", "applied": applied, "outcome": { "stored": {
                "version": 1, "updated_at": "2026-11-01T12:00:00Z", "updated_by": "local",
            } } },
            { "file": file(), "key": "TOKEN", "outcome": "used_stored" },
            { "file": file(), "key": "OTHER", "outcome": "skipped" },
            { "file": file(), "key": "FOURTH", "outcome": { "refused": problem("conflict") } },
        ] }),
    );
}

#[test]
fn conversations_and_snapshots() {
    check::<MessageBody>("message_body", json!({ "text": "hello" }));
    check::<MessagesAnswer>("messages_answer", json!({ "revision": 7, "messages": messages() }));
    check::<SnapshotBody>(
        "snapshot_body",
        json!({ "acknowledge_missing": [{ "file": file(), "key": "OTHER", "any_of": "group" }] }),
    );
    check::<SnapshotAnswer>(
        "snapshot_answer",
        json!({ "name": "ses_1.tar", "bytes": 10_240, "files": 12, "left_out": [file()] }),
    );
}

fn values() -> Value {
    let value = json!({ "scope": scopes()[0], "version": 3, "value": "hidden" });
    json!({
        "revision": 7,
        "files": [{
            "file": file(), "mode": "plain", "readers": ["shell"],
            "lines": [
                { "key": "TOKEN", "content": { "value": value } },
                { "key": "OTHER", "content": "nothing" },
                { "key": "THIRD", "content": "proposed" },
            ],
        }],
        "missing": [{ "file": file(), "key": "OTHER" }],
        "unknown": [{ "file": file(), "key": "FOURTH" }],
    })
}

#[test]
fn values_of_a_sandbox() {
    check::<ValuesAnswer>("values_answer", values());
    let read: ValuesAnswer = serde_json::from_value(values()).unwrap();
    assert!(!format!("{read:?}").contains("hidden"));
}

fn messages() -> Value {
    json!([
        { "id": 1, "at": "2026-11-01T12:00:00Z", "author": "system", "text": "it begins" },
        { "id": 2, "at": "2026-11-01T12:00:00Z", "author": "agent", "text": "please",
          "request": "req_1" },
        { "id": 3, "at": "2026-11-01T12:00:00Z", "author": "person", "text": "yes" },
    ])
}

#[test]
fn events() {
    let address = json!({ "scope": scopes()[3], "key": "TOKEN" });
    let kinds = [
        ("connected", json!("connected")),
        (
            "presence",
            json!({ "presence": { "changes": [
                { "address": address, "version": 3, "stored": stored(&scopes()[3]) },
                { "address": address, "version": 4 },
            ] } }),
        ),
        ("spec", json!({ "spec": { "configuration": "cfg_1", "version": 2 } })),
        ("request", json!({ "request": request("open") })),
        ("session", json!({ "session": session() })),
        ("message", json!({ "message": { "session": "ses_1", "message": messages()[1] } })),
        ("files", json!({ "files": { "session": "ses_1" } })),
        ("resync", json!("resync")),
    ];
    for (name, event) in kinds {
        let name = ["event_", name].concat();
        check::<StreamedEvent>(&name, json!({ "revision": 8, "event": event }));
    }
}

#[test]
fn an_event_of_a_later_version_is_unknown() {
    let later = json!({ "revision": 8, "event": "of_tomorrow" });
    let read: StreamedEvent = serde_json::from_value(later).unwrap();
    assert_eq!(read.event, EventBody::Unknown);
}

#[test]
fn signing_in_and_tokens() {
    check::<MeAnswer>("me_answer", me());
    check::<SignInBody>("sign_in_body", json!({ "launch": "(a code)" }));
    check::<SignInAnswer>("sign_in_answer", json!({ "token": "(a token)", "me": me() }));
    check::<TokenBody>(
        "token_body",
        json!({
            "user": "agent", "role": "agent", "sessions": ["ses_1"], "environments": ["dev"],
            "write_scopes": ["configuration"], "expires_in": 3_600,
        }),
    );
    check::<TokenAnswer>("token_answer", token());
    check::<TokensAnswer>("tokens_answer", json!({ "tokens": [token()] }));
}

#[test]
fn audit_health_and_errors() {
    check::<AuditAnswer>(
        "audit_answer",
        json!({ "next_cursor": "4", "entries": [
        { "id": 5, "at": "2026-11-01T12:00:00Z", "user": "local", "action": "set",
          "session": "ses_1", "address": { "scope": scopes()[0], "key": "TOKEN" }, "version": 1 },
        { "id": 4, "at": "2026-11-01T12:00:00Z", "user": "local", "action": "sign_in",
          "refused": "launch_used" },
    ] }),
    );
    check::<HealthAnswer>("health_answer", json!({ "status": "ok", "version": "0.1.0" }));
    check::<ErrorBody>(
        "error_body",
        json!({
            "type": "urn:envdock:problem:invalid_name", "title": "A name breaks its rule",
            "status": 422, "detail": "what to do", "code": "invalid_name",
            "errors": [problem("invalid_name")],
            "missing": [{ "file": file(), "key": "OTHER", "any_of": "group" }],
        }),
    );
}

#[test]
fn states_and_codes_that_no_other_sample_has_are_written_in_snake_case() {
    let written = |value: serde_json::Result<Value>| value.unwrap();
    assert_eq!(written(serde_json::to_value(SessionState::Ended)), json!("ended"));
    assert_eq!(written(serde_json::to_value(ErrorCode::NotAttempted)), json!("not_attempted"));
}

#[test]
fn what_a_later_version_says_is_read_as_unknown() {
    let mut later = problem("a_code_of_tomorrow");
    later["code"] = json!("a_code_of_tomorrow");
    let read: envdock_contract::wire::KeyProblem = serde_json::from_value(later).unwrap();
    assert_eq!(read.code, envdock_contract::wire::ErrorCode::Unknown);
}

#[test]
fn no_debug_shows_a_value() {
    let body: BatchBody = serde_json::from_value(json!({ "operations": [{
        "op": "set", "address": { "scope": scopes()[5], "key": "TOKEN" }, "expected_version": 0,
        "value": "hidden",
    }] }))
    .unwrap();
    assert!(!format!("{body:?}").contains("hidden"));
    let sign_in: SignInBody = serde_json::from_value(json!({ "launch": "hidden" })).unwrap();
    let answer = json!({ "token": "hidden", "me": me() });
    let answer: SignInAnswer = serde_json::from_value(answer).unwrap();
    let mut minted = token();
    minted["token"] = json!("hidden");
    let minted: TokenAnswer = serde_json::from_value(minted).unwrap();
    assert!(!format!("{sign_in:?} {answer:?} {minted:?}").contains("hidden"));
}

#[test]
fn what_a_host_declares() {
    check::<RepositoryBody>("repository_body", json!({ "name": "web" }));
    let repository = json!({ "revision": 7, "version": 1, "id": "repo:1", "name": "web" });
    check::<DeclaredRepository>("declared_repository", repository);
    let body = json!({ "name": "shop", "repositories": ["repo:1"] });
    check::<ConfigurationBody>("configuration_body", body);
    let answer = json!({
        "revision": 8, "version": 2, "id": "cfg:1", "name": "shop",
        "repositories": [{ "id": "repo:1", "name": "web" }],
    });
    check::<DeclaredConfiguration>("declared_configuration", answer);
}
