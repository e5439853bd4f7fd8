//! What became of orders: each key for itself.

use crate::api::{ApiError, Write, WriteKind, Written};
use crate::store::organization::work::UndoStep;
use crate::store::organization::{
    Organization, SecretDeed, SecretDraft, SecretSave, SecretTold, SecretUndo, SecretWork, Sending,
};
use crate::store::runtime;
use envdock_contract::model::{Address, Version};
use envdock_core::{CheckFailure, Event, Moment, SaveFailure, SaveOutcome};
use leptos::prelude::{Set, Update};
use std::collections::HashSet;

impl Organization {
    /// Takes in what became of an order.
    pub(in crate::store) fn written(&self, sending: &Sending, answer: Result<Written, ApiError>) {
        let writes = &sending.order.writes;
        let revision = answer.as_ref().ok().and_then(|written| written.revision);
        let moment = Moment { revision, call: self.0.next_number() };
        if answer.is_ok() {
            self.secrets().written.set(revision);
            self.need(moment);
        }
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
            match self.settle(sending, write, outcome, moment) {
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
        if let Some(undone) = sending.undoes {
            self.undone(undone, writes, &failures);
        } else if !steps.is_empty() {
            self.can_undo(sending, steps);
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
        moment: Moment,
    ) -> Result<Option<UndoStep>, SaveFailure> {
        let address = &write.address;
        let draft = sending.deed.draft(address);
        let step = match outcome {
            SaveOutcome::Refused(failure) => {
                self.secrets().arriving.borrow_mut().remove(address);
                self.refused(sending, &draft, failure.clone(), moment);
                return Err(failure);
            }
            SaveOutcome::Stored { stored, .. } => {
                self.learn_stored(address, &stored);
                if let WriteKind::Describe { text, .. } = &write.what {
                    self.learn_description(address, text.as_ref(), moment);
                    self.drop_description(address, text.as_ref());
                }
                if let Some(value) = write.value() {
                    self.drop_typed(&draft, value);
                }
                if sending.deed == SecretDeed::Add {
                    self.drop_new(address);
                    runtime::find_new(&self.0, address.clone(), stored.clone());
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

    fn refused(
        &self,
        sending: &Sending,
        draft: &SecretDraft,
        failure: SaveFailure,
        moment: Moment,
    ) {
        match &failure {
            SaveFailure::Unconfirmed(_) => self.keep(sending, draft),
            SaveFailure::Conflict { current, removed } => {
                self.keep(sending, draft);
                match (draft, current, removed) {
                    (SecretDraft::Of(address), Some(stored), _) => {
                        self.learn_stored(address, stored);
                    }
                    (SecretDraft::Of(address), None, Some(removal)) => {
                        self.learn_removal(address, removal);
                    }
                    (SecretDraft::Of(_), None, None) | (SecretDraft::New, ..) => {}
                }
            }
            SaveFailure::DescribedMeanwhile(now) => {
                if let SecretDraft::Of(address) = draft {
                    self.learn_description(address, now.text.as_ref(), moment);
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

    fn can_undo(&self, sending: &Sending, steps: Vec<UndoStep>) {
        // What was there already was not added after all.
        let is_add = sending.deed == SecretDeed::Add;
        let deed = if is_add { SecretDeed::Replace } else { sending.deed };
        self.secrets().undo.update(|undo| match undo {
            // Another part of the same order.
            Some(open) if open.order == sending.number => open.steps.extend(steps),
            _ => {
                let (order, n_awaited, failure) = (sending.number, 0, None);
                *undo = Some(SecretUndo { deed, steps, order, n_awaited, failure });
            }
        });
    }

    /// What could not be taken back can be tried again.
    fn undone(&self, order: u64, answered: &[Write], failures: &[(Address, SaveFailure)]) {
        self.secrets().undo.update(|undo| {
            // Something else may have been done meanwhile.
            let Some(open) = undo.as_mut().filter(|open| open.order == order) else { return };
            open.n_awaited = open.n_awaited.saturating_sub(1);
            let answered: HashSet<&Address> = answered.iter().map(|write| &write.address).collect();
            let failed: HashSet<&Address> = failures.iter().map(|(address, _)| address).collect();
            open.steps
                .retain(|step| !answered.contains(&step.address) || failed.contains(&step.address));
            let failure = failures.first().map(|(_, failure)| failure.clone());
            open.failure = failure.or(open.failure.take());
            if open.steps.is_empty() {
                *undo = None;
            }
        });
    }

    /// What is known to be done to a value that is listed (again).
    pub(super) fn work_of(&self, address: &Address) -> SecretWork {
        let draft = SecretDraft::Of(address.clone());
        let is_typed = self.secrets().typed.borrow().contains_key(&draft);
        SecretWork { is_typed, ..SecretWork::default() }
    }
}
