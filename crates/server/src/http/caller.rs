//! Who calls.

use crate::app::App;
use crate::crypto::{Digest, digest};
use crate::db;
use crate::error::HttpError;
use crate::http::limits::Payer;
use crate::http::stranger::Stranger;
use crate::policy::{Action, allows};
use crate::sign_in::Identity;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use envdock_contract::wire::ErrorCode;
use std::sync::Arc;

/// What a token costs that is not known yet: each is looked for in the store.
const GUESS: u32 = 3;

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
        let payer = Payer::Token(token);
        let pay = || {
            let limited = |retry_after_seconds| HttpError::RateLimited { retry_after_seconds };
            app.limits.take(payer, 1).map_err(limited)
        };
        // A flood of guesses must not keep the store busy, and must not lock out a token that is
        // known already.
        if app.sign_ins.identity(&token).is_some() || app.limits.knows(payer) {
            pay()?;
            let Some(identity) = identity_of(app, &token).await? else {
                app.limits.forget(payer);
                return Err(refused());
            };
            return Ok(Self { identity, token });
        }
        let stranger = Stranger::of(parts);
        stranger.pay(&app.limits, GUESS)?;
        let identity = identity_of(app, &token).await?.ok_or_else(refused)?;
        stranger.refund(&app.limits, GUESS);
        pay()?;
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
