//! From what is known about a slot to what its row says.

use crate::components::parts::{RowAction, Status};
use envdock_contract::model::{OnDisk, Presence, Slot, UnknownReason};
use envdock_core::{Entry, Fetch, SaveFailure, SaveState, SaveVerb};
use envdock_rules::precedence;

/// The one state that a row shows: what a person has to know first wins.
pub(crate) fn status(slot: &Slot, entry: &Entry, is_covered: bool) -> Status {
    match &entry.save {
        SaveState::Saving => return Status::Saving,
        SaveState::Failed(SaveFailure::Conflict { .. }) => return Status::Conflict,
        SaveState::Failed(SaveFailure::Unconfirmed(_)) => return Status::Unconfirmed,
        SaveState::Failed(_) if entry.verb != SaveVerb::Store => return Status::NotChanged,
        SaveState::Failed(_) => return Status::NotSaved,
        SaveState::Idle | SaveState::Saved { .. } => {}
    }
    if slot.not_needed {
        return Status::NotNeeded;
    }
    match &entry.presence {
        Presence::Unknown { reason } => unknown(entry, *reason),
        Presence::Stored(stored) if stored.is_empty() => absent(slot, entry, is_covered),
        Presence::Stored(_) => present(slot, entry),
    }
}

fn unknown(entry: &Entry, reason: UnknownReason) -> Status {
    let is_first = reason == UnknownReason::NotChecked && entry.failure.is_none();
    if is_first || entry.fetch == Fetch::Fetching { Status::Checking } else { Status::Unknown }
}

fn absent(slot: &Slot, entry: &Entry, is_covered: bool) -> Status {
    if entry.on_disk == Some(OnDisk::Other) {
        Status::InFile
    } else if is_covered {
        Status::Covered
    } else if slot.required {
        Status::Missing
    } else {
        Status::Optional
    }
}

fn present(slot: &Slot, entry: &Entry) -> Status {
    if precedence::awaits_acceptance(slot, entry.presence.winner()) {
        return Status::Proposed;
    }
    match entry.on_disk {
        Some(OnDisk::Outdated) => Status::Outdated,
        Some(OnDisk::Absent) => Status::NotWritten,
        Some(OnDisk::Other) => Status::LineChanged,
        Some(OnDisk::Current | OnDisk::Kept | OnDisk::Unknown) | None => Status::Set,
    }
}

/// The next step, if there is one.
pub(crate) fn action(status: Status, is_draft: bool) -> Option<RowAction> {
    match status {
        Status::NotSaved | Status::NotChanged | Status::Conflict | Status::LineChanged => {
            Some(RowAction::Review)
        }
        Status::Unknown | Status::Unconfirmed => Some(RowAction::Retry),
        Status::Saving | Status::Checking => None,
        _ if is_draft => Some(RowAction::Continue),
        Status::Missing | Status::Optional => Some(RowAction::Fill),
        Status::InFile => Some(RowAction::Adopt),
        Status::Outdated | Status::NotWritten => Some(RowAction::WriteAgain),
        Status::Proposed => Some(RowAction::Accept),
        Status::Covered | Status::Set | Status::NotNeeded => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{KeyName, Scope, Stored, Timestamp, UserId, Version};
    use envdock_core::CheckFailure;

    fn slot() -> Slot {
        Slot::new(KeyName::new("A").unwrap())
    }

    fn absent_entry() -> Entry {
        Entry { presence: Presence::Stored(vec![]), ..Entry::default() }
    }

    fn stored(scope: Scope) -> Entry {
        let updated_at = Timestamp("2026-11-01T00:00:00Z".to_owned());
        let updated_by = UserId::new("u").unwrap();
        let stored = Stored { scope, version: Version(1), updated_at, updated_by };
        Entry { presence: Presence::Stored(vec![stored]), ..Entry::default() }
    }

    #[test]
    fn a_key_never_asked_is_checking_and_one_not_answered_is_unknown() {
        assert_eq!(status(&slot(), &Entry::default(), false), Status::Checking);
        let failed = Entry { failure: Some(CheckFailure::Offline), ..Entry::default() };
        assert_eq!(status(&slot(), &failed, false), Status::Unknown);
    }

    #[test]
    fn an_absent_key_is_missing_optional_covered_or_only_in_the_file() {
        let optional = Slot { required: false, ..slot() };
        assert_eq!(status(&slot(), &absent_entry(), false), Status::Missing);
        assert_eq!(status(&optional, &absent_entry(), false), Status::Optional);
        assert_eq!(status(&slot(), &absent_entry(), true), Status::Covered);
        let in_file = Entry { on_disk: Some(OnDisk::Other), ..absent_entry() };
        assert_eq!(status(&slot(), &in_file, true), Status::InFile);
    }

    #[test]
    fn a_stored_key_says_how_its_file_differs() {
        for (on_disk, expected) in [
            (None, Status::Set),
            (Some(OnDisk::Current), Status::Set),
            (Some(OnDisk::Kept), Status::Set),
            (Some(OnDisk::Outdated), Status::Outdated),
            (Some(OnDisk::Absent), Status::NotWritten),
            (Some(OnDisk::Other), Status::LineChanged),
        ] {
            let entry = Entry { on_disk, ..stored(Scope::Organization) };
            assert_eq!(status(&slot(), &entry, false), expected);
        }
        let proposed = Slot { proposed: true, ..slot() };
        assert_eq!(status(&proposed, &stored(Scope::Organization), false), Status::Proposed);
    }

    #[test]
    fn a_failed_save_is_told_before_anything_else() {
        let failure = SaveFailure::Conflict { current: None, removed: None };
        let entry = Entry { save: SaveState::Failed(failure), ..absent_entry() };
        assert_eq!(status(&slot(), &entry, false), Status::Conflict);
        assert_eq!(action(Status::Conflict, true), Some(RowAction::Review));
        assert_eq!(action(Status::Missing, true), Some(RowAction::Continue));
    }
}
