//! What the person who is signed in may do, as far as the page knows: the server decides.

use crate::components::environment_tab::tab::Tab;
use envdock_contract::model::{Role, ScopeKind, Stored};
use envdock_rules::precedence;

impl Tab {
    /// Whether this person may accept proposed keys, which changes what everybody's session gets.
    pub(crate) fn can_accept(self) -> bool {
        self.me().is_none_or(|me| matches!(me.role, Role::Owner | Role::Admin))
    }

    /// Whether this person may write where `winner` applies now.
    pub(crate) fn can_write(self, winner: Option<&Stored>) -> bool {
        let Some(me) = self.me() else { return true };
        let is_shared = winner.is_some_and(|stored| {
            !matches!(precedence::kind(&stored.scope), ScopeKind::Session | ScopeKind::User)
        });
        match me.role {
            Role::Owner | Role::Admin => true,
            Role::Member => !is_shared,
            Role::Host | Role::Agent | Role::Sandbox => false,
        }
    }
}
