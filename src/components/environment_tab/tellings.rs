//! Says aloud what became of saves, and of keys that were added.

use crate::components::environment_tab::key_target::KeyTarget;
use crate::components::environment_tab::row_facts::remark;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::announce;
use crate::store::ActionState;
use crate::texts;
use envdock_core::{SaveFailure, SaveState, SaveVerb, SlotId};
use leptos::prelude::*;
use std::collections::HashMap;

/// Hears of each value that was stored.
#[derive(Clone, Copy)]
pub(crate) struct OnSaved(pub(crate) Option<Callback<KeyTarget>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Open,
    Saved,
    Failed,
}

/// Tells each save once, when it ends.
pub(crate) fn tell(tab: Tab) {
    let on_saved = use_context::<OnSaved>().and_then(|heard| heard.0);
    Effect::new(move |before: Option<HashMap<SlotId, Outcome>>| {
        let before = before.unwrap_or_default();
        let mut now = HashMap::new();
        let mut said = String::new();
        tab.touched.with(|touched| {
            for slot in touched {
                let save = tab.entry(slot).with(|entry| outcome(&entry.save));
                let outcome = if is_accepting(tab, slot, save) { Outcome::Open } else { save };
                let is_new = before.get(slot).is_some_and(|old| *old != outcome);
                if is_new && outcome != Outcome::Open {
                    said.push_str(&sentence(tab, slot, outcome));
                    let is_value = tab.peek(slot, |entry| entry.verb == SaveVerb::Store);
                    if let (Outcome::Saved, true, Some(on_saved)) = (outcome, is_value, on_saved) {
                        on_saved.run(KeyTarget::of(slot));
                    }
                }
                now.insert(slot.clone(), outcome);
            }
        });
        if !said.is_empty() {
            announce(&said);
        }
        now
    });
}

/// Tells that a key is listed once that is confirmed.
pub(crate) fn tell_added(tab: Tab) {
    let draft = tab.store().new_key(&tab.configuration_id());
    let state = Memo::new(move |_| draft.with(|draft| draft.save.clone()));
    Effect::new(move |was: Option<ActionState<()>>| {
        let now = state.get();
        if was == Some(ActionState::Running) && now == ActionState::Done(()) {
            tab.by_hand().adding.with_value(|words| announce(words));
        }
        now
    });
}

/// Tells a change of the spec once that is confirmed.
pub(crate) fn tell_changed(tab: Tab) {
    let state = tab.store().spec_state(&tab.configuration_id());
    Effect::new(move |_| {
        let is_done = match state.get() {
            ActionState::Running => return,
            ActionState::Done(()) => true,
            ActionState::Idle | ActionState::Failed(_) => false,
        };
        let words = tab.by_hand().changing.try_update_value(std::mem::take);
        if let Some(words) = words.filter(|words| is_done && !words.is_empty()) {
            announce(&words);
        }
    });
}

/// Whether there is more to come than that it is saved.
fn is_accepting(tab: Tab, slot: &SlotId, save: Outcome) -> bool {
    save == Outcome::Saved && tab.store().acceptance(slot).get() == ActionState::Running
}

fn outcome(save: &SaveState) -> Outcome {
    match save {
        SaveState::Idle | SaveState::Saving => Outcome::Open,
        SaveState::Saved { .. } => Outcome::Saved,
        SaveState::Failed(_) => Outcome::Failed,
    }
}

fn sentence(tab: Tab, slot: &SlotId, outcome: Outcome) -> String {
    let key = slot.key().as_str();
    tab.entry(slot).with_untracked(|entry| {
        let mut sentence = match (outcome, entry.verb) {
            (Outcome::Saved, SaveVerb::Store) => texts::tab::announce_saved(key),
            (Outcome::Saved, SaveVerb::Remove) => texts::tab::announce_deleted(key),
            (Outcome::Saved, SaveVerb::Restore) => texts::tab::announce_restored(key),
            (Outcome::Saved, SaveVerb::Move) => texts::tab::announce_moved(key),
            (_, SaveVerb::Store) => texts::tab::announce_failed(key),
            _ => texts::tab::announce_unchanged(key),
        };
        let is_conflict = matches!(entry.save, SaveState::Failed(SaveFailure::Conflict { .. }));
        if is_conflict && entry.verb == SaveVerb::Store {
            sentence.push_str(texts::rows::CONFLICT);
        } else {
            let remark = untrack(|| remark(tab, slot, entry));
            sentence.push_str(&remark.unwrap_or_default());
        }
        if tab.can_undo(entry) {
            sentence.push_str(texts::tab::ANNOUNCE_UNDO);
        }
        sentence
    })
}
