//! How much is done, and the search.

use crate::components::environment_tab::drop;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Progress;
use crate::texts;
use envdock_core::Summary;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// From this many keys on there is a search.
const SEARCH_FROM: usize = 7;

/// Title, progress and search.
#[component]
pub(crate) fn Header(
    tab: Tab,
    query: RwSignal<String>,
    #[prop(into)] is_list: Signal<bool>,
) -> impl IntoView {
    let summary = tab.summary();
    let summary = Memo::new(move |_| summary.get());
    let done = Signal::derive(move || summary.with(|summary| summary.count.required_set));
    let all = Signal::derive(move || summary.with(|summary| summary.count.required));
    let headline = Signal::derive(move || summary.with(headline));
    let rest = move || summary.with(rest);
    let has_search =
        move || is_list.get() && tab.slots.with(|slots| slots.all().len() >= SEARCH_FROM);
    let can_import = Memo::new(move |_| drop::can_import(tab));
    // People paste into whatever field they see.
    let pasted = move |event: ev::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| tab.import.open_if_env(text)) {
            event.prevent_default();
        }
    };
    view! {
        <header class="envdock-header">
            <div class="envdock-header__row">
                <h2 class="envdock-header__title" tabindex="-1">{texts::tab::TITLE}</h2>
                <Show when=move || can_import.get()>
                    <button type="button" class="envdock-button" on:click=move |_| tab.import.open()>
                        {texts::import::IMPORT}
                    </button>
                </Show>
            </div>
            <Show when=move || is_list.get()>
                <p class="envdock-header__progress">
                    <strong>{headline}</strong>
                    {move || rest().into_iter().map(|text| view! { <span>{text}</span> }).collect_view()}
                </p>
                <Progress done all label=headline />
            </Show>
            <Show when=has_search>
                <div class="envdock-search envdock-icon" data-icon="search">
                    <input
                        type="search"
                        class="envdock-search__input"
                        name="envdock-search"
                        placeholder=texts::tab::SEARCH
                        aria-label=texts::tab::SEARCH
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || query.get()
                        on:input:target=move |event| query.set(event.target().value())
                        on:paste=move |event| pasted(event.unchecked_into())
                    />
                </div>
            </Show>
        </header>
    }
}

fn headline(summary: &Summary) -> String {
    let count = summary.count;
    let is_first = summary.checking && summary.checked_at.is_none();
    if is_first {
        texts::tab::CHECKING.to_owned()
    } else if count.required == 0 {
        texts::tab::NOTHING_REQUIRED.to_owned()
    } else {
        texts::tab::progress(count.required_set, count.required)
    }
}

fn rest(summary: &Summary) -> Vec<String> {
    let count = summary.count;
    let mut rest = Vec::new();
    let unknown = count.required_unknown();
    if unknown > 0 && !summary.checking {
        rest.push(texts::tab::unknown(unknown));
    }
    if count.optional > 0 {
        rest.push(texts::tab::optional(count.optional_set, count.optional));
    }
    rest
}
