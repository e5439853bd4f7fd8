// long: the stories of one subject, read together
//! `POST /secrets/search`, and the history of one address.

use crate::common::{Server, canary, set, unset};
use axum::http::Method;
use envdock_contract::model::Role;
use envdock_contract::wire::TokenBody;
use envdock_server::sign_in::{local_user, mint};
use serde_json::{Value, json};

fn organization() -> Value {
    json!({ "type": "organization" })
}

fn configuration(server: &Server) -> Value {
    json!({ "type": "configuration", "id": server.configuration() })
}

async fn write(server: &Server, operations: &[Value]) -> Value {
    let body = json!({ "operations": operations });
    let answer = server.post("/secrets/batch", body).await.ok();
    let is_refused = |result: &Value| result["outcome"].get("refused").is_some();
    assert!(!answer["results"].as_array().unwrap().iter().any(is_refused), "{answer}");
    answer
}

async fn describe(server: &Server, scope: &Value, key: &str, text: &str) {
    let operation = json!({
        "op": "describe", "address": { "scope": scope, "key": key }, "expected_version": 1,
        "description": text,
    });
    write(server, &[operation]).await;
}

async fn search(server: &Server, body: Value) -> Value {
    server.post("/secrets/search", body).await.ok()
}

fn keys(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| item["address"]["key"].as_str().unwrap()).collect()
}

/// Every key of every page.
async fn all_keys(server: &Server, body: &Value) -> Vec<String> {
    let (mut found, mut body) = (Vec::new(), body.clone());
    loop {
        let answer = search(server, body.clone()).await;
        found.extend(keys(&answer).into_iter().map(str::to_owned));
        let Some(next) = answer.get("next") else { return found };
        body["cursor"] = next.clone();
    }
}

#[tokio::test]
async fn it_tells_names_words_and_uses_and_never_a_value() {
    let server = Server::with_keys(&["ALPHA", "BRAVO"]).await;
    let value = canary();
    server.set_at(&organization(), "ALPHA", 0, &value).await;
    server.set_at(&organization(), "OTHER", 0, &value).await;
    server.set("BRAVO", 0, &value).await;
    describe(&server, &organization(), "OTHER", "Whom to ask").await;
    let answer = search(&server, json!({})).await;
    assert_eq!((keys(&answer), &answer["total"]), (vec!["ALPHA", "BRAVO", "OTHER"], &json!(3)));
    assert!(answer.get("next").is_none() && answer["revision"].as_u64() > Some(3), "{answer}");
    for item in &answer["items"].as_array().unwrap()[..2] {
        assert_eq!(item["uses"], 1, "{item}");
        assert_eq!(item["used_by"][0]["configuration"], server.configuration());
        assert_eq!(item["used_by"][0]["files"], json!([{ "workspace_path": ".", "path": ".env" }]));
    }
    let other = &answer["items"][2];
    assert_eq!((&other["uses"], &other["description"]), (&json!(0), &json!("Whom to ask")));
    assert_eq!((&other["version"], &other["updated_by"]), (&json!(1), &json!("local")));
    assert!(!answer.to_string().contains(&value));
}

#[tokio::test]
async fn a_use_is_where_the_value_applies() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let id = server.configuration().to_owned();
    let repository = json!({ "type": "repository", "id": id.replace("cfg_", "repo_") });
    let file = json!({ "type": "file", "configuration": id, "path": ".env" });
    let session = json!({ "type": "session", "id": server.session() });
    let user = json!({ "type": "user", "id": "local" });
    let scopes = [repository, file, session, user, configuration(&server)];
    for scope in &scopes {
        server.set_at(scope, "ALPHA", 0, "value").await;
        server.set_at(scope, "ELSEWHERE", 0, "value").await;
    }
    let answer = search(&server, json!({ "keys": ["ALPHA"] })).await;
    assert_eq!(answer["total"], 5);
    for item in answer["items"].as_array().unwrap() {
        assert_eq!(item["used_by"][0]["configuration"], id.as_str(), "{item}");
        assert_eq!(item["uses"], 1);
    }
    let unused = search(&server, json!({ "filter": "unused" })).await;
    assert_eq!((keys(&unused), &unused["total"]), (vec!["ELSEWHERE"; 5], &json!(5)));
    // Another spec, and it is used no more.
    let path = format!("/configurations/{id}/spec");
    let etag = server.get(&path).await.headers["etag"].clone();
    let mut request = server.request(
        server.owner(),
        Method::PUT,
        &path,
        Some(
            json!({ "spec": { "files": [{ "path": ".env", "slots": [{ "key": "ELSEWHERE" }] }] } }),
        ),
    );
    request.headers_mut().insert("if-match", etag);
    server.send(request).await.ok();
    let unused = search(&server, json!({ "filter": "unused" })).await;
    assert_eq!((keys(&unused), &unused["total"]), (vec!["ALPHA"; 5], &json!(5)));
}

