// long: one table and every question about it
//! Every slot that was ever asked for, and what is known about it.

use crate::order::{Moment, Order};
use crate::{CheckContext, CheckFailure, Entry, Fetch, Millis, SaveState, SlotId};
use envdock_contract::model::{
    ConfigurationId, Environment, FileRef, KeyName, Scope, SessionId, Version,
};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

/// A slot's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SlotIndex(pub(crate) usize);

/// The place of a context with an env file: what a check asks as one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PartIndex(usize);

/// One slot.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) id: SlotId,
    pub(crate) part: PartIndex,
    pub(crate) entry: Entry,
    pub(crate) watchers: usize,
    /// Nothing from before is believed.
    pub(crate) order: Order,
    /// Everything up to here is part of what is known: the moment of the last answer.
    pub(crate) complete: Order,
    /// Writes that were told since, by their scope.
    written: Vec<(Scope, Version)>,
    /// Since when nobody watches it.
    pub(crate) idle_since: Option<Millis>,
    /// The entry before this update, once it was touched.
    before: Option<Box<Entry>>,
}

impl Record {
    /// Whether a write at `scope` is known already.
    pub(crate) fn knows(&self, scope: &Scope, version: Option<Version>, moment: Moment) -> bool {
        let written = self.written.iter().find(|(known, _)| known == scope);
        self.complete.includes(moment)
            || written.is_some_and(|(_, known)| version.is_some_and(|version| *known >= version))
    }

    /// Whether something in it is of worth, where nobody watches it.
    pub(crate) fn is_needed(&self) -> bool {
        let entry = &self.entry;
        let is_saving = match entry.save {
            SaveState::Saving | SaveState::Failed(_) => true,
            SaveState::Idle | SaveState::Saved { .. } => false,
        };
        entry.draft.dirty || entry.fetch != Fetch::Idle || is_saving
    }
}

/// All slots. What happened to them in one update is collected until it is taken.
#[derive(Debug, Default)]
pub(crate) struct SlotTable {
    /// Places of freed slots are empty until they are taken again.
    pub(crate) records: Vec<Option<Record>>,
    pub(crate) vacant: Vec<SlotIndex>,
    pub(crate) idle: VecDeque<(Millis, SlotIndex)>,
    pub(crate) freed: Vec<SlotId>,
    /// The time of this update.
    pub(crate) now: Millis,
    pub(crate) by_id: HashMap<SlotId, SlotIndex>,
    pub(crate) by_key: HashMap<(Environment, KeyName), Vec<SlotIndex>>,
    parts: Vec<(Arc<CheckContext>, FileRef)>,
    part_of: HashMap<(Arc<CheckContext>, FileRef), PartIndex>,
    pub(crate) touched: Vec<SlotIndex>,
    /// Slots that go out with the next request.
    pub(crate) queued: BTreeSet<SlotIndex>,
    /// Watched slots that are asked again when the retry timer fires.
    pub(crate) failed: BTreeSet<SlotIndex>,
}

impl SlotTable {
    pub(crate) fn find(&self, id: &SlotId) -> Option<SlotIndex> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn get(&self, index: SlotIndex) -> Option<&Record> {
        self.records.get(index.0)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, index: SlotIndex) -> Option<&mut Record> {
        self.records.get_mut(index.0)?.as_mut()
    }

