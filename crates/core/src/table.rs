//! Every slot that was ever asked for, and what is known about it.

use crate::order::{Moment, Order};
use crate::{CheckContext, CheckFailure, Entry, Fetch, Millis, SlotId};
use envdock_contract::model::{ConfigurationId, Environment, FileRef, KeyName, SessionId};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A slot's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SlotIndex(usize);

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
    pub(crate) order: Order,
    /// The entry before this update, once it was touched.
    before: Option<Box<Entry>>,
}

/// All slots. What happened to them in one update is collected until it is taken.
#[derive(Debug, Default)]
pub(crate) struct SlotTable {
    records: Vec<Record>,
    by_id: HashMap<SlotId, SlotIndex>,
    by_key: HashMap<(Environment, KeyName), Vec<SlotIndex>>,
    parts: Vec<(Arc<CheckContext>, FileRef)>,
    part_of: HashMap<(Arc<CheckContext>, FileRef), PartIndex>,
    touched: Vec<SlotIndex>,
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
        self.records.get(index.0)
    }

    pub(crate) fn part(&self, part: PartIndex) -> Option<&(Arc<CheckContext>, FileRef)> {
        self.parts.get(part.0)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (SlotIndex, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (SlotIndex(index), record))
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

    /// The slot's place; a new one if it was never asked for.
    pub(crate) fn intern(&mut self, id: &SlotId) -> SlotIndex {
        if let Some(index) = self.find(id) {
            return index;
        }
        let index = SlotIndex(self.records.len());
        let place = (Arc::clone(id.context()), id.file().clone());
        let part = self.part_of.get(&place).copied().unwrap_or_else(|| {
            let part = PartIndex(self.parts.len());
            self.parts.push(place.clone());
            self.part_of.insert(place, part);
            part
        });
        self.records.push(Record {
            id: id.clone(),
            part,
            entry: Entry::default(),
            watchers: 0,
            order: Order::default(),
            before: None,
        });
        self.by_id.insert(id.clone(), index);
        let key = (id.context().environment.clone(), id.key().clone());
        self.by_key.entry(key).or_default().push(index);
        index
    }

    /// Changes an entry. Whether it really differs is found out when the update ends.
    pub(crate) fn edit(&mut self, index: SlotIndex, change: impl FnOnce(&mut Entry)) {
        let Some(record) = self.records.get_mut(index.0) else { return };
        if record.before.is_none() {
            record.before = Some(Box::new(record.entry.clone()));
            self.touched.push(index);
        }
        change(&mut record.entry);
    }

    /// Changes what is known about the order of answers.
    pub(crate) fn advance(&mut self, index: SlotIndex, moment: Moment) {
        if let Some(record) = self.records.get_mut(index.0) {
            record.order.advance(moment);
        }
    }

    /// Forgets the order of answers: another server, or another person.
    pub(crate) fn forget_order(&mut self) {
        for record in &mut self.records {
            record.order = Order::default();
        }
    }

    /// One watcher more.
    pub(crate) fn watch(&mut self, index: SlotIndex) {
        if let Some(record) = self.records.get_mut(index.0) {
            record.watchers += 1;
        }
    }

    /// One watcher less; the last one takes the slot out of every queue.
    pub(crate) fn release(&mut self, index: SlotIndex) {
        let Some(record) = self.records.get_mut(index.0) else { return };
        record.watchers = record.watchers.saturating_sub(1);
        if record.watchers == 0 {
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
            let Some(record) = self.records.get_mut(index.0) else { continue };
            let before = record.before.take();
            touched.push((index, before.is_some_and(|before| *before != record.entry)));
        }
        touched
    }
}
