//! The search field and what narrows the list.

use crate::components::environment_tab::finding::Finding;
use crate::components::environment_tab::tab::Tab;
use crate::texts::finding as texts;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Looks for keys; leaves out what is not missing.
#[component]
pub(crate) fn Search(tab: Tab, finding: Finding) -> impl IntoView {
    let Finding { query, is_missing_only, .. } = finding;
    // People paste into whatever field they see.
    let pasted = move |event: ev::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| tab.import.open_if_env(text)) {
            event.prevent_default();
        }
    };
    view! {
        <div class="envdock-find">
            <div class="envdock-search envdock-icon" data-icon="search">
                <input
                    type="search"
                    class="envdock-search__input"
                    name="envdock-search"
                    placeholder=texts::SEARCH
                    aria-label=texts::SEARCH
                    autocomplete="off"
                    spellcheck="false"
                    node_ref=finding.field
                    prop:value=move || query.get()
                    on:input:target=move |event| query.set(event.target().value())
                    on:paste=move |event| pasted(event.unchecked_into())
                />
            </div>
            <button
                type="button"
                class="envdock-button envdock-find__missing"
                aria-pressed=move || is_missing_only.get().to_string()
                on:click=move |_| is_missing_only.update(|is_on| *is_on = !*is_on)
            >
                {texts::MISSING_ONLY}
            </button>
        </div>
    }
}
