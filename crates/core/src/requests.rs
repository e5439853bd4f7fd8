//! The slots of requests: watched for as long as somebody shows an open request.

use crate::reads::{Interest, ReadKey};
use crate::table::SlotIndex;
use crate::{SlotId, State, Subject, WatchId};
use envdock_contract::model::{RequestId, RequestState};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(crate) struct RequestSlots {
    watched: BTreeMap<RequestId, BTreeSet<SlotIndex>>,
    /// Requests that somebody began or ceased to show in this update.
    touched: BTreeSet<RequestId>,
}

impl State {
    pub(crate) fn subject_wanted(&mut self, watch: WatchId, subject: Subject) {
        self.touch_requests(watch);
        self.reads_wanted(Interest::Subjects, watch, BTreeSet::from([ReadKey::Subject(subject)]));
        self.touch_requests(watch);
    }

    pub(crate) fn subject_released(&mut self, watch: WatchId) {
        self.touch_requests(watch);
        self.reads.release(Interest::Subjects, watch);
    }

    fn touch_requests(&mut self, watch: WatchId) {
        for key in self.reads.wanted_by(Interest::Subjects, watch) {
            if let ReadKey::Subject(Subject::Request(id)) = key {
                self.requests.touched.insert(id.clone());
            }
        }
    }

    /// Watches what the requests that have changed need now.
    pub(crate) fn follow_requests(&mut self) {
        let mut requests = std::mem::take(&mut self.requests.touched);
        requests.extend(self.reads.changed_requests());
        for id in requests {
            let needed = self.slots_needed_by(&id);
            let before = self.requests.watched.remove(&id).unwrap_or_default();
            // First the new interest, then the old: what is in both stays where it is.
            for index in needed.difference(&before) {
                self.watch_slot(*index);
            }
            for index in before.difference(&needed) {
                self.slots.release(*index);
            }
            if !needed.is_empty() {
                self.requests.watched.insert(id, needed);
            }
        }
    }

    fn slots_needed_by(&mut self, id: &RequestId) -> BTreeSet<SlotIndex> {
        let is_shown = self.reads.is_watched(&ReadKey::Subject(Subject::Request(id.clone())));
        let known = self.request(id).and_then(|request| request.known.clone());
        let open = known.filter(|request| is_shown && request.state == RequestState::Open);
        let slots = open.map(|request| SlotId::of_request(&request)).unwrap_or_default();
        slots.iter().map(|slot| self.intern(slot)).collect()
    }
}
