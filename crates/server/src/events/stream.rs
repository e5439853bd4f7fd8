//! One reader's stream. Every event is authorized anew when it is sent, as its read would be.

use crate::app::App;
use crate::crypto::Digest;
use crate::db::RepositoryError;
use crate::error::HttpError;
use crate::events::hub::{Beginning, Next};
use crate::events::visible::visible;
use crate::http::{Turn, identity_of};
use envdock_contract::model::Revision;
use envdock_contract::wire::{EventBody, StreamedEvent};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How soon who listens or waits notices that its token has expired, or was revoked by another
/// process.
pub(crate) const RECHECK: Duration = Duration::from_secs(5);

/// One reader's stream.
#[derive(Debug)]
pub(crate) struct Stream {
    app: Arc<App>,
    token: Digest,
    change: watch::Receiver<()>,
    greeting: VecDeque<StreamedEvent>,
    position: u64,
    _turn: Turn<Digest>,
}

/// The stream of a reader that knows everything up to `after`.
///
/// # Errors
/// When the token has too many already.
pub(crate) fn start(
    app: Arc<App>,
    token: Digest,
    after: Option<Revision>,
) -> Result<Stream, HttpError> {
    let turn = app.line(token)?;
    let Beginning { position, revision, has_gap } = app.events.begin(after);
    // The gap first: whoever is cut off between the two still knows of it.
    let gap = has_gap.then_some(EventBody::Resync).into_iter();
    let greeting = gap.chain([EventBody::Connected]);
    let greeting = greeting.map(|event| StreamedEvent { revision, event }).collect();
    let change = app.events.watch();
    Ok(Stream { app, token, change, greeting, position, _turn: turn })
}

impl Stream {
    /// The next event that the reader may read; `None`: the stream is over.
    pub(crate) async fn next(&mut self) -> Option<StreamedEvent> {
        if let Some(event) = self.greeting.pop_front() {
            return Some(event);
        }
        loop {
            // What changes from here on wakes it below.
            self.change.mark_unchanged();
            match self.app.events.at(self.position) {
                Next::Over => return None,
                Next::Event(event) => {
                    self.position += 1;
                    match self.authorized(&event).await {
                        Ok(Some(event)) => return Some(event),
                        Ok(None) => {}
                        Err(Ended) => return None,
                    }
                }
                Next::Nothing => {
                    let _woken = tokio::time::timeout(RECHECK, self.change.changed()).await;
                    self.may_go_on().await.ok()?;
                }
            }
        }
    }

    async fn may_go_on(&self) -> Result<(), Ended> {
        let nothing = StreamedEvent { revision: Revision(0), event: EventBody::Connected };
        self.authorized(&nothing).await.map(drop)
    }

    async fn authorized(&self, event: &StreamedEvent) -> Result<Option<StreamedEvent>, Ended> {
        let identity = identity_of(&self.app, &self.token).await?.ok_or(Ended)?;
        let body = visible(&self.app, &identity, &event.event).await?;
        Ok(body.map(|body| StreamedEvent { revision: event.revision, event: body }))
    }
}

/// The reader may not read any more, or it cannot be found out whether it may.
#[derive(Debug)]
pub(super) struct Ended;

impl From<RepositoryError> for Ended {
    fn from(error: RepositoryError) -> Self {
        tracing::warn!(%error, "a stream of events was ended");
        Self
    }
}
