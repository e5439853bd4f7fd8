//! Who may do what: the one place where it is decided.

mod reach;
mod sessions;
mod sight;

pub use reach::Reach;
pub use sessions::{find_session, may_in};
pub use sight::Sight;

use crate::db::Session;
use crate::sign_in::Identity;
use envdock_contract::model::{Address, Role, Scope, SessionId, UserId};
use envdock_rules::precedence::kind;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Names and states: configurations, specs, checks, sessions.
    Read,
    /// Looking through the names of what is stored, and at what was done to it; [`Sight`] decides
    /// where.
    Search,
    /// Declaring what a configuration needs.
    SaveSpec,
    /// Declaring repositories and configurations with ids of one's own.
    Declare,
    /// Writing values; [`may_write`] decides about each.
    WriteValues,
    /// Looking at env files on disk.
    ReadFiles,
    /// Writing env files, adopting what is in them.
    WriteFiles,
    /// Fetching the values of the own session: for its sandbox, and for nobody else.
    FetchValues,
    /// Minting, listing and revoking tokens; [`may_mint`] decides about each.
    ManageTokens,
    /// Reading the audit.
    ReadAudit,
    /// Starting and ending sessions.
    RunSessions,
    /// Asking for values, taking a question back.
    AskForValues,
    /// Reading what was asked.
    ReadRequests,
    /// Answering what was asked; [`may_write`] decides about each value.
    AnswerRequests,
    /// Taking part in a session's conversation.
    Converse,
}

/// Every role's actions.
const TABLE: [(Role, &[Action]); 6] = [
    (Role::Owner, ALL),
    (Role::Admin, ALL),
    (
        Role::Member,
        &[
            Action::Read,
            Action::Search,
            Action::SaveSpec,
            Action::WriteValues,
            Action::ReadFiles,
            Action::WriteFiles,
            Action::RunSessions,
            Action::ReadRequests,
            Action::AnswerRequests,
            Action::Converse,
        ],
    ),
    (Role::Host, &[Action::Read, Action::SaveSpec, Action::Declare, Action::ManageTokens]),
    (
        Role::Agent,
        &[
            Action::Read,
            Action::SaveSpec,
            Action::ReadFiles,
            Action::AskForValues,
            Action::ReadRequests,
            Action::Converse,
        ],
    ),
    (Role::Sandbox, &[Action::Read, Action::ReadFiles, Action::FetchValues]),
];

/// Everything that people do. Values are for sandboxes only.
const ALL: &[Action] = &[
    Action::Read,
    Action::Search,
    Action::SaveSpec,
    Action::Declare,
    Action::WriteValues,
    Action::ReadFiles,
    Action::WriteFiles,
    Action::ManageTokens,
    Action::ReadAudit,
    Action::RunSessions,
    Action::ReadRequests,
    Action::AnswerRequests,
    Action::Converse,
];

/// Longest life of a token that a host mints, in seconds.
const HOST_TOKEN_SECONDS: u64 = 60 * 60;
/// Longest life of any token, in seconds.
const TOKEN_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Whether `role` may do `action` at all.
#[must_use]
pub fn allows(role: Role, action: Action) -> bool {
    TABLE.iter().any(|(known, actions)| *known == role && actions.contains(&action))
}

/// Whether a role writes everywhere.
#[must_use]
pub fn is_trusted(role: Role) -> bool {
    matches!(role, Role::Owner | Role::Admin)
}

/// What a caller may write at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Everything.
    Yes,
    /// What replaces and shadows no shared value.
    IfNothingShared,
    /// Nothing.
    No,
}

/// What `identity` may write at `address`. `owner_of` knows whose a session is.
pub fn may_write(
    identity: &Identity,
    address: &Address,
    owner_of: impl Fn(&SessionId) -> Option<UserId>,
) -> Permit {
    if !allows(identity.role, Action::WriteValues) || !identity.uses(&address.environment) {
        return Permit::No;
    }
    let is_own = match &address.scope {
        Scope::Session { id } => {
            identity.reaches(id) && owner_of(id).as_ref() == Some(&identity.user)
        }
        Scope::User { id } => *id == identity.user,
        Scope::File { .. }
        | Scope::Configuration { .. }
        | Scope::Repository { .. }
        | Scope::Organization => false,
    };
    let is_trusted =
        is_trusted(identity.role) || identity.write_scopes.contains(&kind(&address.scope));
    match &address.scope {
        // Nobody writes for another person.
        Scope::User { .. } => {
            if is_own {
                Permit::Yes
            } else {
                Permit::No
            }
        }
        Scope::Session { id } => {
            if is_own || (is_trusted && identity.reaches(id)) {
                Permit::Yes
            } else {
                Permit::No
            }
        }
        _ if is_trusted => Permit::Yes,
        Scope::File { .. } | Scope::Configuration { .. } => Permit::IfNothingShared,
        Scope::Repository { .. } | Scope::Organization => Permit::No,
    }
}

/// Whether `identity` may write the env files of a session.
#[must_use]
pub fn may_write_files(identity: &Identity, session: &Session) -> bool {
    allows(identity.role, Action::WriteFiles)
        && identity.uses(&session.environment)
        && (is_trusted(identity.role) || session.owner == identity.user)
}

/// Whether `identity` may mint a token of `role` that lives for `seconds`.
#[must_use]
pub fn may_mint(identity: &Identity, role: Role, is_bound: bool, seconds: u64) -> bool {
    // A token of a machine that is bound to nothing would be a master token.
    let is_bound = is_bound || !matches!(role, Role::Agent | Role::Sandbox);
    let is_short = identity.role != Role::Host || seconds <= HOST_TOKEN_SECONDS;
    may_manage(identity, role) && is_bound && is_short && (1..=TOKEN_SECONDS).contains(&seconds)
}

/// Whether `identity` may mint, see and revoke tokens of `role`.
#[must_use]
pub fn may_manage(identity: &Identity, role: Role) -> bool {
    // What is bound to a session must not get out of it by a token of its own making.
    identity.sessions.is_none()
        && match identity.role {
            Role::Owner => true,
            Role::Admin => role != Role::Owner,
            Role::Host => matches!(role, Role::Member | Role::Agent | Role::Sandbox),
            Role::Member | Role::Agent | Role::Sandbox => false,
        }
}

#[cfg(test)]
mod tests;
