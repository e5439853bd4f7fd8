//! Runs what core orders and what people order: the only asynchronous code of the user interface.

mod browser;
mod imports;
mod orders;
mod organization;
mod saves;
mod spec;
mod stream;
mod talk;

pub(super) use browser::{Listeners, listen, warn_before_unload};
pub(super) use imports::import;
pub(super) use orders::{apply, sign_in, sign_out};
pub(super) use organization::{
    find, find_later, find_new, read_history, refresh, refresh_later, write_secrets,
};
pub(super) use spec::{SpecChange, SpecQueues, change_spec};
pub(super) use stream::StreamGuard;
pub(super) use talk::{decline, end_session, finish, say, start_session};

use crate::api::{ApiError, ApiFuture, Checks, Configurations, Files, clock};
use crate::store::{EnvStore, Inner};
use envdock_core::{CheckFailure, CheckRequest, Command, Delay, Event, Timer};
use send_wrapper::SendWrapper;
use std::future::Future;
use std::rc::{Rc, Weak};

/// Runs one command of core's.
pub(super) fn run(store: &EnvStore, command: Command) {
    let api = &store.0.api;
    match command {
        Command::StartTimer { timer, delay } => start_timer(store, timer, delay),
        Command::Check(CheckRequest { call, parts }) => answer(
            store,
            api.check(parts),
            move |Checks { revision, results }| Event::CheckAnswered { call, revision, results },
            move |failure| Event::CheckFailed { call, failure },
        ),
        Command::ReadConfigurations { call, ids } => answer(
            store,
            api.configurations(Some(ids)),
            move |Configurations { revision, configurations }| Event::ConfigurationsAnswered {
                call,
                revision,
                configurations,
            },
            move |failure| Event::ConfigurationsFailed { call, failure },
        ),
        Command::ReadListing { call } => answer(
            store,
            api.configurations(None),
            move |Configurations { revision, configurations }| Event::ListingAnswered {
                call,
                revision,
                configurations,
            },
            move |failure| Event::ListingFailed { call, failure },
        ),
        Command::ReadFiles { call, session } => answer(
            store,
            api.files(session),
            move |Files { revision, files }| Event::FilesAnswered { call, revision, files },
            move |failure| Event::FilesFailed { call, failure },
        ),
        Command::ReadMe { call } => answer(
            store,
            api.me(),
            move |me| Event::MeAnswered { call, me },
            move |failure| Event::MeFailed { call, failure },
        ),
        Command::OpenStream { stream, after } => stream::open(store, stream, after),
        Command::CloseStream => stream::close(store),
        Command::Read { call, subject } => talk::read(store, call, subject),
        Command::Save(request) => saves::send(store, &request),
        Command::DropDraft { slot, revision } => {
            store.0.drafts.borrow_mut().drop_confirmed(&slot, revision);
            store.note_drafts();
        }
        Command::ForgetSave { save } => {
            store.0.drafts.borrow_mut().forget(save);
            store.note_drafts();
        }
    }
}

fn start_timer(store: &EnvStore, timer: Timer, delay: Delay) {
    report(store, async move {
        clock::sleep(delay).await;
        Event::TimerFired { timer }
    });
}

/// Waits for a call and reports what became of it.
fn answer<T: 'static>(
    store: &EnvStore,
    call: ApiFuture<T>,
    answered: impl FnOnce(T) -> Event + 'static,
    failed: impl FnOnce(CheckFailure) -> Event + 'static,
) {
    report(store, async move {
        match call.await {
            Ok(answer) => answered(answer),
            Err(error) => failed(CheckFailure::from(&error)),
        }
    });
}

/// Waits for an event and dispatches it.
fn report(store: &EnvStore, event: impl Future<Output = Event> + 'static) {
    start(store, event, EnvStore::dispatch);
}

/// Waits for a call, then acts on its answer.
fn start_call<T: 'static>(
    store: &EnvStore,
    call: ApiFuture<T>,
    act: impl FnOnce(&EnvStore, Result<T, ApiError>) + 'static,
) {
    start(store, call, act);
}

/// Sets up what runs tasks. The first view does so too, but a page may make its store before.
pub(super) fn prepare() {
    // An error says that it was done before.
    #[cfg(target_arch = "wasm32")]
    let _ = any_spawner::Executor::init_wasm_bindgen();
}

/// Waits for `future`, then acts on what it gave, unless the store is gone by then.
fn start<T: 'static>(
    store: &EnvStore,
    future: impl Future<Output = T> + 'static,
    act: impl FnOnce(&EnvStore, T) + 'static,
) {
    // A page that is rendered on a server stays as it was first drawn.
    if cfg!(all(not(test), not(target_arch = "wasm32"))) {
        return;
    }
    let store = downgrade(store);
    #[expect(clippy::disallowed_methods, reason = "the one place that starts asynchronous work")]
    leptos::task::spawn_local(async move {
        let output = future.await;
        if let Some(store) = upgrade(&store) {
            act(&store, output);
        }
    });
}

fn downgrade(store: &EnvStore) -> Weak<Inner> {
    Rc::downgrade(&store.0)
}

fn upgrade(store: &Weak<Inner>) -> Option<EnvStore> {
    store.upgrade().map(|inner| EnvStore(SendWrapper::new(inner)))
}
