//! The field of one key with its scope and its buttons; made when the row is opened.

use crate::components::environment_tab::actions::stored;
use crate::components::environment_tab::editing::{Editing, Saving};
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{EnvPasting, FieldKey, ScopePicker, SecretField, Suggestions};
use crate::store::looks_like_env;
use crate::texts::{actions, editor, scopes};
use envdock_contract::model::{Scope, SecretText};
use leptos::prelude::*;

/// Where a value is typed. Closing it keeps what was typed; saving empties it.
#[component]
pub(crate) fn Editor(tab: Tab, number: usize, of: TabSlot) -> impl IntoView {
    let key = of.id.key().as_str().to_owned();
    let kind = of.slot.kind;
    let suggestions = of.slot.suggestions.clone();
    let is_stored = tab.entry(&of.id).with_untracked(|entry| entry.presence.winner().is_some());
    let label = if is_stored { editor::label_new(&key) } else { editor::label(&key) };
    let id = ["envdock-value-", &tab.instance().to_string(), "-", &number.to_string()].concat();
    let scope_id = [id.as_str(), "-scope"].concat();
    let choices = untrack(|| {
        let entry = tab.entry(&of.id).get();
        let mut offered = tab.scopes(&of.id, stored(&entry.presence));
        let chosen = tab.scope(&of.id, stored(&entry.presence));
        if !offered.contains(&chosen) {
            offered.push(chosen);
        }
        tab.scope_choices(&of.id, offered)
    });
    let env = {
        let (key, file) = (key.clone(), of.id.file().clone());
        let on_paste =
            Callback::new(move |paste| tab.import.open_paste(paste, key.clone(), file.clone()));
        EnvPasting { is_env: looks_like_env, on_paste }
    };
    let (accepted, slot) = (editor::accepts(&key), of.id.clone());
    let editing = Editing::new(tab, number, of);
    let accepts = Memo::new(move |_| editing.scope.with(|scope| tab.accepts(&slot, scope)));
    let handle = editing.handle;
    let problem = Signal::derive(move || editing.problem());
    let take = Callback::new(move |text: SecretText| editing.take(&text));
    let pressed = Callback::new(move |key| match key {
        FieldKey::Save => editing.save(),
        FieldKey::Close => editing.close(),
    });
    let choose = Callback::new(move |scope| editing.choose(scope));
    let suggest = Callback::new(move |text| editing.suggest(text));
    let standing = editing.standing;
    let note = move || {
        let standing = standing.get();
        let overrides = standing.overrides.map(|scope| editor::overrides(&tab.scope_name(&scope)));
        if standing.replaces { Some(editor::WRITE_ONLY.to_owned()) } else { overrides }
    };
    let is_blocked = move || editing.obstacle.get().is_some().to_string();
    let save_label = move || match editing.saving.get() {
        Saving::Running => actions::SAVING,
        Saving::Idle | Saving::Done | Saving::Failed(_) => actions::SAVE,
    };
    editing.begin();
    view! {
        <div class="envdock-editor">
            {move || note().map(|text| view! { <p class="envdock-panel__hint">{text}</p> })}
            <SecretField id label kind problem handle env on_input=take on_key=pressed />
            <Suggestions texts=suggestions chosen=editing.suggestion on_choose=suggest />
            <ScopePicker id=scope_id choices chosen=editing.scope on_choose=choose />
            <HiddenBy tab editing />
            <Show when=move || accepts.get()>
                <p class="envdock-panel__hint">{accepted.clone()}</p>
            </Show>
            <div class="envdock-panel__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    aria-disabled=is_blocked
                    on:click=move |_| editing.save()
                >
                    {save_label}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| editing.close()
                >
                    {actions::CLOSE}
                </button>
                <Show when=move || handle.length() != 0>
                    <button
                        type="button"
                        class="envdock-button"
                        part="button quiet"
                        data-kind="quiet"
                        on:click=move |_| editing.discard()
                    >
                        {actions::DISCARD}
                    </button>
                </Show>
            </div>
        </div>
    }
}

/// What saving there would be hidden by, with the offer to remove that in the same step.
#[component]
fn HiddenBy(tab: Tab, editing: Editing) -> impl IntoView {
    let hidden_by = move || editing.standing.get().hidden_by;
    let names = move || {
        let names: Vec<String> = hidden_by().iter().map(|scope| tab.scope_name(scope)).collect();
        names.join(", ")
    };
    let warning =
        move || hidden_by().first().map(|winner| editor::nearer_wins(&tab.scope_name(winner)));
    let can_remove = move || {
        let stored = editing.stored();
        let can_write = |scope: &Scope| tab.can_write_at(scope, &stored);
        let hidden_by = hidden_by();
        !hidden_by.is_empty() && tab.can_write_together() && hidden_by.iter().all(can_write)
    };
    let removes = editing.removes_nearer;
    view! {
        {move || warning().map(|text| view! { <p class="envdock-panel__warning">{text}</p> })}
        <Show when=can_remove>
            <label class="envdock-scope__choice">
                <input
                    type="checkbox"
                    prop:checked=move || removes.get()
                    on:change:target=move |event| removes.set(event.target().checked())
                />
                <span>{move || scopes::remove_nearer(&names())}</span>
            </label>
        </Show>
    }
}
