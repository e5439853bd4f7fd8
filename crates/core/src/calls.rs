//! Calls that were sent and not yet answered.

use crate::CallId;
use crate::reads::ReadKey;
use crate::table::{PartIndex, SlotIndex};
use std::collections::BTreeMap;

/// What a call asked.
#[derive(Debug)]
pub(crate) enum Call {
    /// Slots, part by part, in the order of the request.
    Check(Vec<(PartIndex, Vec<SlotIndex>)>),
    /// Things that are read as a whole.
    Read(Vec<ReadKey>),
}

#[derive(Debug, Default)]
pub(crate) struct Calls {
    open: BTreeMap<CallId, Call>,
    last_number: u64,
}

impl Calls {
    /// A number that is greater than all before: calls are ordered by their start.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    pub(crate) fn open(&mut self, call: Call) -> CallId {
        let id = CallId(self.next_number());
        self.open.insert(id, call);
        id
    }

    /// Ends a call. Nothing if it is not open: answered before, or given up.
    pub(crate) fn close(&mut self, id: CallId) -> Option<Call> {
        self.open.remove(&id)
    }

    /// Ends all calls: whatever they bring belongs to somebody else.
    pub(crate) fn give_up(&mut self) -> Vec<Call> {
        std::mem::take(&mut self.open).into_values().collect()
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a spec or a request is being read, or something that leads to one: what it needs
    /// should go out with the next check.
    pub(crate) fn reads_specs(&self) -> bool {
        self.open.values().any(|call| match call {
            Call::Check(_) => false,
            Call::Read(keys) => keys.iter().any(|key| match key {
                ReadKey::Configuration(_) | ReadKey::Listing | ReadKey::Subject(_) => true,
                ReadKey::Files(_) | ReadKey::Me => false,
            }),
        })
    }
}
