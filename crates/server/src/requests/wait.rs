//! Waiting for a person's answer.

use crate::app::App;
use crate::error::HttpError;
use envdock_contract::model::{EnvRequest, RequestId, RequestState};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The request as it stands when it is settled or after `most`, whichever comes first. Whoever
/// calls this has checked that the caller may see it.
///
/// # Errors
/// When the store cannot be read, or has no such request.
pub async fn wait(app: &App, id: &RequestId, most: Duration) -> Result<EnvRequest, HttpError> {
    let end = Instant::now() + most;
    // Watched before it is read: what is settled in between is seen.
    let mut events = app.events.watch();
    loop {
        let (_, request) = app.repository.request(id).await?;
        if request.state != RequestState::Open {
            return Ok(request);
        }
        let ended = tokio::select! {
            told = events.changed() => told.is_err(),
            () = app.events.closed() => true,
            () = sleep_until(end) => true,
        };
        if ended {
            return Ok(request);
        }
    }
}
