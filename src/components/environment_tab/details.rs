//! Everything known about a key, but no value.

use crate::components::environment_tab::actions::stored;
use crate::components::environment_tab::copying::Copying;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::stored_line::StoredLine;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::ProvenanceList;
use crate::texts::editor;
use leptos::prelude::*;
use std::sync::Arc;

/// A list of terms: what the project says, where it is found, what applies and what is hidden.
#[component]
pub(crate) fn Details(tab: Tab, number: usize, of: TabSlot) -> impl IntoView {
    let entry = tab.entry(&of.id);
    let stored = Memo::new(move |_| entry.with(|entry| stored(&entry.presence).to_vec()));
    let others = tab.slots.with_untracked(|slots| {
        let key = |other: &&TabSlot| other.id.key().as_str().to_owned();
        slots.others(number).iter().map(key).collect::<Vec<_>>()
    });
    let id = StoredValue::new(of.id.clone());
    let words = of.slot.description;
    let places = of.slot.provenance;
    let says_nothing = words.is_none() && places.is_empty() && others.is_empty();
    let is_bare = move || says_nothing && stored.with(Vec::is_empty);
    view! {
        <dl class="envdock-details">
            {words
                .map(|words| {
                    view! {
                        <dt>{editor::DESCRIPTION}</dt>
                        <dd>
                            <q class="envdock-details__words">
                                <bdi>{words}</bdi>
                            </q>
                        </dd>
                    }
                })}
            {(!places.is_empty())
                .then(|| {
                    view! {
                        <dt>{editor::FOUND_IN}</dt>
                        <dd>
                            <ProvenanceList places />
                        </dd>
                    }
                })}
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <dt>{editor::GROUP}</dt>
                        <dd>
                            <code>{others.join(", ")}</code>
                        </dd>
                    }
                })}
            {move || {
                let all = Arc::new(stored.get());
                let id = id.get_value();
                let line = |index: usize| {
                    let (id, all) = (id.clone(), Arc::clone(&all));
                    view! { <StoredLine tab number slot_id=id all index /> }
                };
                let shadowed = 1..all.len();
                (!all.is_empty())
                    .then(|| {
                        view! {
                            <dt>{editor::APPLIES}</dt>
                            {line(0)}
                            {(!shadowed.is_empty()).then(|| view! { <dt>{editor::SHADOWED}</dt> })}
                            {shadowed.map(line).collect_view()}
                        }
                    })
            }}
        </dl>
        <Show when=is_bare>
            <p class="envdock-panel__hint">{editor::NO_DETAILS}</p>
        </Show>
        <Copying tab slot_id=of.id />
    }
}
