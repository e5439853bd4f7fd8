//! Sends saves: the first time and every other time the same.

use crate::api::{
    AdoptOrder, Adoption, AnswerOrder, KeyAnswer, SubmissionOrder, Submitted, Write, WriteKind,
    WriteOrder, Written,
};
use crate::store::EnvStore;
use crate::store::runtime::{report, start};
use envdock_contract::model::{RequestId, SecretText};
use envdock_core::{
    Event, SaveAction, SaveFailure, SaveOperation, SaveOutcome, SaveRequest, SaveRoute, SlotId,
};
use std::rc::Rc;

/// Sends a save, or sends it again.
pub(in crate::store) fn send(store: &EnvStore, request: &SaveRequest) {
    let save = request.save;
    let api = &store.0.api;
    let written = match &request.route {
        SaveRoute::Write { atomic } => {
            write_order(store, request, *atomic).map(|order| api.write(order))
        }
        SaveRoute::Adopt { session } => {
            let slots = request.operations.iter().map(adoption).collect();
            let idempotency_key = request.idempotency_key.clone();
            let order = AdoptOrder { session: session.clone(), idempotency_key, slots };
            Some(api.adopt(order))
        }
        SaveRoute::Submission { request: id } => return submit(store, request, id),
    };
    let set: Vec<Option<SlotId>> = request.operations.iter().map(set_slot).collect();
    let event = async move {
        // The text is gone only if core orders a save that it has let go before: nothing was sent.
        let Some(written) = written else {
            return Event::SaveFailed { save, failure: SaveFailure::Refused };
        };
        match written.await {
            Ok(Written { revision, outcomes }) => Event::SaveAnswered { save, revision, outcomes },
            Err(error) => Event::SaveFailed { save, failure: SaveFailure::from(&error) },
        }
    };
    start(store, event, move |store, event| {
        let stored = if let Event::SaveAnswered { outcomes, .. } = &event {
            let is_stored = |outcome| matches!(outcome, &SaveOutcome::Stored { .. });
            let pairs = set.into_iter().zip(outcomes);
            pairs.filter_map(|(slot, outcome)| slot.filter(|_| is_stored(outcome))).collect()
        } else {
            Vec::new()
        };
        store.dispatch(event);
        store.accept_saved(stored);
    });
}

/// The slot for which a typed value is stored.
fn set_slot(operation: &SaveOperation) -> Option<SlotId> {
    matches!(operation.action, SaveAction::Set { .. }).then(|| operation.slot.clone())
}

fn submit(store: &EnvStore, request: &SaveRequest, id: &RequestId) {
    let save = request.save;
    let submitted = submission_order(store, request, id).map(|order| store.0.api.submit(order));
    report(store, async move {
        let Some(submitted) = submitted else {
            return Event::SaveFailed { save, failure: SaveFailure::Refused };
        };
        match submitted.await {
            Ok(Submitted { revision, request: Some(request), outcomes }) => {
                Event::SubmissionAnswered { save, revision, request, outcomes }
            }
            Ok(Submitted { revision, request: None, outcomes }) => {
                Event::SaveAnswered { save, revision, outcomes }
            }
            Err(error) => Event::SaveFailed { save, failure: SaveFailure::from(&error) },
        }
    });
}

fn write_order(store: &EnvStore, request: &SaveRequest, atomic: bool) -> Option<WriteOrder> {
    let writes = request.operations.iter().map(|operation| {
        let what = match &operation.action {
            SaveAction::Set { .. } => {
                WriteKind::Set { value: sent_text(store, request, operation)?, description: None }
            }
            SaveAction::Unset => WriteKind::Unset,
            SaveAction::Move { to, to_expected_version } => {
                WriteKind::Move { to: to.clone(), to_expected_version: *to_expected_version }
            }
            SaveAction::Restore { from_version } => {
                WriteKind::Restore { from_version: *from_version }
            }
            SaveAction::Adopt | SaveAction::UseStored | SaveAction::Skip => return None,
        };
        let expected_version = operation.expected_version;
        Some(Write { address: operation.address(), expected_version, what })
    });
    let writes = writes.collect::<Option<Vec<Write>>>()?;
    Some(WriteOrder { idempotency_key: request.idempotency_key.clone(), atomic, writes })
}

fn submission_order(
    store: &EnvStore,
    request: &SaveRequest,
    id: &RequestId,
) -> Option<SubmissionOrder> {
    let answers = request.operations.iter().map(|operation| {
        let answer = match &operation.action {
            SaveAction::Set { .. } => KeyAnswer::Set {
                scope: operation.scope.clone(),
                expected_version: operation.expected_version,
                value: sent_text(store, request, operation)?,
            },
            SaveAction::UseStored => KeyAnswer::UseStored,
            SaveAction::Skip => KeyAnswer::Skip,
            SaveAction::Unset
            | SaveAction::Adopt
            | SaveAction::Move { .. }
            | SaveAction::Restore { .. } => return None,
        };
        let (file, key) = (operation.slot.file().clone(), operation.slot.key().clone());
        Some(AnswerOrder { file, key, answer })
    });
    let answers = answers.collect::<Option<Vec<AnswerOrder>>>()?;
    let idempotency_key = request.idempotency_key.clone();
    Some(SubmissionOrder { request: id.clone(), idempotency_key, answers })
}

fn sent_text(
    store: &EnvStore,
    request: &SaveRequest,
    operation: &SaveOperation,
) -> Option<Rc<SecretText>> {
    let SaveAction::Set { draft } = operation.action else { return None };
    store.0.drafts.borrow().sent(request.save, &operation.slot, draft)
}

fn adoption(operation: &SaveOperation) -> Adoption {
    Adoption {
        file: operation.slot.file().clone(),
        key: operation.slot.key().clone(),
        scope: operation.scope.clone(),
        expected_version: operation.expected_version,
    }
}
