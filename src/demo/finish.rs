//! Finishing a session with a snapshot, and what became of it.

use crate::components::parts::{Notice, Tone, announce_changes};
use crate::store::{EnvStore, FinishState, Snapshot};
use crate::texts::demo;
use envdock_contract::model::SessionId;
use leptos::prelude::*;

/// The button. What is missing is asked about by the dialog.
#[component]
pub(super) fn FinishButton(session: SessionId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let state = store.finish_state(&session);
    let is_running = Memo::new(move |_| state.with(|state| *state == FinishState::Running));
    let finish = move |_| {
        if !is_running.get_untracked() {
            store.finish(&session, Vec::new());
        }
    };
    let label = move || if is_running.get() { demo::FINISHING } else { demo::FINISH };
    view! {
        <button
            type="button"
            class="envdock-button"
            aria-disabled=move || is_running.get().to_string()
            on:click=finish
        >
            {label}
        </button>
    }
}

/// The snapshot, in place. What failed is told by the dialog.
#[component]
pub(super) fn FinishOutcome(session: SessionId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let state = store.finish_state(&session);
    announce_changes(move || match state.get() {
        FinishState::Saved(snapshot) => Some(saved_as(&snapshot)),
        FinishState::Idle
        | FinishState::Running
        | FinishState::Missing(_)
        | FinishState::Failed(_) => None,
    });
    let outcome = move || match store.finish_state(&session).get() {
        FinishState::Saved(snapshot) => Some(saved(&snapshot)),
        FinishState::Idle
        | FinishState::Running
        | FinishState::Missing(_)
        | FinishState::Failed(_) => None,
    };
    view! {
        <div class="envdock-session__outcome">{outcome}</div>
    }
}

fn saved_as(snapshot: &Snapshot) -> String {
    let files = usize::try_from(snapshot.files).unwrap_or(usize::MAX);
    demo::snapshot_saved(&snapshot.name, files)
}

fn saved(snapshot: &Snapshot) -> impl IntoView + use<> {
    let title = saved_as(snapshot);
    let left_out: Vec<String> = snapshot.left_out.iter().map(ToString::to_string).collect();
    let text = match left_out.as_slice() {
        [] => String::new(),
        names => demo::snapshot_without(&names.join(", ")),
    };
    view! { <Notice tone=Tone::Info title text=Signal::stored(text) /> }
}
