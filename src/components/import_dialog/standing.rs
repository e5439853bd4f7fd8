// long: every standing of a line with its words
//! What would happen to a line, or has happened.

use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::row_facts::scope_kind_name;
use crate::store::{ImportLine, Place};
use crate::texts::import::standing as words;
use envdock_contract::model::{Presence, Scope, ScopeKind, UnknownReason};
use envdock_core::{Entry, SaveFailure, SaveState, SaveVerb};
use envdock_rules::precedence;

/// How a line stands to what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Flawed,
    Checking,
    Unknown,
    New,
    /// New, and no env file lists the key.
    Unlisted,
    /// No env file lists the key, and the host cannot add it to one.
    NotAdded,
    /// A value of another scope applies.
    Elsewhere(ScopeKind),
    Replaces,
    /// A draft of the same key is in the tab.
    Typed,
    /// Something else is being saved for the key.
    Busy,
    Saving,
    Stored,
    Unconfirmed,
    Failed(SaveFailure),
    /// It was stored, and what was there before is there again.
    TakenBack,
    /// It is stored, and what was there before could not come back.
    NotTakenBack(SaveVerb, SaveFailure),
}

impl Standing {
    /// Of a line that goes to `place` and `scope`. What became of saves counts once it was sent.
    pub(super) fn of(
        line: &ImportLine,
        place: &Place,
        entry: &Entry,
        scope: &Scope,
        was_sent: bool,
    ) -> Self {
        if line.flaw.is_some() {
            return Self::Flawed;
        }
        let verb = entry.verb;
        match &entry.save {
            SaveState::Saving if was_sent => return Self::Saving,
            SaveState::Saving => return Self::Busy,
            SaveState::Saved { .. } if was_sent && verb != SaveVerb::Store => {
                return Self::TakenBack;
            }
            SaveState::Saved { .. } if was_sent => return Self::Stored,
            SaveState::Failed(failure) if was_sent && verb != SaveVerb::Store => {
                return Self::NotTakenBack(verb, failure.clone());
            }
            SaveState::Failed(SaveFailure::Unconfirmed(_)) if was_sent => return Self::Unconfirmed,
            SaveState::Failed(failure) if was_sent => return Self::Failed(failure.clone()),
            SaveState::Idle | SaveState::Saved { .. } | SaveState::Failed(_) => {}
        }
        let stored = match &entry.presence {
            Presence::Stored(stored) => stored,
            Presence::Unknown { reason: UnknownReason::NotChecked } if entry.failure.is_none() => {
                return Self::Checking;
            }
            Presence::Unknown { .. } => return Self::Unknown,
        };
        if entry.draft.dirty && entry.draft.length > 0 {
            Self::Typed
        } else if stored.iter().any(|stored| stored.scope == *scope) {
            Self::Replaces
        } else if let Some(winner) = stored.first() {
            Self::Elsewhere(precedence::kind(&winner.scope))
        } else if place.is_listed {
            Self::New
        } else {
            Self::Unlisted
        }
    }

    /// Whether the line is chosen unless somebody says otherwise: what is there already stays.
    pub(super) fn is_chosen(&self) -> bool {
        matches!(self, Self::New | Self::Unlisted | Self::Unconfirmed | Self::Failed(_))
    }