#[tokio::test]
async fn text_is_found_in_keys_and_descriptions_in_any_case() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let names = ["DATABASE_URL", "database_host", "DATABASEXURL", "MAIL"];
    let operations: Vec<_> =
        names.iter().map(|key| set(&organization(), key, 0, "value")).collect();
    write(&server, &operations).await;
    describe(&server, &organization(), "MAIL", "Ask Jürgen, 100% of the DATA").await;
    for (text, expected) in [
        ("base_", &["database_host", "DATABASE_URL"][..]),
        ("BASE", &["database_host", "DATABASE_URL", "DATABASEXURL"]),
        ("jÜRGEN", &["MAIL"]),
        ("0% of", &["MAIL"]),
        ("data", &["database_host", "DATABASE_URL", "DATABASEXURL", "MAIL"]),
        ("%", &["MAIL"]),
        ("nothing like it", &[]),
        ("", &["database_host", "DATABASE_URL", "DATABASEXURL", "MAIL"]),
    ] {
        let answer = search(&server, json!({ "text": text })).await;
        assert_eq!((keys(&answer), &answer["total"]), (expected.to_vec(), &json!(expected.len())));
    }
}

#[tokio::test]
async fn pages_follow_each_other_while_others_write() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let names: Vec<_> = (0..250).map(|n| format!("KEY_{n:03}")).collect();
    let operations: Vec<_> =
        names.iter().map(|key| set(&organization(), key, 0, "value")).collect();
    write(&server, &operations).await;
    for sort in ["key", "updated"] {
        for limit in [1, 7, 100, 200] {
            if limit == 1 && sort == "updated" {
                continue;
            }
            let some = if limit == 1 { &names[..5] } else { &names[..] };
            let body = json!({ "sort": sort, "limit": limit, "keys": some });
            let mut found = all_keys(&server, &body).await;
            if sort == "updated" {
                // The clock may have moved on while they were written.
                found.sort();
            }
            assert_eq!(found, some, "{sort} {limit}");
        }
    }
    let body = json!({ "limit": 100 });
    let first = search(&server, body.clone()).await;
    assert_eq!((keys(&first).len(), &first["total"]), (100, &json!(250)));
    // Before, at and after the place where the next page begins.
    write(
        &server,
        &[
            unset(&organization(), "KEY_010", 1),
            unset(&organization(), "KEY_099", 1),
            unset(&organization(), "KEY_100", 1),
            set(&organization(), "KEY_050_NEW", 0, "value"),
            set(&organization(), "KEY_150_NEW", 0, "value"),
        ],
    )
    .await;
    let mut next = body.clone();
    next["cursor"] = first["next"].clone();
    let mut expected = names[101..].to_vec();
    expected.push("KEY_150_NEW".to_owned());
    expected.sort_unstable();
    assert_eq!(all_keys(&server, &next).await, expected);
}

