//! Takes an import back.

use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::standing::Standing;
use envdock_core::SlotId;
use envdock_rules::spec_edit::SpecEdit;
use leptos::prelude::*;

impl Preview {
    /// Whether earlier values can come back.
    pub(super) fn can_undo(self) -> bool {
        let me = self.store().me();
        me.with(|me| me.known.as_ref().is_none_or(|me| me.capabilities.restore))
    }

    /// Restores every value that was replaced and removes every one that was added, in one step;
    /// then the keys go that only this import has listed.
    pub(super) fn undo(self) {
        let n_lines = self.lines().len();
        let is_stored = |index: &usize| untrack(|| self.standing(*index)).is_stored();
        let lines: Vec<usize> = (0..n_lines).filter(is_stored).collect();
        let slots: Vec<SlotId> =
            lines.iter().filter_map(|index| untrack(|| self.goals.slot(*index))).collect();
        self.undoing.set(lines);
        self.store().undo_all(&slots);
    }

    /// Keys go once it is certain that their values are gone.
    pub(super) fn follow_undo(self) {
        Effect::new(move |_| {
            let lines = self.undoing.get();
            let is_gone = |index: &usize| self.standing(*index) == Standing::TakenBack;
            if lines.is_empty() || !lines.iter().all(is_gone) {
                return;
            }
            self.undoing.set(Vec::new());
            let added = self.added.try_update_value(std::mem::take).unwrap_or_default();
            let added = added.into_iter().filter(|index| lines.contains(index));
            let slots = added.filter_map(|index| untrack(|| self.goals.slot(index)));
            let remove = |slot: SlotId| SpecEdit::Remove(slot.file().clone(), slot.key().clone());
            let changes: Vec<SpecEdit> = slots.map(remove).collect();
            if !changes.is_empty() {
                self.store().edit_spec(&self.configuration(), &changes);
            }
        });
    }
}
