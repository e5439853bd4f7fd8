//! The few words beside a state, and what just happened.

use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::row_status::{action, status};
use crate::components::environment_tab::slots::Listed;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{RowAction, RowView, Status, place_text};
use crate::store::ActionState;
use crate::texts::{failures, rows};
use envdock_contract::model::{OnDisk, Presence, Removal, Scope, ScopeKind, Stored};
use envdock_core::{Entry, FileEffect, FileResult, SaveFailure, SaveState, SaveVerb, SlotId};
use envdock_rules::precedence;
use leptos::prelude::*;

/// What the row of a slot says now.
pub(crate) fn row_view(tab: Tab, number: usize, of: Listed<'_>) -> RowView {
    let entry = tab.entry(of.id).get();
    let covering = covering(tab, number, of);
    let status = status(of.slot, &entry, covering.is_some());
    let is_draft = entry.draft.dirty && entry.draft.length > 0;
    let mut facts = Vec::new();
    match status {
        Status::Missing | Status::Optional | Status::InFile => unset(of, &entry, &mut facts),
        Status::Covered => facts.extend(covering.as_deref().map(rows::covered_by)),
        Status::Unknown => facts.extend(unknown(&entry).map(str::to_owned)),
        Status::Checking | Status::Saving | Status::NotNeeded => {}
        Status::Set
        | Status::NotSaved
        | Status::NotChanged
        | Status::Unconfirmed
        | Status::Conflict
        | Status::Outdated
        | Status::NotWritten
        | Status::LineChanged
        | Status::Proposed => {
            let winner = entry.presence.winner();
            facts.extend(winner.map(|winner| rows::for_scope(&tab.scope_name(&winner.scope))));
        }
    }
    if status == Status::Set {
        stored(tab, &entry.presence, &mut facts);
    }
    if status == Status::Set && entry.on_disk == Some(OnDisk::Kept) {
        facts.push(rows::KEPT_IN_FILE.to_owned());
    }
    if of.slot.no_longer_found {
        facts.push(rows::NO_LONGER_FOUND.to_owned());
    }
    let remark = remark(tab, of.id, &entry);
    let action = action(status, is_draft).filter(|action| tab.can_act(*action));
    let can_keep = status == Status::Set && can_keep(tab, &entry.presence);
    let action = action.or(can_keep.then_some(RowAction::Keep));
    let can_undo = tab.can_undo(&entry);
    RowView { status, facts, is_draft, remark, can_undo, action }
}

/// The key of the same any-of group that is set.
fn covering(tab: Tab, number: usize, of: Listed<'_>) -> Option<String> {
    of.slot.any_of.as_ref()?;
    tab.slots.with_untracked(|slots| {
        let is_set =
            |other: &Listed<'_>| tab.entry(other.id).with(|e| e.presence.winner().is_some());
        let other = slots.others(number).into_iter().find(is_set)?;
        Some(other.id.key().as_str().to_owned())
    })
}

/// Whether a value of this session only may become the configuration's: where that replaces no
/// other, and none would apply before it.
fn can_keep(tab: Tab, presence: &Presence) -> bool {
    let Presence::Stored(stored) = presence else { return false };
    let Some((winner, others)) = stored.split_first() else { return false };
    let kind = |stored: &Stored| precedence::kind(&stored.scope);
    kind(winner) == ScopeKind::Session
        && others.iter().all(|other| kind(other) > ScopeKind::Configuration)
        && tab.can_write(others.first())
        && tab.can_move()
}

fn unset(of: Listed<'_>, entry: &Entry, facts: &mut Vec<String>) {
    if entry.on_disk.is_some() && entry.line.is_some() {
        let line = entry.line.map(|line| line.to_string());
        facts.push(rows::in_line(&of.id.file().to_string(), line.as_deref()));
    } else if let Some(place) = of.slot.provenance.first() {
        let mut text = place_text(place);
        if of.slot.provenance.len() > 1 {
            text.push(' ');
            text.push_str(&rows::more_places(of.slot.provenance.len() - 1));
        }
        facts.push(text);
    }
    if of.slot.any_of.is_some() {
        facts.push(rows::ONE_IS_ENOUGH.to_owned());
    }
}

fn stored(tab: Tab, presence: &Presence, facts: &mut Vec<String>) {
    let Presence::Stored(stored) = presence else { return };
    let mut nearest_first = stored.iter();
    let Some(winner) = nearest_first.next() else { return };
    let shadowed: Vec<String> = nearest_first.map(|stored| tab.scope_name(&stored.scope)).collect();
    if !shadowed.is_empty() {
        facts.push(rows::shadows(&shadowed.join(", ")));
    }
    facts.extend(tab.known_change(winner));
}

/// Where a value applies.
pub(crate) fn scope_name(scope: &Scope) -> &'static str {
    scope_kind_name(precedence::kind(scope))
}

/// Where values of this kind apply.
pub(crate) fn scope_kind_name(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Session => rows::scope::SESSION,
        ScopeKind::User => rows::scope::USER,
        ScopeKind::File => rows::scope::FILE,
        ScopeKind::Configuration => rows::scope::CONFIGURATION,
        ScopeKind::Repository => rows::scope::REPOSITORY,
        ScopeKind::Organization => rows::scope::ORGANIZATION,
    }
}

