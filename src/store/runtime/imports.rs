//! Imports: the spec first, then the values.

use crate::store::import::{additions, merged};
use crate::store::runtime::{SpecChange, change_spec};
use crate::store::{ActionState, EnvStore, Import, ImportOrder, Order};
use leptos::prelude::Set;
use std::rc::Rc;

/// Saves the keys that the spec does not have, then stores the values. A host that takes no changes
/// of specs gets the values alone.
pub(in crate::store) fn import(store: &EnvStore, import: Rc<Import>, order: ImportOrder) {
    let id = order.configuration.clone();
    let state = store.0.signals.imports.of(&id, ActionState::default);
    state.set(ActionState::Running);
    let can_add = store.takes(Order::SaveSpec);
    let additions = if can_add { additions(&import, &order.items) } else { Vec::new() };
    let done = move |store: &EnvStore, answer| {
        if answer == ActionState::Done(()) {
            store.write_import(&import, order);
        }
        state.set(answer);
    };
    let make = move |known: Option<&_>| Ok(merged(known, &additions));
    change_spec(store, id, SpecChange::new(make, done));
}
