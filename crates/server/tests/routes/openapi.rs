//! The description of the interface: every route, and every status that any test of routes gets.

use crate::common::Server;
use crate::described::DOCUMENT;
use axum::http::{Method, header};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn every_route_is_described_and_nothing_else() {
    let source = include_str!("../../src/routes/mod.rs");
    let (api, _) = source.split_once("nest(\"/api/v1\"").unwrap();
    let mut routes = BTreeSet::new();
    for call in api.split(".route(").skip(1) {
        let path = call.split('"').nth(1).unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if call.contains(&format!(" {method}(")) || call.contains(&format!(".{method}(")) {
                routes.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    let mut described = BTreeSet::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        described
            .extend(methods.as_object().unwrap().keys().map(|one| (one.clone(), path.clone())));
    }
    let wrong: Vec<_> = routes.symmetric_difference(&described).collect();
    assert!(routes.len() > 25 && wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_its_name() {
    let (mut ids, mut references) = (Vec::new(), Vec::new());
    walk(&DOCUMENT, &mut |name, value| {
        let text = value.as_str().map(str::to_owned);
        match name {
            "operationId" => ids.extend(text),
            "$ref" => references.extend(text),
            _ => {}
        }
    });
    let n_ids = ids.len();
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), n_ids);
    for reference in &references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(DOCUMENT.pointer(pointer).is_some(), "{reference}");
    }
    assert!(references.len() > 100);
}

#[test]
fn descriptions_hold_no_links_into_rust() {
    let mut texts = Vec::new();
    walk(&DOCUMENT, &mut |name, value| {
        if name == "description" {
            texts.extend(value.as_str().map(str::to_owned));
        }
    });
    assert!(texts.contains(&"See `Slot`.".to_owned()));
    let wrong: Vec<_> =
        texts.iter().filter(|text| text.contains("[`") || text.contains("crate::")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            see(name, field);
            walk(field, see);
        }),
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_description_changes_only_where_somebody_sees_it() {
    let mut document = DOCUMENT.clone();
    document["info"]["version"] = "any".into();
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn the_description_is_for_everybody() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let answer = server.call_as("", Method::GET, "/openapi.json", None).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(answer.ok(), *DOCUMENT);
}
