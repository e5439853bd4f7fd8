//! Beginning a session in which an agent finds out what a project needs.

use crate::components::parts::announce_changes;
use crate::store::{ActionState, EnvStore};
use crate::texts::demo;
use envdock_contract::model::ConfigurationId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Begins one, then goes there.
#[component]
pub(super) fn NewSetupSession(configuration: ConfigurationId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let known = store.configuration(&configuration);
    let state = store.start_state(&configuration);
    let navigate = use_navigate();
    let is_running = {
        let state = state.clone();
        Memo::new(move |_| state.with(|state| *state == ActionState::Running))
    };
    let has_failed = {
        let state = state.clone();
        Memo::new(move |_| state.with(|state| matches!(state, ActionState::Failed(_))))
    };
    Effect::new(move |was_running: Option<bool>| {
        if let (Some(true), ActionState::Done(session)) = (was_running, state.get()) {
            navigate(&["/sessions/", session.id.as_str()].concat(), NavigateOptions::default());
        }
        is_running.get()
    });
    announce_changes(move || has_failed.get().then(|| demo::NOT_STARTED.to_owned()));
    let label = {
        let known = known.clone();
        move || {
            let name = known.with(|known| known.known.as_ref().map(|known| known.name.clone()));
            demo::new_setup_of(&name.unwrap_or_default())
        }
    };
    let start = move |_| {
        let environment = known
            .with_untracked(|known| known.known.as_ref().map(|known| known.environment.clone()));
        if !is_running.get_untracked() {
            store.start_session(configuration.clone(), environment.unwrap_or_default(), true);
        }
    };
    let text = move || if is_running.get() { demo::STARTING } else { demo::NEW_SETUP };
    view! {
        <div class="envdock-repositories__new">
            <button
                type="button"
                class="envdock-button"
                aria-label=label
                aria-disabled=move || is_running.get().to_string()
                on:click=start
            >
                {text}
            </button>
            <Show when=move || has_failed.get()>
                <p>{demo::NOT_STARTED}</p>
            </Show>
        </div>
    }
}
