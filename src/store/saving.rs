//! Saving what was typed, and adopting what is on disk.

use crate::api::clock;
use crate::store::{ActionState, EnvStore, MOST_AT_ONCE};
use envdock_contract::model::{Presence, Scope, SessionId, Version};
use envdock_core::{
    Event, IdempotencyKey, SaveAction, SaveFailure, SaveId, SaveOperation, SaveRoute, SaveState,
    SlotId,
};
use std::collections::HashMap;

/// The last save of each slot: what *retry* and *replace anyway* speak about.
pub(super) type LastSaves = HashMap<SlotId, LastSave>;

#[derive(Clone, Debug)]
pub(super) struct LastSave {
    save: SaveId,
    /// What it wrote for this slot.
    operations: Vec<SaveOperation>,
    route: SaveRoute,
}

impl EnvStore {
    /// Saves what was typed, each to its scope. Slots without typed text are left out.
    ///
    /// A slot shows the outcome in its [`entry`](Self::entry); the text goes when it is confirmed.
    pub fn save(&self, slots: Vec<(SlotId, Scope)>) {
        let operations = slots.into_iter().filter_map(|(slot, scope)| {
            let expected_version = self.stored_version(&slot, &scope);
            self.set_operation(slot, scope, expected_version)
        });
        self.start(SaveRoute::Write { atomic: false }, operations.collect());
    }

    /// Has the server store what the session's env files hold for these slots, unseen.
    pub fn adopt(&self, session: &SessionId, slots: Vec<(SlotId, Scope)>) {
        let operations = slots.into_iter().map(|(slot, scope)| {
            let expected_version = self.stored_version(&slot, &scope);
            SaveOperation { slot, scope, expected_version, action: SaveAction::Adopt }
        });
        self.start(SaveRoute::Adopt { session: session.clone() }, operations.collect());
    }

    /// Saves what was typed for one slot at `scope`, and removes the nearer values that would
    /// apply before it in the same step: both or neither.
    pub fn save_and_remove(&self, slot: &SlotId, scope: Scope, nearer: Vec<Scope>) {
        let expected_version = self.stored_version(slot, &scope);
        let Some(set) = self.set_operation(slot.clone(), scope, expected_version) else { return };
        let removals = nearer.into_iter().filter_map(|scope| self.removal(slot, scope));
        let operations = std::iter::once(set).chain(removals).collect();
        self.start(SaveRoute::Write { atomic: true }, operations);
    }

    /// Removes the value that is stored for `slot` at `scope`. Nothing is sent where none is known.
    pub fn remove(&self, slot: &SlotId, scope: Scope) {
        let removal = self.removal(slot, scope);
        self.start(SaveRoute::Write { atomic: false }, removal.into_iter().collect());
    }

    fn removal(&self, slot: &SlotId, scope: Scope) -> Option<SaveOperation> {
        let expected_version = self.stored_version(slot, &scope);
        let slot = slot.clone();
        let removal = SaveOperation { slot, scope, expected_version, action: SaveAction::Unset };
        (expected_version != Version(0)).then_some(removal)
    }

    /// Moves the value that is stored at `from` to another scope, unread, over what a person has
    /// seen to be there; version 0: nothing. Nothing is sent where no such value is known.
    pub fn move_value(&self, slot: &SlotId, from: Scope, to: Scope, over: Version) {
        let moved = self.removal(slot, from).map(|removal| {
            let to_expected_version = over;
            SaveOperation { action: SaveAction::Move { to, to_expected_version }, ..removal }
        });
        self.start(SaveRoute::Write { atomic: false }, moved.into_iter().collect());
    }

    /// Takes the last save of a slot back, as long as its entry says how. An earlier value comes
    /// back unread.
    pub fn undo(&self, slot: &SlotId) {
        let entry = self.0.state.borrow().entry(slot).cloned().unwrap_or_default();
        let SaveState::Saved { undo, .. } = entry.save else { return };
        let atomic = undo.len() > 1;
        self.start(SaveRoute::Write { atomic }, undo);
    }

    /// Takes the last saves of several slots back, in one step as far as one request can carry it.
    pub fn undo_all(&self, slots: &[SlotId]) {
        let undo_of = |slot: &SlotId| {
            let saved = self.0.state.borrow().entry(slot).map(|entry| entry.save.clone());
            let undo = if let Some(SaveState::Saved { undo, .. }) = saved { undo } else { vec![] };
            undo.into_iter()
        };
        let undo: Vec<SaveOperation> = slots.iter().flat_map(undo_of).collect();
        let atomic = undo.len() <= MOST_AT_ONCE;
        for batch in undo.chunks(MOST_AT_ONCE) {
            self.start(SaveRoute::Write { atomic }, batch.to_vec());
        }
    }

    /// Says no more about what became of the last save of a slot. What was typed stays.
    pub fn dismiss_save(&self, slot: &SlotId) {
        self.abandon_save(slot);
        self.dispatch(Event::SaveDismissed { slot: slot.clone() });
    }

