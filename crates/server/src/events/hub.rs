//! The newest events, in the order of their revisions, and whoever waits for the next one.
//!
//! Nobody has a queue of their own: a reader has a position in the one ring. A slow reader costs
//! nothing and holds up nobody; when the ring has left its position behind, it is over.

use envdock_contract::model::Revision;
use envdock_contract::wire::{EventBody, StreamedEvent};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The events that are kept for readers that come back, at most.
const MOST_EVENTS: usize = 2_048;
/// The same in bytes of JSON.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The newest events.
#[derive(Debug)]
pub struct Hub {
    ring: Mutex<Ring>,
    change: watch::Sender<()>,
}

#[derive(Debug)]
struct Ring {
    events: VecDeque<Kept>,
    bytes: usize,
    /// The number of the first event in the ring, counted since the start.
    first: u64,
    /// Everything after this revision is in the ring.
    complete_after: Revision,
    newest: Revision,
    is_closed: bool,
}

#[derive(Debug)]
struct Kept {
    event: Arc<StreamedEvent>,
    bytes: usize,
}

/// Where a reader begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// The number of the first event for it.
    pub(crate) position: u64,
    /// Everything up to here is known to it, or was missed.
    pub(crate) revision: Revision,
    /// Something was missed.
    pub(crate) has_gap: bool,
}

/// What stands at a position.
#[derive(Debug)]
pub(crate) enum Next {
    /// An event.
    Event(Arc<StreamedEvent>),
    /// Nothing yet.
    Nothing,
    /// Nothing any more: the ring has gone on without this reader, or the server ends.
    Over,
}

