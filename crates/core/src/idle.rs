//! Slots that nobody watches any more are kept for a while, then freed.

use crate::SlotId;
use crate::table::{Record, SlotIndex, SlotTable};

/// Who comes back within this time finds what was known.
const KEPT_MS: u64 = 5 * 60 * 1_000;
/// No more than this many are kept.
const MOST_IDLE: usize = 20_000;

impl SlotTable {
    /// Puts a record into an empty place, or a new one.
    pub(crate) fn put(&mut self, record: Record) -> SlotIndex {
        if let Some(index) = self.vacant.pop()
            && let Some(place) = self.records.get_mut(index.0)
        {
            *place = Some(record);
            return index;
        }
        self.records.push(Some(record));
        SlotIndex(self.records.len() - 1)
    }

    /// Frees what nobody has watched for long, and the oldest of too many.
    pub(crate) fn free_idle(&mut self) {
        for _ in 0..self.idle.len() {
            let Some((since, index)) = self.idle.front().copied() else { return };
            if self.now.since(since) < KEPT_MS && self.idle.len() <= MOST_IDLE {
                return;
            }
            self.idle.pop_front();
            let now = self.now;
            let Some(record) = self.get_mut(index) else { continue };
            if record.idle_since != Some(since) {
                // Somebody has watched it since.
                continue;
            }
            if record.is_needed() {
                record.idle_since = Some(now);
                self.idle.push_back((now, index));
            } else {
                self.free(index);
            }
        }
    }

    fn free(&mut self, index: SlotIndex) {
        let Some(record) = self.records.get_mut(index.0).and_then(Option::take) else { return };
        self.by_id.remove(&record.id);
        let key = (record.id.context().environment.clone(), record.id.key().clone());
        if let Some(same_key) = self.by_key.get_mut(&key) {
            same_key.retain(|other| *other != index);
            if same_key.is_empty() {
                self.by_key.remove(&key);
            }
        }
        self.touched.retain(|touched| *touched != index);
        self.vacant.push(index);
        self.freed.push(record.id);
    }

    /// The slots that were freed since this was last called.
    pub(crate) fn take_freed(&mut self) -> Vec<SlotId> {
        std::mem::take(&mut self.freed)
    }
}
