//! Stores what was chosen of an import.

use crate::components::import_dialog::goals::Goal;
use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::standing::Standing;
use crate::store::{ImportItem, ImportOrder};
use leptos::prelude::*;

impl Preview {
    /// Stores what is chosen.
    pub(super) fn order(self) {
        let items: Vec<ImportItem> =
            untrack(|| (0..self.lines().len()).filter_map(|index| self.item(index)).collect());
        let is_new = |item: &&ImportItem| {
            let place = untrack(|| self.place(item.index));
            place.is_some_and(|place| !place.is_listed)
        };
        let added: Vec<usize> = items.iter().filter(is_new).map(|item| item.index).collect();
        self.added.update_value(|all| all.extend(added));
        self.pending.set_value(items.iter().map(|item| item.index).collect());
        self.was_ordered.set(true);
        let (configuration, atomic) = (self.configuration(), self.is_atomic.get_untracked());
        self.store().import(self.import(), ImportOrder { configuration, atomic, items });
    }

    fn item(self, index: usize) -> Option<ImportItem> {
        let standing = self.standing(index);
        let slot = self.goals.slot(index)?;
        let scope = self.full_scope(index, &slot);
        let is_unconfirmed = standing == Standing::Unconfirmed;
        self.is_chosen(index, &standing).then_some(ImportItem {
            index,
            slot,
            scope,
            is_unconfirmed,
        })
    }

    /// Whether nothing that was ordered is still to be stored.
    pub(super) fn is_done(self) -> bool {
        let is_open = |index| {
            let standing = untrack(|| self.standing(index));
            matches!(standing, Standing::Saving | Standing::Unconfirmed | Standing::Failed(_))
        };
        self.was_ordered.get_untracked() && !(0..self.lines().len()).any(is_open)
    }

    /// Nobody looks at refusals any more: rows of the tab have no text to say more about.
    pub(super) fn settle(self) {
        let (store, goals) = (self.store(), self.goals.all.get_untracked());
        for (index, goal) in goals.iter().enumerate() {
            let Some(Goal { slot, .. }) = goal else { continue };
            let is_refused = matches!(untrack(|| self.standing(index)), Standing::Failed(_));
            let is_typed = store.with_draft(slot, |text| text.is_some());
            if is_refused && !is_typed {
                store.clear_draft(slot);
            }
        }
    }
}