    /// Whether it can be chosen, or left out.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self, Self::Flawed | Self::NotAdded | Self::Busy) && !self.is_fixed()
    }

    /// Whether another scope or file can be chosen.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(
            self,
            Self::Saving
                | Self::Stored
                | Self::Unconfirmed
                | Self::TakenBack
                | Self::NotTakenBack(..)
        )
    }

    /// Whether its value is stored by this import.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self, Self::Stored | Self::NotTakenBack(..))
    }

    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Unconfirmed | Self::Failed(_))
    }

    /// For style sheets.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Flawed | Self::NotAdded => "invalid",
            Self::Checking | Self::Unknown | Self::Busy => "unknown",
            Self::New | Self::Unlisted | Self::TakenBack => "new",
            Self::Elsewhere(_) | Self::Replaces | Self::Typed => "set",
            Self::Saving => "saving",
            Self::Stored => "stored",
            Self::Unconfirmed | Self::Failed(_) | Self::NotTakenBack(..) => "failed",
        }
    }

    pub(super) fn words(&self) -> String {
        let text = match self {
            Self::Elsewhere(kind) => return words::elsewhere(scope_kind_name(*kind)),
            Self::Flawed => words::FLAWED,
            Self::Checking => words::CHECKING,
            Self::Unknown => words::UNKNOWN,
            Self::New => words::NEW,
            Self::Unlisted => words::UNLISTED,
            Self::NotAdded => words::NOT_ADDED,
            Self::Replaces => words::REPLACES,
            Self::Typed => words::TYPED,
            Self::Busy => words::BUSY,
            Self::Saving => words::SAVING,
            Self::TakenBack => words::TAKEN_BACK,
            Self::NotTakenBack(..) => words::NOT_TAKEN_BACK,
            Self::Stored => words::STORED,
            Self::Unconfirmed | Self::Failed(_) => words::FAILED,
        };
        text.to_owned()
    }

    /// Why it was not stored.
    pub(super) fn failure(&self) -> Option<String> {
        match self {
            Self::Failed(failure) => Some(failure_text::save(failure)),
            Self::NotTakenBack(verb, failure) => Some(failure_text::of(*verb, failure)),
            Self::Unconfirmed => Some(crate::texts::failures::save::UNCONFIRMED.to_owned()),
            Self::Flawed
            | Self::Checking
            | Self::Unknown
            | Self::New
            | Self::Unlisted
            | Self::NotAdded
            | Self::Elsewhere(_)
            | Self::Replaces
            | Self::Typed
            | Self::Busy
            | Self::Saving
            | Self::TakenBack
            | Self::Stored => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::LineFlaw;
    use envdock_contract::model::{
        ConfigurationId, FilePath, FileRef, KeyName, Stored, Timestamp, UserId, Version,
        WorkspacePath,
    };
    use envdock_core::{CheckFailure, DraftMark, DraftRevision, Millis};

    fn line() -> ImportLine {
        ImportLine {
            number: 1,
            key: KeyName::new("A").ok(),
            description: None,
            length: 1,
            flaw: None,
            notes: Vec::new(),
        }
    }

    fn place(is_listed: bool) -> Place {
        let (workspace_path, path) = (WorkspacePath::default(), FilePath::new(".env").unwrap());
        Place { file: FileRef { workspace_path, path }, is_listed, is_described: false }
    }

    fn here() -> Scope {
        Scope::Configuration { id: ConfigurationId::new("c").unwrap() }
    }

    fn entry(scopes: Vec<Scope>) -> Entry {
        let stored = |scope| Stored {
            scope,
            version: Version(1),
            updated_at: Timestamp("2026-11-01T00:00:00Z".to_owned()),
            updated_by: UserId::new("u").unwrap(),
        };
        let stored = scopes.into_iter().map(stored).collect();
        Entry { presence: Presence::Stored(stored), ..Entry::default() }
    }

    fn standing(entry: &Entry, was_sent: bool) -> Standing {
        Standing::of(&line(), &place(true), entry, &here(), was_sent)
    }

    #[test]
    fn a_line_is_new_replaces_or_is_set_elsewhere() {
        assert_eq!(standing(&entry(vec![]), false), Standing::New);
        assert_eq!(standing(&entry(vec![here()]), false), Standing::Replaces);
        let elsewhere = Standing::Elsewhere(ScopeKind::Organization);
        assert_eq!(standing(&entry(vec![Scope::Organization]), false), elsewhere);
        let unlisted = Standing::of(&line(), &place(false), &entry(vec![]), &here(), false);
        assert_eq!(unlisted, Standing::Unlisted);
        assert_eq!(standing(&Entry::default(), false), Standing::Checking);
    }

    #[test]
    fn only_what_is_not_there_yet_is_chosen_by_itself() {
        assert!(Standing::New.is_chosen() && Standing::Unlisted.is_chosen());
        for other in [Standing::Replaces, Standing::Typed, Standing::Unknown, Standing::Stored] {
            assert!(!other.is_chosen(), "{other:?}");
        }
        let draft = DraftMark { revision: DraftRevision(1), dirty: true, length: 3 };
        let typed = Entry { draft, ..entry(vec![]) };
        assert_eq!(standing(&typed, false), Standing::Typed);
    }

    #[test]
    fn earlier_saves_of_the_key_are_not_taken_for_the_imports() {
        let saved = SaveState::Saved { at: Millis(1), applied: Vec::new(), undo: Vec::new() };
        let saved = Entry { save: saved, ..entry(vec![here()]) };
        assert_eq!(standing(&saved, false), Standing::Replaces);
        assert_eq!(standing(&saved, true), Standing::Stored);
        let failure = SaveFailure::Unconfirmed(CheckFailure::Offline);
        let failed = Entry { save: SaveState::Failed(failure), ..entry(vec![]) };
        assert_eq!(standing(&failed, false), Standing::New);
        assert_eq!(standing(&failed, true), Standing::Unconfirmed);
    }

    #[test]
    fn what_was_imported_is_told_apart_from_what_was_taken_back() {
        let saved = SaveState::Saved { at: Millis(1), applied: Vec::new(), undo: Vec::new() };
        let taken = Entry { save: saved, verb: SaveVerb::Remove, ..entry(vec![]) };
        assert_eq!(standing(&taken, true), Standing::TakenBack);
        let failure = SaveFailure::NotKept;
        let save = SaveState::Failed(failure.clone());
        let kept = Entry { save, verb: SaveVerb::Restore, ..entry(vec![here()]) };
        let expected = Standing::NotTakenBack(SaveVerb::Restore, failure);
        assert_eq!(standing(&kept, true), expected);
        let saving = Entry { save: SaveState::Saving, ..entry(vec![]) };
        assert_eq!(standing(&saving, true), Standing::Saving);
        assert_eq!(standing(&saving, false), Standing::Busy);
    }

    #[test]
    fn a_line_that_cannot_be_imported_cannot_be_chosen() {
        let flawed = ImportLine { flaw: Some(LineFlaw::Nul), ..line() };
        let standing = Standing::of(&flawed, &place(true), &entry(vec![]), &here(), false);
        assert_eq!(standing, Standing::Flawed);
        assert!(!standing.is_open() && !standing.is_chosen());
    }
}
