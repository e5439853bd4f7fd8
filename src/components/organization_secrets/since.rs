//! What others have done since the list was read.

use crate::components::organization_secrets::page::Page;
use crate::store::SecretsSince;
use crate::texts::organization as texts;
use leptos::prelude::*;

/// What others have done since is listed when somebody asks for it: no row moves by itself.
#[component]
pub(super) fn Since(page: Page) -> impl IntoView {
    let since = page.organization().since();
    let since = Memo::new(move |_| since.get());
    let show = move |_| {
        // The button goes.
        page.focus_title();
        page.organization().show_new();
    };
    view! {
        <Show when=move || since.get() != SecretsSince::default()>
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                on:click=show
            >
                {move || texts::since(since.get().n_new, since.get().n_gone)}
            </button>
        </Show>
    }
}
