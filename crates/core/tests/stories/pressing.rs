//! What a person does with values: types, saves, and what the server says to it.

use crate::nouns::{scope, slot, stored};
use crate::story::Story;
use envdock_contract::model::{Revision, Version};
use envdock_core::{
    CheckFailure, Command, DraftMark, DraftRevision, Effects, Event, IdempotencyKey, SaveAction,
    SaveFailure, SaveId, SaveOperation, SaveOutcome, SaveRequest, SaveRoute,
};

pub(crate) fn operation(text: &str, at: &str, expected: u64, draft: u64) -> SaveOperation {
    SaveOperation {
        slot: slot(text),
        scope: scope(at),
        expected_version: Version(expected),
        action: SaveAction::Set { draft: DraftRevision(draft) },
    }
}

pub(crate) fn start(story: &mut Story, id: u64, operations: Vec<SaveOperation>) -> Effects {
    story.tell(Event::SaveStarted {
        save: SaveId(id),
        idempotency_key: IdempotencyKey(format!("key-{id}").into()),
        route: SaveRoute::Write { atomic: false },
        operations,
    })
}

/// Saves draft 1 of one slot.
pub(crate) fn save(story: &mut Story, id: u64, text: &str, at: &str, expected: u64) -> Effects {
    start(story, id, vec![operation(text, at, expected, 1)])
}

/// The save's only value is stored, with this version.
pub(crate) fn confirm(
    story: &mut Story,
    id: u64,
    at: &str,
    version: u64,
    revision: Option<u64>,
) -> Effects {
    let outcome = SaveOutcome::Stored { stored: stored(at, version), applied: Vec::new() };
    settle(story, id, vec![outcome], revision)
}

pub(crate) fn settle(
    story: &mut Story,
    id: u64,
    outcomes: Vec<SaveOutcome>,
    revision: Option<u64>,
) -> Effects {
    let revision = revision.map(Revision);
    story.tell(Event::SaveAnswered { save: SaveId(id), revision, outcomes })
}

pub(crate) fn fail(story: &mut Story, id: u64, failure: SaveFailure) -> Effects {
    story.tell(Event::SaveFailed { save: SaveId(id), failure })
}

pub(crate) fn cut(story: &mut Story, id: u64) -> Effects {
    fail(story, id, SaveFailure::Unconfirmed(CheckFailure::Offline))
}

pub(crate) fn sent(story: &mut Story) -> Vec<SaveRequest> {
    story.take(|command| match command {
        Command::Save(request) => Some(request.clone()),
        _ => None,
    })
}

pub(crate) fn types(story: &mut Story, text: &str, revision: u64) -> Effects {
    let draft = DraftMark { revision: DraftRevision(revision), dirty: true, length: 5 };
    story.tell(Event::DraftChanged { slot: slot(text), draft })
}

pub(crate) fn forget(save: u64) -> Command {
    Command::ForgetSave { save: SaveId(save) }
}