    pub(crate) fn part(&self, part: PartIndex) -> Option<&(Arc<CheckContext>, FileRef)> {
        self.parts.get(part.0)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (SlotIndex, &Record)> {
        let records = self.records.iter().enumerate();
        records.filter_map(|(index, record)| Some((SlotIndex(index), record.as_ref()?)))
    }

    pub(crate) fn indices(&self) -> Vec<SlotIndex> {
        self.all().map(|(index, _)| index).collect()
    }

    /// Every slot of this session's contexts.
    pub(crate) fn of_session(&self, session: &SessionId) -> Vec<SlotIndex> {
        let in_session = |record: &Record| record.id.context().session.as_ref() == Some(session);
        self.all().filter(|(_, record)| in_session(record)).map(|(index, _)| index).collect()
    }

    /// Every slot of contexts that take their repositories from this configuration.
    pub(crate) fn of_configuration(&self, id: &ConfigurationId) -> Vec<SlotIndex> {
        let takes_from = |record: &Record| {
            let context = record.id.context();
            context.configuration.as_ref() == Some(id) && context.repositories.is_empty()
        };
        self.all().filter(|(_, record)| takes_from(record)).map(|(index, _)| index).collect()
    }

    /// Every slot that shows this line of a session's env file.
    pub(crate) fn of_file(
        &self,
        session: &SessionId,
        file: &FileRef,
        key: &KeyName,
    ) -> Vec<SlotIndex> {
        let in_file = |record: &Record| {
            let id = &record.id;
            id.context().session.as_ref() == Some(session) && id.file() == file && id.key() == key
        };
        self.all().filter(|(_, record)| in_file(record)).map(|(index, _)| index).collect()
    }

    /// Every slot that a value for this key and environment can apply to.
    pub(crate) fn with_key(&self, environment: &Environment, key: &KeyName) -> Vec<SlotIndex> {
        self.by_key.get(&(environment.clone(), key.clone())).cloned().unwrap_or_default()
    }

    /// Makes room for so many slots, and no more: a table that doubles leaves holes behind, and the
    /// memory of a page never shrinks.
    pub(crate) fn expect(&mut self, all: usize) {
        let more = all.saturating_sub(self.records.len());
        self.records.reserve_exact(more);
    }

    /// The slot's place; a new one if it was never asked for.
    pub(crate) fn intern(&mut self, id: &SlotId) -> SlotIndex {
        if let Some(index) = self.find(id) {
            return index;
        }
        let place = (Arc::clone(id.context()), id.file().clone());
        let part = self.part_of.get(&place).copied().unwrap_or_else(|| {
            let part = PartIndex(self.parts.len());
            self.parts.push(place.clone());
            self.part_of.insert(place, part);
            part
        });
        let index = self.put(Record {
            id: id.clone(),
            part,
            entry: Entry::default(),
            watchers: 0,
            order: Order::default(),
            complete: Order::default(),
            written: Vec::new(),
            idle_since: Some(self.now),
            before: None,
        });
        self.idle.push_back((self.now, index));
        self.by_id.insert(id.clone(), index);
        let key = (id.context().environment.clone(), id.key().clone());
        self.by_key.entry(key).or_default().push(index);
        index
    }

    /// Changes an entry. Whether it really differs is found out when the update ends.
    pub(crate) fn edit(&mut self, index: SlotIndex, change: impl FnOnce(&mut Entry)) {
        let Some(record) = self.get_mut(index) else { return };
        if record.before.is_none() {
            record.before = Some(Box::new(record.entry.clone()));
            change(&mut record.entry);
            self.touched.push(index);
        } else {
            change(&mut record.entry);
        }
    }

    /// Changes what is known about the order of answers.
    pub(crate) fn advance(&mut self, index: SlotIndex, moment: Moment) {
        if let Some(record) = self.get_mut(index) {
            record.order.advance(moment);
        }
    }

    /// An answer was taken in: it includes every write that was told before.
    pub(crate) fn answered(&mut self, index: SlotIndex, moment: Moment) {
        if let Some(record) = self.get_mut(index) {
            record.order.advance(moment);
            record.complete.advance(moment);
            record.written.clear();
        }
    }

    /// A write was taken in: answers from before are too old.
    pub(crate) fn written(
        &mut self,
        index: SlotIndex,
        scope: &Scope,
        version: Option<Version>,
        moment: Moment,
    ) {
        if let Some(record) = self.get_mut(index) {
            record.order.advance(moment);
            record.written.retain(|(known, _)| known != scope);
            record.written.extend(version.map(|version| (scope.clone(), version)));
        }
    }

    /// Forgets the order of answers: another server, or another person.
    pub(crate) fn forget_order(&mut self) {
        for record in self.records.iter_mut().flatten() {
            record.order = Order::default();
            record.complete = Order::default();
            record.written.clear();
        }
    }

    /// One watcher more.
    pub(crate) fn watch(&mut self, index: SlotIndex) {
        if let Some(record) = self.get_mut(index) {
            record.watchers += 1;
            record.idle_since = None;
        }
    }

    /// One watcher less; the last one takes the slot out of every queue.
    pub(crate) fn release(&mut self, index: SlotIndex) {
        let now = self.now;
        let Some(record) = self.get_mut(index) else { return };
        record.watchers = record.watchers.saturating_sub(1);
        if record.watchers == 0 {
            record.idle_since = Some(now);
            self.idle.push_back((now, index));
            self.failed.remove(&index);
            if self.queued.remove(&index) {
                self.edit(index, |entry| entry.fetch = Fetch::Idle);
            }
        }
    }

    /// Puts a slot into the next request, unless it is in one already.
    pub(crate) fn queue(&mut self, index: SlotIndex) {
        let idle = self.get(index).is_some_and(|record| record.entry.fetch == Fetch::Idle);
        if idle {
            self.failed.remove(&index);
            self.queued.insert(index);
            self.edit(index, |entry| entry.fetch = Fetch::Queued);
        }
    }

    /// Whether an answer is recent enough that it is not asked again.
    pub(crate) fn is_fresh(&self, index: SlotIndex, now: Millis, fresh_ms: u64) -> bool {
        self.get(index).is_some_and(|record| {
            let entry = &record.entry;
            let recent = entry.checked_at.is_some_and(|at| now.since(at) <= fresh_ms);
            recent && !entry.stale && entry.failure.is_none_or(CheckFailure::is_final)
        })
    }

    /// The slots that were edited since this was last called, and whether they differ now.
    pub(crate) fn take_touched(&mut self) -> Vec<(SlotIndex, bool)> {
        let mut touched = Vec::with_capacity(self.touched.len());
        for index in std::mem::take(&mut self.touched) {
            let Some(record) = self.get_mut(index) else { continue };
            let before = record.before.take();
            touched.push((index, before.is_some_and(|before| *before != record.entry)));
        }
        touched
    }
}
