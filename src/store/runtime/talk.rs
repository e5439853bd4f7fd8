//! Reads and orders of sessions, requests and conversations.

use crate::api::{ApiFuture, Conversation, MissingSlot, OneRequest, Requests};
use crate::store::runtime::{report, start_call};
use crate::store::{ActionFailure, ActionState, EnvStore, FinishState};
use envdock_contract::model::{ConfigurationId, Environment, RequestId, Revision, SessionId};
use envdock_core::{
    CallId, CheckFailure, Event, Outdated, Subject, SubjectAnswer, SubjectArrival, SubjectEvent,
};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set};

/// Reads something of a session.
pub(super) fn read(store: &EnvStore, call: CallId, subject: Subject) {
    let api = &store.0.api;
    match subject {
        Subject::Session(id) => {
            answer(store, call, api.session(id), |session| (None, SubjectAnswer::Session(session)));
        }
        Subject::Requests(session) => {
            answer(store, call, api.requests(session), |Requests { revision, requests }| {
                (revision, SubjectAnswer::Requests(requests))
            });
        }
        Subject::Request(id) => {
            answer(store, call, api.request(id), |OneRequest { revision, request }| {
                (revision, SubjectAnswer::Request(request))
            });
        }
        Subject::Conversation(session) => {
            answer(store, call, api.conversation(session), |conversation| {
                let Conversation { revision, messages } = conversation;
                (revision, SubjectAnswer::Conversation(messages))
            });
        }
    }
}

fn answer<T: 'static>(
    store: &EnvStore,
    call: CallId,
    read: ApiFuture<T>,
    named: impl FnOnce(T) -> (Option<Revision>, SubjectAnswer) + 'static,
) {
    report(store, async move {
        match read.await {
            Ok(answer) => {
                let (revision, answer) = named(answer);
                Event::Subject(SubjectEvent::Answered { call, revision, answer })
            }
            Err(error) => {
                Event::Subject(SubjectEvent::Failed { call, failure: CheckFailure::from(&error) })
            }
        }
    });
}

/// Says no to a request.
pub(in crate::store) fn decline(store: &EnvStore, id: RequestId) {
    let state = store.0.signals.declines.of(&id, ActionState::default);
    let outdated = Subject::Request(id.clone());
    act(
        store,
        store.0.api.decline(id),
        state,
        outdated,
        |store, OneRequest { revision, request }| {
            let arrival = SubjectArrival::Request(request);
            store.dispatch(Event::Subject(SubjectEvent::Arrived { revision, arrival }));
        },
    );
}

/// Adds a person's line to a conversation.
pub(in crate::store) fn say(store: &EnvStore, session: SessionId, text: String) {
    let state = store.0.signals.sayings.of(&session, ActionState::default);
    let said = Subject::Conversation(session.clone());
    let outdated = said.clone();
    act(store, store.0.api.say(session, text), state, outdated, move |store, ()| {
        store.dispatch(Event::Subject(SubjectEvent::Outdated { subject: said }));
    });
}

/// Begins a session.
pub(in crate::store) fn start_session(
    store: &EnvStore,
    configuration: ConfigurationId,
    environment: Environment,
    setup: bool,
) {
    let state = store.0.signals.starts.of(&configuration, ActionState::default);
    state.set(ActionState::Running);
    let started = store.0.api.start_session(configuration.clone(), environment, setup);
    start_call(store, started, move |store, answer| {
        if answer.is_ok() {
            store.dispatch(Event::Outdated(Outdated::Configuration(configuration)));
        }
        state.set(match answer {
            Ok(session) => ActionState::Done(session),
            Err(error) => ActionState::Failed(ActionFailure::from(&error)),
        });
    });
}

/// Ends a session.
pub(in crate::store) fn end_session(store: &EnvStore, id: SessionId) {
    let state = store.0.signals.ends.of(&id, ActionState::default);
    let ended = Subject::Session(id.clone());
    let outdated = ended.clone();
    act(store, store.0.api.end_session(id), state, outdated, move |store, ()| {
        store.dispatch(Event::Subject(SubjectEvent::Outdated { subject: ended }));
    });
}

/// Saves a session as a snapshot; while that is on its way, nothing more: each call would make one.
pub(in crate::store) fn finish(
    store: &EnvStore,
    session: SessionId,
    acknowledged: Vec<MissingSlot>,
) {
    let state = store.0.signals.finishes.of(&session, FinishState::default);
    if state.get_untracked() == FinishState::Running {
        return;
    }
    state.set(FinishState::Running);
    start_call(store, store.0.api.finish(session, acknowledged), move |_, answer| {
        state.set(match answer {
            Ok(snapshot) => FinishState::Saved(snapshot),
            Err(error) if !error.missing().is_empty() => {
                FinishState::Missing(error.missing().to_vec())
            }
            Err(error) => FinishState::Failed(ActionFailure::from(&error)),
        });
    });
}

/// Waits for an order and shows what became of it. After a failure `outdated` may be so.
fn act<T: 'static>(
    store: &EnvStore,
    call: ApiFuture<T>,
    state: ArcRwSignal<ActionState<()>>,
    outdated: Subject,
    done: impl FnOnce(&EnvStore, T) + 'static,
) {
    state.set(ActionState::Running);
    start_call(store, call, move |store, answer| match answer {
        Ok(answer) => {
            done(store, answer);
            state.set(ActionState::Done(()));
        }
        Err(error) => {
            store.dispatch(Event::Subject(SubjectEvent::Outdated { subject: outdated }));
            state.set(ActionState::Failed(ActionFailure::from(&error)));
        }
    });
}