/// What is wrong with this key alone. What is wrong with the connection is told above the list.
fn unknown(entry: &Entry) -> Option<&'static str> {
    match (entry.failure, &entry.presence) {
        (Some(failure), _) if failure.is_transient() => None,
        (Some(failure), _) => Some(failure_text::check(failure)),
        (None, Presence::Unknown { reason }) => Some(failure_text::unknown(*reason)),
        (None, Presence::Stored(_)) => None,
    }
}

/// What became of the last save, in one sentence.
pub(crate) fn remark(tab: Tab, slot: &SlotId, entry: &Entry) -> Option<String> {
    match &entry.save {
        SaveState::Idle | SaveState::Saving => None,
        // What is typed is asked about where the row opens.
        SaveState::Failed(SaveFailure::Conflict { current, removed }) => {
            let is_change = entry.verb != SaveVerb::Store;
            is_change.then(|| meanwhile(tab, entry.verb, current.as_deref(), removed.as_deref()))
        }
        SaveState::Failed(failure) => Some(failure_text::of(entry.verb, failure)),
        SaveState::Saved { applied, .. } => Some(match entry.verb {
            SaveVerb::Store => {
                let accepted = acceptance(tab, slot, entry.on_disk);
                accepted.unwrap_or_else(|| effect(tab, slot, applied))
            }
            SaveVerb::Remove => [rows::DELETED, &change(tab, slot, applied)].concat(),
            SaveVerb::Restore => [rows::RESTORED, &change(tab, slot, applied)].concat(),
            SaveVerb::Move => [rows::MOVED, &change(tab, slot, applied)].concat(),
        }),
    }
}

/// What became of the acceptance that came with a save.
fn acceptance(tab: Tab, slot: &SlotId, on_disk: Option<OnDisk>) -> Option<String> {
    let key = slot.key().as_str();
    match tab.store().acceptance(slot).get() {
        ActionState::Idle => None,
        ActionState::Running => Some(rows::ACCEPTING.to_owned()),
        ActionState::Failed(failure) => {
            Some(rows::not_accepted(key, failure_text::not_accepted(failure)))
        }
        ActionState::Done(()) if on_disk == Some(OnDisk::Current) => {
            Some(rows::written_to(&slot.file().to_string()))
        }
        ActionState::Done(()) => Some(rows::accepted(key)),
    }
}

/// Who was faster, and when.
pub(crate) fn meanwhile(
    tab: Tab,
    verb: SaveVerb,
    current: Option<&Stored>,
    removed: Option<&Removal>,
) -> String {
    let change = current.map(|stored| tab.last_change(stored));
    let removal = removed.map(|one| tab.change(&one.updated_at, &one.updated_by));
    let removal = removal.as_deref();
    match (verb, change) {
        (SaveVerb::Store, Some(change)) => failures::conflict(&change),
        (SaveVerb::Store, None) => failures::conflict_removed(removal),
        (SaveVerb::Remove, Some(change)) => failures::conflict_delete(&change),
        (SaveVerb::Remove, None) => failures::conflict_deleted(removal),
        (SaveVerb::Restore, Some(change)) => failures::conflict_undo(&change),
        (SaveVerb::Restore, None) => failures::conflict_undo_removed(removal),
        (SaveVerb::Move, Some(change)) => failures::conflict_move(&change),
        (SaveVerb::Move, None) => failures::conflict_move_removed(removal),
    }
}

/// What happened to the line of this slot; of several writes, what the first one did to it.
fn here<'a>(tab: Tab, slot: &SlotId, applied: &'a [FileEffect]) -> Option<&'a FileEffect> {
    let session = tab.session();
    let is_here = |effect: &&FileEffect| {
        &effect.file == slot.file() && Some(&effect.session) == session.as_ref()
    };
    let changed = |effect: &&FileEffect| effect.result != FileResult::Unchanged;
    let mut all = applied.iter().filter(is_here);
    let first = all.clone().next();
    all.find(changed).or(first)
}

/// What a change of what is stored did to the file.
fn change(tab: Tab, slot: &SlotId, applied: &[FileEffect]) -> String {
    let Some(effect) = here(tab, slot, applied) else { return String::new() };
    let file = effect.file.to_string();
    match &effect.result {
        FileResult::Written => rows::written_to(&file),
        FileResult::Removed => rows::removed_from(&file),
        FileResult::Unchanged => rows::file_unchanged(&file),
        FileResult::Pending => rows::file_pending(&file),
        FileResult::Proposed => rows::file_not_written(&file, rows::REASON_PROPOSED),
        FileResult::TrackedByGit => rows::file_not_written(&file, rows::REASON_TRACKED),
        FileResult::Conflict { line } => {
            rows::file_not_written(&file, &rows::reason_changed(*line))
        }
        FileResult::Failed { detail } => rows::file_not_written(&file, detail),
    }
}

/// When a save takes effect.
fn effect(tab: Tab, slot: &SlotId, applied: &[FileEffect]) -> String {
    let Some(effect) = here(tab, slot, applied) else { return rows::STORED_ONLY.to_owned() };
    let file = effect.file.to_string();
    match &effect.result {
        FileResult::Written => rows::written_to(&file),
        FileResult::Removed => rows::removed_from(&file),
        FileResult::Unchanged => rows::unchanged_in(&file),
        FileResult::Pending => rows::pending(&file),
        FileResult::Proposed => rows::not_written(&file, rows::REASON_PROPOSED),
        FileResult::TrackedByGit => rows::not_written(&file, rows::REASON_TRACKED),
        FileResult::Conflict { line } => rows::not_written(&file, &rows::reason_changed(*line)),
        FileResult::Failed { detail } => rows::not_written(&file, detail),
    }
}
