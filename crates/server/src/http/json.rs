//! JSON bodies, in and out. An error names the place in a body, never what stands there.

use crate::error::HttpError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::wire::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroize;

/// A JSON body, or an answer.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &S) -> Result<Self, HttpError> {
        require_json(request.headers().get(header::CONTENT_TYPE))?;
        let bytes = read(request, state).await?;
        let parsed = parse(&bytes);
        // It may hold values.
        if let Ok(mut bytes) = bytes.try_into_mut() {
            bytes.zeroize();
        }
        parsed.map(Self)
    }
}

/// The bytes of a body, within the route's limit.
///
/// # Errors
/// When the body is too large or was cut.
pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, HttpError> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            HttpError::refused(ErrorCode::BodyTooLarge, "send it in several smaller requests")
        } else {
            HttpError::refused(ErrorCode::InvalidBody, "the body did not arrive whole")
        }
    })
}

/// Reads JSON.
///
/// # Errors
/// The place of the first mistake: the standard messages repeat what they found, which may be a
/// value.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, HttpError> {
    let parsed = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = if error.is_data() { "does not fit this call" } else { "is not JSON" };
        let detail = format!("the body {what}: line {line}, column {column}");
        HttpError::refused(ErrorCode::InvalidBody, &detail)
    })?;
    // Fields are taken from a list, too, in their order: nobody means that.
    if bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(parsed);
    }
    let detail = "the body does not fit this call: it is no object";
    Err(HttpError::refused(ErrorCode::InvalidBody, detail))
}

/// # Errors
/// When the body is declared as something else: forms of other sites can send that.
pub fn require_json(content_type: Option<&HeaderValue>) -> Result<(), HttpError> {
    let kind = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(HttpError::refused(ErrorCode::InvalidBody, "send it as application/json"))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes)
                    .into_response()
            }
            Err(error) => HttpError::Internal(Box::new(error)).into_response(),
        }
    }
}
