//! `GET /events?after=revision`.

use crate::app::App;
use crate::error::HttpError;
use crate::events::{Stream, start};
use crate::http::{Caller, Query};
use crate::policy::{Action, Reach};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use envdock_contract::model::Revision;
use envdock_contract::wire::{ErrorCode, StreamedEvent};
use futures_util::stream::unfold;
use std::sync::Arc;
use std::time::Duration;

/// Shorter than the patience of proxies, which is a minute at least.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Streams what changes, as long as the token lives.
pub(crate) async fn stream(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Response, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    if matches!(&reach, Reach::Bound(bound) if bound.is_empty()) {
        let detail = "the sessions of this token have ended";
        return Err(HttpError::refused(ErrorCode::SessionEnded, detail));
    }
    let after = parameters.iter().find(|(name, _)| name == "after").map(|(_, after)| after);
    let after = after.map(|after| after.parse().map(Revision)).transpose().map_err(|_not_one| {
        HttpError::refused(ErrorCode::InvalidBody, "`after` is not a revision")
    })?;
    let events = unfold(start(app, caller.token, after)?, |mut stream: Stream| async {
        let event = stream.next().await?;
        Some((frame(&event), stream))
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    let mut response = Sse::new(events).keep_alive(keep_alive).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that collects an answer before it passes it on would make it useless.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn frame(event: &StreamedEvent) -> Result<Event, axum::Error> {
    Event::default().id(event.revision.0.to_string()).json_data(event)
}