#[tokio::test]
async fn what_was_removed_is_found_until_it_is_purged() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for key in ["KEPT", "PURGED", "LIVE"] {
        server.set_at(&organization(), key, 0, "value").await;
    }
    write(&server, &[unset(&organization(), "KEPT", 1)]).await;
    let purge = json!({
        "op": "purge", "address": { "scope": organization(), "key": "PURGED" },
        "expected_version": 1,
    });
    write(&server, &[purge]).await;
    assert_eq!(keys(&search(&server, json!({})).await), ["LIVE"]);
    for sort in ["key", "updated"] {
        let answer = search(&server, json!({ "filter": "removed", "sort": sort })).await;
        assert_eq!((keys(&answer), &answer["total"]), (vec!["KEPT"], &json!(1)));
        let item = &answer["items"][0];
        assert_eq!((&item["version"], &item["removed"]["restorable"]), (&json!(2), &json!(1)));
        let until = item["removed"]["until"].as_str().unwrap();
        assert!(until > item["updated_at"].as_str().unwrap() && until.ends_with('Z'), "{item}");
    }
    let restore = json!({
        "op": "restore", "address": { "scope": organization(), "key": "KEPT" },
        "expected_version": 0, "from_version": 1,
    });
    write(&server, &[restore]).await;
    assert_eq!(search(&server, json!({ "filter": "removed" })).await["total"], 0);
    assert_eq!(keys(&search(&server, json!({})).await), ["KEPT", "LIVE"]);
}

