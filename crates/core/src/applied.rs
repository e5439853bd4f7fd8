//! What a confirmed save means for everything that is known: no new check is needed for it.

use crate::order::Moment;
use crate::reads::ReadKey;
use crate::table::{Record, SlotIndex};
use crate::{
    Command, DraftMark, FileEffect, FileResult, SaveAction, SaveFailure, SaveOperation,
    SaveOutcome, SaveRoute, SaveState, SlotId, State,
};
use envdock_contract::model::{
    Address, KeyName, OnDisk, Presence, RepositoryId, Revision, Scope, Stored, Version,
};
use envdock_rules::precedence::{Context, applicable_scopes, nearer};
use std::cmp::Ordering;

impl State {
    /// Takes in what became of one operation.
    pub(crate) fn operation_settled(
        &mut self,
        operation: &SaveOperation,
        outcome: &SaveOutcome,
        route: &SaveRoute,
        revision: Option<Revision>,
    ) {
        let address = operation.address();
        // Of a host without revisions, nothing that was asked before this answer counts.
        let moment = Moment { revision, call: self.calls.next_number() };
        let index = self.intern(&operation.slot);
        let save = match outcome {
            SaveOutcome::Stored { stored, applied } => {
                self.value_stored(operation, stored, moment);
                self.drop_draft(index, operation);
                self.files_changed(operation.slot.key(), applied, moment);
                self.saved(operation, outcome, route, applied)
            }
            SaveOutcome::Removed { version, applied } => {
                self.address_changed(&address, Some(*version), None, moment);
                self.files_changed(operation.slot.key(), applied, moment);
                self.saved(operation, outcome, route, applied)
            }
            SaveOutcome::Unwritten { applied } => {
                self.files_changed(operation.slot.key(), applied, moment);
                self.slots.edit(index, |entry| entry.save = SaveState::Idle);
                return;
            }
            SaveOutcome::Refused(failure) => {
                if let SaveFailure::Conflict { current, .. } = failure {
                    self.conflict_told(operation, current.as_deref(), moment);
                }
                SaveState::Failed(failure.clone())
            }
        };
        self.slots.edit(index, |entry| entry.save = std::mem::take(&mut entry.save).and(save));
    }

    fn saved(
        &self,
        operation: &SaveOperation,
        outcome: &SaveOutcome,
        route: &SaveRoute,
        applied: &[FileEffect],
    ) -> SaveState {
        let undo = operation.undone_by(outcome, route);
        SaveState::Saved { at: self.now, applied: applied.to_vec(), undo }
    }

    /// Somebody else was faster: at the address, or where a move should have gone.
    fn conflict_told(
        &mut self,
        operation: &SaveOperation,
        current: Option<&Stored>,
        moment: Moment,
    ) {
        let mut address = operation.address();
        match (current, &operation.action) {
            (Some(stored), _) => {
                address.scope = stored.scope.clone();
                self.address_changed(&address, Some(stored.version), current, moment);
            }
            // Either place may be empty now.
            (None, SaveAction::Move { .. }) => self.mark_unsure(&operation.slot),
            (None, _) => self.address_changed(&address, None, None, moment),
        }
    }

    fn value_stored(&mut self, operation: &SaveOperation, stored: &Stored, moment: Moment) {
        let mut address = operation.address();
        if let SaveAction::Move { to, .. } = &operation.action {
            self.address_changed(&address, None, None, moment);
            address.scope = to.clone();
        }
        self.address_changed(&address, Some(stored.version), Some(stored), moment);
    }

    /// The typed text is stored, unless somebody went on typing.
    fn drop_draft(&mut self, index: SlotIndex, operation: &SaveOperation) {
        let SaveAction::Set { draft: revision } = operation.action.clone() else { return };
        self.slots.edit(index, |entry| {
            if entry.draft.revision <= revision {
                entry.draft = DraftMark { revision, ..DraftMark::default() };
            }
        });
        self.commands.push(Command::DropDraft { slot: operation.slot.clone(), revision });
    }