    /// Sends the unconfirmed save of a slot again: the same bytes under the same key.
    pub fn retry_save(&self, slot: &SlotId) {
        let save = self.0.last_saves.borrow().get(slot).map(|last| last.save);
        if let Some(save) = save {
            self.dispatch(Event::SaveRetried { save });
        }
    }

    /// Gives the unconfirmed save of a slot up; whether it is stored is checked. The text stays.
    pub fn abandon_save(&self, slot: &SlotId) {
        let save = self.0.last_saves.borrow().get(slot).map(|last| last.save);
        if let Some(save) = save {
            self.dispatch(Event::SaveAbandoned { save });
        }
    }

    /// After a conflict: does the same again, whatever somebody else has stored meanwhile.
    pub fn replace_anyway(&self, slot: &SlotId) {
        let entry = self.0.state.borrow().entry(slot).cloned().unwrap_or_default();
        let SaveState::Failed(SaveFailure::Conflict { current, .. }) = entry.save else { return };
        let Some(last) = self.0.last_saves.borrow().get(slot).cloned() else { return };
        let is_one = last.operations.len() == 1;
        let operations = last.operations.into_iter().filter_map(|operation| {
            let SaveOperation { slot, scope, action, .. } = operation;
            let expected_version = match &current {
                Some(stored) if stored.scope == scope => stored.version,
                None if is_one => Version(0),
                Some(_) | None => self.stored_version(&slot, &scope),
            };
            match action {
                SaveAction::Set { .. } => self.set_operation(slot, scope, expected_version),
                // It is gone already.
                SaveAction::Unset if expected_version == Version(0) => None,
                SaveAction::Unset
                | SaveAction::Adopt
                | SaveAction::Move { .. }
                | SaveAction::Restore { .. }
                | SaveAction::UseStored
                | SaveAction::Skip => Some(SaveOperation { slot, scope, expected_version, action }),
            }
        });
        let operations = operations.collect();
        let route = match last.route {
            // In the form of its request the whole submission is made again; this is one value.
            SaveRoute::Submission { .. } => SaveRoute::Write { atomic: false },
            route @ (SaveRoute::Write { .. } | SaveRoute::Adopt { .. }) => route,
        };
        self.start(route, operations);
    }

    pub(super) fn set_operation(
        &self,
        slot: SlotId,
        scope: Scope,
        expected_version: Version,
    ) -> Option<SaveOperation> {
        let draft = self.0.drafts.borrow().revision(&slot)?;
        Some(SaveOperation { slot, scope, expected_version, action: SaveAction::Set { draft } })
    }

    pub(super) fn start(&self, route: SaveRoute, operations: Vec<SaveOperation>) {
        if operations.is_empty() {
            return;
        }
        let save = SaveId(self.next_number());
        let sets = |operation: &&SaveOperation| matches!(operation.action, SaveAction::Set { .. });
        let slots = operations.iter().filter(sets).map(|operation| operation.slot.clone());
        self.0.drafts.borrow_mut().keep_for(save, slots);
        self.send(save, route, operations);
    }

    /// Sends what is kept under the name `save`.
    pub(super) fn send(&self, save: SaveId, route: SaveRoute, operations: Vec<SaveOperation>) {
        if let SaveRoute::Submission { request } = &route {
            self.0.last_submissions.borrow_mut().insert(request.clone(), save);
        }
        for operation in operations.iter().filter(|operation| operation.action.writes()) {
            self.0.signals.acceptances.set(&operation.slot, || Some(ActionState::Idle));
            let mut saves = self.0.last_saves.borrow_mut();
            let operations = match saves.remove(&operation.slot) {
                Some(last) if last.save == save => last.operations,
                Some(_) | None => Vec::new(),
            };
            let operations = operations.into_iter().chain([operation.clone()]).collect();
            let last = LastSave { save, operations, route: route.clone() };
            saves.insert(operation.slot.clone(), last);
        }
        let idempotency_key = new_idempotency_key(save);
        self.dispatch(Event::SaveStarted { save, idempotency_key, route, operations });
    }

    /// The version that is stored at `scope` as far as this page knows.
    pub(super) fn stored_version(&self, slot: &SlotId, scope: &Scope) -> Version {
        let state = self.0.state.borrow();
        match state.entry(slot).map(|entry| &entry.presence) {
            Some(Presence::Stored(stored)) => stored
                .iter()
                .find(|stored| stored.scope == *scope)
                .map_or(Version(0), |stored| stored.version),
            Some(Presence::Unknown { .. }) | None => Version(0),
        }
    }
}

pub(super) fn new_idempotency_key(save: SaveId) -> IdempotencyKey {
    // The time keeps keys apart even where there is no randomness to be had.
    let (first, second, now) = (clock::random(), clock::random(), clock::now().0);
    IdempotencyKey(format!("{first:016x}{second:016x}-{now:x}-{}", save.0).into())
}
