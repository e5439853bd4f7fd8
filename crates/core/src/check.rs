//! Answers to checks, and failures of all calls.

use crate::calls::Call;
use crate::order::Moment;
use crate::reads::ReadKey;
use crate::table::SlotIndex;
use crate::{CallId, CheckFailure, Fetch, PartResult, State};
use envdock_contract::model::{KeyName, Presence, Revision, UnknownReason};
use std::collections::HashMap;

impl State {
    pub(crate) fn check_answered(
        &mut self,
        call: CallId,
        revision: Option<Revision>,
        results: Vec<PartResult>,
    ) {
        let Some(Call::Check(asked)) = self.calls.close(call) else { return };
        let moment = Moment { revision, call: call.0 };
        let mut results = results.into_iter();
        for (_, slots) in asked {
            match results.next() {
                Some(PartResult::Keys(keys)) => self.part_answered(&slots, keys, moment),
                Some(PartResult::Failed(failure)) => self.part_failed(&slots, failure, moment),
                None => self.part_answered(&slots, Vec::new(), moment),
            }
        }
        self.note_success();
    }

    fn part_answered(
        &mut self,
        slots: &[SlotIndex],
        keys: Vec<(KeyName, Presence)>,
        moment: Moment,
    ) {
        let mut by_name: HashMap<KeyName, Presence> = HashMap::with_capacity(keys.len());
        for (key, presence) in keys {
            by_name.entry(key).or_insert(presence);
        }
        for index in slots {
            let Some(record) = self.slots.get(*index) else { continue };
            let presence = by_name
                .remove(record.id.key())
                .unwrap_or(Presence::Unknown { reason: UnknownReason::Protocol });
            self.slot_answered(*index, presence, moment);
        }
    }

    fn slot_answered(&mut self, index: SlotIndex, presence: Presence, moment: Moment) {
        if !self.accepts(index, moment) {
            return;
        }
        let failure = match &presence {
            Presence::Unknown { reason } => Some(failure_of(*reason)),
            Presence::Stored(_) => None,
        };
        if failure.is_some_and(keeps_what_was_known) {
            self.slot_failed(index, CheckFailure::Unavailable { retry_after_ms: None });
            self.slots.edit(index, |entry| {
                if entry.checked_at.is_none() {
                    entry.presence = presence;
                }
            });
            return;
        }
        self.slots.answered(index, moment);
        let now = self.now;
        self.slots.edit(index, |entry| {
            entry.presence = presence;
            entry.fetch = Fetch::Idle;
            entry.failure = failure;
            entry.checked_at = Some(now);
            entry.stale = false;
        });
        self.slots.failed.remove(&index);
        if failure.is_some_and(CheckFailure::is_transient) {
            self.fail_later(index);
        }
    }

    /// Whether an answer is recent enough. One that is not says nothing: it is asked again later.
    fn accepts(&mut self, index: SlotIndex, moment: Moment) -> bool {
        let order = self.slots.get(index).map(|record| record.order).unwrap_or_default();
        let accepted = order.accepts(moment);
        if !accepted {
            self.slots.edit(index, |entry| {
                entry.fetch = Fetch::Idle;
                entry.stale = entry.checked_at.is_some();
            });
            self.fail_later(index);
        }
        accepted
    }

    fn part_failed(&mut self, slots: &[SlotIndex], failure: CheckFailure, moment: Moment) {
        self.note_retry_after(failure.retry_after_ms());
        for index in slots {
            match reason_of(failure) {
                Some(reason) => {
                    self.slot_answered(*index, Presence::Unknown { reason }, moment);
                }
                None => self.slot_failed(*index, failure),
            }
        }
        if failure == CheckFailure::SignedOut {
            self.signed_out();
        }
    }

    /// No answer: what was known stays, marked as stale.
    fn slot_failed(&mut self, index: SlotIndex, failure: CheckFailure) {
        self.slots.edit(index, |entry| {
            entry.fetch = Fetch::Idle;
            entry.failure = Some(failure);
            entry.stale = entry.checked_at.is_some();
        });
        if failure.is_transient() {
            self.fail_later(index);
        }
    }

    /// Asks again when the retry timer fires, if somebody watches.
    pub(crate) fn fail_later(&mut self, index: SlotIndex) {
        if self.slots.get(index).is_some_and(|record| record.watchers > 0) {
            self.slots.failed.insert(index);
        }
    }

    /// A call was not answered.
    pub(crate) fn call_failed(&mut self, call: CallId, failure: CheckFailure) {
        match self.calls.close(call) {
            Some(Call::Check(asked)) => {
                let moment = Moment { revision: None, call: call.0 };
                for (_, slots) in asked {
                    self.part_failed(&slots, failure, moment);
                }
            }
            Some(Call::Read(keys)) => {
                self.reads_failed(&keys, failure);
                if failure.is_final() {
                    // What is not there, or not for this person, says nothing about the server.
                    self.note_success();
                    return;
                }
            }
            None => return,
        }
        self.call_was_not_answered(failure);
    }

    /// What a failure says about the way to the server.
    pub(crate) fn call_was_not_answered(&mut self, failure: CheckFailure) {
        self.connection.failure = Some(failure);
        self.connection.offline |= failure == CheckFailure::Offline;
        self.note_retry_after(failure.retry_after_ms());
        if failure == CheckFailure::SignedOut {
            self.signed_out();
        }
    }

    pub(crate) fn reads_failed(&mut self, keys: &[ReadKey], failure: CheckFailure) {
        for key in keys {
            self.reads.not_answered(key, failure, self.now);
        }
        self.spec_read_ended();
    }
}

/// A key whose backend did not answer keeps what was known before.
fn keeps_what_was_known(failure: CheckFailure) -> bool {
    matches!(failure, CheckFailure::Unavailable { .. })
}

fn failure_of(reason: UnknownReason) -> CheckFailure {
    match reason {
        UnknownReason::Forbidden => CheckFailure::Forbidden,
        UnknownReason::NotFound => CheckFailure::NotFound,
        UnknownReason::Protocol => CheckFailure::Protocol,
        UnknownReason::NotChecked | UnknownReason::Unavailable | UnknownReason::Other => {
            CheckFailure::Unavailable { retry_after_ms: None }
        }
    }
}

/// Failures that are an answer: nothing will be known until somebody does something.
fn reason_of(failure: CheckFailure) -> Option<UnknownReason> {
    match failure {
        CheckFailure::Forbidden => Some(UnknownReason::Forbidden),
        CheckFailure::NotFound => Some(UnknownReason::NotFound),
        CheckFailure::Offline
        | CheckFailure::Timeout
        | CheckFailure::Unavailable { .. }
        | CheckFailure::RateLimited { .. }
        | CheckFailure::SignedOut
        | CheckFailure::Protocol => None,
    }
}
