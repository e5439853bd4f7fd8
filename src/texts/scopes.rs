//! Who gets a value.

use crate::texts::editor::{SCOPE_CONFIGURATION, SCOPE_CONFIGURATION_HINT};
use crate::texts::join;
use envdock_contract::model::ScopeKind;

/// The configuration, as a form offers it.
pub const FUTURE: &str = "Future sessions";
/// Who gets it.
pub const FUTURE_HINT: &str = "Saved for this configuration: this session and all future ones.";
/// One session.
pub const SESSION: &str = "This session only";
/// Who gets it.
pub const SESSION_HINT: &str = "Only this session gets it. It is gone when the session ends.";
/// One file.
pub const FILE: &str = "Only this file";
/// Who gets it.
#[must_use]
pub fn file_hint(file: &str) -> String {
    join(&["Only ", file, ", in this session and all future ones."])
}
/// The person's own.
pub const USER: &str = "Only you";
/// Who gets it.
pub const USER_HINT: &str = "Every session that you own, whatever the configuration.";
/// Everybody.
pub const ORGANIZATION: &str = "Organization";
/// Who gets it.
pub const ORGANIZATION_HINT: &str = "Everybody in the organization: every configuration that lists the key and has no nearer value.";

/// A repository.
#[must_use]
pub fn repository(name: &str) -> String {
    join(&["Repository ", name])
}

/// Who gets it.
#[must_use]
pub fn repository_hint(name: &str) -> String {
    join(&["Every configuration with ", name, " that lists the key and has no nearer value."])
}

/// What is chosen where a value is stored.
#[must_use]
pub fn name(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Session => SESSION,
        ScopeKind::User => USER,
        ScopeKind::File => FILE,
        ScopeKind::Configuration | ScopeKind::Repository => SCOPE_CONFIGURATION,
        ScopeKind::Organization => ORGANIZATION,
    }
}

/// Who gets it.
#[must_use]
pub fn hint(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Session => SESSION_HINT,
        ScopeKind::User => USER_HINT,
        ScopeKind::File | ScopeKind::Configuration | ScopeKind::Repository => {
            SCOPE_CONFIGURATION_HINT
        }
        ScopeKind::Organization => ORGANIZATION_HINT,
    }
}

/// Before the only value is deleted.
pub const THEN_NOTHING: &str = "Then nothing is set.";
/// Before a value is deleted where nothing is kept of it.
pub const DELETE_FOR_GOOD: &str = "What is deleted here cannot come back. Delete the value?";
/// Before a value is deleted that another one hides.
pub const THEN_THE_SAME: &str = "What applies stays the same.";

/// Before a value is deleted: the one that applies then.
#[must_use]
pub fn then(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Session => "Then this session’s own value applies.",
        ScopeKind::User => "Then your own value applies.",
        ScopeKind::File => "Then this file’s value applies.",
        ScopeKind::Configuration => "Then this configuration’s value applies.",
        ScopeKind::Repository => "Then the repository’s value applies.",
        ScopeKind::Organization => "Then the organization’s value applies.",
    }
}

/// The same of a repository.
#[must_use]
pub fn then_repository(name: &str) -> String {
    join(&["Then the value of repository ", name, " applies."])
}

/// The values that would go on hiding what is saved, and can be removed in the same step.
#[must_use]
pub fn remove_nearer(scopes: &str) -> String {
    join(&["In the same step, delete the value for ", scopes, ", so that yours applies"])
}

/// Deletes the value of a scope, as screen readers say it.
#[must_use]
pub fn delete(scope: &str) -> String {
    join(&["Delete the value for ", scope])
}

/// The choice of where a value is moved, as screen readers say it.
#[must_use]
pub fn move_to(scope: &str) -> String {
    join(&["Move the value for ", scope, " to"])
}

/// Moves the value of a scope, as screen readers say it.
#[must_use]
pub fn move_value(scope: &str) -> String {
    join(&["Move the value for ", scope])
}

/// A place that has a value already.
#[must_use]
pub fn taken(scope: &str) -> String {
    join(&[scope, " (replaces a value)"])
}

/// Before a value is moved over another one.
#[must_use]
pub fn moving_replaces(scope: &str, change: &str) -> String {
    join(&["Moving replaces the value for ", scope, " (", change, "). Undo brings both back."])
}

/// Moves it all the same.
pub const MOVE_OVER: &str = "Move and replace";

/// What moving means.
pub const MOVE_HINT: &str = "Moving takes the value along without showing it.";
