//! Saving what was typed, and adopting what is on disk.

use crate::api::clock;
use crate::store::EnvStore;
use envdock_contract::model::{Presence, Scope, SessionId, Stored, Version};
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
    scope: Scope,
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

    /// Keeps a value that is stored for this session only for longer: moves it to `to`, unread.
    /// Nothing is sent where no such value is known.
    pub fn keep(&self, slot: &SlotId, to: Scope) {
        let Some(session) = slot.context().session.clone() else { return };
        let scope = Scope::Session { id: session };
        let expected_version = self.stored_version(slot, &scope);
        if expected_version == Version(0) {
            return;
        }
        let to_expected_version = self.stored_version(slot, &to);
        let action = SaveAction::Move { to, to_expected_version };
        let operation = SaveOperation { slot: slot.clone(), scope, expected_version, action };
        self.start(SaveRoute::Write { atomic: false }, vec![operation]);
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

    /// After a conflict: saves over what somebody else has stored meanwhile.
    pub fn replace_anyway(&self, slot: &SlotId) {
        let entry = self.0.state.borrow().entry(slot).cloned().unwrap_or_default();
        let SaveState::Failed(SaveFailure::Conflict { current }) = entry.save else { return };
        let Some(last) = self.0.last_saves.borrow().get(slot).cloned() else { return };
        let expected_version = current.map_or(Version(0), |stored: Stored| stored.version);
        let operation = match &last.route {
            SaveRoute::Write { .. } | SaveRoute::Submission { .. } => {
                self.set_operation(slot.clone(), last.scope, expected_version)
            }
            SaveRoute::Adopt { .. } => Some(SaveOperation {
                slot: slot.clone(),
                scope: last.scope,
                expected_version,
                action: SaveAction::Adopt,
            }),
        };
        let route = match last.route {
            // In the form of its request the whole submission is made again; this is one value.
            SaveRoute::Submission { .. } => SaveRoute::Write { atomic: false },
            route @ (SaveRoute::Write { .. } | SaveRoute::Adopt { .. }) => route,
        };
        self.start(route, operation.into_iter().collect());
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
        for SaveOperation { slot, scope, .. } in operations.iter().filter(|o| o.action.writes()) {
            let last = LastSave { save, scope: scope.clone(), route: route.clone() };
            self.0.last_saves.borrow_mut().insert(slot.clone(), last);
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
