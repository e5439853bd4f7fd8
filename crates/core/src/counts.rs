//! Counts, kept up to date slot by slot.

use crate::reads::{Interest, ReadKey, Reads};
use crate::table::SlotIndex;
use crate::{Entry, State, Summary, SummaryId, WatchId};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Counts {
    summaries: BTreeMap<SummaryId, Summary>,
}

impl Counts {
    pub(crate) fn summary(&self, id: &SummaryId) -> Option<&Summary> {
        self.summaries.get(id)
    }
    pub(crate) fn note_slot(&mut self, _index: SlotIndex, _entry: &Entry) {}
    pub(crate) fn note_read(&mut self, _key: &ReadKey, _reads: &Reads) {}
    pub(crate) fn take_changed(&mut self) -> Vec<SummaryId> {
        Vec::new()
    }
}

impl State {
    pub(crate) fn summaries_wanted(&mut self, watch: WatchId, summaries: &[SummaryId]) {
        let keys = summaries
            .iter()
            .map(|summary| ReadKey::Configuration(summary.configuration().clone()))
            .collect();
        self.reads_wanted(Interest::Summaries, watch, keys);
    }
    pub(crate) fn summaries_released(&mut self, watch: WatchId) {
        self.reads.release(Interest::Summaries, watch);
    }
    pub(crate) fn lay_summaries_out(&mut self) {}
}
