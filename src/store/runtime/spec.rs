//! Changes of specs: one at a time for each configuration, each made on what the one before left.

use crate::api::{ApiError, SavedSpec};
use crate::store::runtime::start_call;
use crate::store::{ActionFailure, ActionState, EnvStore};
use envdock_contract::model::{ConfigurationId, Spec};
use envdock_core::{CheckFailure, Event, Outdated};
use envdock_rules::spec_edit::SpecEditError;
use leptos::prelude::Set;
use std::collections::{HashMap, VecDeque};

type Make = Box<dyn FnOnce(Option<&Spec>) -> Result<Option<Spec>, SpecEditError>>;
type Done = Box<dyn FnOnce(&EnvStore, ActionState<()>)>;

/// One change that somebody has ordered.
pub(in crate::store) struct SpecChange {
    make: Make,
    done: Done,
}

impl SpecChange {
    /// `make` gives the new spec, or nothing where there is nothing to change; `done` hears what
    /// became of it.
    pub(in crate::store) fn new(
        make: impl FnOnce(Option<&Spec>) -> Result<Option<Spec>, SpecEditError> + 'static,
        done: impl FnOnce(&EnvStore, ActionState<()>) + 'static,
    ) -> Self {
        Self { make: Box::new(make), done: Box::new(done) }
    }
}

/// Changes that wait for the one of their configuration that is on its way.
pub(in crate::store) type SpecQueues = HashMap<ConfigurationId, VecDeque<SpecChange>>;

/// Changes the spec as it is known once earlier changes are answered: two presses in a row are
/// two changes, and not somebody else's.
pub(in crate::store) fn change_spec(store: &EnvStore, id: ConfigurationId, change: SpecChange) {
    if let Some(waiting) = store.0.spec_queues.borrow_mut().get_mut(&id) {
        waiting.push_back(change);
        return;
    }
    store.0.spec_queues.borrow_mut().insert(id.clone(), VecDeque::new());
    store.0.signals.spec_busy.of(&id, || false).set(true);
    make(store, id, change);
}

fn make(store: &EnvStore, id: ConfigurationId, SpecChange { make, done }: SpecChange) {
    let known = store.0.state.borrow().configuration(&id).and_then(|read| read.known.clone());
    let now = match &known {
        None => Err(ActionFailure::Unanswered(CheckFailure::NotFound)),
        // What the change was made for is not what is there: somebody else was faster.
        Some(known) => make(known.spec.as_deref()).map_err(|_stale| ActionFailure::Changed),
    };
    match (known, now) {
        (Some(known), Ok(Some(spec))) => {
            let saved = store.0.api.save_spec(id.clone(), known.spec_version, spec);
            start_call(store, saved, move |store, answer| {
                let state = answered(store, id.clone(), answer);
                done(store, state);
                next(store, id);
            });
        }
        (_, now) => {
            done(store, now.map_or_else(ActionState::Failed, |_| ActionState::Done(())));
            next(store, id);
        }
    }
}

fn next(store: &EnvStore, id: ConfigurationId) {
    let next = store.0.spec_queues.borrow_mut().get_mut(&id).and_then(VecDeque::pop_front);
    if let Some(next) = next {
        make(store, id, next);
    } else {
        store.0.spec_queues.borrow_mut().remove(&id);
        store.0.signals.spec_busy.of(&id, || false).set(false);
    }
}

/// Takes in what became of a spec that a person changed.
fn answered(
    store: &EnvStore,
    configuration: ConfigurationId,
    answer: Result<SavedSpec, ApiError>,
) -> ActionState<()> {
    match answer {
        Ok(SavedSpec { revision, version, spec }) => {
            store.0.own_specs.borrow_mut().insert(configuration.clone(), version);
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
