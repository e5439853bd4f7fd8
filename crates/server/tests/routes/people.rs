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

/// What is said about the key that is stored.
async fn said(server: &Server) -> Value {
    let found = server.post("/secrets/search", json!({})).await.ok();
    found["items"][0]["description"].clone()
}

#[tokio::test]
async fn a_description_that_was_not_seen_is_not_replaced_and_says_whose_it_is() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    let other = server.token(Role::Admin).await;
    let over = |seen: &str, text: &str| {
        let rest = json!({ "op": "describe", "description": text, "replaces": seen });
        operation(&scope, "ALPHA", 1, rest)
    };
    server.set("ALPHA", 0, "one").await;
    let mine = async |seen, text| carry_out(&server, server.owner(), &over(seen, text)).await;
    assert!(mine("", "first").await["outcome"]["described"].is_object());
    carry_out(&server, &other, &over("first", "theirs")).await;
    for text in ["mine", ""] {
        let result = mine("first", text).await;
        assert_eq!(code(&result), "conflict");
        let refused = &result["outcome"]["refused"];
        assert_eq!(refused["current"]["version"], 1);
        let described = &refused["described"];
        assert_eq!(
            (&described["text"], &described["updated_by"]),
            (&json!("theirs"), &json!("other"))
        );
        assert!(described["updated_at"].is_string());
    }
    assert_eq!(said(&server).await, "theirs");
    // The same words are no conflict, and whoever does not say what they saw replaces anything.
    assert!(mine("first", "theirs").await["outcome"]["described"].is_object());
    let any = describe(&scope, "ALPHA", 1, "anything");
    assert!(carry_out(&server, server.owner(), &any).await["outcome"]["described"].is_object());
    assert_eq!(said(&server).await, "anything");
}

#[tokio::test]
async fn who_took_a_description_away_is_known_until_the_value_is_purged() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    let other = server.token(Role::Admin).await;
    server.set("ALPHA", 0, "one").await;
    for text in ["theirs", ""] {
        carry_out(&server, &other, &describe(&scope, "ALPHA", 1, text)).await;
    }
    assert_eq!(said(&server).await, Value::Null);
    let over = |expected, seen: &str| {
        let rest = json!({ "op": "describe", "description": "mine", "replaces": seen });
        operation(&scope, "ALPHA", expected, rest)
    };
    let result = carry_out(&server, server.owner(), &over(1, "theirs")).await;
    let described = &result["outcome"]["refused"]["described"];
    assert_eq!((&described["text"], &described["updated_by"]), (&Value::Null, &json!("other")));
    carry_out(&server, server.owner(), &purge(&scope, "ALPHA", 1)).await;
    server.set("ALPHA", 0, "two").await;
    let result = carry_out(&server, server.owner(), &over(3, "theirs")).await;
    assert_eq!(result["outcome"]["refused"]["described"], json!({}));
}

#[tokio::test]
async fn a_move_takes_its_description_also_where_one_was_taken_away() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let (scope, everybody) = (configuration(&server), organization());
    let owner = server.owner();
    server.set("ALPHA", 0, "one").await;
    carry_out(&server, owner, &describe(&scope, "ALPHA", 1, "what for")).await;
    carry_out(&server, owner, &set(&everybody, "ALPHA", 0, "two")).await;
    for text in ["for all", ""] {
        carry_out(&server, owner, &describe(&everybody, "ALPHA", 1, text)).await;
    }
    carry_out(&server, owner, &unset(&everybody, "ALPHA", 1)).await;
    let to = json!({ "environment": "dev", "scope": everybody, "key": "ALPHA" });
    let rest = json!({ "op": "move", "to": to, "to_expected_version": 0 });
    let moved = carry_out(&server, owner, &operation(&scope, "ALPHA", 1, rest)).await;
    assert!(moved["outcome"]["moved"].is_object(), "{moved}");
    assert_eq!(said(&server).await, "what for");
}
