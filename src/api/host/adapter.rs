//! One call of the host's object, and its answer.

use crate::api::ApiError;
use crate::api::wire::{json, refusal};
use envdock_contract::wire::ErrorCode;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as NoCode, StrDeserializer};
use serde::{Deserialize, Serialize};
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

/// The host's object.
pub(super) struct Adapter {
    object: Object,
    /// How long an answer is waited for.
    timeout_ms: u32,
}

impl Adapter {
    pub(super) fn new(object: Object, timeout_ms: u32) -> Self {
        Self { object, timeout_ms }
    }

    /// The same object, waited for this long.
    pub(super) fn waiting(&self, timeout_ms: u32) -> Self {
        Self::new(self.object.clone(), timeout_ms)
    }

    pub(super) fn has(&self, verb: &str) -> bool {
        self.method(verb).is_some()
    }

    /// Calls a method with `argument` and reads its answer.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        verb: &'static str,
        argument: &impl Serialize,
    ) -> Result<T, ApiError> {
        read(&self.answer(verb, argument).await?)
    }

    /// Waits longer: this call writes.
    pub(super) async fn call_patiently<T: DeserializeOwned>(
        &self,
        verb: &'static str,
        argument: &impl Serialize,
    ) -> Result<T, ApiError> {
        read(&self.within(verb, argument, self.timeout_ms.saturating_mul(4)).await?)
    }

    /// Calls a method; gives its answer as it is.
    pub(super) async fn answer(
        &self,
        verb: &'static str,
        argument: &impl Serialize,
    ) -> Result<JsValue, ApiError> {
        self.within(verb, argument, self.timeout_ms).await
    }

    async fn within(
        &self,
        verb: &'static str,
        argument: &impl Serialize,
        timeout_ms: u32,
    ) -> Result<JsValue, ApiError> {
        let answered = self.start(verb, &[written(argument)?])?;
        match select(pin!(JsFuture::from(answered)), pin!(TimeoutFuture::new(timeout_ms))).await {
            Either::Left((answer, _)) => answer.map_err(|thrown| failed(verb, &thrown)),
            Either::Right(_) => Err(ApiError::Timeout),
        }
    }

    /// Calls a method, whatever it gives becomes a promise.
    pub(super) fn start(
        &self,
        verb: &'static str,
        arguments: &[JsValue],
    ) -> Result<Promise, ApiError> {
        let method = self.method(verb).ok_or_else(unsupported)?;
        let given = method.apply(&self.object, &arguments.iter().cloned().collect());
        given.map(|given| Promise::resolve(&given)).map_err(|thrown| failed(verb, &thrown))
    }

    fn method(&self, verb: &str) -> Option<Function> {
        Reflect::get(&self.object, &JsValue::from_str(verb)).ok()?.dyn_into().ok()
    }
}

/// Arguments may hold values: our copy's memory is overwritten.
fn written(argument: &impl Serialize) -> Result<JsValue, ApiError> {
    // Nothing of ours fails to serialize.
    let text = serde_json::to_string(argument).map(Zeroizing::new);
    let text = text.map_err(|_unwritable| ApiError::Unreadable)?;
    JSON::parse(&text).map_err(|_unreadable| ApiError::Unreadable)
}

/// Reads an answer, in which `revision` and `checked_at` may be left out.
pub(super) fn read<T: DeserializeOwned>(answer: &JsValue) -> Result<T, ApiError> {
    let complete = with(
        &[
            ("revision", JsValue::from_f64(0.0)),
            ("checked_at", JsValue::from_str("1970-01-01T00:00:00Z")),
        ],
        answer,
    );
    json::read(&text(&complete)?).map_err(|_cause_may_quote_the_answer| ApiError::Unreadable)
}

/// `object` with what it lacks.
fn with(defaults: &[(&str, JsValue)], object: &JsValue) -> Object {
    let complete = Object::new();
    for (name, value) in defaults {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&complete, &JsValue::from_str(name), value);
    }
    // Nothing has no properties.
    Object::assign(&complete, object.dyn_ref().unwrap_or(&Object::new()))
}

fn text(object: &JsValue) -> Result<Zeroizing<String>, ApiError> {
    let text = JSON::stringify(object).ok().and_then(|text| text.as_string());
    text.map(Zeroizing::new).ok_or(ApiError::Unreadable)
}

/// What this host cannot do.
pub(super) fn unsupported() -> ApiError {
    let code = ErrorCode::NotFound;
    let (detail, problems, missing) = (None, Vec::new(), Vec::new());
    ApiError::Refused { status: 404, code, detail, problems, missing, retry_after_ms: None }
}

fn is_known(code: &str) -> bool {
    let code = ErrorCode::deserialize(StrDeserializer::<NoCode>::new(code));
    code.is_ok_and(|code| code != ErrorCode::Unknown)
}

/// What was thrown: a refusal if it has a `status` or a `code` of the wire contract (and `errors`,
/// `missing`, `retry_after_ms`), otherwise the host could not answer.
pub(super) fn failed(verb: &str, thrown: &JsValue) -> ApiError {
    let get = |name: &str| Reflect::get(thrown, &JsValue::from_str(name)).unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let number = |name: &str| get(name).as_f64().map(|number| number as u64);
    // Only a code of the interface: `ERR_NETWORK` of a library means that the call was lost.
    let is_ours = || get("code").as_string().is_some_and(|code| is_known(&code));
    let status = number("status").or_else(|| is_ours().then_some(400));
    match status.and_then(|status| u16::try_from(status).ok()) {
        Some(status) => {
            let words = JsValue::from_str("");
            let known =
                [("type", words.clone()), ("title", words), ("code", JsValue::from_str("unknown"))];
            let problem = with(&known, thrown);
            let set = |name: &str, value: &JsValue| {
                // Setting a property of a plain object does not fail.
                let _ = Reflect::set(&problem, &JsValue::from_str(name), value);
            };
            set("status", &JsValue::from_f64(f64::from(status)));
            // A host's words may quote what was typed.
            set("detail", &JsValue::UNDEFINED);
            let problem = text(&problem).unwrap_or_default();
            refusal::refused(status, &problem, number("retry_after_ms"))
        }
        None => no_answer(&[verb, "() of the host's adapter"].concat(), thrown),
    }
}

/// Something of the host's threw: of a bug or of `fetch`. Its words may quote anything, the name of
/// an error does not.
pub(in crate::api) fn no_answer(what: &str, thrown: &JsValue) -> ApiError {
    let name = Reflect::get(thrown, &JsValue::from_str("name")).unwrap_or_default();
    let name = name.as_string().unwrap_or_default();
    if name == "AbortError" || name == "TimeoutError" {
        return ApiError::Timeout;
    }
    let is_error = name.ends_with("Error") && thrown.is_instance_of::<js_sys::Error>();
    let name = if is_error { name.as_str() } else { "what it threw is no error" };
    let told = ["envdock: ", what, " failed (", name, ")"];
    web_sys::console::warn_1(&JsValue::from_str(&told.concat()));
    ApiError::Offline
}
