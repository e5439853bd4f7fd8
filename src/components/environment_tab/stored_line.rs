//! One stored value of a key: where it applies, who wrote it, and what can be done with it unread.

use crate::components::environment_tab::actions as orders;
use crate::components::environment_tab::focus;
use crate::components::environment_tab::move_value::{MoveValue, Place};
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone, announce};
use crate::texts::{actions, organization::act, scopes};
use envdock_contract::model::{Scope, Stored};
use envdock_core::SlotId;
use leptos::{html, prelude::*};
use std::sync::Arc;

/// The value with this index among all that apply, nearest first.
#[component]
pub(crate) fn StoredLine(
    tab: Tab,
    number: usize,
    slot_id: SlotId,
    all: Arc<Vec<Stored>>,
    index: usize,
) -> impl IntoView {
    let stored = all.get(index)?.clone();
    let name = tab.scope_name(&stored.scope);
    let offered = tab.scopes(&slot_id, &all);
    let can_remove = offered.contains(&stored.scope);
    // What is hidden can go without anybody noticing.
    let then =
        if index == 0 { tab.then_applies(all.get(1)) } else { scopes::THEN_THE_SAME.to_owned() };
    let taken = move |scope: &Scope| all.iter().find(|known| known.scope == *scope).cloned();
    let others = offered.into_iter().filter(|scope| *scope != stored.scope);
    let places: Vec<Place> = others.map(|scope| (taken(&scope), scope)).collect();
    let id = [
        "envdock-then-",
        &tab.instance().to_string(),
        "-",
        &number.to_string(),
        "-",
        &index.to_string(),
    ]
    .concat();
    let removed = (slot_id.clone(), stored.scope.clone());
    let remove = move || {
        orders::remove(tab, &removed.0, removed.1.clone());
        // The next value takes this one's place, and its button would have the focus.
        focus::row(tab, number);
    };
    let is_asked = RwSignal::new(false);
    let button: NodeRef<html::Button> = NodeRef::new();
    let asked = remove.clone();
    let press = move |_| {
        if tab.can_restore() {
            asked();
        } else {
            announce(scopes::DELETE_FOR_GOOD);
            is_asked.set(true);
        }
    };
    let question = move || {
        let remove = remove.clone();
        is_asked.get().then(|| view! { <Question is_asked button remove /> })
    };
    let scope = stored.scope.clone();
    let labels = (scopes::move_to(&name), scopes::move_value(&name));
    Some(view! {
        <dd title=stored.updated_at.is_known().then(|| stored.updated_at.0.clone())>
            <bdi>{name.clone()}</bdi>
            <span class="envdock-details__when">{tab.known_change(&stored)}</span>
            {can_remove
                .then(|| {
                    view! {
                        <div class="envdock-details__actions">
                            <button
                                type="button"
                                class="envdock-button"
                                part="button quiet"
                                data-kind="quiet"
                                aria-label=scopes::delete(&name)
                                aria-describedby=id.clone()
                                node_ref=button
                                on:click=press
                            >
                                {actions::DELETE}
                            </button>
                            <span class="envdock-panel__hint" id=id>
                                {then}
                            </span>
                        </div>
                        {question}
                        {(!places.is_empty() && untrack(|| tab.can_move()))
                            .then(|| view! { <MoveValue tab number slot_id labels scope places /> })}
                    }
                })}
        </dd>
    })
}

/// Asks before a value goes that nothing brings back.
#[component]
fn Question(
    is_asked: RwSignal<bool>,
    button: NodeRef<html::Button>,
    remove: impl Fn() + Send + 'static,
) -> impl IntoView {
    let cancel = move |_| {
        if let Some(button) = button.get_untracked() {
            // Being gone is the only way this can fail.
            let _ = button.focus();
        }
        is_asked.set(false);
    };
    view! {
        <Notice tone=Tone::Warn title=scopes::DELETE_FOR_GOOD>
            <button
                type="button"
                class="envdock-button"
                part="button danger"
                data-kind="danger"
                on:click=move |_| remove()
            >
                {act::PURGE}
            </button>
            <button type="button" class="envdock-button" part="button" on:click=cancel>
                {act::CANCEL}
            </button>
        </Notice>
    }
}