impl Hub {
    /// A hub of an organization that is at this revision.
    #[must_use]
    pub fn new(revision: Revision) -> Self {
        let ring = Ring {
            events: VecDeque::new(),
            bytes: 0,
            first: 0,
            complete_after: revision,
            newest: revision,
            is_closed: false,
        };
        Self { ring: Mutex::new(ring), change: watch::Sender::new(()) }
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what happened. What the store has written is told by the transaction that wrote it,
    /// which keeps the order; this is for everything else.
    ///
    /// The order of revisions is the order of the ring: what comes late gets the newest one, so
    /// that nobody comes back after it without having read it.
    pub fn publish(&self, revision: Revision, event: EventBody) {
        let mut ring = self.ring();
        let revision = revision.max(ring.newest);
        ring.newest = revision;
        let event = StreamedEvent { revision, event };
        let bytes = serde_json::to_vec(&event).map_or(0, |json| json.len());
        ring.bytes += bytes;
        ring.events.push_back(Kept { event: Arc::new(event), bytes });
        while ring.events.len() > MOST_EVENTS || ring.bytes > MOST_BYTES {
            let Some(oldest) = ring.events.pop_front() else { break };
            ring.bytes -= oldest.bytes;
            ring.first += 1;
            ring.complete_after = oldest.event.revision;
        }
        drop(ring);
        self.wake();
    }

    /// Makes every reader look whether it may still read.
    pub fn wake(&self) {
        self.change.send_replace(());
    }

    /// Ends all readers: the server ends.
    pub fn close(&self) {
        self.ring().is_closed = true;
        self.wake();
    }

    /// Resolves when the server ends.
    pub async fn closed(&self) {
        let mut change = self.watch();
        while !self.ring().is_closed {
            if change.changed().await.is_err() {
                return;
            }
        }
    }

    /// Is told of every change.
    pub(crate) fn watch(&self) -> watch::Receiver<()> {
        self.change.subscribe()
    }

    /// Where a reader begins that knows everything before `after`, and something of `after`.
    pub(crate) fn begin(&self, after: Option<Revision>) -> Beginning {
        let ring = self.ring();
        let end = ring.first + u64::try_from(ring.events.len()).unwrap_or(u64::MAX);
        let at_end = |has_gap| Beginning { position: end, revision: ring.newest, has_gap };
        match after {
            None => at_end(false),
            Some(after) if after <= ring.complete_after => at_end(true),
            Some(after) => {
                // One transaction can tell several things: those of `after` itself come again.
                let known = ring.events.partition_point(|kept| kept.event.revision < after);
                let position = ring.first + u64::try_from(known).unwrap_or(u64::MAX);
                Beginning { position, revision: after, has_gap: false }
            }
        }
    }

    /// What stands at a position.
    pub(crate) fn at(&self, position: u64) -> Next {
        let ring = self.ring();
        let index = position.checked_sub(ring.first).and_then(|index| usize::try_from(index).ok());
        match index {
            Some(_) if ring.is_closed => Next::Over,
            Some(index) => ring
                .events
                .get(index)
                .map_or(Next::Nothing, |kept| Next::Event(Arc::clone(&kept.event))),
            None => Next::Over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::SessionId;

    fn files(session: &str) -> EventBody {
        EventBody::Files { session: SessionId::new(session).unwrap() }
    }

    fn check(hub: &Hub, after: Option<u64>, expected: Option<&[u64]>) {
        let beginning = hub.begin(after.map(Revision));
        assert_eq!(beginning.has_gap, expected.is_none(), "after {after:?}");
        let mut revisions = Vec::new();
        while let Next::Event(event) =
            hub.at(beginning.position + u64::try_from(revisions.len()).unwrap())
        {
            revisions.push(event.revision.0);
        }
        assert_eq!(revisions, expected.unwrap_or_default(), "after {after:?}");
    }

    #[test]
    fn a_reader_that_comes_back_reads_on_and_gets_its_last_revision_again() {
        let hub = Hub::new(Revision(4));
        for revision in [5, 5, 7] {
            hub.publish(Revision(revision), files("s"));
        }
        check(&hub, Some(5), Some(&[5, 5, 7]));
        check(&hub, Some(6), Some(&[7]));
        check(&hub, Some(7), Some(&[7]));
        check(&hub, Some(9), Some(&[]));
        check(&hub, None, Some(&[]));
    }

    #[test]
    fn what_an_earlier_process_told_is_a_gap() {
        let hub = Hub::new(Revision(4));
        check(&hub, Some(4), None);
        hub.publish(Revision(5), files("s"));
        check(&hub, Some(3), None);
        check(&hub, Some(5), Some(&[5]));
    }

    #[test]
    fn what_comes_late_is_not_passed_over() {
        let hub = Hub::new(Revision(1));
        hub.publish(Revision(3), files("s"));
        hub.publish(Revision(2), files("s"));
        check(&hub, Some(3), Some(&[3, 3]));
    }

    #[test]
    fn a_full_ring_drops_the_oldest_and_ends_who_stood_there() {
        let hub = Hub::new(Revision(0));
        hub.publish(Revision(1), files("s"));
        let slow = hub.begin(Some(Revision(1)));
        assert!(matches!(hub.at(slow.position), Next::Event(_)));
        for revision in 2..=u64::try_from(MOST_EVENTS).unwrap() + 1 {
            hub.publish(Revision(revision), files("s"));
        }
        assert!(matches!(hub.at(slow.position), Next::Over));
        assert!(hub.begin(Some(Revision(1))).has_gap);
        assert!(!hub.begin(Some(Revision(2))).has_gap);
    }

    #[test]
    fn large_events_leave_room_for_fewer() {
        let hub = Hub::new(Revision(0));
        let large = files(&"s".repeat(128));
        let bytes = serde_json::to_vec(&large).unwrap().len();
        assert!(MOST_BYTES / bytes > MOST_EVENTS, "ids alone do not fill the ring");
        assert!(hub.ring().bytes == 0);
        hub.publish(Revision(1), large);
        assert!(hub.ring().bytes > bytes);
    }

    #[tokio::test]
    async fn closing_ends_everybody() {
        let hub = Hub::new(Revision(0));
        let beginning = hub.begin(None);
        assert!(matches!(hub.at(beginning.position), Next::Nothing));
        hub.close();
        hub.closed().await;
        assert!(matches!(hub.at(beginning.position), Next::Over));
    }
}
