//! Whether an answer is one that the description of the interface has.

use axum::http::{Method, StatusCode};
use envdock_server::openapi::document;
use serde_json::Value;
use std::sync::LazyLock;

/// The description.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// Fails if the description does not say that this call can have this answer.
#[track_caller]
pub fn expect_described(method: &Method, path: &str, status: StatusCode) {
    let Some(path) = path.strip_prefix("/api/v1") else { return };
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let Some((template, methods)) = paths.iter().find(|(template, _)| fits(template, path)) else {
        return;
    };
    let described = &methods[method.as_str().to_lowercase()]["responses"];
    let is_described = match (described, status) {
        // What another method of the path says.
        (Value::Null, _) => matches!(status.as_u16(), 200 | 403 | 405),
        (responses, status) => responses.get(status.as_str()).is_some(),
    };
    assert!(is_described, "{method} {template} is not said to answer {status}");
}

fn fits(template: &str, path: &str) -> bool {
    let (parts, path) = (template.split('/'), path.split('/'));
    parts.clone().count() == path.clone().count()
        && parts.zip(path).all(|(part, text)| part == text || part == "{id}")
}