    /// Every slot to which the address applies now has this value there, or none: unless its last
    /// answer, or a newer write there, says so already.
    pub(crate) fn address_changed(
        &mut self,
        address: &Address,
        version: Option<Version>,
        stored: Option<&Stored>,
        moment: Moment,
    ) {
        for index in self.slots.with_key(&address.environment, &address.key) {
            let Some(record) = self.slots.get(index) else { continue };
            if record.knows(&address.scope, version, moment) {
                continue;
            }
            let repositories = self.repositories_of(record);
            let applies = applies(record, &address.scope, repositories.as_deref());
            if applies == Some(false) {
                continue;
            }
            if let (Presence::Stored(known), Some(true)) = (&record.entry.presence, applies) {
                let repositories = repositories.unwrap_or_default();
                let now = replaced(known, &address.scope, stored, &repositories);
                self.slots.edit(index, |entry| entry.presence = Presence::Stored(now));
            } else {
                self.ask_because_unsure(index);
            }
            self.slots.written(index, &address.scope, version, moment);
        }
    }

    /// The repositories of the slot's context, in order; nothing if they are not known.
    fn repositories_of(&self, record: &Record) -> Option<Vec<RepositoryId>> {
        let context = record.id.context();
        if !context.repositories.is_empty() {
            return Some(context.repositories.clone());
        }
        let Some(id) = &context.configuration else { return Some(Vec::new()) };
        let configuration = self.reads.configurations.get(id)?.known.as_ref()?;
        Some(configuration.repositories.iter().map(|repository| repository.id.clone()).collect())
    }

    /// What is known about the slot may be wrong: asks.
    pub(crate) fn mark_unsure(&mut self, slot: &SlotId) {
        let index = self.intern(slot);
        self.ask_because_unsure(index);
    }

    /// The same, but with the next retry: the server just did not answer.
    pub(crate) fn mark_unsure_for_later(&mut self, slot: &SlotId) {
        let index = self.intern(slot);
        self.slots.edit(index, |entry| entry.stale = entry.checked_at.is_some());
        if self.slots.get(index).is_some_and(|record| record.entry.fetch == crate::Fetch::Idle) {
            self.fail_later(index);
        }
    }

    pub(crate) fn ask_because_unsure(&mut self, index: SlotIndex) {
        self.slots.edit(index, |entry| entry.stale = entry.checked_at.is_some());
        if self.slots.get(index).is_some_and(|record| record.watchers > 0) {
            self.ask(index);
        }
    }

    /// Lines of env files were written, removed or left alone.
    fn files_changed(&mut self, key: &KeyName, effects: &[FileEffect], moment: Moment) {
        for effect in effects {
            let files = ReadKey::Files(effect.session.clone());
            self.reads.outdated(&files, moment);
            if self.reads.is_watched(&files) {
                self.ask_read(&files);
            }
            let (on_disk, line) = match effect.result {
                FileResult::Written => (OnDisk::Current, None),
                FileResult::Removed => (OnDisk::Absent, None),
                FileResult::Conflict { line } => (OnDisk::Other, Some(line)),
                FileResult::Unchanged
                | FileResult::Proposed
                | FileResult::TrackedByGit
                | FileResult::Pending
                | FileResult::Failed { .. } => continue,
            };
            for index in self.slots.of_file(&effect.session, &effect.file, key) {
                self.slots.edit(index, |entry| {
                    entry.on_disk = Some(on_disk);
                    entry.line = if on_disk == OnDisk::Absent { None } else { line.or(entry.line) };
                });
            }
        }
    }
}

/// Whether values of `scope` apply to the slot; nothing if that cannot be told from here.
fn applies(record: &Record, scope: &Scope, repositories: Option<&[RepositoryId]>) -> Option<bool> {
    let context = record.id.context();
    match scope {
        // Values of the session's owner, who is not known here.
        Scope::User { .. } => context.session.is_none().then_some(false),
        Scope::Repository { .. } if repositories.is_none() => None,
        Scope::Repository { .. }
        | Scope::Session { .. }
        | Scope::File { .. }
        | Scope::Configuration { .. }
        | Scope::Organization => {
            let context = Context {
                session: context.session.as_ref(),
                user: None,
                configuration: context.configuration.as_ref(),
                file: Some(record.id.file()),
                repositories: repositories.unwrap_or_default(),
            };
            Some(applicable_scopes(&context).contains(scope))
        }
    }
}

/// What is stored after a write at `scope`, nearest first.
fn replaced(
    known: &[Stored],
    scope: &Scope,
    stored: Option<&Stored>,
    repositories: &[RepositoryId],
) -> Vec<Stored> {
    let mut now: Vec<Stored> =
        known.iter().filter(|other| &other.scope != scope).cloned().collect();
    if let Some(stored) = stored {
        let is_farther =
            |other: &Stored| nearer(&stored.scope, &other.scope, repositories) == Ordering::Less;
        let place = now.iter().position(is_farther).unwrap_or(now.len());
        now.insert(place, stored.clone());
    }
    now
}
