//! What the person who looks may do here, as far as it is known: the server decides.

use crate::components::environment_tab::tab::Tab;
use envdock_contract::model::{Role, Scope, ScopeKind, Stored};
use envdock_core::{Entry, SaveAction, SaveOperation, SaveState};
use envdock_rules::precedence;

impl Tab {
    /// Whether this person may accept proposed keys, which changes what everybody's session gets.
    pub(crate) fn can_accept(self) -> bool {
        self.me().is_none_or(|me| matches!(me.role, Role::Owner | Role::Admin))
    }

    /// Whether this person may write where `winner` applies now.
    pub(crate) fn can_write(self, winner: Option<&Stored>) -> bool {
        let Some(me) = self.me() else { return true };
        match me.role {
            Role::Owner | Role::Admin => true,
            Role::Member => !winner.is_some_and(is_shared),
            Role::Host | Role::Agent | Role::Sandbox => false,
        }
    }

    /// Whether this person may write at `scope` where these values apply now.
    pub(crate) fn can_write_at(self, scope: &Scope, stored: &[Stored]) -> bool {
        let Some(me) = self.me() else { return true };
        match (me.role, scope) {
            (_, Scope::User { id }) if *id != me.user => false,
            (Role::Owner | Role::Admin, _)
            | (Role::Member, Scope::Session { .. } | Scope::User { .. }) => true,
            (Role::Member, Scope::File { .. } | Scope::Configuration { .. }) => {
                !stored.iter().any(is_shared)
            }
            (Role::Member, Scope::Repository { .. } | Scope::Organization)
            | (Role::Host | Role::Agent | Role::Sandbox, _) => false,
        }
    }

    /// Whether several writes can be one step.
    pub(crate) fn can_write_together(self) -> bool {
        self.me().is_none_or(|me| me.capabilities.atomic_batch)
    }

    /// Whether what the last save of a slot did can be taken back.
    pub(crate) fn can_undo(self, entry: &Entry) -> bool {
        let SaveState::Saved { undo, .. } = &entry.save else { return false };
        let restores = |write: &SaveOperation| matches!(write.action, SaveAction::Restore { .. });
        let can_restore = self.me().is_none_or(|me| me.capabilities.restore);
        !undo.is_empty() && (can_restore || !undo.iter().any(restores))
    }
}

fn is_shared(stored: &Stored) -> bool {
    !matches!(precedence::kind(&stored.scope), ScopeKind::Session | ScopeKind::User)
}
