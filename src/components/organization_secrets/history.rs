//! What was done to a key: who, what, when.

use crate::components::environment_tab::failure_text;
use crate::components::organization_secrets::page::Page;
use crate::store::HistoryEntry;
use crate::texts::actions;
use crate::texts::organization::history as texts;
use envdock_contract::model::Address;
use envdock_core::CheckFailure;
use leptos::prelude::*;

/// The entries, newest first. It is read anew each time it opens.
#[component]
pub(super) fn History(page: Page, address: Address) -> impl IntoView {
    let state = page.organization().history(&address);
    page.organization().read_history(&address, false);
    let address = StoredValue::new(address);
    let read = move |is_more: bool| {
        address.with_value(|address| page.organization().read_history(address, is_more));
    };
    let (entries, failed, more, waiting) = (state.clone(), state.clone(), state.clone(), state);
    let entries = Memo::new(move |_| entries.with(|state| state.entries.clone()));
    let failure = Memo::new(move |_| failed.with(|state| state.failure));
    let has_more = Memo::new(move |_| more.with(|state| state.next.is_some()));
    let note = Memo::new(move |_| {
        waiting.with(|state| match (state.entries.is_empty(), state.is_reading) {
            (true, true) => Some(texts::LOADING),
            (true, false) if state.failure.is_none() => Some(texts::EMPTY),
            _ => None,
        })
    });
    let entry = move |entry: HistoryEntry| view! { <li>{move || words(page, &entry)}</li> };
    view! {
        <div class="envdock-secrets__history">
            <h3 class="envdock-field__label">{texts::TITLE}</h3>
            {move || note.get().map(|text| view! { <p class="envdock-panel__hint">{text}</p> })}
            <ol>{move || entries.get().into_iter().map(entry).collect_view()}</ol>
            {move || {
                failure.get().map(|failure| view! { <Failed failure on_retry=move || read(false) /> })
            }}
            <Show when=move || has_more.get()>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| read(true)
                >
                    {texts::MORE}
                </button>
            </Show>
        </div>
    }
}

/// It did not come.
#[component]
fn Failed(failure: CheckFailure, on_retry: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let is_forbidden = failure == CheckFailure::Forbidden;
    let why = if is_forbidden { texts::FORBIDDEN } else { failure_text::check(failure) };
    view! {
        <p class="envdock-panel__warning">{why}</p>
        {(!is_forbidden)
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="envdock-button"
                        part="button"
                        on:click=move |_| on_retry()
                    >
                        {actions::RETRY}
                    </button>
                }
            })}
    }
}

fn words(page: Page, entry: &HistoryEntry) -> String {
    let known = texts::ACTIONS.iter().find(|(action, _)| *action == entry.action);
    let action = known.map_or(entry.action.as_str(), |(_, words)| words);
    let change = page.change(&entry.at, &entry.user);
    let mut words = vec![action.to_owned(), change];
    words.extend(entry.version.map(|version| texts::version(version.0)));
    if entry.is_refused {
        words.push(texts::REFUSED.to_owned());
    }
    words.join(" · ")
}
