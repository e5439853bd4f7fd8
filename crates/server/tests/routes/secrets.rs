//! `POST /secrets/batch`.

use crate::common::{Server, set, unset};
use axum::body::Body;
use axum::http::Method;
use envdock_contract::model::{MAX_VALUE_BYTES, Role};
use serde_json::{Value, json};

fn configuration(server: &Server) -> Value {
    json!({ "type": "configuration", "id": server.configuration() })
}

/// The code with which an operation was refused.
fn code(result: &Value) -> &str {
    result["outcome"]["refused"]["code"].as_str().unwrap_or("not refused")
}

#[tokio::test]
async fn versions_grow_across_deletion() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    assert_eq!(server.set("ALPHA", 0, "one").await["outcome"]["stored"]["version"], 1);
    assert_eq!(server.set("ALPHA", 1, "two").await["outcome"]["stored"]["version"], 2);
    let body = json!({ "operations": [unset(&scope, "ALPHA", 2)] });
    let answer = server.post("/secrets/batch", body).await.ok();
    assert_eq!(answer["results"][0]["outcome"]["removed"]["version"], 3);
    assert_eq!(server.set("ALPHA", 0, "three").await["outcome"]["stored"]["version"], 4);
}

#[tokio::test]
async fn a_version_that_is_not_the_expected_one_is_a_conflict_with_what_is_there() {
    let server = Server::with_keys(&["ALPHA"]).await;
    server.set("ALPHA", 0, "one").await;
    for expected in [0, 2] {
        let result = server.set("ALPHA", expected, "two").await;
        assert_eq!(code(&result), "conflict");
        assert_eq!(result["outcome"]["refused"]["current"]["version"], 1);
    }
    let body = json!({ "operations": [unset(&configuration(&server), "BRAVO", 0)] });
    let answer = server.post("/secrets/batch", body).await.ok();
    assert_eq!(code(&answer["results"][0]), "not_found");
}

#[tokio::test]
async fn atomic_is_all_or_nothing_and_otherwise_what_can_be_is_done() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let scope = configuration(&server);
    let operations = json!([set(&scope, "ALPHA", 0, "a"), set(&scope, "BRAVO", 7, "b")]);
    let body = json!({ "atomic": true, "operations": operations });
    let answer = server.post("/secrets/batch", body).await.ok();
    assert_eq!(code(&answer["results"][0]), "not_attempted");
    assert_eq!(code(&answer["results"][1]), "conflict");
    assert_eq!(server.stored(&["ALPHA"]).await[0]["presence"]["stored"], json!([]));
    let answer = server.post("/secrets/batch", json!({ "operations": operations })).await.ok();
    assert_eq!(answer["results"][0]["outcome"]["stored"]["version"], 1);
    assert_eq!(code(&answer["results"][1]), "conflict");
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_writes_nothing() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let operations = json!([set(&configuration(&server), "ALPHA", 0, "value")]);
    let body = json!({ "operations": operations }).to_string();
    let send = async |body: &str| {
        let mut request =
            server.request(server.owner(), Method::POST, "/secrets/batch", Some(json!({})));
        request.headers_mut().insert("idempotency-key", "same".parse().unwrap());
        *request.body_mut() = Body::from(body.to_owned());
        server.send(request).await
    };
    let first = send(&body).await;
    let second = send(&body).await;
    assert_eq!(first.ok()["results"][0]["outcome"]["stored"]["version"], 1);
    assert_eq!(first.bytes, second.bytes);
    let audit = server.get("/audit").await.ok();
    let writes = audit["entries"].as_array().unwrap().iter().filter(|one| one["action"] == "set");
    assert_eq!(writes.count(), 1);
    send(&body.replace("value\"}", "other\"}")).await.refused(422, "idempotency_mismatch");
}

#[tokio::test]
async fn values_that_cannot_be_kept_are_refused_at_the_field() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for (value, expected) in [
        (String::new(), "value_not_allowed"),
        ("a\0b".to_owned(), "value_not_allowed"),
        ("x".repeat(MAX_VALUE_BYTES + 1), "value_too_large"),
    ] {
        let result = server.set("ALPHA", 0, &value).await;
        assert_eq!(code(&result), expected);
        assert_eq!(result["outcome"]["refused"]["pointer"], "/operations/0/value");
    }
    let largest = server.set("ALPHA", 0, &"x".repeat(MAX_VALUE_BYTES)).await;
    assert_eq!(largest["outcome"]["stored"]["version"], 1);
}

