//! The HTTP adapter against the browser's own requests, answers and storage.

use crate::browser_fetch::BrowserFetch;
use envdock::api::http::{HttpApi, TOKEN_KEY, TokenSource};
use envdock::api::{ApiError, EnvApi, Files, Write, WriteKind, WriteOrder};
use envdock_contract::model::{
    Address, Environment, KeyName, Scope, SecretText, SessionId, Version,
};
use envdock_core::{CheckFailure, IdempotencyKey, SaveFailure};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const ME: &str = r#"{"user":"ada","organization":"local","role":"owner","environments":["dev"],
    "capabilities":{"scopes":["file"],"versions":true,"atomic_batch":true,"local_folder":true,
    "adopt":true}}"#;

fn storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// An adapter of a page in which this token is kept.
fn api(token: Option<&str>) -> HttpApi {
    storage().clear().unwrap();
    if let Some(token) = token {
        storage().set_item(TOKEN_KEY, token).unwrap();
    }
    HttpApi::new("/api/v1".to_owned(), TokenSource::LocalStorage)
}

fn answer(status: u16, body: &str) -> String {
    let body = serde_json::Value::from(body);
    format!("{{ status: {status}, body: {body} }}")
}

fn write_order() -> WriteOrder {
    let (environment, scope) = (Environment::default(), Scope::Organization);
    let address = Address { environment, scope, key: KeyName::new("A").unwrap() };
    let what =
        WriteKind::Set { value: Rc::new(SecretText::new("v".to_owned())), description: None };
    let writes = vec![Write { address, expected_version: Version(0), what }];
    WriteOrder { idempotency_key: IdempotencyKey("key-1".into()), atomic: false, writes }
}

#[wasm_bindgen_test]
async fn a_call_carries_the_token_and_no_cookies() {
    let fetch = BrowserFetch::answering(&format!("[{}]", answer(200, ME)));
    let me = api(Some("t1")).me().await.unwrap();
    assert_eq!(me.user.as_str(), "ada");
    let call = fetch.call(0);
    assert!(call["url"].as_str().unwrap().ends_with("/api/v1/me"));
    assert_eq!(call["headers"]["authorization"], "Bearer t1");
    assert_eq!((&call["credentials"], &call["cache"]), (&"omit".into(), &"no-store".into()));
}

#[wasm_bindgen_test]
async fn a_session_without_a_folder_has_no_files_and_nothing_has_failed() {
    let session = || SessionId::new("ses_1").unwrap();
    let problem = r#"{"type":"about:blank","title":"t","status":409,"code":"no_local_folder"}"#;
    let _fetch = BrowserFetch::answering(&format!("[{}]", answer(409, problem)));
    assert_eq!(api(Some("t1")).files(session()).await, Ok(Files::default()));
    let problem = problem.replace("no_local_folder", "session_ended");
    let _fetch = BrowserFetch::answering(&format!("[{}]", answer(409, &problem)));
    assert!(api(Some("t1")).files(session()).await.is_err());
}

#[wasm_bindgen_test]
async fn without_a_token_nothing_is_sent() {
    let fetch = BrowserFetch::answering("[]");
    let error = api(None).me().await.unwrap_err();
    assert_eq!(CheckFailure::from(&error), CheckFailure::SignedOut);
    assert_eq!(fetch.n_calls(), 0);
}

