//! Orders that core does not decide about: signing in and out, applying, changing the spec.

use crate::api::{ApiError, ApplyOrder, SavedSpec};
use crate::store::runtime::start_call;
use crate::store::{ActionFailure, ActionState, EnvStore};
use envdock_contract::model::{ConfigurationId, SessionId};
use envdock_core::{CheckFailure, Event, Outdated};
use envdock_rules::spec_edit::{SpecEdit, edit};
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

/// Changes the spec as it is known now, all or nothing.
pub(in crate::store) fn edit_spec(store: &EnvStore, id: ConfigurationId, changes: &[SpecEdit]) {
    let state = store.0.signals.spec_edits.of(&id, ActionState::default);
    let known = store.0.state.borrow().configuration(&id).and_then(|read| read.known.clone());
    let Some(known) = known else {
        state.set(ActionState::Failed(ActionFailure::Unanswered(CheckFailure::NotFound)));
        return;
    };
    let mut spec = known.spec.as_deref().cloned().unwrap_or_default();
    // What the change was made for is not what is there: somebody else was faster.
    if changes.iter().any(|change| edit(&mut spec, change).is_err()) {
        state.set(ActionState::Failed(ActionFailure::Changed));
        return;
    }
    state.set(ActionState::Running);
    let version = known.spec_version;
    start_call(store, store.0.api.save_spec(id.clone(), version, spec), move |store, answer| {
        state.set(spec_answered(store, id, answer));
    });
}

/// Takes in what became of a spec that a person changed.
pub(super) fn spec_answered(
    store: &EnvStore,
    configuration: ConfigurationId,
    answer: Result<SavedSpec, ApiError>,
) -> ActionState<()> {
    match answer {
        Ok(SavedSpec { revision, version, spec }) => {
            store.dispatch(Event::SpecAnswered { configuration, revision, version, spec });
            store.dispatch(Event::Outdated(Outdated::AllFiles));
            ActionState::Done(())
        }
        Err(error) => {
            // Somebody else has changed the spec, or it is not known whether this was saved.
            store.dispatch(Event::Outdated(Outdated::Configuration(configuration)));
            ActionState::Failed(ActionFailure::from(&error))
        }
    }
}
