//! `POST /secrets/search` with the filter `missing`: what is needed where nothing applies.

use crate::common::{Server, set};
use axum::http::Method;
use envdock_contract::model::Role;
use envdock_contract::wire::TokenBody;
use envdock_server::configurations::open_folder;
use envdock_server::sign_in::{local_user, mint};
use serde_json::{Value, json};

fn organization() -> Value {
    json!({ "type": "organization" })
}

async fn store(server: &Server, environment: &str, scope: &Value, keys: &[&str]) {
    let operation = |key: &&str| {
        let mut operation = set(scope, key, 0, "value");
        operation["address"]["environment"] = json!(environment);
        operation
    };
    let operations: Vec<_> = keys.iter().map(operation).collect();
    server.post("/secrets/batch", json!({ "operations": operations })).await.ok();
}

async fn needs(server: &Server, id: &str, slots: Value) {
    let path = format!("/configurations/{id}/spec");
    let etag = server.get(&path).await.headers["etag"].clone();
    let spec = json!({ "spec": { "files": [{ "path": ".env", "slots": slots }] } });
    let mut request = server.request(server.owner(), Method::PUT, &path, Some(spec));
    request.headers_mut().insert("if-match", etag);
    server.send(request).await.ok();
}

/// Every found key with its environment, and where it is missing.
fn found(answer: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let one = |item: &Value| {
        let gaps = item["missing"].as_array().unwrap().iter();
        let place =
            format!("{} {}", text(&item["address"]["key"]), text(&item["address"]["environment"]));
        (
            place,
            gaps.map(|gap| {
                format!("{} {}", text(&gap["environment"]), text(&gap["configuration"]))
            })
            .collect(),
        )
    };
    answer["items"].as_array().unwrap().iter().map(one).collect()
}

async fn missing(server: &Server, body: Value) -> Vec<(String, Vec<String>)> {
    let mut body = body;
    body["filter"] = json!("missing");
    let answer = server.post("/secrets/search", body).await.ok();
    let found = found(&answer);
    assert_eq!(answer["total"], found.len());
    found
}

#[tokio::test]
async fn a_key_is_missing_where_it_is_needed_and_nothing_shared_applies() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let id = server.configuration().to_owned();
    needs(
        &server,
        &id,
        json!([
            { "key": "ALPHA" }, { "key": "BRAVO" }, { "key": "NOWHERE" },
            { "key": "OPTIONAL", "required": false }, { "key": "GIVEN_UP", "not_needed": true },
            { "key": "ONE", "any_of": "group" },
        ]),
    )
    .await;
    let all = ["ALPHA", "BRAVO", "OPTIONAL", "GIVEN_UP", "ONE", "UNASKED"];
    store(&server, "dev", &organization(), &all).await;
    // Only where something is stored can something be missing.
    assert_eq!(missing(&server, json!({})).await, []);
    store(&server, "prod", &organization(), &["BRAVO"]).await;
    let gap = vec![format!("prod {id}")];
    assert_eq!(missing(&server, json!({})).await, [("ALPHA dev".to_owned(), gap.clone())]);
    // What applies to one session applies nowhere else.
    let own = json!({ "type": "user", "id": "local" });
    store(&server, "prod", &own, &["ALPHA"]).await;
    let places: Vec<_> = missing(&server, json!({})).await;
    assert_eq!(places, [("ALPHA dev".to_owned(), gap.clone()), ("ALPHA prod".to_owned(), gap)]);
    for kind in ["configuration", "file", "repository"] {
        let scope = match kind {
            "file" => json!({ "type": kind, "configuration": id, "path": ".env" }),
            "repository" => json!({ "type": kind, "id": id.replace("cfg_", "repo_") }),
            _ => json!({ "type": kind, "id": id }),
        };
        store(&server, "prod", &scope, &["ALPHA"]).await;
        assert_eq!(missing(&server, json!({})).await, [], "{kind}");
        let operation = json!({
            "op": "unset", "expected_version": 1,
            "address": { "environment": "prod", "scope": scope, "key": "ALPHA" },
        });
        server.post("/secrets/batch", json!({ "operations": [operation] })).await.ok();
        assert_eq!(missing(&server, json!({})).await.len(), 2, "{kind}");
    }
    // It is needed no more.
    needs(&server, &id, json!([{ "key": "BRAVO" }])).await;
    assert_eq!(missing(&server, json!({})).await, []);
}

#[tokio::test]
async fn a_value_of_one_configuration_does_not_help_another() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let other = tempfile::tempdir().unwrap();
    let folder = other.path().canonicalize().unwrap();
    let opened = open_folder(&*server.app.repository, folder).await.unwrap();
    let foreign = opened.configuration.as_str();
    needs(&server, foreign, json!([{ "key": "ALPHA" }])).await;
    let own = json!({ "type": "configuration", "id": server.configuration() });
    store(&server, "dev", &own, &["ALPHA"]).await;
    let expected = [("ALPHA dev".to_owned(), vec![format!("dev {foreign}")])];
    assert_eq!(missing(&server, json!({})).await, expected);
    // Whoever may not see the other one does not learn of it.
    let token = server.token_for(Role::Member, Some(json!([server.session()]))).await;
    let body = Some(json!({ "filter": "missing" }));
    let answer = server.call_as(&token, Method::POST, "/secrets/search", body).await.ok();
    assert_eq!(found(&answer), []);
}

#[tokio::test]
async fn nobody_learns_what_is_missing_in_an_environment_that_they_may_not_use() {
    let server = Server::with_keys(&["ALPHA"]).await;
    store(&server, "dev", &organization(), &["ALPHA"]).await;
    store(&server, "prod", &organization(), &["OTHER"]).await;
    assert_eq!(missing(&server, json!({})).await.len(), 1);
    assert_eq!(missing(&server, json!({ "environments": ["dev"] })).await.len(), 1);
    assert_eq!(missing(&server, json!({ "environments": ["prod"] })).await, []);
    let body = TokenBody {
        user: None,
        role: Role::Admin,
        sessions: None,
        environments: vec!["dev".to_owned().try_into().unwrap()],
        write_scopes: Vec::new(),
        expires_in: 60,
    };
    let minted = mint(&*server.app.repository, &local_user(), body).await.unwrap();
    let token = minted.token.unwrap();
    let body = Some(json!({ "filter": "missing" }));
    let answer = server.call_as(&token, Method::POST, "/secrets/search", body).await.ok();
    assert_eq!(found(&answer), []);
}

#[tokio::test]
async fn how_many_there_are_is_told_with_the_first_page() {
    let server = Server::with_keys(&["ALPHA"]).await;
    store(&server, "dev", &organization(), &["A", "B", "C"]).await;
    let first = server.post("/secrets/search", json!({ "limit": 2 })).await.ok();
    assert_eq!(first["total"], 3);
    let body = json!({ "limit": 2, "cursor": first["next"] });
    let second = server.post("/secrets/search", body).await.ok();
    assert!(second.get("total").is_none() && second["items"].as_array().unwrap().len() == 1);
}
