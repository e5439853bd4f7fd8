//! Says aloud what became of saves.

use crate::components::environment_tab::row_facts::remark;
use crate::components::environment_tab::tab::Tab;
use crate::texts;
use envdock_core::{SaveFailure, SaveState, SaveVerb, SlotId};
use leptos::prelude::*;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Open,
    Saved,
    Failed,
}

/// Tells each save once, when it ends.
pub(crate) fn tell(tab: Tab) {
    Effect::new(move |before: Option<HashMap<SlotId, Outcome>>| {
        let before = before.unwrap_or_default();
        let mut now = HashMap::new();
        let mut said = String::new();
        tab.touched.with(|touched| {
            for slot in touched {
                let outcome = tab.entry(slot).with(|entry| outcome(&entry.save));
                let is_new = before.get(slot).is_some_and(|old| *old != outcome);
                if is_new && outcome != Outcome::Open {
                    said.push_str(&sentence(tab, slot, outcome));
                }
                now.insert(slot.clone(), outcome);
            }
        });
        if !said.is_empty() {
            tab.say(&said);
        }
        now
    });
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
            sentence.push_str(&remark(tab, slot, entry).unwrap_or_default());
        }
        if tab.can_undo(entry) {
            sentence.push_str(texts::tab::ANNOUNCE_UNDO);
        }
        sentence
    })
}
