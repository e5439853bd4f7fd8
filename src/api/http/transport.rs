//! One request and its answer.

use crate::api::ApiError;
use crate::api::http::{TokenSource, retry_after};
use crate::api::wire::{json, refusal};
use envdock_contract::wire::ErrorCode;
use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::pin::pin;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCache, RequestCredentials};
use zeroize::Zeroizing;

const TIMEOUT_MS: u32 = 15_000;
/// Writing many values into files on a slow disk takes longer than reading.
const WRITE_TIMEOUT_MS: u32 = 60_000;

/// What every request needs.
pub(super) struct Transport {
    pub(super) base_url: String,
    pub(super) token: TokenSource,
}

/// One request.
pub(super) struct Call {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Zeroizing<String>>,
    timeout_ms: u32,
    with_token: bool,
}

impl Call {
    pub(super) fn get(path: &str) -> Self {
        Self::new(Method::GET, path, None)
    }

    pub(super) fn delete(path: &str) -> Self {
        Self::new(Method::DELETE, path, None)
    }

    pub(super) fn post(path: &str, body: &impl Serialize) -> Result<Self, ApiError> {
        Ok(Self::new(Method::POST, path, Some(written(body)?)))
    }

    pub(super) fn put(path: &str, body: &impl Serialize) -> Result<Self, ApiError> {
        Ok(Self::new(Method::PUT, path, Some(written(body)?)))
    }

    fn new(method: Method, path: &str, body: Option<Zeroizing<String>>) -> Self {
        let (path, headers) = (path.to_owned(), Vec::new());
        Self { method, path, headers, body, timeout_ms: TIMEOUT_MS, with_token: true }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn without_token(mut self) -> Self {
        self.with_token = false;
        self
    }

    /// Waits longer: this call writes files.
    pub(super) fn patiently(mut self) -> Self {
        self.timeout_ms = WRITE_TIMEOUT_MS;
        self
    }
}

/// Bodies may hold values: their memory is overwritten.
fn written(body: &impl Serialize) -> Result<Zeroizing<String>, ApiError> {
    // Nothing of ours fails to serialize.
    serde_json::to_string(body).map(Zeroizing::new).map_err(|_unwritable| ApiError::Unreadable)
}

impl Transport {
    /// Sends `call` and reads the answer.
    pub(super) async fn call<T: DeserializeOwned>(&self, call: Call) -> Result<T, ApiError> {
        let text = self.text(call).await?;
        json::read(&text).map_err(|_cause_may_quote_the_answer| ApiError::Unreadable)
    }

    /// Sends `call`, whose answer says nothing.
    pub(super) async fn call_without_answer(&self, call: Call) -> Result<(), ApiError> {
        self.text(call).await.map(drop)
    }

    async fn text(&self, call: Call) -> Result<String, ApiError> {
        if !call.with_token {
            return self.send(&call, None).await;
        }
        let token = self.ask_for_token(&call, false).await?;
        let answer = self.send(&call, Some(&token)).await;
        if answer.as_ref().is_err_and(is_unauthenticated) {
            return self.send_with_new_token(&call, &token).await;
        }
        answer
    }

    /// The token to send; without one the server's answer is known. A host has as long to give it
    /// as the server has for its answer.
    async fn ask_for_token(&self, call: &Call, is_refused: bool) -> Result<String, ApiError> {
        let (asked, end) =
            (pin!(self.token.token(is_refused)), TimeoutFuture::new(call.timeout_ms));
        match select(asked, end).await {
            Either::Left((token, _)) => token?.ok_or_else(unauthenticated),
            Either::Right(_) => Err(ApiError::Timeout),
        }
    }

    /// The token has ended: perhaps there is a newer one.
    async fn newer_token(&self, call: &Call, ended: &str) -> Result<String, ApiError> {
        let newer = self.ask_for_token(call, true).await?;
        if newer == ended { Err(unauthenticated()) } else { Ok(newer) }
    }

    async fn send_with_new_token(&self, call: &Call, ended: &str) -> Result<String, ApiError> {
        let answer = match self.newer_token(call, ended).await {
            Ok(token) => self.send(call, Some(&token)).await,
            Err(none) => Err(none),
        };
        if answer.as_ref().is_err_and(is_unauthenticated) {
            self.token.forget();
        }
        answer
    }

    /// Opens a stream, which `signal` ends.
    pub(super) async fn open(
        &self,
        call: &Call,
        signal: &AbortSignal,
    ) -> Result<Response, ApiError> {
        let token = self.ask_for_token(call, false).await?;
        let opened = self.open_as(call, &token, signal).await;
        if !opened.as_ref().is_err_and(is_unauthenticated) {
            return opened;
        }
        let newer = self.newer_token(call, &token).await?;
        self.open_as(call, &newer, signal).await
    }

    async fn open_as(
        &self,
        call: &Call,
        token: &str,
        signal: &AbortSignal,
    ) -> Result<Response, ApiError> {
        let response = self.fetch(call, Some(token), signal).await?;
        if response.ok() {
            return Ok(response);
        }
        Err(read(response).await.err().unwrap_or(ApiError::Unreadable))
    }

    async fn send(&self, call: &Call, token: Option<&str>) -> Result<String, ApiError> {
        let signal = AbortSignal::timeout_with_u32(call.timeout_ms);
        read(self.fetch(call, token, &signal).await?).await
    }

    async fn fetch(
        &self,
        call: &Call,
        token: Option<&str>,
        signal: &AbortSignal,
    ) -> Result<Response, ApiError> {
        let url = format!("{}{}", self.base_url, call.path);
        let mut builder = RequestBuilder::new(&url)
            .method(call.method.clone())
            .cache(RequestCache::NoStore)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(signal))
            .header("Accept", "application/json");
        for (name, value) in &call.headers {
            builder = builder.header(name, value);
        }
        if let Some(token) = token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        let request = match &call.body {
            Some(body) => {
                builder.header("Content-Type", "application/json").body(JsValue::from_str(body))
            }
            None => builder.build(),
        };
        request.map_err(failed)?.send().await.map_err(failed)
    }
}

async fn read(response: Response) -> Result<String, ApiError> {
    let text = response.text().await.map_err(failed)?;
    if response.ok() {
        return Ok(text);
    }
    let retry_after = response.headers().get("Retry-After");
    let wait_ms = |text: String| retry_after::wait_ms(&text, crate::api::clock::epoch_ms());
    Err(refusal::refused(response.status(), &text, retry_after.and_then(wait_ms)))
}

/// Why `fetch` gave no answer. Its words are the browser's: only the kind of error counts.
fn failed(error: gloo_net::Error) -> ApiError {
    match error {
        gloo_net::Error::JsError(error)
            if error.name == "TimeoutError" || error.name == "AbortError" =>
        {
            ApiError::Timeout
        }
        gloo_net::Error::JsError(_) => ApiError::Offline,
        gloo_net::Error::SerdeError(_) | gloo_net::Error::GlooError(_) => ApiError::Unreadable,
    }
}

fn unauthenticated() -> ApiError {
    let code = ErrorCode::Unauthenticated;
    let (detail, problems, missing) = (None, Vec::new(), Vec::new());
    ApiError::Refused { status: 401, code, detail, problems, missing, retry_after_ms: None }
}

fn is_unauthenticated(error: &ApiError) -> bool {
    error.code() == Some(ErrorCode::Unauthenticated)
}
