//! Who a token belongs to.

use crate::db::TokenRecord;
use envdock_contract::model::{
    Environment, NameError, OrganizationId, Role, ScopeKind, SessionId, UserId,
};

/// The person or program behind a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Who.
    pub user: UserId,
    /// What they may do.
    pub role: Role,
    /// The sessions the token is bound to; `None`: any.
    pub sessions: Option<Vec<SessionId>>,
    /// Environments the token may use; `None`: any.
    pub environments: Option<Vec<Environment>>,
    /// Scopes a member may write beyond the role.
    pub write_scopes: Vec<ScopeKind>,
}

impl Identity {
    /// Whether the token may use `environment`.
    #[must_use]
    pub fn uses(&self, environment: &Environment) -> bool {
        self.environments.as_ref().is_none_or(|allowed| allowed.contains(environment))
    }

    /// Whether the token is not bound to sessions, or to this one among others.
    #[must_use]
    pub fn reaches(&self, session: &SessionId) -> bool {
        self.sessions.as_ref().is_none_or(|bound| bound.contains(session))
    }

    /// The person in front of this machine.
    #[must_use]
    pub fn local() -> Self {
        Self {
            user: local_user(),
            role: Role::Owner,
            sessions: None,
            environments: None,
            write_scopes: Vec::new(),
        }
    }
}

impl From<TokenRecord> for Identity {
    fn from(token: TokenRecord) -> Self {
        Self {
            user: token.user,
            role: token.role,
            sessions: token.sessions,
            environments: Some(token.environments),
            write_scopes: token.write_scopes,
        }
    }
}

const LOCAL: &str = "local";

/// The user of a server that serves one person.
#[must_use]
pub fn local_user() -> UserId {
    constant(UserId::new(LOCAL))
}

/// The organization of a server that serves one person.
#[must_use]
pub fn local_organization() -> OrganizationId {
    constant(OrganizationId::new(LOCAL))
}

#[expect(clippy::expect_used, reason = "the name is a constant, and a test reads it")]
fn constant<T>(id: Result<T, NameError>) -> T {
    id.expect("a constant name is valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_local_names_are_valid() {
        assert_eq!(local_user().as_str(), local_organization().as_str());
    }
}
