//! Everything that is asked within one tick goes out together.

use crate::calls::Call;
use crate::reads::ReadKey;
use crate::request_size::{MAX_KEYS, MAX_REQUEST_BYTES, key_bytes, part_bytes};
use crate::table::{PartIndex, SlotIndex};
use crate::{CheckPart, CheckRequest, Command, Delay, Fetch, Millis, State, Timer, TimerPurpose};
use envdock_contract::model::ConfigurationId;

/// A flush waits this long for the next spec or request that is being read: what it needs goes out with it.
const WAIT_FOR_SPEC_MS: u64 = 100;
/// However many specs come one after the other, a flush waits no longer than this.
const WAIT_FOR_SPECS_MS: u64 = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Batch {
    flush: Option<u64>,
    waiting: Option<Waiting>,
}

/// A flush that waits for specs.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    since: Millis,
    deadline: u64,
}

impl State {
    pub(crate) fn timer_fired(&mut self, timer: Timer) {
        match timer.purpose {
            TimerPurpose::Flush => self.flush_due(timer.number),
            TimerPurpose::FlushDeadline => self.deadline_due(timer.number),
            TimerPurpose::Retry => self.retry_due(timer.number),
            TimerPurpose::Stream => self.stream_due(timer.number),
            TimerPurpose::Resync => self.resync_due(timer.number),
        }
    }

    /// Starts the timers that this update has made necessary.
    pub(crate) fn start_timers(&mut self) {
        let slots_due = !self.slots.queued.is_empty() && self.batch.waiting.is_none();
        let due = slots_due || !self.reads.queued.is_empty();
        if due && self.batch.flush.is_none() {
            let number = self.calls.next_number();
            self.batch.flush = Some(number);
            let delay = Delay::exactly(self.wait_for_server_ms());
            self.start_timer(TimerPurpose::Flush, number, delay);
        }
        self.start_retry();
    }

    pub(crate) fn start_timer(&mut self, purpose: TimerPurpose, number: u64, delay: Delay) {
        self.commands.push(Command::StartTimer { timer: Timer { purpose, number }, delay });
    }

    fn flush_due(&mut self, number: u64) {
        if self.batch.flush != Some(number) {
            return;
        }
        self.batch.flush = None;
        self.send_reads();
        if self.slots.queued.is_empty() || self.batch.waiting.is_some() {
            return;
        }
        if self.calls.reads_specs() {
            self.wait_for_specs(self.now);
        } else {
            self.send_checks();
        }
    }

    /// Forgets the timer that was started: it may run for as long as the server asked to wait.
    pub(crate) fn flush_never(&mut self) {
        self.batch = Batch::default();
    }

    fn wait_for_specs(&mut self, since: Millis) {
        let deadline = self.calls.next_number();
        self.batch.waiting = Some(Waiting { since, deadline });
        let delay = Delay::exactly(WAIT_FOR_SPEC_MS);
        self.start_timer(TimerPurpose::FlushDeadline, deadline, delay);
    }

    /// A spec was read, or could not be. The last one ends the wait, others begin it anew.
    pub(crate) fn spec_read_ended(&mut self) {
        let Some(waiting) = self.batch.waiting else { return };
        if !self.calls.reads_specs() {
            self.batch.waiting = None;
        } else if self.now.since(waiting.since) < WAIT_FOR_SPECS_MS {
            self.wait_for_specs(waiting.since);
        }
    }

    fn deadline_due(&mut self, number: u64) {
        if self.batch.waiting.is_some_and(|waiting| waiting.deadline == number) {
            self.batch.waiting = None;
            self.send_checks();
        }
    }

    fn send_reads(&mut self) {
        let mut configurations: Vec<ConfigurationId> = Vec::new();
        for key in std::mem::take(&mut self.reads.queued) {
            self.reads.sent(&key);
            if let ReadKey::Configuration(id) = key {
                configurations.push(id);
                continue;
            }
            let call = self.calls.open(Call::Read(vec![key.clone()]));
            match key {
                ReadKey::Listing => self.commands.push(Command::ReadListing { call }),
                ReadKey::Files(session) => {
                    self.commands.push(Command::ReadFiles { call, session });
                }
                ReadKey::Me => self.commands.push(Command::ReadMe { call }),
                ReadKey::Subject(subject) => self.commands.push(Command::Read { call, subject }),
                ReadKey::Configuration(_) => {}
            }
        }
        if !configurations.is_empty() {
            let keys = configurations.iter().cloned().map(ReadKey::Configuration).collect();
            let call = self.calls.open(Call::Read(keys));
            self.commands.push(Command::ReadConfigurations { call, ids: configurations });
        }
    }

    fn send_checks(&mut self) {
        let mut queued: Vec<(PartIndex, SlotIndex)> = std::mem::take(&mut self.slots.queued)
            .into_iter()
            .filter_map(|index| self.slots.get(index).map(|record| (record.part, index)))
            .collect();
        queued.sort_unstable();
        let mut draft = Draft::default();
        for (part, index) in queued {
            self.slots.edit(index, |entry| entry.fetch = Fetch::Fetching);
            let Some(((context, file), record)) = self.slots.part(part).zip(self.slots.get(index))
            else {
                continue;
            };
            let is_new_part = draft.asked.last().is_none_or(|(last, _)| *last != part);
            let bytes = key_bytes(record.id.key());
            let whole = bytes + if is_new_part { part_bytes(context, file) } else { 0 };
            if !draft.fits(whole) {
                let full = std::mem::take(&mut draft);
                draft.bytes = part_bytes(context, file) + bytes;
                draft.add(part, index);
                self.send_check(full);
                continue;
            }
            draft.bytes += whole;
            draft.add(part, index);
        }
        self.send_check(draft);
    }

    fn send_check(&mut self, draft: Draft) {
        if draft.asked.is_empty() {
            return;
        }
        let parts = draft
            .asked
            .iter()
            .filter_map(|(part, slots)| {
                let (context, file) = self.slots.part(*part)?;
                let keys = slots.iter().filter_map(|index| self.slots.get(*index));
                let keys = keys.map(|record| record.id.key().clone()).collect();
                Some(CheckPart { context: context.clone(), file: file.clone(), keys })
            })
            .collect();
        let call = self.calls.open(Call::Check(draft.asked));
        self.commands.push(Command::Check(CheckRequest { call, parts }));
    }
}

/// A request being put together.
#[derive(Debug, Default)]
struct Draft {
    asked: Vec<(PartIndex, Vec<SlotIndex>)>,
    n_keys: usize,
    bytes: usize,
}

impl Draft {
    fn fits(&self, bytes: usize) -> bool {
        self.n_keys == 0
            || (self.n_keys < MAX_KEYS && self.bytes.saturating_add(bytes) <= MAX_REQUEST_BYTES)
    }

    fn add(&mut self, part: PartIndex, index: SlotIndex) {
        self.n_keys += 1;
        match self.asked.last_mut() {
            Some((last, slots)) if *last == part => slots.push(index),
            _ => self.asked.push((part, vec![index])),
        }
    }
}