#[tokio::test]
async fn nobody_learns_of_other_peoples_sessions_and_values() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let session = json!({ "type": "session", "id": server.session() });
    let own = json!({ "type": "user", "id": "local" });
    server.set_at(&session, "OF_SESSION", 0, "value").await;
    server.set_at(&own, "OF_USER", 0, "value").await;
    server.set_at(&organization(), "OF_ALL", 0, "value").await;
    let answer = search(&server, json!({})).await;
    assert_eq!(keys(&answer), ["OF_ALL", "OF_SESSION", "OF_USER"]);
    let near = search(&server, json!({ "scopes": ["session", "user"] })).await;
    assert_eq!(keys(&near), ["OF_SESSION", "OF_USER"]);
    for role in [Role::Admin, Role::Member] {
        let token = server.token(role).await;
        for body in [json!({}), json!({ "scopes": ["session", "user", "organization"] })] {
            let answer = server.call_as(&token, Method::POST, "/secrets/search", Some(body)).await;
            assert_eq!(keys(&answer.ok()), ["OF_ALL"]);
        }
        let path = |scope: &Value, key: &str| {
            let scope = scope.to_string().replace('"', "%22").replace('{', "%7B");
            format!("/audit?key={key}&scope={}", scope.replace('}', "%7D"))
        };
        for (scope, key) in [(&session, "OF_SESSION"), (&own, "OF_USER")] {
            let answer = server.call_as(&token, Method::GET, &path(scope, key), None).await;
            answer.refused(404, "not_found");
        }
        let shared = path(&organization(), "OF_ALL");
        let answer = server.call_as(&token, Method::GET, &shared, None).await.ok();
        assert_eq!(answer["entries"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_token_of_one_session_sees_what_belongs_to_it() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let other = tempfile::tempdir().unwrap();
    let folder = other.path().canonicalize().unwrap();
    let opened =
        envdock_server::configurations::open_folder(&*server.app.repository, folder).await.unwrap();
    let foreign = opened.configuration.as_str();
    let own = server.configuration();
    for id in [own, foreign] {
        let repository = json!({ "type": "repository", "id": id.replace("cfg_", "repo_") });
        server.set_at(&json!({ "type": "configuration", "id": id }), "ALPHA", 0, "value").await;
        server.set_at(&repository, "BRAVO", 0, "value").await;
    }
    server.set_at(&organization(), "CHARLIE", 0, "value").await;
    let token = server.token_for(Role::Member, Some(json!([server.session()]))).await;
    let body = Some(json!({}));
    let answer = server.call_as(&token, Method::POST, "/secrets/search", body).await.ok();
    assert_eq!(keys(&answer), ["ALPHA", "BRAVO", "CHARLIE"]);
    assert!(!answer.to_string().contains(foreign), "{answer}");
}

#[tokio::test]
async fn a_token_searches_in_its_environments_only() {
    let server = Server::with_keys(&["ALPHA"]).await;
    let in_environment = |environment: &str| {
        let mut operation = set(&organization(), "ALPHA", 0, "value");
        operation["address"]["environment"] = json!(environment);
        operation
    };
    write(&server, &[in_environment("dev"), in_environment("prod")]).await;
    assert_eq!(search(&server, json!({})).await["total"], 2);
    assert_eq!(search(&server, json!({ "environments": ["prod"] })).await["total"], 1);
    assert_eq!(search(&server, json!({ "environments": [] })).await["total"], 0);
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
    let call = async |body: Value| {
        server.call_as(&token, Method::POST, "/secrets/search", Some(body)).await
    };
    let answer = call(json!({})).await.ok();
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["items"][0]["address"]["environment"], "dev");
    call(json!({ "environments": ["dev", "prod"] })).await.refused(403, "forbidden");
    let path = "/audit?environment=prod&key=ALPHA&scope=%7B%22type%22%3A%22organization%22%7D";
    server.call_as(&token, Method::GET, path, None).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_search_that_does_not_fit_is_refused_without_being_repeated() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for n in 0..3 {
        server.set_at(&organization(), &format!("KEY_{n}"), 0, "value").await;
    }
    let first = search(&server, json!({ "limit": 1 })).await;
    let pasted = canary();
    let many: Vec<_> = (0..1_001).map(|n| format!("K{n}")).collect();
    for (body, status, code) in [
        (json!({ "limit": 0, "text": pasted }), 422, "too_many"),
        (json!({ "limit": 201, "text": pasted }), 422, "too_many"),
        (json!({ "keys": many, "text": pasted }), 422, "too_many"),
        (json!({ "cursor": pasted }), 400, "invalid_body"),
        (json!({ "cursor": first["next"], "sort": "updated" }), 400, "invalid_body"),
        (json!({ "keys": [format!("-{pasted}")] }), 400, "invalid_body"),
        (json!({ "filter": pasted }), 400, "invalid_body"),
    ] {
        let answer = server.post("/secrets/search", body).await;
        assert!(!String::from_utf8_lossy(&answer.bytes).contains(&pasted));
        answer.refused(status, code);
    }
    for path in ["/audit?key=ALPHA", "/audit?scope=x&key=ALPHA", "/audit?key=-&scope=x"] {
        server.get(path).await.refused(400, "invalid_body");
    }
}

#[tokio::test]
async fn the_history_of_a_key_is_newest_first_and_comes_in_pages() {
    let server = Server::with_keys(&["ALPHA"]).await;
    for expected in 0..120 {
        server.set_at(&organization(), "ALPHA", expected, "value").await;
    }
    server.set_at(&organization(), "ALPHA", 7, "too late").await;
    server.set_at(&organization(), "OTHER", 0, "value").await;
    let path = "/audit?key=ALPHA&scope=%7B%22type%22%3A%22organization%22%7D";
    let versions = |answer: &Value| -> Vec<Option<u64>> {
        let entries = answer["entries"].as_array().unwrap();
        assert!(entries.iter().all(|entry| entry["address"]["key"] == "ALPHA"));
        entries.iter().map(|entry| entry["version"].as_u64()).collect()
    };
    let first = server.get(path).await.ok();
    assert_eq!(versions(&first)[..3], [None, Some(120), Some(119)]);
    assert_eq!(first["entries"][0]["refused"], "conflict");
    assert_eq!(versions(&first).len(), 100);
    let next = format!("{path}&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = server.get(&next).await.ok();
    assert_eq!(versions(&second), (1..=21).rev().map(Some).collect::<Vec<_>>());
    assert!(second.get("next_cursor").is_none());
    let member = server.token(Role::Member).await;
    let answer = server.call_as(&member, Method::GET, path, None).await.ok();
    assert_eq!(versions(&answer)[..2], [Some(120), Some(119)]);
    server.call_as(&member, Method::GET, "/audit", None).await.refused(403, "forbidden");
}
