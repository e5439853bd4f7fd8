//! What was typed and not saved, in one place.

use crate::components::environment_tab::actions;
use crate::components::environment_tab::tab::Tab;
use crate::texts;
use envdock_core::{SaveState, SlotId};
use leptos::prelude::*;

/// Saves everything that was typed. Drawn as soon as there is something.
#[component]
pub(crate) fn SaveBar(tab: Tab) -> impl IntoView {
    let typed = Memo::new(move |_| {
        tab.touched.with(|touched| {
            touched.iter().filter(|slot| is_typed(tab, slot)).cloned().collect::<Vec<_>>()
        })
    });
    // One value whose field is open has its own button beside it.
    let is_elsewhere = move || {
        typed.with(|typed| match typed.as_slice() {
            [one] => tab.opened.with(|open| open.as_ref() != Some(one)),
            more => !more.is_empty(),
        })
    };
    let count = move || typed.with(Vec::len);
    let save = move |_| typed.with_untracked(|typed| actions::save(tab, typed));
    view! {
        <Show when=is_elsewhere>
            <div class="envdock-save-bar">
                <span class="envdock-save-bar__text">{move || texts::tab::unsaved(count())}</span>
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    on:click=save
                >
                    {move || texts::actions::save_all(count())}
                </button>
            </div>
        </Show>
    }
}

fn is_typed(tab: Tab, slot: &SlotId) -> bool {
    tab.entry(slot).with(|entry| {
        entry.draft.dirty && entry.draft.length > 0 && entry.save != SaveState::Saving
    })
}
