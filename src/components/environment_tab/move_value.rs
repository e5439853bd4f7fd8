//! Takes a stored value to another scope, over another value only after that was said.

use crate::components::environment_tab::actions as orders;
use crate::components::environment_tab::focus;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone, announce};
use crate::texts::{actions, organization::act, scopes};
use envdock_contract::model::{Scope, Stored, Version};
use envdock_core::SlotId;
use leptos::{html, prelude::*};

/// A scope, and what is stored there now.
pub(crate) type Place = (Option<Stored>, Scope);

/// The choice of a place, and the question where it is taken.
#[component]
pub(crate) fn MoveValue(
    tab: Tab,
    number: usize,
    slot_id: SlotId,
    /// What screen readers call the choice and the button.
    labels: (String, String),
    scope: Scope,
    places: Vec<Place>,
) -> impl IntoView {
    let (choice, label) = labels;
    let button: NodeRef<html::Button> = NodeRef::new();
    let chosen = StoredValue::new(0_usize);
    // What somebody is asked about is what they have seen.
    let asked = RwSignal::new(None::<Stored>);
    let option = |(number, (taken, scope)): (usize, &Place)| {
        let name = tab.scope_name(scope);
        let name = if taken.is_some() { scopes::taken(&name) } else { name };
        view! { <option value=number.to_string()>{name}</option> }
    };
    let options = places.iter().enumerate().map(option).collect_view();
    let go = move |to: &Scope, over: Version| {
        orders::move_value(tab, &slot_id, scope.clone(), to.clone(), over);
    };
    let over = go.clone();
    let press = move |_| match places.get(chosen.get_value()) {
        Some((None, to)) => go(to, Version(0)),
        Some((Some(taken), _)) => {
            announce(&replaces(tab, taken));
            asked.set(Some(taken.clone()));
        }
        None => {}
    };
    let question = move || {
        let taken = asked.get()?;
        let title = replaces(tab, &taken);
        let over = over.clone();
        let replace = move |_| {
            over(&taken.scope, taken.version);
            // The question goes with its place.
            focus::row(tab, number);
        };
        let cancel = move |_| {
            if let Some(button) = button.get_untracked() {
                // Being gone is the only way this can fail.
                let _ = button.focus();
            }
            asked.set(None);
        };
        Some(view! {
            <Notice tone=Tone::Warn title>
                <button
                    type="button"
                    class="envdock-button"
                    part="button danger"
                    data-kind="danger"
                    on:click=replace
                >
                    {scopes::MOVE_OVER}
                </button>
                <button type="button" class="envdock-button" part="button" on:click=cancel>
                    {act::CANCEL}
                </button>
            </Notice>
        })
    };
    view! {
        <div class="envdock-details__actions">
            <select
                class="envdock-select"
                part="field"
                aria-label=choice
                title=scopes::MOVE_HINT
                on:change:target=move |event| {
                    asked.set(None);
                    chosen.set_value(event.target().value().parse().unwrap_or_default());
                }
            >
                {options}
            </select>
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                aria-label=label
                node_ref=button
                on:click=press
            >
                {actions::MOVE}
            </button>
        </div>
        {question}
    }
}

fn replaces(tab: Tab, taken: &Stored) -> String {
    scopes::moving_replaces(&tab.scope_name(&taken.scope), &tab.last_change(taken))
}