#[tokio::test]
async fn a_value_that_a_reader_cannot_carry_names_file_and_reader() {
    let server = Server::with_keys(&["ALPHA"]).await;
    // Node's dotenv knows no way to write all its quotes at once.
    let value = "a'b\"c`d\n#";
    let result = server.set("ALPHA", 0, value).await;
    assert_eq!(code(&result), "reader_cannot_carry");
    let refused = &result["outcome"]["refused"];
    assert_eq!(refused["file"]["path"], ".env");
    assert_eq!(refused["reader"], "node-dotenv");
    assert!(!refused["detail"].as_str().unwrap().contains(value));
    let elsewhere = server.set("NOT_IN_THE_SPEC", 0, value).await;
    assert_eq!(elsewhere["outcome"]["stored"]["version"], 1);
}

#[tokio::test]
async fn places_that_do_not_exist_take_no_values() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for scope in [
        json!({ "type": "configuration", "id": "cfg_none" }),
        json!({ "type": "repository", "id": "repo_none" }),
        json!({ "type": "session", "id": "ses_none" }),
        json!({ "type": "user", "id": "other" }),
        json!({ "type": "file", "configuration": server.configuration(), "path": "b/.env" }),
    ] {
        assert_eq!(code(&server.set_at(&scope, "ALPHA", 0, "value").await), "not_found", "{scope}");
    }
}

#[tokio::test]
async fn a_member_sets_what_is_not_shared_and_nothing_else() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let member = server.token(Role::Member).await;
    let write = async |operation: Value| {
        let body = json!({ "operations": [operation] });
        let answer = server.call_as(&member, Method::POST, "/secrets/batch", Some(body)).await.ok();
        answer["results"][0].clone()
    };
    let scope = configuration(&server);
    let own = write(set(&scope, "ALPHA", 0, "value")).await;
    assert_eq!(own["outcome"]["stored"]["version"], 1);
    assert_eq!(code(&write(set(&scope, "ALPHA", 1, "value")).await), "forbidden");
    assert_eq!(code(&write(unset(&scope, "ALPHA", 1)).await), "forbidden");
    server.set_at(&json!({ "type": "organization" }), "BRAVO", 0, "value").await;
    assert_eq!(code(&write(set(&scope, "BRAVO", 0, "value")).await), "forbidden");
    let organization = json!({ "type": "organization" });
    assert_eq!(code(&write(set(&organization, "C", 0, "value")).await), "forbidden");
    let session = json!({ "type": "session", "id": server.session() });
    let unknown = json!({ "type": "session", "id": "ses_none" });
    let foreign = write(set(&session, "ALPHA", 0, "value")).await["outcome"].clone();
    assert_eq!(foreign, write(set(&unknown, "ALPHA", 0, "value")).await["outcome"]);
}

#[tokio::test]
async fn machines_write_no_values() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for role in [Role::Agent, Role::Sandbox, Role::Host] {
        let token = server.token(role).await;
        let body = json!({ "operations": [set(&configuration(&server), "ALPHA", 0, "value")] });
        let answer = server.call_as(&token, Method::POST, "/secrets/batch", Some(body)).await;
        answer.refused(403, "forbidden");
    }
}

#[tokio::test]
async fn bad_batches_are_refused_as_a_whole() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    let twice = json!([set(&scope, "ALPHA", 0, "a"), set(&scope, "ALPHA", 0, "b")]);
    let answer = server.post("/secrets/batch", json!({ "operations": twice })).await.ok();
    assert_eq!(code(&answer["results"][1]), "duplicate");
    let many: Vec<_> = (0..1_001).map(|n| unset(&scope, &format!("K{n}"), 1)).collect();
    let answer = server.post("/secrets/batch", json!({ "operations": many })).await;
    answer.refused(422, "too_many");
    let mut request = server.request(
        server.owner(),
        Method::POST,
        "/secrets/batch",
        Some(json!({ "operations": [] })),
    );
    request.headers_mut().remove("idempotency-key");
    server.send(request).await.refused(428, "header_required");
    let number = json!({ "operations": [set(&scope, "ALPHA", 0, "v")] }).to_string();
    let number = number.replace("\"v\"", "12345678");
    let mut request =
        server.request(server.owner(), Method::POST, "/secrets/batch", Some(json!({})));
    *request.body_mut() = Body::from(number);
    let answer = server.send(request).await;
    assert!(!String::from_utf8_lossy(&answer.bytes).contains("12345678"));
    answer.refused(400, "invalid_body");
}
