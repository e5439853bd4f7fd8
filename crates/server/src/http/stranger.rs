//! Somebody who has shown no valid token.

use crate::error::HttpError;
use crate::http::limits::{Limits, Payer};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// Somebody who has shown no valid token, known by an address at most.
#[derive(Clone, Copy, Debug)]
pub struct Stranger(Option<IpAddr>);

impl Stranger {
    /// Who sent a request.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Self(peer.map(|ConnectInfo(address)| address.ip()))
    }

    /// Takes the price of an attempt.
    ///
    /// # Errors
    /// When there were too many.
    pub fn pay(self, limits: &Limits, cost: u32) -> Result<(), HttpError> {
        limits
            .take(Payer::Stranger(self.0), cost)
            .map_err(|retry_after_seconds| HttpError::RateLimited { retry_after_seconds })
    }

    /// Gives the price back to somebody who turned out to be known.
    pub fn refund(self, limits: &Limits, cost: u32) {
        limits.give_back(Payer::Stranger(self.0), cost);
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Stranger {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
