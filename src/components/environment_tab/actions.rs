//! What buttons of the list do. One listener serves all rows.

use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::store::{ApplyOrder, LineChoice, LineResolution};
use envdock_contract::model::{FileRef, Presence, Scope, Stored, Version};
use envdock_core::{SaveFailure, SaveState, SlotId};
use envdock_rules::spec_edit::SpecEdit;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Finds row and action of a click by their marks.
pub(crate) fn clicked(tab: Tab, event: &ev::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let button = target.and_then(|target| target.closest("[data-action]").ok().flatten());
    let Some(button) = button else { return };
    let row = button.closest("[data-slot]").ok().flatten();
    let number = row.and_then(|row| row.get_attribute("data-slot")).and_then(|n| n.parse().ok());
    let of = number
        .and_then(|number| tab.slots.with_untracked(|slots| Some(slots.get(number)?.cloned())));
    if let (Some(of), Some(action)) = (of, button.get_attribute("data-action")) {
        act(tab, &of, &action);
    }
}

fn act(tab: Tab, of: &TabSlot, action: &str) {
    match action {
        "toggle" if tab.is_open(&of.id) => tab.open(None),
        "toggle" | "fill" | "continue" | "review" => tab.open(Some(&of.id)),
        "adopt" => adopt(tab, std::slice::from_ref(&of.id)),
        "accept" => accept(tab, std::slice::from_ref(&of.id)),
        "retry" => retry(tab, &of.id),
        "keep" => keep(tab, &of.id),
        "undo" => undo(tab, &of.id),
        "write-again" => write(tab, ApplyOrder::default()),
        _ => {}
    }
}

/// Stores what is typed for `slot`.
pub(crate) fn save(tab: Tab, slots: &[SlotId]) {
    tab.touch(slots);
    let slots = with_scopes(tab, slots);
    tab.accept_when_saved(&slots);
    tab.store().save(slots);
}

/// Forgets what is typed for `slot`, also when it was sent and nobody knows whether it arrived:
/// it is not to be sent again by itself.
pub(crate) fn discard(tab: Tab, slot: &SlotId) {
    let has_failed =
        tab.entry(slot).with_untracked(|entry| matches!(entry.save, SaveState::Failed(_)));
    tab.store().abandon_save(slot);
    tab.store().clear_draft(slot);
    if has_failed {
        // Whoever was faster has changed the file, too.
        tab.store().refresh();
    }
}

/// Has the server store what is in the files.
pub(crate) fn adopt(tab: Tab, slots: &[SlotId]) {
    if let Some(session) = tab.session() {
        tab.touch(slots);
        tab.store().adopt(&session, with_scopes(tab, slots));
    }
}

fn with_scopes(tab: Tab, slots: &[SlotId]) -> Vec<(SlotId, Scope)> {
    let scope = |slot: &SlotId| {
        tab.entry(slot).with_untracked(|entry| tab.scope(slot, stored(&entry.presence)))
    };
    slots.iter().map(|slot| (slot.clone(), scope(slot))).collect()
}

/// Moves a value of this session only to the configuration, unread.
fn keep(tab: Tab, slot: &SlotId) {
    if let Some(session) = tab.session() {
        let to = Scope::Configuration { id: tab.configuration_id() };
        move_value(tab, slot, Scope::Session { id: session }, to, Version(0));
    }
}

/// What is known to be stored.
pub(crate) fn stored(presence: &Presence) -> &[Stored] {
    match presence {
        Presence::Stored(stored) => stored,
        Presence::Unknown { .. } => &[],
    }
}

/// Stores what is typed for `slot`, and removes nearer values in the same step.
pub(crate) fn save_and_remove(tab: Tab, slot: &SlotId, scope: Scope, nearer: Vec<Scope>) {
    tab.touch(std::slice::from_ref(slot));
    tab.accept_when_saved(&[(slot.clone(), scope.clone())]);
    tab.store().save_and_remove(slot, scope, nearer);
}

/// Removes what is stored at `scope`.
pub(crate) fn remove(tab: Tab, slot: &SlotId, scope: Scope) {
    if !is_saving(tab, slot) {
        tab.touch(std::slice::from_ref(slot));
        tab.store().remove(slot, scope);
    }
}

/// Moves what is stored at `from` to another scope, unread, over this version.
pub(crate) fn move_value(tab: Tab, slot: &SlotId, from: Scope, to: Scope, over: Version) {
    if !is_saving(tab, slot) {
        tab.touch(std::slice::from_ref(slot));
        tab.store().move_value(slot, from, to, over);
    }
}

/// Takes back what the last save did.
fn undo(tab: Tab, slot: &SlotId) {
    tab.touch(std::slice::from_ref(slot));
    tab.store().undo(slot);
}

/// Says no more of a change that was not done.
pub(crate) fn leave(tab: Tab, slot: &SlotId) {
    tab.store().dismiss_save(slot);
    // Whoever was faster has changed the file, too.
    tab.store().refresh();
}

/// A second press, before the first one is answered, is none.
fn is_saving(tab: Tab, slot: &SlotId) -> bool {
    tab.entry(slot).with_untracked(|entry| entry.save == SaveState::Saving)
}

/// Lets shared values be written for these slots.
pub(crate) fn accept(tab: Tab, slots: &[SlotId]) {
    let accept = |slot: &SlotId| SpecEdit::Accept(slot.file().clone(), slot.key().clone());
    let changes: Vec<SpecEdit> = slots.iter().map(accept).collect();
    tab.store().edit_spec(&tab.configuration_id(), &changes);
}

/// Sends an unconfirmed save again, or asks again what is not known.
pub(crate) fn retry(tab: Tab, slot: &SlotId) {
    let is_unconfirmed = tab.entry(slot).with_untracked(|entry| {
        matches!(entry.save, SaveState::Failed(SaveFailure::Unconfirmed(_)))
    });
    if is_unconfirmed {
        tab.store().retry_save(slot);
    } else {
        tab.store().refresh();
    }
}

/// Writes a file that git tracks, after a person has confirmed.
pub(crate) fn write_tracked(tab: Tab, file: FileRef) {
    write(tab, ApplyOrder { confirmed_tracked: vec![file], ..ApplyOrder::default() });
}

/// Decides about a line that was changed by hand.
pub(crate) fn resolve(tab: Tab, slot: &SlotId, choice: LineChoice) {
    let (file, key) = (slot.file().clone(), slot.key().clone());
    let resolutions = vec![LineResolution { file, key, choice }];
    write(tab, ApplyOrder { resolutions, ..ApplyOrder::default() });
}

fn write(tab: Tab, order: ApplyOrder) {
    if let Some(session) = tab.session() {
        tab.store().apply(&session, order);
    }
}
