//! A key that was taken out of the spec by hand can be put back.

use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone};
use crate::texts::spec as texts;
use envdock_contract::model::{FileRef, Slot};
use envdock_rules::spec_edit::SpecEdit;
use leptos::prelude::*;

/// A key that was taken out of the spec, as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unlisted {
    pub(crate) file: FileRef,
    pub(crate) slot: Slot,
}

/// Offers to list a key again that was just taken out.
#[component]
pub(crate) fn PutBack(tab: Tab) -> impl IntoView {
    let gone = Memo::new(move |_| {
        let unlisted = tab.by_hand().unlisted.get()?;
        let is_listed = tab.slots.with(|slots| {
            let mut all = slots.all();
            all.any(|of| of.slot.key == unlisted.slot.key && *of.id.file() == unlisted.file)
        });
        (!is_listed).then_some(unlisted)
    });
    let title = Signal::derive(move || {
        let words =
            |gone: &Unlisted| texts::removed(gone.slot.key.as_str(), &gone.file.to_string());
        gone.with(|gone| gone.as_ref().map(words)).unwrap_or_default()
    });
    let text = Signal::stored(texts::REMOVED_NEXT.to_owned());
    let undo = move |_| {
        if let Some(Unlisted { file, slot }) = gone.get_untracked() {
            let change = SpecEdit::Add(file, Box::new(slot));
            tab.store().edit_spec(&tab.configuration_id(), &[change]);
        }
    };
    view! {
        <Show when=move || gone.with(Option::is_some)>
            <Notice tone=Tone::Info title text>
                <button type="button" class="envdock-button" part="button" on:click=undo>
                    {texts::PUT_BACK}
                </button>
            </Notice>
        </Show>
    }
}
