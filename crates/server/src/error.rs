//! What an HTTP call answers when it fails: the only error that becomes a response.

mod from;
mod title;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::model::EnvRequest;
use envdock_contract::wire::{ErrorBody, ErrorCode, KeyProblem, Missing, PROBLEM_JSON};
use std::error::Error;

/// A failed call.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The caller can do something about it.
    #[error("{detail}")]
    Refused {
        /// The closed code.
        code: ErrorCode,
        /// What happened and what to do next. Never a value.
        detail: String,
        /// What is wrong with single keys.
        errors: Vec<KeyProblem>,
    },
    /// The request was settled before: as it stands.
    #[error("the request was answered, withdrawn or has expired; nothing was changed")]
    Settled(Box<EnvRequest>),
    /// No such thing, or none that this token may see: the same answer for both.
    #[error("there is no such thing here, or none that this token may see")]
    NotFound,
    /// A snapshot was asked for without these, and they were not acknowledged as they are.
    #[error("required values are missing; fill them in, or acknowledge exactly these")]
    MissingRequired(Vec<Missing>),
    /// The path exists, the method does not.
    #[error("this path does not answer to this method")]
    MethodNotAllowed,
    /// Too many requests.
    #[error("too many requests: wait {retry_after_seconds} s")]
    RateLimited {
        /// When to come back.
        retry_after_seconds: u64,
    },
    /// The store cannot be used now.
    #[error("the store cannot be used now; nothing was changed, try again")]
    Storage(#[source] Box<dyn Error + Send + Sync>),
    /// A bug.
    #[error("something went wrong in the server; its log has the cause")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl HttpError {
    /// A refusal without a list of keys.
    #[must_use]
    pub fn refused(code: ErrorCode, detail: &str) -> Self {
        Self::Refused { code, detail: detail.to_owned(), errors: Vec::new() }
    }

    /// The closed code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Refused { code, .. } => *code,
            Self::Settled(_) => ErrorCode::RequestSettled,
            Self::NotFound | Self::MethodNotAllowed => ErrorCode::NotFound,
            Self::MissingRequired(_) => ErrorCode::MissingRequired,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Storage(_) => ErrorCode::StorageUnavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// Logs it once if the caller can do nothing about it: whoever answers with it calls this.
    pub(crate) fn log(&self) {
        if self.status().is_server_error() {
            tracing::error!(code = %slug(self.code()), cause = self.source(), "a call failed");
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused { .. }
            | Self::Settled(_)
            | Self::NotFound
            | Self::MissingRequired(_)
            | Self::RateLimited { .. }
            | Self::Storage(_)
            | Self::Internal(_) => status_of(self.code()),
        }
    }
}

fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::InvalidBody => StatusCode::BAD_REQUEST,
        ErrorCode::InvalidName
        | ErrorCode::PathNotAllowed
        | ErrorCode::SecretInPlainFile
        | ErrorCode::Duplicate
        | ErrorCode::ValueTooLarge
        | ErrorCode::ValueNotAllowed
        | ErrorCode::ReaderCannotCarry
        | ErrorCode::TooMany
        | ErrorCode::IdempotencyMismatch
        | ErrorCode::NotAttempted
        | ErrorCode::NotKept
        | ErrorCode::NotInFile
        | ErrorCode::AnswersIncomplete
        | ErrorCode::NameRefused
        | ErrorCode::ValueNotCertain => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::Unauthenticated | ErrorCode::LaunchUsed => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden | ErrorCode::OriginRefused => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::Conflict
        | ErrorCode::SessionEnded
        | ErrorCode::RequestSettled
        | ErrorCode::MissingRequired
        | ErrorCode::NoLocalFolder
        | ErrorCode::FileUnavailable => StatusCode::CONFLICT,
        ErrorCode::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        ErrorCode::HeaderRequired => StatusCode::PRECONDITION_REQUIRED,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::StorageUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::KeyMismatch | ErrorCode::Internal | ErrorCode::Unknown => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

fn slug(code: ErrorCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let (code, status) = (self.code(), self.status());
        self.log();
        let mut body = ErrorBody {
            kind: format!("urn:envdock:problem:{}", slug(code)),
            title: title::of(code).to_owned(),
            status: status.as_u16(),
            detail: Some(self.to_string()),
            code,
            errors: Vec::new(),
            missing: Vec::new(),
            request: None,
        };
        let retry_after = match self {
            Self::Refused { errors, .. } => {
                body.errors = errors;
                None
            }
            Self::Settled(request) => {
                body.request = Some(*request);
                None
            }
            Self::MissingRequired(missing) => {
                body.missing = missing;
                None
            }
            Self::RateLimited { retry_after_seconds } => Some(retry_after_seconds),
            Self::Storage(_) => Some(1),
            Self::NotFound | Self::MethodNotAllowed | Self::Internal(_) => None,
        };
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (status, bytes).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
