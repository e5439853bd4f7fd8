//! An opened row: what has to be decided, the field, and everything known about the key.

use crate::components::environment_tab::about::AboutKey;
use crate::components::environment_tab::decision::Decision;
use crate::components::environment_tab::details::Details;
use crate::components::environment_tab::editor::Editor;
use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use crate::texts::{actions, editor};
use leptos::prelude::*;

/// What opens below a row.
#[component]
pub(crate) fn Panel(tab: Tab, number: usize, of: TabSlot) -> impl IntoView {
    let entry = tab.entry(&of.id);
    let is_typed = entry.with_untracked(|entry| entry.draft.dirty);
    let first = entry.with_untracked(|entry| status(&of.slot, entry, false));
    let (is_editing, set_editing) = signal(is_typed || starts_with_field(first));
    let can_write = {
        let entry = entry.clone();
        Memo::new(move |_| entry.with(|entry| tab.can_write(entry.presence.winner())))
    };
    let of = StoredValue::new(of);
    let edit = move |_| set_editing.set(true);
    view! {
        <div class="envdock-panel">
            <Decision tab number slot_id=of.with_value(|of| of.id.clone()) />
            <Show when=move || is_editing.get() && can_write.get()>
                <Editor tab number of=of.get_value() />
            </Show>
            <Show when=move || !can_write.get()>
                <p class="envdock-panel__hint">{editor::READ_ONLY}</p>
            </Show>
            <Show when=move || !is_editing.get() && can_write.get()>
                <div class="envdock-panel__actions">
                    <button type="button" class="envdock-button" data-edit="" on:click=edit>
                        {if first == Status::Set { actions::REPLACE } else { actions::TYPE_VALUE }}
                    </button>
                </div>
            </Show>
            <Details tab number of=of.get_value() />
            <AboutKey tab of=of.get_value() />
        </div>
    }
}

/// Where a value is wanted, the field is there at once; otherwise the facts come first.
fn starts_with_field(status: Status) -> bool {
    matches!(
        status,
        Status::Missing | Status::Optional | Status::Covered | Status::NotSaved | Status::Conflict
    )
}
