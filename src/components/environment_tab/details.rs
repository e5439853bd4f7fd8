//! Everything known about a key, but no value.

use crate::components::environment_tab::actions::stored;
use crate::components::environment_tab::copying::Copying;
use crate::components::environment_tab::slots::{Listed, TabSlot};
use crate::components::environment_tab::stored_line::StoredLine;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::ProvenanceList;
use crate::texts::editor;
use envdock_contract::model::Provenance;
use leptos::prelude::*;
use std::sync::Arc;

/// A list of terms: what the project says, where it is found, what applies and what is hidden.
#[component]
pub(crate) fn Details(tab: Tab, number: usize, listed: Signal<TabSlot>) -> impl IntoView {
    let id = listed.with_untracked(|of| of.id.clone());
    let entry = tab.entry(&id);
    let stored = Memo::new(move |_| entry.with(|entry| stored(&entry.presence).to_vec()));
    let said = Memo::new(move |_| Said::of(tab, number, listed.get()));
    let slot_id = StoredValue::new(id.clone());
    let is_bare = move || said.with(Said::is_empty) && stored.with(Vec::is_empty);
    view! {
        <dl class="envdock-details">
            {move || said.get().view()}
            {move || {
                let all = Arc::new(stored.get());
                let id = slot_id.get_value();
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
        <Copying tab slot_id=id />
    }
}

/// What the project says about a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    words: Option<String>,
    places: Vec<Provenance>,
    /// The other keys of its group.
    others: Vec<String>,
}

impl Said {
    fn of(tab: Tab, number: usize, of: TabSlot) -> Self {
        let key = |other: &Listed<'_>| other.id.key().as_str().to_owned();
        let others =
            tab.slots.with(|slots| slots.others(number).iter().map(key).collect::<Vec<_>>());
        Self { words: of.slot.description, places: of.slot.provenance, others }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn view(self) -> impl IntoView {
        let Self { words, places, others } = self;
        let words = words.map(|words| {
            view! {
                <dt>{editor::DESCRIPTION}</dt>
                <dd>
                    <q class="envdock-details__words">
                        <bdi>{words}</bdi>
                    </q>
                </dd>
            }
        });
        let places = (!places.is_empty()).then(|| {
            view! {
                <dt>{editor::FOUND_IN}</dt>
                <dd>
                    <ProvenanceList places />
                </dd>
            }
        });
        let others = (!others.is_empty()).then(|| {
            view! {
                <dt>{editor::GROUP}</dt>
                <dd>
                    <code>{others.join(", ")}</code>
                </dd>
            }
        });
        (words, places, others)
    }
}
