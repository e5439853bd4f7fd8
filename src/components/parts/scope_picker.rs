//! Where a value will apply, with one sentence on who gets it.

use crate::texts::editor;
use envdock_contract::model::ScopeKind;
use leptos::prelude::*;

/// One possible scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeChoice<T = ScopeKind> {
    /// Which.
    pub kind: T,
    /// Its name.
    pub label: String,
    /// Who gets the value.
    pub hint: String,
}

/// A choice between scopes; with only one, the sentence alone.
#[component]
pub fn ScopePicker<T>(
    /// Unique on the page; names the radio group and its hint.
    id: String,
    /// The scopes to choose from, never empty.
    choices: Vec<ScopeChoice<T>>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Another one was chosen.
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let hint_id = [id.as_str(), "-hint"].concat();
    let hints = choices.clone();
    let hint = move || {
        let chosen = chosen.get();
        hints.iter().find(|choice| choice.kind == chosen).map(|choice| choice.hint.clone())
    };
    let described = hint_id.clone();
    let is_choice = choices.len() > 1;
    let radio = move |choice: ScopeChoice<T>| {
        let (kind, chosen_kind) = (choice.kind.clone(), choice.kind);
        view! {
            <label class="envdock-scope__choice">
                <input
                    type="radio"
                    name=id.clone()
                    prop:checked=move || chosen.with(|chosen| *chosen == kind)
                    on:change=move |_| on_choose.run(chosen_kind.clone())
                />
                <span>{choice.label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="envdock-scope" aria-describedby=described>
            <legend class="envdock-scope__legend">{editor::SCOPE_LEGEND}</legend>
            {is_choice
                .then(|| {
                    view! {
                        <div class="envdock-scope__choices">
                            {choices.into_iter().map(radio).collect_view()}
                        </div>
                    }
                })}
            <p class="envdock-scope__hint" id=hint_id>
                {hint}
            </p>
        </fieldset>
    }
}
