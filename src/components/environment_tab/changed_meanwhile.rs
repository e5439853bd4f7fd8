//! What somebody else has changed about the key whose row is open.

use crate::components::environment_tab::slots::Slots;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone, announce};
use crate::texts::spec::meanwhile as texts;
use envdock_contract::model::KeyName;
use envdock_core::SlotId;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Changes of one key that were not made on this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meanwhile {
    slot: SlotId,
    changes: Vec<&'static str>,
}

/// Notes what others change about the key whose row is open, and says it once.
pub(crate) fn follow(tab: Tab) {
    let id = tab.configuration_id();
    let (store, configuration) = (tab.store(), tab.configuration());
    let is_busy = store.spec_is_busy(&id);
    Effect::new(move |before: Option<Arc<Slots>>| {
        let now = tab.slots.get();
        let version = configuration.with(|answer| Some(answer.known.as_ref()?.spec_version));
        // Whose change it is becomes known with the answer, which may come after its news.
        let Some(before) = before else { return now };
        if is_busy.get() {
            return before;
        }
        let is_own = version.is_some_and(|version| store.made_spec(&id, version));
        let open = tab.opened.get_untracked();
        if let Some(slot) = open.filter(|_| !is_own && before != now) {
            let changes = changes(&before, &now, &slot);
            if !changes.is_empty() {
                announce(&[texts::TITLE, " ", &changes.join(" ")].concat());
                tab.by_hand().meanwhile.set(Some(Meanwhile { slot, changes }));
            }
        }
        now
    });
}

/// What is different about a key that is listed before and after.
fn changes(before: &Slots, now: &Slots, id: &SlotId) -> Vec<&'static str> {
    let (Some(old), Some(new)) = (before.find(id), now.find(id)) else { return Vec::new() };
    let (old, new) = (old.slot, new.slot);
    let mut changes = Vec::new();
    if old.not_needed != new.not_needed {
        changes.push(if new.not_needed { texts::NOT_NEEDED } else { texts::NEEDED });
    }
    if old.required != new.required {
        changes.push(if new.required { texts::REQUIRED } else { texts::OPTIONAL });
    }
    if old.description != new.description {
        changes.push(texts::DESCRIBED);
    }
    if old.any_of != new.any_of {
        changes.push(texts::GROUP);
    }
    if place(before, now, id) != place(now, before, id) {
        changes.push(texts::MOVED);
    }
    changes
}

/// The place of a key among those of its file that `other` lists, too.
fn place(slots: &Slots, other: &Slots, id: &SlotId) -> Option<usize> {
    let known: HashSet<&KeyName> = keys(other, id).collect();
    keys(slots, id).filter(|key| known.contains(key)).position(|key| key == id.key())
}

/// The keys of the file of a slot.
fn keys<'a>(slots: &'a Slots, id: &'a SlotId) -> impl Iterator<Item = &'a KeyName> {
    slots.all().filter(|of| of.id.file() == id.file()).map(|of| of.id.key())
}

/// Says it above the field, where what was typed still is.
#[component]
pub(crate) fn ChangedMeanwhile(tab: Tab, slot_id: SlotId) -> impl IntoView {
    let changes = Memo::new(move |_| {
        tab.by_hand().meanwhile.with(|meanwhile| {
            let mine = meanwhile.as_ref().filter(|meanwhile| meanwhile.slot == slot_id);
            mine.map(|meanwhile| meanwhile.changes.join(" "))
        })
    });
    move || {
        changes.get().map(|text| {
            let text = Signal::stored(text);
            view! { <Notice tone=Tone::Info title=texts::TITLE text /> }
        })
    }
}
