//! What is around a value by accident.

use crate::components::parts::secret_field::SecretFieldHandle;
use crate::components::parts::secret_field::handle::trimmed;
use crate::texts::actions;
use envdock_rules::value_hints::{ValueHint, unquoted};
use leptos::prelude::*;

/// Takes off what is around a value by accident, when somebody asks for it.
#[component]
pub(super) fn Mends(handle: SecretFieldHandle, on_text: Callback<String>) -> impl IntoView {
    let trim = move |_| on_text.run(trimmed(&handle.text()).to_owned());
    let unquote = move |_| on_text.run(unquoted(&handle.text()).to_owned());
    view! {
        <Show when=move || handle.has_edge_space()>
            <button
                type="button"
                class="envdock-button envdock-field__trim"
                part="button"
                on:click=trim
            >
                {actions::TRIM}
            </button>
        </Show>
        <Show when=move || handle.hints().contains(&ValueHint::Quoted)>
            <button
                type="button"
                class="envdock-button envdock-field__trim"
                part="button"
                on:click=unquote
            >
                {actions::UNQUOTE}
            </button>
        </Show>
    }
}
