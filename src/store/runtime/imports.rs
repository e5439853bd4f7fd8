//! Imports: the spec first, then the values.

use crate::store::import::{additions, merged};
use crate::store::runtime::{orders, start_call};
use crate::store::{ActionFailure, ActionState, EnvStore, Import, ImportOrder};
use envdock_core::CheckFailure;
use leptos::prelude::Set;
use std::rc::Rc;

/// Saves the keys that the spec does not have, then stores the values.
pub(in crate::store) fn import(store: &EnvStore, import: Rc<Import>, order: ImportOrder) {
    let id = order.configuration.clone();
    let state = store.0.signals.imports.of(&id, ActionState::default);
    let known = store.0.state.borrow().configuration(&id).and_then(|read| read.known.clone());
    let Some(known) = known else {
        state.set(ActionState::Failed(ActionFailure::Unanswered(CheckFailure::NotFound)));
        return;
    };
    let Some(spec) = merged(known.spec.as_deref(), &additions(&import, &order.items)) else {
        store.write_import(&import, order);
        state.set(ActionState::Done(()));
        return;
    };
    state.set(ActionState::Running);
    let saved = store.0.api.save_spec(id.clone(), known.spec_version, spec);
    start_call(store, saved, move |store, answer| {
        let answered = orders::spec_answered(store, id, answer);
        if answered == ActionState::Done(()) {
            store.write_import(&import, order);
        }
        state.set(answered);
    });
}
