//! Everything known about a key, but no value.

use crate::components::environment_tab::copying::Copying;
use crate::components::environment_tab::row_facts::{last_change, scope_name};
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::ProvenanceList;
use crate::texts::editor;
use envdock_contract::model::{Presence, Stored};
use leptos::prelude::*;

/// A list of terms: what the project says, where it is found, what applies and what is hidden.
#[component]
pub(crate) fn Details(tab: Tab, number: usize, of: TabSlot) -> impl IntoView {
    let entry = tab.entry(&of.id);
    let stored = Memo::new(move |_| {
        entry.with(|entry| match &entry.presence {
            Presence::Stored(stored) => stored.clone(),
            Presence::Unknown { .. } => Vec::new(),
        })
    });
    let others = tab.slots.with_untracked(|slots| {
        let key = |other: &&TabSlot| other.id.key().as_str().to_owned();
        slots.others(number).iter().map(key).collect::<Vec<_>>()
    });
    let id = of.id;
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
                let stored = stored.get();
                let (winner, shadowed) = stored.split_first()?;
                Some((
                    term(tab, editor::APPLIES, std::slice::from_ref(winner)),
                    (!shadowed.is_empty()).then(|| term(tab, editor::SHADOWED, shadowed)),
                ))
            }}
        </dl>
        <Show when=is_bare>
            <p class="envdock-panel__hint">{editor::NO_DETAILS}</p>
        </Show>
        <Copying tab slot_id=id />
    }
}

fn term(tab: Tab, name: &'static str, stored: &[Stored]) -> impl IntoView + use<> {
    let line = |stored: &Stored| {
        let at = stored.updated_at.0.clone();
        view! {
            <dd title=at>
                <bdi>{scope_name(&stored.scope)}</bdi>
                <span class="envdock-details__when">{last_change(tab, stored)}</span>
            </dd>
        }
    };
    view! {
        <dt>{name}</dt>
        {stored.iter().map(line).collect_view()}
    }
}
