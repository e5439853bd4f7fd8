//! Orders that core does not decide about: signing in and out, applying.

use crate::api::ApplyOrder;
use crate::store::runtime::start_call;
use crate::store::{ActionFailure, ActionState, EnvStore};
use envdock_contract::model::SessionId;
use envdock_core::{Event, Outdated};
use leptos::prelude::Set;

/// Exchanges the code of a launch link for a sign-in.
pub(in crate::store) fn sign_in(store: &EnvStore, launch: String) {
    store.0.signals.sign_in.set(ActionState::Running);
    start_call(store, store.0.api.sign_in(launch), |store, answer| match answer {
        Ok(me) => {
            store.dispatch(Event::SignedIn { me });
            store.0.signals.sign_in.set(ActionState::Done(()));
        }
        Err(error) => {
            store.0.signals.sign_in.set(ActionState::Failed(ActionFailure::from(&error)));
            // Whoever was signed in before still is.
            store.dispatch(Event::MeWanted);
        }
    });
}

/// Ends the sign-in; the page forgets it even when the server cannot be told.
pub(in crate::store) fn sign_out(store: &EnvStore) {
    store.dispatch(Event::SignedOut);
    start_call(store, store.0.api.sign_out(), |_, _| {});
}

/// Writes the values that apply into the env files of a session.
pub(in crate::store) fn apply(store: &EnvStore, session: SessionId, order: ApplyOrder) {
    let state = store.0.signals.applies.of(&session, ActionState::default);
    state.set(ActionState::Running);
    start_call(store, store.0.api.apply(session.clone(), order), move |store, answer| {
        // Lines have changed, or are not what they were thought to be; what is stored is the same.
        store.dispatch(Event::Outdated(Outdated::Files(session)));
        state.set(match answer {
            Ok(applied) => ActionState::Done(applied),
            Err(error) => ActionState::Failed(ActionFailure::from(&error)),
        });
    });
}
