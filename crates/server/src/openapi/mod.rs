//! `GET /api/v1/openapi.json`: the interface as `OpenAPI` 3.1, from the types of the contract and the
//! table of operations. The tests hold every answer of every route against it.

mod operation;
mod table;

use crate::http::guard::API;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::wire::{ErrorBody, StreamedEvent};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

const ABOUT: &str = "Which environment variables a project needs, and storing the missing ones. No \
answer holds a value, but the one that the sandbox of a session gets.";

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// Gives the document to everybody: it tells nothing of what is stored.
pub(crate) async fn read() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], DOCUMENT.as_str()).into_response()
}

/// The document.
#[must_use]
pub fn document() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let paths = paths(&mut generator);
    let problem = generator.subschema_for::<ErrorBody>();
    // No operation answers with one: a stream has many.
    generator.subschema_for::<StreamedEvent>();
    let mut schemas = Value::Object(generator.take_definitions(true));
    unlink(&mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Envdock", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
            "license": { "name": env!("CARGO_PKG_LICENSE") },
        },
        "servers": [{ "url": API }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "headers": {
                "ETag": { "description": "The version that this is", "schema": { "type": "string" } },
                "Retry-After": {
                    "description": "How many seconds to wait",
                    "schema": { "type": "integer", "minimum": 1 },
                },
            },
            "responses": { "Problem": operation::problem(&problem) },
        },
    })
}

/// Takes the links of Rust's documents out of descriptions: they lead nowhere here.
fn unlink(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = without_links(text);
            }
            fields.values_mut().for_each(unlink);
        }
        Value::Array(items) => items.iter_mut().for_each(unlink),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("`]").unwrap_or((part, ""));
        let target = rest.strip_prefix('(').and_then(|target| target.split_once(')'));
        let rest = target.map_or(rest, |(_, rest)| rest);
        plain.extend(["`", name, "`", rest]);
    }
    plain
}

fn paths(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let mut paths = Map::new();
    for operation in table::operations() {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.describe(generator));
        }
    }
    paths
}
