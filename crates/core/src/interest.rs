//! Who wants what: counted, so that nothing is asked for nobody.

use crate::order::Moment;
use crate::reads::{Interest, ReadKey};
use crate::retry::FRESH_MS;
use crate::table::SlotIndex;
use crate::{CheckFailure, Outdated, SlotId, State, WatchId};
use envdock_contract::model::{ConfigurationId, SessionId};
use std::collections::BTreeSet;

impl State {
    pub(crate) fn keys_wanted(&mut self, watch: WatchId, slots: &[SlotId]) {
        let wanted: BTreeSet<SlotIndex> = slots.iter().map(|slot| self.intern(slot)).collect();
        // First the new interest, then the old: what is in both stays where it is.
        for index in &wanted {
            self.watch_slot(*index);
        }
        self.keys_released(watch);
        self.watches.insert(watch, wanted.into_iter().collect());
    }

    pub(crate) fn keys_released(&mut self, watch: WatchId) {
        for index in self.watches.remove(&watch).unwrap_or_default() {
            self.slots.release(index);
        }
    }

    /// One watcher more; asks unless the answer is fresh or on its way.
    pub(crate) fn watch_slot(&mut self, index: SlotIndex) {
        self.slots.watch(index);
        if !self.slots.is_fresh(index, self.now, FRESH_MS) {
            self.ask(index);
        }
    }

    /// The slot's place in the table, with what is known of the disk if it is new.
    pub(crate) fn intern(&mut self, slot: &SlotId) -> SlotIndex {
        if let Some(index) = self.slots.find(slot) {
            return index;
        }
        let index = self.slots.intern(slot);
        self.copy_disk_state(index);
        index
    }

    /// Asks for a slot. What has failed waits for its retry; signed out, nothing is asked.
    pub(crate) fn ask(&mut self, index: SlotIndex) {
        if self.is_signed_out() {
            self.slots.edit(index, |entry| entry.failure = Some(CheckFailure::SignedOut));
        } else if !self.slots.failed.contains(&index) {
            self.slots.queue(index);
        }
    }

    /// The same for something that is read as a whole.
    pub(crate) fn ask_read(&mut self, key: &ReadKey) {
        if self.is_signed_out() {
            self.reads.edit(key, |status| status.failure = Some(CheckFailure::SignedOut));
        } else if !self.reads.failed.contains(key) {
            self.reads.queue(key);
        }
    }

    pub(crate) fn watched_slots(&self) -> Vec<SlotIndex> {
        self.slots.all().filter(|(_, record)| record.watchers > 0).map(|(index, _)| index).collect()
    }

    pub(crate) fn reads_wanted(
        &mut self,
        interest: Interest,
        watch: WatchId,
        keys: BTreeSet<ReadKey>,
    ) {
        let asked: Vec<ReadKey> = keys.iter().cloned().collect();
        self.reads.want(interest, watch, keys);
        for key in asked {
            if !self.reads.is_fresh(&key, self.now, FRESH_MS) {
                self.ask_read(&key);
            }
        }
    }

    /// What is known may be out of date, and so is the answer of a read under way.
    pub(crate) fn read_outdated(&mut self, key: &ReadKey) {
        let call = self.calls.next_number();
        self.reads.outdated(key, Moment { revision: None, call });
        if self.reads.is_watched(key) {
            self.ask_read(key);
        }
    }

    pub(crate) fn outdated(&mut self, what: Outdated) {
        match what {
            Outdated::Configuration(id) => self.read_outdated(&ReadKey::Configuration(id)),
            Outdated::Files(session) => self.read_outdated(&ReadKey::Files(session)),
            Outdated::AllFiles => {
                for session in self.reads.files.keys().cloned().collect::<Vec<_>>() {
                    self.read_outdated(&ReadKey::Files(session));
                }
            }
        }
    }

    pub(crate) fn configurations_wanted(&mut self, watch: WatchId, ids: Vec<ConfigurationId>) {
        let keys = ids.into_iter().map(ReadKey::Configuration).collect();
        self.reads_wanted(Interest::Configurations, watch, keys);
    }

    pub(crate) fn configurations_released(&mut self, watch: WatchId) {
        self.reads.release(Interest::Configurations, watch);
    }

    pub(crate) fn files_wanted(&mut self, watch: WatchId, session: SessionId) {
        let keys = BTreeSet::from([ReadKey::Files(session)]);
        self.reads_wanted(Interest::Files, watch, keys);
    }

    pub(crate) fn files_released(&mut self, watch: WatchId) {
        self.reads.release(Interest::Files, watch);
    }

    pub(crate) fn listing_wanted(&mut self, watch: WatchId) {
        self.reads_wanted(Interest::Listing, watch, BTreeSet::from([ReadKey::Listing]));
    }

    pub(crate) fn listing_released(&mut self, watch: WatchId) {
        self.reads.release(Interest::Listing, watch);
    }

    /// The token may be another one than before: however fresh the last answer is, and also when
    /// that one was signed out.
    pub(crate) fn me_wanted(&mut self) {
        self.reads.want(Interest::Me, WatchId(0), BTreeSet::from([ReadKey::Me]));
        if !self.reads.failed.contains(&ReadKey::Me) {
            self.reads.queue(&ReadKey::Me);
        }
    }

    /// Somebody may have signed in elsewhere since nobody was.
    pub(crate) fn ask_who_is_signed_in_now(&mut self) {
        if self.is_signed_out() {
            self.me_wanted();
        }
    }
}
