//! The slots of a spec in one flat list, with the groups they form.

use envdock_contract::model::{FileRef, Slot, Spec};
use envdock_core::{CheckContext, SlotId};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// One slot of the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TabSlot {
    pub(crate) id: SlotId,
    pub(crate) slot: Slot,
}

/// All slots; a number finds one again for as long as the spec stays the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    all: Vec<TabSlot>,
    files: Vec<(FileRef, Range<usize>)>,
    groups: HashMap<(FileRef, String), Vec<usize>>,
}

impl Slots {
    pub(crate) fn of(context: &Arc<CheckContext>, spec: Option<&Spec>) -> Self {
        let mut slots = Self::default();
        for file in spec.into_iter().flat_map(|spec| &spec.files) {
            let file_ref = file.file_ref();
            let start = slots.all.len();
            for slot in &file.slots {
                if let Some(group) = &slot.any_of {
                    let group = (file_ref.clone(), group.clone());
                    slots.groups.entry(group).or_default().push(slots.all.len());
                }
                let id = SlotId::new(Arc::clone(context), file_ref.clone(), slot.key.clone());
                slots.all.push(TabSlot { id, slot: slot.clone() });
            }
            slots.files.push((file_ref, start..slots.all.len()));
        }
        slots
    }

    pub(crate) fn all(&self) -> &[TabSlot] {
        &self.all
    }

    pub(crate) fn get(&self, number: usize) -> Option<&TabSlot> {
        self.all.get(number)
    }

    pub(crate) fn find(&self, id: &SlotId) -> Option<&TabSlot> {
        self.all.iter().find(|of| of.id == *id)
    }

    /// What the closed rows with these numbers are made of, apart from what is stored.
    pub(crate) fn content(&self, numbers: &[usize]) -> u64 {
        let mut content = DefaultHasher::new();
        for TabSlot { id, slot } in numbers.iter().filter_map(|number| self.get(*number)) {
            let flags = (slot.required, slot.not_needed, slot.proposed, slot.no_longer_found);
            let place = slot.provenance.first().map(|place| (&place.file, place.line));
            let places = (place, slot.provenance.len());
            (id.key(), flags, &slot.any_of, &slot.description, places).hash(&mut content);
        }
        content.finish()
    }

    pub(crate) fn files(&self) -> &[(FileRef, Range<usize>)] {
        &self.files
    }

    /// The other slots of its any-of group.
    pub(crate) fn others(&self, number: usize) -> Vec<&TabSlot> {
        let Some(TabSlot { id, slot }) = self.get(number) else { return Vec::new() };
        let Some(group) = &slot.any_of else { return Vec::new() };
        let members = self.groups.get(&(id.file().clone(), group.clone()));
        let others = members.into_iter().flatten().filter(|other| **other != number);
        others.filter_map(|other| self.get(*other)).collect()
    }
}
