//! The search field and what narrows the list.

use crate::components::environment_tab::finding::Finding;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::SearchField;
use crate::texts::finding as texts;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Looks for keys; leaves out what is not missing.
#[component]
pub(crate) fn Search(tab: Tab, finding: Finding) -> impl IntoView {
    let Finding { query, is_missing_only, .. } = finding;
    // People paste into whatever field they see.
    let pasted = move |event: ev::Event| {
        let event: ev::ClipboardEvent = event.unchecked_into();
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| tab.import.open_if_env(text)) {
            event.prevent_default();
        }
    };
    view! {
        <div class="envdock-find">
            <SearchField
                name="envdock-search"
                label=texts::SEARCH
                text=query
                on_input=Callback::new(move |text| query.set(text))
                on_paste=Callback::new(pasted)
                field=finding.field
            />
            <button
                type="button"
                class="envdock-button envdock-find__missing"
                part="button"
                aria-pressed=move || is_missing_only.get().to_string()
                on:click=move |_| is_missing_only.update(|is_on| *is_on = !*is_on)
            >
                {texts::MISSING_ONLY}
            </button>
        </div>
    }
}
