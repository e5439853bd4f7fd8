//! Values appear nowhere: not in the database, not in the log, not in an answer.

use crate::common::{Server, canary, set};
use crate::log::Log;
use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use std::fs;
use std::path::Path;

fn database(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

/// Whether any usual writing of `canary` is in `bytes`.
fn contains(bytes: &[u8], canary: &str) -> bool {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    // The middle of a base64 text does not depend on what stands before or after it.
    let encoded = [STANDARD_NO_PAD.encode(canary), URL_SAFE_NO_PAD.encode(canary)];
    let middles = encoded.iter().map(|text| text.as_bytes()[4..text.len() - 4].to_vec());
    let mut forms: Vec<Vec<u8>> = middles.collect();
    forms.push(canary.as_bytes().to_vec());
    forms.iter().any(|form| bytes.windows(form.len()).any(|window| window == form))
}

#[tokio::test]
async fn a_canary_is_in_the_env_file_and_nowhere_else() {
    let (log, _turn) = Log::begin().await;
    let server = Server::with_keys(&["ALPHA"]).await;
    let canary = canary();
    let mut answers = server.set("ALPHA", 0, &canary).await.to_string();
    answers += &server.set("ALPHA", 0, &canary).await.to_string();
    let scope = json!({ "type": "configuration", "id": server.configuration() });
    // Bodies that break off or do not fit, each with the value in it.
    let whole = json!({ "operations": [set(&scope, "ALPHA", 1, &canary)] }).to_string();
    for body in [
        whole[..whole.len() - 3].to_owned(),
        whole.replace("\"value\"", "\"wrong\""),
        json!({ "operations": canary }).to_string(),
        json!({ "operations": [{ "op": canary }] }).to_string(),
        json!({ "operations": [{ "op": "set", "address": { "scope": { "type": canary } } }] })
            .to_string(),
    ] {
        let mut request =
            server.request(server.owner(), Method::POST, "/secrets/batch", Some(json!({})));
        *request.body_mut() = Body::from(body);
        let answer = server.send(request).await;
        assert_eq!(answer.status, 400);
        answers += &String::from_utf8_lossy(&answer.bytes);
    }
    answers += &server.stored(&["ALPHA"]).await.to_string();
    answers += &server.get("/audit").await.ok().to_string();
    // A value that was pasted into a search field.
    answers += &server.post("/secrets/search", json!({ "text": canary })).await.ok().to_string();
    let wrong = json!({ "text": canary, "cursor": canary });
    answers += &server.post("/secrets/search", wrong).await.json().to_string();
    tracing::info!(planted = "proof-of-the-detector", "the log is read");

    let written = fs::read(server.folder().join(".env")).unwrap();
    assert!(contains(&written, &canary), "the file has the value");
    let logged = log.bytes();
    assert!(contains(&logged, "proof-of-the-detector"), "the detector finds what is planted");
    assert!(!contains(&logged, &canary), "the log has the value");
    assert!(!contains(answers.as_bytes(), &canary), "an answer has the value");
    let stored = database(server.data.path());
    assert!(contains(&stored, server.configuration()));
    assert!(!contains(&stored, &canary), "the database has the value");
    assert!(!contains(&stored, server.owner()) && !contains(&logged, server.owner()));
}
