//! How much is done, and what is at hand to find a key.

use crate::components::environment_tab::drop;
use crate::components::environment_tab::finding::Finding;
use crate::components::environment_tab::help::Help;
use crate::components::environment_tab::search::Search;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Progress;
use crate::texts;
use envdock_core::Summary;
use leptos::prelude::*;

/// From this many keys on there is a search.
const SEARCH_FROM: usize = 7;

/// Title, progress and search.
#[component]
pub(crate) fn Header(
    tab: Tab,
    finding: Finding,
    #[prop(into)] is_list: Signal<bool>,
) -> impl IntoView {
    let summary = tab.summary();
    let summary = Memo::new(move |_| summary.get());
    let done = Signal::derive(move || summary.with(|summary| summary.count.required_set));
    let all = Signal::derive(move || summary.with(|summary| summary.count.required));
    let headline = Signal::derive(move || summary.with(headline));
    let rest = move || summary.with(rest);
    let has_search = move || is_list.get() && tab.slots.with(|slots| slots.len() >= SEARCH_FROM);
    let can_import = Memo::new(move |_| drop::can_import(tab));
    view! {
        <header class="envdock-header" part="header">
            <div class="envdock-header__row">
                <h2 class="envdock-header__title" tabindex="-1">{texts::tab::TITLE}</h2>
                <Show when=move || can_import.get()>
                    <button
                        type="button"
                        class="envdock-button"
                        part="button"
                        on:click=move |_| tab.import.open()
                    >
                        {texts::import::IMPORT}
                    </button>
                </Show>
                <Show when=move || is_list.get()>
                    <Help tab />
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
                <Search tab finding />
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
