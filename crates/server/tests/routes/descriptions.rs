//! What people say of stored values.

use crate::common::Server;
use crate::undo::{carry_out, code, configuration, describe, operation};
use serde_json::json;

#[tokio::test]
async fn a_description_is_short_and_plain() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    server.set("ALPHA", 0, "one").await;
    let attempt = async |text: &str| {
        carry_out(&server, server.owner(), &describe(&scope, "ALPHA", 1, text)).await
    };
    for text in ["é".repeat(500), "two\nlines".to_owned(), " ".to_owned()] {
        assert_eq!(attempt(&text).await["outcome"]["described"]["version"], 1);
    }
    for text in ["é".repeat(501), "a\0b".to_owned(), "\u{1b}[31m".to_owned()] {
        let result = attempt(&text).await;
        assert_eq!(code(&result), "value_not_allowed");
        assert_eq!(result["outcome"]["refused"]["pointer"], "/operations/0/description");
    }
}

#[tokio::test]
async fn a_value_is_stored_together_with_its_description() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let scope = configuration(&server);
    let attempt = async |expected, text: &str| {
        let set = json!({ "op": "set", "value": "v", "description": text });
        let set = operation(&scope, "ALPHA", expected, set);
        carry_out(&server, server.owner(), &set).await
    };
    let said = async || {
        let found = server.post("/secrets/search", json!({})).await.ok();
        found["items"][0]["description"].clone()
    };
    let refused = attempt(0, &"é".repeat(501)).await;
    assert_eq!(code(&refused), "value_not_allowed");
    assert_eq!(refused["outcome"]["refused"]["pointer"], "/operations/0/description");
    assert_eq!(attempt(0, "for orders").await["outcome"]["stored"]["version"], 1);
    assert_eq!(said().await, "for orders");
    // What is refused changes nothing, and an empty text says nothing.
    assert_eq!(code(&attempt(0, "for mail").await), "conflict");
    assert_eq!(attempt(1, " ").await["outcome"]["stored"]["version"], 2);
    assert_eq!(said().await, "for orders");
}
