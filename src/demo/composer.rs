//! Where a person says something.

use crate::components::parts::announce_changes;
use crate::store::{ActionState, EnvStore};
use crate::texts::demo;
use envdock_contract::model::SessionId;
use leptos::{ev, html, prelude::*};

/// One field: Enter sends, Shift and Enter begin a new line.
#[component]
pub(super) fn Composer(session: SessionId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let field: NodeRef<html::Textarea> = NodeRef::new();
    let state = store.say_state(&session);
    let has_failed = {
        let state = state.clone();
        move || state.with(|state| matches!(state, ActionState::Failed(_)))
    };
    // What was said stays in the field until the server has it.
    Effect::new(move |was_running: Option<bool>| {
        let is_running = state.with(|state| *state == ActionState::Running);
        let has_arrived =
            was_running == Some(true) && state.with(|state| matches!(state, ActionState::Done(())));
        if let (true, Some(field)) = (has_arrived, field.get_untracked()) {
            field.set_value("");
        }
        is_running
    });
    announce_changes({
        let has_failed = has_failed.clone();
        move || has_failed().then(|| demo::NOT_SENT.to_owned())
    });
    let send = move || {
        let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            store.say(&session, text.trim().to_owned());
        }
    };
    let pressed = {
        let send = send.clone();
        move |event: ev::KeyboardEvent| {
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                send();
            }
        }
    };
    view! {
        <div class="envdock-composer">
            <Show when=has_failed>
                <p class="envdock-composer__problem">{demo::NOT_SENT}</p>
            </Show>
            <div class="envdock-composer__box">
                <textarea
                    class="envdock-composer__field"
                    name="envdock-message"
                    rows="2"
                    maxlength="4000"
                    aria-label=demo::MESSAGE
                    placeholder=demo::MESSAGE
                    aria-describedby="envdock-composer-hint"
                    node_ref=field
                    on:keydown=pressed
                ></textarea>
                <button type="button" class="envdock-button" on:click=move |_| send()>
                    {demo::SEND}
                </button>
            </div>
            <p class="envdock-composer__hint" id="envdock-composer-hint">
                {demo::MESSAGE_HINT}
            </p>
        </div>
    }
}
