//! One summary: the units that are counted, and their sum.

use crate::table::SlotIndex;
use crate::{Entry, Fetch, Millis, ReadStatus, Summary};
use envdock_contract::model::{EnvFile, Slot, Spec};
use envdock_rules::completeness::{Count, SlotState, count};
use std::collections::BTreeMap;

/// What an entry contributes to a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    state: SlotState,
    checking: bool,
    stale: bool,
    checked_at: Option<Millis>,
}

impl From<&Entry> for Mark {
    fn from(entry: &Entry) -> Self {
        Self {
            state: SlotState::from(&entry.presence),
            checking: entry.fetch != Fetch::Idle,
            stale: entry.stale,
            checked_at: entry.checked_at,
        }
    }
}

/// What counts as one: a slot, or an any-of group.
#[derive(Debug)]
struct Unit {
    file: usize,
    /// Only what counting looks at.
    slots: EnvFile,
    marks: Vec<Mark>,
    count: Count,
}

impl Unit {
    fn counted(&self) -> Count {
        let mut marks = self.marks.iter();
        count(&self.slots, |_| marks.next().map_or(SlotState::Unknown, |mark| mark.state))
    }
}

/// Where a slot is in a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    unit: usize,
    member: usize,
}

/// A spec being counted. One change of one slot costs the same however large the spec is.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) summary: Summary,
    units: Vec<Unit>,
    n_checking: usize,
    n_stale: usize,
    n_unknown: usize,
    ages: BTreeMap<Millis, usize>,
    spec_status: ReadStatus,
    spec_is_known: bool,
}

impl Tally {
    /// Counts `spec` anew. `entry_of` gets each slot with its file; what it returns are the slots'
    /// places in the tally.
    pub(crate) fn new(
        spec: Option<&Spec>,
        mut entry_of: impl FnMut(&EnvFile, &Slot) -> Option<(SlotIndex, Entry)>,
    ) -> (Self, Vec<(SlotIndex, Place)>) {
        let mut tally = Self::default();
        let mut places = Vec::new();
        for (file, env_file) in spec.iter().flat_map(|spec| &spec.files).enumerate() {
            tally.summary.per_file.push((env_file.file_ref(), Count::default()));
            let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
            for slot in env_file.slots.iter().filter(|slot| !slot.not_needed) {
                let Some((index, entry)) = entry_of(env_file, slot) else { continue };
                let next = tally.units.len();
                let unit = match slot.any_of.as_deref() {
                    Some(group) => *groups.entry(group).or_insert(next),
                    None => next,
                };
                let member = tally.add(unit, file, env_file, slot, Mark::from(&entry));
                places.push((index, Place { unit, member }));
            }
        }
        for unit in 0..tally.units.len() {
            tally.recount(unit);
        }
        tally.refresh();
        (tally, places)
    }

    fn add(&mut self, unit: usize, file: usize, of: &EnvFile, slot: &Slot, mark: Mark) -> usize {
        if unit >= self.units.len() {
            let slots = EnvFile {
                workspace_path: of.workspace_path.clone(),
                path: of.path.clone(),
                format: of.format,
                mode: of.mode,
                readers: Vec::new(),
                slots: Vec::new(),
            };
            self.units.push(Unit { file, slots, marks: Vec::new(), count: Count::default() });
        }
        self.weigh(mark, 1);
        let Some(unit) = self.units.get_mut(unit) else { return 0 };
        let mut counted = Slot::new(slot.key.clone());
        counted.required = slot.required;
        counted.any_of.clone_from(&slot.any_of);
        unit.slots.slots.push(counted);
        unit.marks.push(mark);
        unit.marks.len() - 1
    }

    /// Takes a slot's new entry in. Says whether the summary is different now.
    pub(crate) fn note(&mut self, place: Place, entry: &Entry) -> bool {
        let mark = Mark::from(entry);
        let Some(unit) = self.units.get_mut(place.unit) else { return false };
        let Some(known) = unit.marks.get_mut(place.member) else { return false };
        let before = std::mem::replace(known, mark);
        if before == mark {
            return false;
        }
        self.weigh(before, -1);
        self.weigh(mark, 1);
        let recounted = self.recount(place.unit);
        self.refresh() || recounted
    }

    /// Takes in how good the spec is. Says whether the summary is different now.
    pub(crate) fn note_spec(&mut self, status: ReadStatus, is_known: bool) -> bool {
        self.spec_status = status;
        self.spec_is_known = is_known;
        self.refresh()
    }

    fn weigh(&mut self, mark: Mark, weight: isize) {
        let add = |number: &mut usize, yes: bool| {
            *number = number.saturating_add_signed(if yes { weight } else { 0 });
        };
        add(&mut self.n_checking, mark.checking);
        add(&mut self.n_stale, mark.stale);
        add(&mut self.n_unknown, mark.state == SlotState::Unknown);
        if let Some(at) = mark.checked_at {
            let n_slots = self.ages.entry(at).or_default();
            add(n_slots, true);
            if *n_slots == 0 {
                self.ages.remove(&at);
            }
        }
    }

    fn recount(&mut self, unit: usize) -> bool {
        let Some(unit) = self.units.get_mut(unit) else { return false };
        let (before, now) = (unit.count, unit.counted());
        unit.count = now;
        self.summary.count = self.summary.count.plus(now).minus(before);
        if let Some((_, count)) = self.summary.per_file.get_mut(unit.file) {
            *count = count.plus(now).minus(before);
        }
        before != now
    }

    fn refresh(&mut self) -> bool {
        let summary = &mut self.summary;
        let before =
            (summary.checking, summary.stale, summary.any_unknown, summary.checked_at.take());
        summary.checking = self.n_checking > 0 || self.spec_status.fetch != Fetch::Idle;
        summary.stale = self.n_stale > 0 || self.spec_status.stale;
        summary.any_unknown = self.n_unknown > 0 || !self.spec_is_known;
        summary.checked_at = self.ages.keys().next().copied();
        before != (summary.checking, summary.stale, summary.any_unknown, summary.checked_at)
    }
}
