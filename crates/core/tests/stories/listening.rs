//! A stream that tells a random page what was written, later than it was, and breaks.

use crate::world::World;
use envdock_contract::model::Revision;
use envdock_core::{CheckFailure, Event, StreamEvent};

impl World {
    /// The stream stands, or tells the next thing.
    pub(crate) fn stream_moves(&mut self) -> Option<()> {
        let (stream, after, place) = self.stream?;
        let Some(place) = place else {
            let missed = |after: Revision| self.log.iter().position(|(at, _)| *at > after.0);
            let end = self.log.len();
            let place = after.map_or(end, |after| missed(after).unwrap_or(end));
            self.stream = Some((stream, after, Some(place)));
            if after.is_none() {
                self.connects(false);
            }
            return Some(());
        };
        let Some((revision, news)) = self.log.get(place).cloned() else {
            if after.is_some() {
                self.connects(true);
            }
            return None;
        };
        self.stream = Some((stream, after, Some(place + 1)));
        let revision = Some(Revision(revision));
        self.tell(Event::Stream(StreamEvent::Arrived { stream, revision, news }));
        Some(())
    }

    fn connects(&mut self, complete: bool) {
        let Some((stream, _, place)) = self.stream else { return };
        self.stream = Some((stream, None, place));
        let revision = Some(Revision(self.revision));
        self.tell(Event::Stream(StreamEvent::Connected { stream, revision, complete }));
    }

    pub(crate) fn stream_breaks(&mut self, failure: CheckFailure) {
        if let Some((stream, ..)) = self.stream.take() {
            self.tell(Event::Stream(StreamEvent::Lost { stream, failure }));
        }
    }
}
