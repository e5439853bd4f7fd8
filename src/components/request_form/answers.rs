//! What the form would send now.

use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::standing::{Choice, Need};
use envdock_contract::model::ScopeKind;
use envdock_core::SlotId;
use envdock_rules::precedence;
use leptos::prelude::*;

/// All answers, or all that is still needed.
type Answers = Result<Vec<(Asked, Choice)>, Vec<(Asked, Need)>>;

/// Every key with what is sent for it, or the keys that are not answered yet. Whoever asks is
/// woken when that changes.
pub(crate) fn answers(form: Form) -> Answers {
    let keys = form.keys();
    let mut ready = Vec::new();
    let mut missing: Vec<(Asked, Need)> = Vec::new();
    for asked in keys.iter() {
        let is_told = missing.iter().any(|(other, _)| is_same_group(other, asked));
        let may_be_empty = is_told || may_be_empty(&keys, asked);
        match asked.facts.get().answer(may_be_empty) {
            Ok(choice) => ready.push((asked.clone(), choice)),
            Err(need) => missing.push((asked.clone(), need)),
        }
    }
    if missing.is_empty() { Ok(ready) } else { Err(missing) }
}

/// Whether another key of its group is answered.
pub(crate) fn is_covered(keys: &[Asked], asked: &Asked) -> bool {
    if asked.key.any_of.is_none() {
        return false;
    }
    let others = keys.iter().filter(|other| other.number != asked.number);
    others.filter(|other| is_same_group(other, asked)).any(|other| other.facts.get().is_answered())
}

fn may_be_empty(keys: &[Asked], asked: &Asked) -> bool {
    if asked.key.any_of.is_none() {
        return !asked.key.required;
    }
    let is_required = keys.iter().any(|other| is_same_group(other, asked) && other.key.required);
    !is_required || is_covered(keys, asked)
}

fn is_same_group(left: &Asked, right: &Asked) -> bool {
    left.key.any_of.is_some()
        && left.key.any_of == right.key.any_of
        && left.id.file() == right.id.file()
}

/// The kind of scope for a key: what was chosen, otherwise that of the value it replaces.
pub(crate) fn scope_kind(form: Form, asked: &Asked) -> ScopeKind {
    asked.scope.get().unwrap_or_else(|| {
        let winner = form
            .entry(&asked.id)
            .with(|entry| entry.presence.winner().map(|stored| precedence::kind(&stored.scope)));
        match winner {
            Some(ScopeKind::Session) => ScopeKind::Session,
            Some(ScopeKind::File) => ScopeKind::File,
            Some(
                ScopeKind::User
                | ScopeKind::Configuration
                | ScopeKind::Repository
                | ScopeKind::Organization,
            )
            | None => ScopeKind::Configuration,
        }
    })
}

/// Slots whose texts were typed and would be lost sight of with the form.
pub(crate) fn typed(form: Form) -> Vec<SlotId> {
    let is_typed = |asked: &Asked| asked.facts.get().is_typed;
    form.keys().iter().filter(|asked| is_typed(asked)).map(|asked| asked.id.clone()).collect()
}
