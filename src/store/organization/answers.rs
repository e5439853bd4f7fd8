//! What became of orders: each key for itself.

use crate::api::{ApiError, Write, WriteKind, Written};
use crate::store::organization::work::UndoStep;
use crate::store::organization::{
    Organization, RemovedSecret, SecretDeed, SecretDraft, SecretSave, SecretTold, SecretUndo,
    SecretWork, Sending,
};
use crate::store::runtime;
use envdock_contract::model::{Address, Stored, Version};
use envdock_core::{CheckFailure, Event, SaveFailure, SaveOutcome};
use leptos::prelude::{Set, Update};

impl Organization {
    /// Takes in what became of an order.
    pub(in crate::store) fn written(&self, sending: &Sending, answer: Result<Written, ApiError>) {
        let writes = &sending.order.writes;
        let outcomes = match answer {
            Ok(written) => written.outcomes,
            Err(error) => {
                let failure = SaveFailure::from(&error);
                if failure == SaveFailure::Unconfirmed(CheckFailure::SignedOut) {
                    self.0.dispatch(Event::MeWanted);
                }
                writes.iter().map(|_| SaveOutcome::Refused(failure.clone())).collect()
            }
        };
        let mut n_done = 0;
        let mut steps = Vec::new();
        let mut failures = Vec::new();
        for (write, outcome) in writes.iter().zip(outcomes) {
            match self.settle(sending, write, outcome) {
                Ok(step) => {
                    n_done += 1;
                    steps.extend(step);
                }
                Err(failure) => failures.push((write.address.clone(), failure)),
            }
        }
        let key = match writes.as_slice() {
            [one] => Some(one.address.key.clone()),
            _ => None,
        };
        let n_failed = failures.len();
        if sending.is_undo {
            self.undone(failures);
        } else if !steps.is_empty() {
            // What was there already was not added after all.
            let is_add = sending.deed == SecretDeed::Add;
            let deed = if is_add { SecretDeed::Replace } else { sending.deed };
            let failure = None;
            self.secrets().undo.set(Some(SecretUndo { deed, steps, is_running: false, failure }));
        }
        let told = SecretTold { deed: sending.deed, key, n_done, n_failed };
        self.secrets().told.set(Some(told));
    }

    /// Takes in what became of one write; answers with how it can be taken back.
    fn settle(
        &self,
        sending: &Sending,
        write: &Write,
        outcome: SaveOutcome,
    ) -> Result<Option<UndoStep>, SaveFailure> {
        let address = &write.address;
        let draft = sending.draft(address);
        let step = match outcome {
            SaveOutcome::Refused(failure) => {
                self.refused(sending, &draft, failure.clone());
                return Err(failure);
            }
            SaveOutcome::Stored { stored, .. } => {
                self.learn_stored(address, &stored);
                if let WriteKind::Describe(description) = &write.what {
                    self.learn(address, |item| item.description.clone_from(description));
                }
                if let Some(value) = write.value() {
                    self.drop_typed(&draft, value);
                }
                if sending.deed == SecretDeed::Add {
                    runtime::find_new(&self.0, address.clone());
                }
                let is_replaced = write.value().is_some() && write.expected_version != Version(0);
                is_replaced.then(|| UndoStep {
                    address: address.clone(),
                    expected_version: stored.version,
                    from_version: write.expected_version,
                })
            }
            SaveOutcome::Removed { version, .. } if sending.deed == SecretDeed::Remove => {
                self.learn_removed(address, version);
                Some(UndoStep {
                    address: address.clone(),
                    expected_version: Version(0),
                    from_version: write.expected_version,
                })
            }
            SaveOutcome::Removed { .. } => {
                self.forget(address);
                None
            }
            // No write of this page leaves everything as it was.
            SaveOutcome::Unwritten { .. } => None,
        };
        self.set_work(&draft, sending.deed, SecretSave::Done);
        Ok(step)
    }

    fn refused(&self, sending: &Sending, draft: &SecretDraft, failure: SaveFailure) {
        match &failure {
            SaveFailure::Unconfirmed(_) => self.keep(sending, draft),
            SaveFailure::Conflict { current } => {
                self.keep(sending, draft);
                if let (SecretDraft::Of(address), Some(stored)) = (draft, current) {
                    self.learn_stored(address, stored);
                }
            }
            SaveFailure::Forbidden
            | SaveFailure::NotFound
            | SaveFailure::NotKept
            | SaveFailure::ValueTooLarge
            | SaveFailure::ValueNotAllowed
            | SaveFailure::ReaderCannotCarry { .. }
            | SaveFailure::NotAttempted
            | SaveFailure::SessionEnded
            | SaveFailure::RequestSettled
            | SaveFailure::NotInFile
            | SaveFailure::ValueNotCertain
            | SaveFailure::FileUnavailable
            | SaveFailure::Refused => {}
        }
        self.set_work(draft, sending.deed, SecretSave::Failed(failure));
    }

    fn keep(&self, sending: &Sending, draft: &SecretDraft) {
        self.secrets().unsettled.borrow_mut().insert(draft.clone(), sending.clone());
    }

    /// What could not be taken back can be tried again.
    fn undone(&self, failures: Vec<(Address, SaveFailure)>) {
        self.secrets().undo.update(|undo| {
            let Some(open) = undo else { return };
            open.is_running = false;
            open.steps.retain(|step| failures.iter().any(|(failed, _)| *failed == step.address));
            open.failure = failures.into_iter().next().map(|(_, failure)| failure);
            if open.steps.is_empty() {
                *undo = None;
            }
        });
    }

    pub(super) fn learn_stored(&self, address: &Address, stored: &Stored) {
        self.learn(address, |item| {
            item.version = stored.version;
            item.updated_at = stored.updated_at.clone();
            item.updated_by = stored.updated_by.clone();
            item.removed = None;
        });
    }

    pub(super) fn learn_removed(&self, address: &Address, version: Version) {
        self.learn(address, |item| {
            let restorable = item.version;
            item.removed = Some(RemovedSecret { restorable, until: None });
            item.version = version;
        });
    }

    /// What is known to be done to a value that is listed (again).
    pub(super) fn work_of(&self, address: &Address) -> SecretWork {
        let draft = SecretDraft::Of(address.clone());
        let is_typed = self.secrets().typed.borrow().contains_key(&draft);
        SecretWork { is_typed, ..SecretWork::default() }
    }
}
