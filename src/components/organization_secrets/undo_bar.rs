//! Takes back what was done last.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::words;
use crate::components::parts::{Notice, Tone};
use crate::store::{SecretDeed, SecretUndo};
use crate::texts::organization::{act, told};
use leptos::prelude::*;

/// Says what was done, with *Undo*.
#[component]
pub(super) fn UndoBar(page: Page) -> impl IntoView {
    let undoable = page.organization().undoable();
    let is_there = {
        let undoable = undoable.clone();
        Memo::new(move |_| {
            undoable.with(Option::is_some) && page.can(|capabilities| capabilities.restore)
        })
    };
    let title = Signal::derive({
        let undoable = undoable.clone();
        move || undoable.with(|undo| undo.as_ref().map(title).unwrap_or_default())
    });
    let why = Signal::derive(move || {
        undoable.with(|undo| {
            undo.as_ref()
                .and_then(|undo| undo.failure.as_ref())
                .map(|failure| told::not_undone(&words::why(SecretDeed::Restore, failure)))
        })
    });
    // What has the focus goes with the bar.
    let undo = move |_| {
        page.focus_title();
        page.organization().undo();
    };
    let dismiss = move |_| {
        page.focus_title();
        page.organization().dismiss_undo();
    };
    view! {
        <Show when=move || is_there.get()>
            <Notice tone=Tone::Info title>
                {move || why.get().map(|why| view! { <p class="envdock-panel__warning">{why}</p> })}
                <button type="button" class="envdock-button" part="button" on:click=undo>
                    {act::UNDO}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button quiet"
                    data-kind="quiet"
                    on:click=dismiss
                >
                    {act::DISMISS}
                </button>
            </Notice>
        </Show>
    }
}

fn title(undo: &SecretUndo) -> String {
    let done = words::done(undo.deed);
    match (undo.count(), undo.first()) {
        (1, Some(key)) => told::one(key.as_str(), done),
        (count, _) => told::several(count, done),
    }
}
