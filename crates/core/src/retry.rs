//! Asking again what failed: exponential backoff with full jitter.

use crate::{CheckFailure, Command, Delay, Millis, State, Timer, TimerPurpose};

/// The first retry waits up to this long; each further one up to twice as long.
const FIRST_MS: u64 = 1_000;
/// No retry waits longer than this, unless the server asks for more.
const LONGEST_MS: u64 = 60_000;
/// A server that asks for more than this is asked again all the same.
const LONGEST_RETRY_AFTER_MS: u64 = 3_600_000;
/// Answers older than this are asked again when the page comes to the front, or is asked for them.
pub const FRESH_MS: u64 = 30_000;

#[derive(Debug, Default)]
pub(crate) struct Retry {
    /// Failures in a row.
    attempt: u32,
    timer: Option<u64>,
    /// When that was started: something had just failed.
    started_at: Millis,
    /// The server asked to be left alone until then.
    not_before: Millis,
}

/// The longest that the next try waits after this many in a row have failed.
pub(crate) fn longest_wait_ms(attempt: u32) -> u64 {
    FIRST_MS.saturating_mul(2_u64.saturating_pow(attempt)).min(LONGEST_MS)
}

/// Waits between the tries of a call that core does not make itself, as long as core would.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backoff {
    attempt: u32,
}

impl Backoff {
    /// How long to wait after this failure, which follows those told before.
    #[must_use]
    pub fn after(self, failure: CheckFailure) -> (Self, Delay) {
        let min_ms = failure.retry_after_ms().unwrap_or_default().min(LONGEST_RETRY_AFTER_MS);
        let max_ms = min_ms.saturating_add(longest_wait_ms(self.attempt));
        (Self { attempt: self.attempt.saturating_add(1) }, Delay { min_ms, max_ms })
    }
}

impl State {
    /// Starts the retry timer if something failed that somebody watches.
    pub(crate) fn start_retry(&mut self) {
        let failed = !self.slots.failed.is_empty() || !self.reads.failed.is_empty();
        if failed && self.retry.timer.is_none() && !self.is_signed_out() {
            let number = self.calls.next_number();
            let min_ms = self.wait_for_server_ms();
            let max_ms = min_ms.saturating_add(longest_wait_ms(self.retry.attempt));
            self.retry.attempt = self.retry.attempt.saturating_add(1);
            self.retry.timer = Some(number);
            self.retry.started_at = self.now;
            let timer = Timer { purpose: TimerPurpose::Retry, number };
            self.commands.push(Command::StartTimer { timer, delay: Delay { min_ms, max_ms } });
        }
        self.connection.retrying = self.retry.timer.is_some();
    }

    /// How long the server asked to be left alone from now on.
    pub(crate) fn wait_for_server_ms(&self) -> u64 {
        self.retry.not_before.since(self.now)
    }

    pub(crate) fn note_retry_after(&mut self, retry_after_ms: Option<u64>) {
        if let Some(ms) = retry_after_ms {
            let until = self.now.plus(ms.min(LONGEST_RETRY_AFTER_MS));
            self.retry.not_before = self.retry.not_before.max(until);
        }
    }

    /// A call succeeded. Only when nothing is left to ask again the next wait is short again.
    pub(crate) fn note_success(&mut self) {
        self.connection.offline = false;
        self.connection.last_success = Some(self.now);
        let settled = self.slots.failed.is_empty() && self.reads.failed.is_empty();
        // One call that succeeds does not explain away another one that still has to be repeated.
        if settled {
            self.connection.failure = None;
        }
        if settled && self.calls.is_idle() {
            self.retry.attempt = 0;
        }
    }

    pub(crate) fn retry_due(&mut self, number: u64) {
        if self.retry.timer == Some(number) {
            self.retry.timer = None;
            self.ask_again_what_failed();
        }
    }

    /// Asks now, and begins with short waits again.
    pub(crate) fn retry_at_once(&mut self) {
        self.retry.timer = None;
        self.retry.attempt = 0;
        self.ask_again_what_failed();
    }

    /// Stops asking: what has failed stays failed until somebody signs in.
    pub(crate) fn retry_never(&mut self) {
        self.retry = Retry::default();
    }

    fn ask_again_what_failed(&mut self) {
        for index in std::mem::take(&mut self.slots.failed) {
            self.slots.queue(index);
        }
        for key in std::mem::take(&mut self.reads.failed) {
            self.reads.queue(&key);
        }
    }

    pub(crate) fn online(&mut self) {
        self.connection.offline = false;
        self.ask_who_is_signed_in_now();
        self.retry_at_once();
        self.reopen_stream_at_once();
        self.send_unconfirmed_again();
    }

    /// What has just failed waits for its retry: a page that comes and goes asks no more often.
    pub(crate) fn focused(&mut self) {
        self.ask_who_is_signed_in_now();
        if self.now.since(self.retry.started_at) > FRESH_MS {
            self.retry_at_once();
        }
        self.ask_watched_again(FRESH_MS);
    }

    pub(crate) fn refresh_wanted(&mut self) {
        self.retry_at_once();
        for index in self.watched_slots() {
            self.slots.queue(index);
        }
        for key in self.reads.watched().cloned().collect::<Vec<_>>() {
            self.reads.queue(&key);
        }
    }

    /// Asks everything again that is watched and not fresh.
    pub(crate) fn ask_watched_again(&mut self, fresh_ms: u64) {
        for index in self.watched_slots() {
            if !self.slots.is_fresh(index, self.now, fresh_ms) {
                self.ask(index);
            }
        }
        for key in self.reads.watched().cloned().collect::<Vec<_>>() {
            if !self.reads.is_fresh(&key, self.now, fresh_ms) {
                self.ask_read(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_goes_on_failing_waits_longer_and_never_less_than_the_server_asks_for() {
        let (once, first) = Backoff::default().after(CheckFailure::Offline);
        assert_eq!(first, Delay { min_ms: 0, max_ms: 1_000 });
        let busy = CheckFailure::RateLimited { retry_after_ms: Some(7_000) };
        let (_, second) = once.after(busy);
        assert_eq!(second, Delay { min_ms: 7_000, max_ms: 9_000 });
        let endless = CheckFailure::Unavailable { retry_after_ms: Some(u64::MAX) };
        assert_eq!(once.after(endless).1.min_ms, LONGEST_RETRY_AFTER_MS);
    }
}
