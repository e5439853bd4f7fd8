//! `If-Match`: the version that a caller has seen.

use crate::db::Expected;
use crate::error::HttpError;
use axum::http::{HeaderMap, header};
use envdock_contract::model::Version;
use envdock_contract::wire::ErrorCode;

/// What a request says that it replaces: `"VERSION"`, or `*` for whatever is there.
///
/// # Errors
/// When the header is missing, or names no version.
pub fn if_match(headers: &HeaderMap) -> Result<Expected, HttpError> {
    let tag = headers.get(header::IF_MATCH).ok_or_else(|| {
        let detail = "send If-Match with the ETag of what you have seen, or \"0\" for what is new";
        HttpError::refused(ErrorCode::HeaderRequired, detail)
    })?;
    let tag = tag.to_str().ok().map(str::trim);
    if tag == Some("*") {
        return Ok(Expected::Any);
    }
    tag.and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'))
        .and_then(|version| version.parse().ok())
        .map(|version| Expected::Version(Version(version)))
        .ok_or_else(mismatch)
}

/// The answer to a header that names no version that there is.
#[must_use]
pub fn mismatch() -> HttpError {
    let detail = "If-Match does not name a version of this: load it again";
    HttpError::refused(ErrorCode::PreconditionFailed, detail)
}
