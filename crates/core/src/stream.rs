//! The stream of changes: when it is opened, opened again, and what a gap in it means.

use crate::order::Moment;
use crate::reads::ReadKey;
use crate::retry::longest_wait_ms;
use crate::{
    CheckFailure, Command, Delay, Millis, SignIn, State, StreamEvent, StreamId, TimerPurpose,
};
use envdock_contract::model::Revision;

/// A stream that stood this long was a good one: the next wait is short again.
const STABLE_MS: u64 = 10_000;
/// After a resync not everybody asks at the same moment.
const RESYNC_MS: u64 = 2_000;

#[derive(Debug, Default)]
pub(crate) struct Stream {
    phase: Phase,
    /// Everything up to here was told or asked.
    told: Option<Revision>,
    /// Streams in a row that did not stand for long.
    attempt: u32,
    connected_at: Option<Millis>,
    resync: Option<(u64, Option<Revision>)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// Nobody is signed in, or the server does not tell.
    #[default]
    Closed,
    /// It is being opened, or stands.
    Open(StreamId),
    /// It is opened again when this timer fires.
    Waiting(u64),
    /// The server said that it has none for us: until somebody else signs in.
    Refused,
}

impl State {
    pub(crate) fn take_in_stream(&mut self, event: StreamEvent) {
        match event {
            StreamEvent::Connected { stream, revision, complete } => {
                if self.is_current(stream) {
                    self.stream_connected(revision, complete);
                }
            }
            StreamEvent::Arrived { stream, revision, news } => {
                if self.is_current(stream) {
                    self.stream.told = self.stream.told.max(revision);
                    self.news_arrived(revision, news);
                }
            }
            StreamEvent::Lost { stream, failure } => {
                if self.is_current(stream) {
                    self.stream_lost(failure);
                }
            }
        }
    }

    fn is_current(&self, stream: StreamId) -> bool {
        self.stream.phase == Phase::Open(stream)
    }

    /// Opens the stream when somebody signs in to a server that has one; ends it with the sign-in.
    pub(crate) fn follow_sign_in(&mut self) {
        let known = self.reads.me.known.as_ref();
        let is_told = known.is_some_and(|me| me.capabilities.events);
        let wanted = is_told && self.connection.sign_in == SignIn::SignedIn;
        match (wanted, self.stream.phase) {
            (true, Phase::Closed) => self.open_stream(),
            (false, Phase::Open(_) | Phase::Waiting(_) | Phase::Refused) => self.close_stream(),
            (true, Phase::Open(_) | Phase::Waiting(_) | Phase::Refused)
            | (false, Phase::Closed) => {}
        }
    }

    fn open_stream(&mut self) {
        let stream = StreamId(self.calls.next_number());
        self.stream.phase = Phase::Open(stream);
        self.commands.push(Command::OpenStream { stream, after: self.stream.told });
    }

    /// Ends the stream. What was told stays; the next one starts where this ended.
    fn close_stream(&mut self) {
        if let Phase::Open(_) = self.stream.phase {
            self.commands.push(Command::CloseStream);
        }
        self.stream.phase = Phase::Closed;
        self.stream.connected_at = None;
    }

    /// Somebody else is signed in: their changes are others, counted from another beginning.
    pub(crate) fn forget_stream(&mut self) {
        self.close_stream();
        self.stream = Stream::default();
    }

    fn stream_connected(&mut self, revision: Option<Revision>, complete: bool) {
        self.stream.connected_at = Some(self.now);
        if !complete {
            self.missed_until(revision);
        }
        self.stream.told = self.stream.told.max(revision);
    }

    fn stream_lost(&mut self, failure: CheckFailure) {
        let stood = self.stream.connected_at.take();
        if stood.is_some_and(|since| self.now.since(since) >= STABLE_MS) {
            self.stream.attempt = 0;
        }
        if failure == CheckFailure::SignedOut {
            self.signed_out();
            return;
        }
        if failure.is_final() {
            self.stream.phase = Phase::Refused;
            return;
        }
        self.note_retry_after(failure.retry_after_ms());
        let number = self.calls.next_number();
        let min_ms = self.wait_for_server_ms();
        let max_ms = min_ms.saturating_add(longest_wait_ms(self.stream.attempt));
        self.stream.attempt = self.stream.attempt.saturating_add(1);
        self.stream.phase = Phase::Waiting(number);
        self.start_timer(TimerPurpose::Stream, number, Delay { min_ms, max_ms });
    }

    pub(crate) fn stream_due(&mut self, number: u64) {
        if self.stream.phase == Phase::Waiting(number) {
            self.open_stream();
        }
    }

    /// There is a network again: no need to wait.
    pub(crate) fn reopen_stream_at_once(&mut self) {
        if let Phase::Waiting(_) = self.stream.phase {
            self.stream.attempt = 0;
            self.open_stream();
        }
    }

    pub(crate) fn resync_wanted(&mut self, revision: Option<Revision>) {
        let number = self.calls.next_number();
        self.stream.resync = Some((number, revision));
        let delay = Delay { min_ms: 0, max_ms: RESYNC_MS };
        self.start_timer(TimerPurpose::Resync, number, delay);
    }

    pub(crate) fn resync_due(&mut self, number: u64) {
        if let Some((_, revision)) = self.stream.resync.take_if(|(wanted, _)| *wanted == number) {
            self.missed_until(revision);
        }
    }

    /// Changes up to this revision may have been missed: what is older is asked again, all of it
    /// for a host without revisions. Answers that are on their way may be too old, too.
    fn missed_until(&mut self, revision: Option<Revision>) {
        // With revisions the start of a call says nothing.
        let call = revision.map_or_else(|| self.calls.next_number(), |_| 0);
        let moment = Moment { revision, call };
        for index in self.slots.indices() {
            let Some(record) = self.slots.get(index) else { continue };
            if revision.is_some() && record.complete.includes(moment) {
                continue;
            }
            self.slots.advance(index, moment);
            self.ask_because_unsure(index);
        }
        for key in self.reads.all_known() {
            let is_current = revision.is_some() && self.reads.includes(&key, moment);
            if key != ReadKey::Me && !is_current {
                self.reads.outdated(&key, moment);
                if self.reads.is_watched(&key) {
                    self.ask_read(&key);
                }
            }
        }
    }
}
