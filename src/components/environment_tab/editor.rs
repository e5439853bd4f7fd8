//! The field of one key with its scope and its buttons; made when the row is opened.

use crate::components::environment_tab::editing::{Editing, Saving};
use crate::components::environment_tab::row_facts::scope_kind_name;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{
    EnvPasting, FieldKey, ScopeChoice, ScopePicker, SecretField, Suggestions,
};
use crate::store::looks_like_env;
use crate::texts::{actions, editor};
use envdock_contract::model::{ScopeKind, SecretText};
use envdock_core::SlotId;
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
    let choices = choices(tab, &of.id);
    let env = {
        let (key, file) = (key.clone(), of.id.file().clone());
        let on_paste =
            Callback::new(move |paste| tab.import.open_paste(paste, key.clone(), file.clone()));
        EnvPasting { is_env: looks_like_env, on_paste }
    };
    let editing = Editing::new(tab, number, of);
    let handle = editing.handle;
    let problem = Signal::derive(move || editing.problem());
    let take = Callback::new(move |text: SecretText| editing.take(&text));
    let pressed = Callback::new(move |key| match key {
        FieldKey::Save => editing.save(),
        FieldKey::Close => editing.close(),
    });
    let choose = Callback::new(move |kind| editing.choose(kind));
    let suggest = Callback::new(move |text| editing.suggest(text));
    let standing = editing.standing;
    let hidden_by = move || standing.get().hidden_by.map(scope_kind_name).map(editor::nearer_wins);
    let note = move || {
        let standing = standing.get();
        let overrides = standing.overrides.map(scope_kind_name).map(editor::overrides);
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
            {move || {
                hidden_by().map(|text| view! { <p class="envdock-panel__warning">{text}</p> })
            }}
            <div class="envdock-panel__actions">
                <button
                    type="button"
                    class="envdock-button"
                    data-kind="primary"
                    aria-disabled=is_blocked
                    on:click=move |_| editing.save()
                >
                    {save_label}
                </button>
                <button type="button" class="envdock-button" on:click=move |_| editing.close()>
                    {actions::CLOSE}
                </button>
                <Show when=move || handle.length() != 0>
                    <button
                        type="button"
                        class="envdock-button"
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

/// The scopes that the server offers and this tab can write.
fn choices(tab: Tab, slot: &SlotId) -> Vec<ScopeChoice> {
    let is_offered = |kind: ScopeKind| {
        untrack(|| tab.me()).is_none_or(|me| me.capabilities.scopes.contains(&kind))
    };
    let configuration = ScopeChoice {
        kind: ScopeKind::Configuration,
        label: editor::SCOPE_CONFIGURATION.to_owned(),
        hint: editor::SCOPE_CONFIGURATION_HINT.to_owned(),
    };
    let file = ScopeChoice {
        kind: ScopeKind::File,
        label: editor::SCOPE_FILE.to_owned(),
        hint: editor::scope_file_hint(&slot.file().to_string()),
    };
    [configuration, file].into_iter().filter(|choice| is_offered(choice.kind)).collect()
}
