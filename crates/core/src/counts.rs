//! Summaries: who wants them, what they need, and what of them has changed.

use crate::reads::{Interest, ReadKey};
use crate::table::SlotIndex;
use crate::tally::{Place, Tally};
use crate::{Entry, ReadStatus, SlotId, State, Summary, SummaryId, WatchId};
use envdock_contract::model::{ConfigurationId, Spec};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

#[derive(Debug, Default)]
pub(crate) struct Counts {
    counted: BTreeMap<SummaryId, Counted>,
    watched_by: BTreeMap<WatchId, BTreeSet<SummaryId>>,
    members: HashMap<SlotIndex, Vec<(SummaryId, Place)>>,
    changed: BTreeSet<SummaryId>,
}

/// One summary that is wanted.
#[derive(Debug, Default)]
struct Counted {
    watchers: usize,
    tally: Tally,
    spec: Option<Arc<Spec>>,
    /// The slots that are watched for it.
    slots: BTreeSet<SlotIndex>,
}

impl Counts {
    pub(crate) fn summary(&self, id: &SummaryId) -> Option<&Summary> {
        self.counted.get(id).map(|counted| &counted.tally.summary)
    }

    pub(crate) fn note_slot(&mut self, index: SlotIndex, entry: &Entry) {
        for (id, place) in self.members.get(&index).into_iter().flatten() {
            if self.counted.get_mut(id).is_some_and(|counted| counted.tally.note(*place, entry)) {
                self.changed.insert(id.clone());
            }
        }
    }

    pub(crate) fn note_spec(&mut self, of: &ConfigurationId, status: ReadStatus, known: bool) {
        for (id, counted) in &mut self.counted {
            if id.configuration() == of && counted.tally.note_spec(status, known) {
                self.changed.insert(id.clone());
            }
        }
    }

    pub(crate) fn take_changed(&mut self) -> BTreeSet<SummaryId> {
        std::mem::take(&mut self.changed)
    }

    fn of_configuration(&self, configuration: &ConfigurationId) -> Vec<SummaryId> {
        let ids = self.counted.keys().filter(|id| id.configuration() == configuration);
        ids.cloned().collect()
    }

    fn forget_members(&mut self, id: &SummaryId, slots: &BTreeSet<SlotIndex>) {
        for index in slots {
            if let Some(places) = self.members.get_mut(index) {
                places.retain(|(member_of, _)| member_of != id);
                if places.is_empty() {
                    self.members.remove(index);
                }
            }
        }
    }
}

impl State {
    pub(crate) fn summaries_wanted(&mut self, watch: WatchId, summaries: &[SummaryId]) {
        let ids: BTreeSet<SummaryId> = summaries.iter().cloned().collect();
        let keys = ids.iter().map(|id| ReadKey::Configuration(id.configuration().clone()));
        self.reads_wanted(Interest::Summaries, watch, keys.collect());
        for id in &ids {
            let counted = self.counts.counted.entry(id.clone()).or_default();
            counted.watchers += 1;
            if counted.watchers == 1 {
                self.count_anew(id);
            }
        }
        self.release_summaries(watch);
        self.counts.watched_by.insert(watch, ids);
    }

    pub(crate) fn summaries_released(&mut self, watch: WatchId) {
        self.reads.release(Interest::Summaries, watch);
        self.release_summaries(watch);
    }

    fn release_summaries(&mut self, watch: WatchId) {
        for id in self.counts.watched_by.remove(&watch).unwrap_or_default() {
            let Some(counted) = self.counts.counted.get_mut(&id) else { continue };
            counted.watchers = counted.watchers.saturating_sub(1);
            if counted.watchers == 0 {
                let slots = std::mem::take(&mut counted.slots);
                self.counts.counted.remove(&id);
                self.counts.forget_members(&id, &slots);
                for index in slots {
                    self.slots.release(index);
                }
                self.counts.changed.insert(id);
            }
        }
    }

    /// Follows the configurations that have changed: what they need now is watched and counted.
    pub(crate) fn follow_specs(&mut self) {
        for configuration in self.reads.changed_configurations() {
            let known = self.reads.configurations.get(&configuration);
            let spec = known.and_then(|known| known.known.as_ref()?.spec.clone());
            for id in self.counts.of_configuration(&configuration) {
                let counted = self.counts.counted.get(&id);
                if counted.is_some_and(|counted| counted.spec != spec) {
                    self.count_anew(&id);
                }
            }
        }
    }

    /// Watches what the summary's spec needs and counts it from the beginning.
    fn count_anew(&mut self, id: &SummaryId) {
        let configuration = self.reads.configurations.get(id.configuration());
        let status = configuration.map(|known| known.status).unwrap_or_default();
        let known = configuration.and_then(|known| known.known.clone());
        let spec = known.as_ref().and_then(|known| known.spec.clone());
        let slots = self.slots_of(id, spec.as_deref());
        for index in &slots {
            self.watch_slot(*index);
        }
        let (mut tally, places) = Tally::new(spec.as_deref(), |file, slot| {
            let slot = SlotId::new(Arc::clone(id.context()), file.file_ref(), slot.key.clone());
            let index = self.slots.find(&slot)?;
            Some((index, self.slots.get(index)?.entry.clone()))
        });
        tally.note_spec(status, known.is_some());
        let Some(counted) = self.counts.counted.get_mut(id) else { return };
        counted.tally = tally;
        counted.spec = spec;
        let before = std::mem::replace(&mut counted.slots, slots);
        self.counts.forget_members(id, &before);
        for (index, place) in places {
            // Most slots are in one summary, and there may be 10,000 of them.
            let members = self.counts.members.entry(index);
            members.or_insert_with(|| Vec::with_capacity(1)).push((id.clone(), place));
        }
        for index in before {
            self.slots.release(index);
        }
        self.counts.changed.insert(id.clone());
    }

    fn slots_of(&mut self, id: &SummaryId, spec: Option<&Spec>) -> BTreeSet<SlotIndex> {
        let mut slots = BTreeSet::new();
        let all = spec.iter().flat_map(|spec| &spec.files).map(|file| file.slots.len()).sum();
        self.slots.expect(all);
        for file in spec.iter().flat_map(|spec| &spec.files) {
            for slot in &file.slots {
                let context = Arc::clone(id.context());
                let slot = SlotId::new(context, file.file_ref(), slot.key.clone());
                slots.insert(self.intern(&slot));
            }
        }
        slots
    }
}