#[wasm_bindgen_test]
async fn signing_in_keeps_the_token_and_nothing_else() {
    let body = format!(r#"{{"token":"t2","me":{ME}}}"#);
    let fetch = BrowserFetch::answering(&format!("[{}]", answer(200, &body)));
    let api = api(Some("old"));
    api.sign_in("code".to_owned()).await.unwrap();
    let call = fetch.call(0);
    assert_eq!(
        (call["method"].as_str(), call["body"].as_str()),
        (Some("POST"), Some(r#"{"launch":"code"}"#))
    );
    assert!(call["headers"].get("authorization").is_none());
    assert_eq!(storage().get_item(TOKEN_KEY).unwrap().as_deref(), Some("t2"));
    assert_eq!(storage().length().unwrap(), 1);
}

#[wasm_bindgen_test]
async fn a_token_that_has_ended_is_forgotten() {
    let fetch = BrowserFetch::answering("[{ status: 401 }, { status: 401 }]");
    let error = api(Some("ended")).me().await.unwrap_err();
    assert_eq!(CheckFailure::from(&error), CheckFailure::SignedOut);
    assert_eq!(fetch.n_calls(), 1);
    assert_eq!(storage().get_item(TOKEN_KEY).unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_host_is_asked_again_for_a_token_that_has_ended() {
    let answers = format!("[{{ status: 401 }}, {}]", answer(200, ME));
    let fetch = BrowserFetch::answering(&answers);
    of_host("({ refused }) => refused ? 'second' : 'first'").me().await.unwrap();
    assert_eq!(fetch.call(0)["headers"]["authorization"], "Bearer first");
    assert_eq!(fetch.call(1)["headers"]["authorization"], "Bearer second");
}

#[wasm_bindgen_test]
async fn only_a_host_without_a_token_means_that_nobody_is_signed_in() {
    for (host, failure) in [
        ("() => null", CheckFailure::SignedOut),
        ("async () => undefined", CheckFailure::SignedOut),
        ("() => 7", CheckFailure::Protocol),
        ("() => { throw new TypeError('canary') }", CheckFailure::Offline),
        ("async () => { throw new TypeError('canary') }", CheckFailure::Offline),
        ("() => { throw new DOMException('', 'TimeoutError') }", CheckFailure::Timeout),
    ] {
        let fetch = BrowserFetch::answering("[]");
        let error = of_host(host).me().await.unwrap_err();
        assert_eq!((CheckFailure::from(&error), fetch.n_calls()), (failure, 0), "{host}");
    }
}

#[wasm_bindgen_test]
async fn a_host_that_gives_the_refused_token_again_has_no_other() {
    let fetch = BrowserFetch::answering("[{ status: 401 }]");
    let error = of_host("() => 'ended'").me().await.unwrap_err();
    assert_eq!((CheckFailure::from(&error), fetch.n_calls()), (CheckFailure::SignedOut, 1));
}

/// Asks a host for its tokens: a function of JavaScript.
fn of_host(get_token: &str) -> HttpApi {
    let get_token = js_sys::eval(get_token).unwrap().unchecked_into();
    HttpApi::new("/api/v1".to_owned(), TokenSource::of_host(get_token))
}

#[wasm_bindgen_test]
async fn a_save_sent_again_is_the_same_request() {
    let fetch = BrowserFetch::answering("[{ offline: true }, { status: 503 }]");
    let api = api(Some("t1"));
    for _ in 0..2 {
        let error = api.write(write_order()).await.unwrap_err();
        assert!(SaveFailure::from(&error).is_unconfirmed());
    }
    assert_eq!(fetch.call(0), fetch.call(1));
    assert_eq!(fetch.call(0)["headers"]["idempotency-key"], "key-1");
}

#[wasm_bindgen_test]
async fn failures_of_the_network_are_told_apart() {
    let answers = format!("[{{ offline: true }}, {{ late: true }}, {}]", answer(200, "<html>"));
    let _fetch = BrowserFetch::answering(&answers);
    let api = api(Some("t1"));
    for expected in [ApiError::Offline, ApiError::Timeout, ApiError::Unreadable] {
        assert_eq!(api.me().await.unwrap_err(), expected);
    }
}

#[wasm_bindgen_test]
async fn the_server_can_ask_to_wait_in_both_forms() {
    let _fetch = BrowserFetch::answering(
        r#"[{ status: 429, headers: { "Retry-After": "7" } },
            { status: 503, headers: { "Retry-After":
                new Date(Date.now() + 60_000).toUTCString() } }]"#,
    );
    let api = api(Some("t1"));
    let failure = CheckFailure::from(&api.me().await.unwrap_err());
    assert_eq!(failure, CheckFailure::RateLimited { retry_after_ms: Some(7_000) });
    let failure = CheckFailure::from(&api.me().await.unwrap_err());
    let wait_ms = failure.retry_after_ms().unwrap();
    assert!((50_000..=60_000).contains(&wait_ms), "{wait_ms}");
}
