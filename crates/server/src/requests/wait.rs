//! Waiting for a person's answer.

use crate::app::App;
use crate::crypto::Digest;
use crate::error::HttpError;
use crate::events::RECHECK;
use crate::http::identity_of;
use envdock_contract::model::{EnvRequest, RequestId, RequestState};
use envdock_contract::wire::ErrorCode;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// The request as it stands when it is settled, and env files have its values, or after `most`,
/// whichever comes first. Whoever calls this has checked that the caller may see it.
///
/// # Errors
/// When the store cannot be read or has no such request, when `token` has ended, or when too much
/// waits for it already.
pub async fn wait(
    app: &App,
    token: &Digest,
    id: &RequestId,
    most: Duration,
) -> Result<EnvRequest, HttpError> {
    let _turn = app.line(*token)?;
    let end = Instant::now() + most;
    // Watched before it is read: what is settled in between is seen.
    let mut events = app.events.watch();
    loop {
        // Asked first: what ends a token may settle the request in the same moment, and must not do
        // so between the two looks.
        let is_alive = identity_of(app, token).await?.is_some();
        let (_, request) = app.repository.request(id).await?;
        if request.state != RequestState::Open && !app.answers.goes_on(id) {
            return Ok(request);
        }
        if !is_alive {
            return Err(HttpError::refused(ErrorCode::Unauthenticated, "the token has ended"));
        }
        let ended = tokio::select! {
            told = events.changed() => told.is_err(),
            () = app.events.closed() => true,
            () = sleep_until(end) => true,
            () = sleep(RECHECK) => false,
        };
        if ended {
            return Ok(request);
        }
    }
}
