//! The field in which something is searched.

use leptos::{ev, html, prelude::*};

/// A search field with its sign. What is searched belongs to the caller.
#[component]
pub fn SearchField(
    /// Tells fields of a page apart; never shown.
    name: &'static str,
    /// What can be searched.
    label: &'static str,
    /// What is searched.
    #[prop(into)]
    text: Signal<String>,
    /// The text after each change.
    on_input: Callback<String>,
    /// Something is pasted, and goes into the field unless that is prevented.
    #[prop(optional, into)]
    on_paste: Option<Callback<ev::Event>>,
    /// Finds the field.
    #[prop(optional)]
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let pasted = move |event: ev::Event| {
        if let Some(on_paste) = on_paste {
            on_paste.run(event);
        }
    };
    view! {
        <div class="envdock-search envdock-icon" data-icon="search">
            <input
                type="search"
                class="envdock-search__input"
                part="field"
                name=name
                placeholder=label
                aria-label=label
                autocomplete="off"
                spellcheck="false"
                node_ref=field
                prop:value=text
                on:input:target=move |event| on_input.run(event.target().value())
                on:paste=move |event| pasted(event.into())
            />
        </div>
    }
}
