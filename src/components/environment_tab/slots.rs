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

/// The same where it is listed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'a> {
    pub(crate) id: &'a SlotId,
    pub(crate) slot: &'a Slot,
}

impl Listed<'_> {
    pub(crate) fn cloned(self) -> TabSlot {
        TabSlot { id: self.id.clone(), slot: self.slot.clone() }
    }
}

/// All slots; a number finds one again for as long as the spec stays the same. What the spec says of
/// them is not copied: there may be 10,000.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    spec: Option<Arc<Spec>>,
    ids: Vec<SlotId>,
    files: Vec<(FileRef, Range<usize>)>,
    groups: HashMap<(FileRef, String), Vec<usize>>,
}

impl Slots {
    pub(crate) fn of(context: &Arc<CheckContext>, spec: Option<&Arc<Spec>>) -> Self {
        let mut slots = Self { spec: spec.cloned(), ..Self::default() };
        for file in spec.into_iter().flat_map(|spec| &spec.files) {
            let file_ref = file.file_ref();
            let start = slots.ids.len();
            for slot in &file.slots {
                if let Some(group) = &slot.any_of {
                    let group = (file_ref.clone(), group.clone());
                    slots.groups.entry(group).or_default().push(slots.ids.len());
                }
                let id = SlotId::new(Arc::clone(context), file_ref.clone(), slot.key.clone());
                slots.ids.push(id);
            }
            slots.files.push((file_ref, start..slots.ids.len()));
        }
        slots
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = Listed<'_>> {
        let files = self.spec.iter().flat_map(|spec| &spec.files);
        let slots = files.flat_map(|file| &file.slots);
        self.ids.iter().zip(slots).map(|(id, slot)| Listed { id, slot })
    }

    pub(crate) fn get(&self, number: usize) -> Option<Listed<'_>> {
        let file = self.files.partition_point(|(_, range)| range.end <= number);
        let (_, range) = self.files.get(file)?;
        let slots = &self.spec.as_ref()?.files.get(file)?.slots;
        Some(Listed { id: self.ids.get(number)?, slot: slots.get(number - range.start)? })
    }

    pub(crate) fn number(&self, id: &SlotId) -> Option<usize> {
        self.ids.iter().position(|known| known == id)
    }

    pub(crate) fn find(&self, id: &SlotId) -> Option<Listed<'_>> {
        self.get(self.number(id)?)
    }

    /// What the closed rows with these numbers are made of, apart from what is stored.
    pub(crate) fn content(&self, numbers: &[usize]) -> u64 {
        let mut content = DefaultHasher::new();
        for Listed { id, slot } in numbers.iter().filter_map(|number| self.get(*number)) {
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
    pub(crate) fn others(&self, number: usize) -> Vec<Listed<'_>> {
        let Some(Listed { id, slot }) = self.get(number) else { return Vec::new() };
        let Some(group) = &slot.any_of else { return Vec::new() };
        let members = self.groups.get(&(id.file().clone(), group.clone()));
        let others = members.into_iter().flatten().filter(|other| **other != number);
        others.filter_map(|other| self.get(*other)).collect()
    }
}
