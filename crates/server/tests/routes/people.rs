//! Somebody else works on the same key: a refusal says who did what, and when.

use crate::common::{Server, set, unset};
use crate::undo::{
    carry_out, code, configuration, describe, operation, organization, purge, restore,
};
use envdock_contract::model::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_conflict_with_a_removal_says_who_removed_it_and_when() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    let other = server.token(Role::Admin).await;
    let here = json!({ "environment": "dev", "scope": scope, "key": "ALPHA" });
    for remove in [unset(&scope, "ALPHA", 1), purge(&scope, "ALPHA", 3)] {
        let expected = remove["expected_version"].as_u64().unwrap();
        server.set("ALPHA", 0, "one").await;
        carry_out(&server, &other, &remove).await;
        let elsewhere = json!({ "environment": "dev", "scope": organization(), "key": "ALPHA" });
        for operation in [
            set(&scope, "ALPHA", expected, "two"),
            restore(&scope, "ALPHA", expected, 1),
            describe(&scope, "ALPHA", expected, "what for"),
            unset(&scope, "ALPHA", expected),
            operation(
                &scope,
                "ALPHA",
                expected,
                json!({
                    "op": "move", "to": elsewhere, "to_expected_version": 0,
                }),
            ),
        ] {
            let result = carry_out(&server, server.owner(), &operation).await;
            let refused = &result["outcome"]["refused"];
            assert_eq!((code(&result), &refused["current"]), ("conflict", &Value::Null));
            let removed = &refused["removed"];
            assert_eq!(
                (&removed["version"], &removed["updated_by"]),
                (&json!(expected + 1), &json!("other"))
            );
            assert!(removed["updated_at"].is_string());
            assert_eq!(removed["scope"], here["scope"]);
        }
    }
}

#[tokio::test]
async fn a_move_says_who_removed_what_it_would_have_replaced() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let (scope, everybody) = (configuration(&server), organization());
    let other = server.token(Role::Admin).await;
    server.set("ALPHA", 0, "one").await;
    carry_out(&server, &other, &set(&everybody, "ALPHA", 0, "two")).await;
    carry_out(&server, &other, &unset(&everybody, "ALPHA", 1)).await;
    let to = json!({ "environment": "dev", "scope": everybody, "key": "ALPHA" });
    let rest = json!({ "op": "move", "to": to, "to_expected_version": 1 });
    let result = carry_out(&server, server.owner(), &operation(&scope, "ALPHA", 1, rest)).await;
    let removed = &result["outcome"]["refused"]["removed"];
    assert_eq!((code(&result), &removed["scope"]), ("conflict", &everybody));
    assert_eq!(removed["updated_by"], "other");
}
