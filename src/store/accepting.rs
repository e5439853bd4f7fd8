//! Acceptance of proposed keys by saving their values.

use crate::store::runtime::{SpecChange, change_spec};
use crate::store::{ActionState, EnvStore, StoreSignal};
use envdock_contract::model::{ConfigurationId, Spec};
use envdock_core::SlotId;
use envdock_rules::spec_edit::{SpecEdit, edit};
use leptos::prelude::Set;
use std::collections::HashMap;

impl EnvStore {
    /// Whether the save that follows accepts the slot, too, once it is confirmed: who saves a value
    /// from the row of a proposed key has decided. What was said for an earlier save, which may
    /// have been refused, no longer counts. See [`Self::acceptance`].
    pub fn accept_when_saved(&self, slot: &SlotId, accepts: bool) {
        let mut accepting = self.0.accepting.borrow_mut();
        if accepts {
            accepting.insert(slot.clone());
        } else {
            accepting.remove(slot);
        }
    }

    /// What became of the acceptance that came with the last save of a slot.
    #[must_use]
    pub fn acceptance(&self, slot: &SlotId) -> StoreSignal<ActionState<()>> {
        self.0.signals.acceptances.read(slot, ActionState::default)
    }

    /// These values are stored: the slots that were to be accepted with them are.
    pub(super) fn accept_saved(&self, saved: Vec<SlotId>) {
        let mut by_configuration: HashMap<ConfigurationId, Vec<SlotId>> = HashMap::new();
        for slot in saved {
            let is_wanted = self.0.accepting.borrow_mut().remove(&slot);
            let configuration = slot.context().configuration.clone().filter(|_| is_wanted);
            if let Some(id) = configuration {
                by_configuration.entry(id).or_default().push(slot);
            }
        }
        let mut all: Vec<_> = by_configuration.into_iter().collect();
        all.sort_by(|(left, _), (right, _)| left.cmp(right));
        for (id, slots) in all {
            self.accept(id, slots);
        }
    }

    fn accept(&self, id: ConfigurationId, slots: Vec<SlotId>) {
        let state = |slot: &SlotId| self.0.signals.acceptances.of(slot, ActionState::default);
        let states: Vec<_> = slots.iter().map(state).collect();
        for state in &states {
            state.set(ActionState::Running);
        }
        let done = move |_: &Self, answer: ActionState<()>| {
            for state in &states {
                state.set(answer.clone());
            }
        };
        let make = move |known: Option<&Spec>| {
            let mut spec = known.cloned().unwrap_or_default();
            for slot in &slots {
                let accept = SpecEdit::Accept(slot.file().clone(), slot.key().clone());
                // What is no longer listed needs no acceptance.
                let _ = edit(&mut spec, &accept);
            }
            Ok((known != Some(&spec)).then_some(spec))
        };
        change_spec(self, id, SpecChange::new(make, done));
    }
}
