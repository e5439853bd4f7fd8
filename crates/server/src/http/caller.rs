//! Who calls.

use crate::app::App;
use crate::crypto::{Digest, digest};
use crate::db;
use crate::error::HttpError;
use crate::policy::{Action, allows};
use crate::sign_in::Identity;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use envdock_contract::wire::ErrorCode;
use std::sync::Arc;

/// An authenticated caller.
#[derive(Debug)]
pub struct Caller {
    /// Who.
    pub identity: Identity,
    /// The token that says so.
    pub token: Digest,
}

impl Caller {
    /// # Errors
    /// When the role may not do this.
    pub fn require(&self, action: Action) -> Result<(), HttpError> {
        if allows(self.identity.role, action) {
            return Ok(());
        }
        Err(HttpError::refused(ErrorCode::Forbidden, "the role of this token does not allow it"))
    }
}

/// The token of an `Authorization: Bearer` header (RFC 6750, section 2.1).
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, HttpError> {
        let refused = || {
            let detail = "sign in again: `envdock open` prints a link";
            HttpError::refused(ErrorCode::Unauthenticated, detail)
        };
        let token = digest(bearer(&parts.headers).ok_or_else(refused)?);
        app.limits
            .take(&token, 1)
            .map_err(|retry_after_seconds| HttpError::RateLimited { retry_after_seconds })?;
        let identity = identity_of(app, &token).await?.ok_or_else(refused)?;
        Ok(Self { identity, token })
    }
}

/// Whose token it is; `None`: nobody's, or not any more.
///
/// # Errors
/// When the store cannot be read.
pub async fn identity_of(app: &App, token: &Digest) -> db::Result<Option<Identity>> {
    if let Some(identity) = app.sign_ins.identity(token) {
        return Ok(Some(identity));
    }
    Ok(app.repository.token(token).await?.map(Identity::from))
}
