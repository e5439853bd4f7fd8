//! Which row is open, and which of its parts somebody asked for.

use crate::components::environment_tab::tab::Tab;
use envdock_core::SlotId;
use leptos::prelude::*;

impl Tab {
    /// Opens one row, which closes the other. What was typed there stays.
    pub(crate) fn open(self, slot: Option<&SlotId>) {
        self.editing.set_value((None, slot.cloned()));
        self.by_hand().meanwhile.set(None);
        self.opened.set(slot.cloned());
    }

    /// Notes that the field of a row was asked for.
    pub(crate) fn edit(self, slot: &SlotId) {
        self.editing.set_value((Some(slot.clone()), Some(slot.clone())));
    }

    /// Whether it was; a row that is drawn anew shows its field again.
    pub(crate) fn is_editing(self, slot: &SlotId) -> bool {
        self.editing.with_value(|(asked, _)| asked.as_ref() == Some(slot))
    }

    /// Whether the field of a row takes the focus: once, when somebody opened it.
    pub(crate) fn takes_focus(self, slot: &SlotId) -> bool {
        let is_wanted = self.editing.with_value(|(_, focused)| focused.as_ref() == Some(slot));
        self.editing.update_value(|(_, focused)| *focused = None);
        is_wanted
    }

    pub(crate) fn is_open(self, slot: &SlotId) -> bool {
        self.opened.with_untracked(|open| open.as_ref() == Some(slot))
    }
}
