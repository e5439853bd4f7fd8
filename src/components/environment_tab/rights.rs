//! What the person who looks may do here, as far as it is known: the server decides.

use crate::components::environment_tab::tab::Tab;
use crate::components::parts::RowAction;
use crate::store::Order;
use envdock_contract::model::{Role, Scope, ScopeKind, Stored};
use envdock_core::{Entry, SaveAction, SaveOperation, SaveState, SlotId};
use envdock_rules::precedence;
use leptos::prelude::{With, untrack};

impl Tab {
    /// Whether this person may accept proposed keys and change the spec by hand, which changes
    /// what everybody's session gets.
    pub(crate) fn can_accept(self) -> bool {
        self.store().takes(Order::SaveSpec)
            && self.me().is_none_or(|me| matches!(me.role, Role::Owner | Role::Admin))
    }

    /// Whether saving a value at `scope` in the row of this key accepts it: an agent or the scanner
    /// proposed it, and this person decides. A value of the configuration or nearer needs no
    /// acceptance, and is no word about the shared ones.
    pub(crate) fn accepts(self, slot: &SlotId, scope: &Scope) -> bool {
        let is_shared = matches!(scope, Scope::Repository { .. } | Scope::Organization);
        let is_proposed =
            || self.slots.with(|slots| slots.find(slot).is_some_and(|of| of.slot.proposed));
        is_shared && self.can_accept() && is_proposed()
    }

    /// Has the save that follows accept the keys that it accepts, and no others.
    pub(crate) fn accept_when_saved(self, slots: &[(SlotId, Scope)]) {
        for (slot, scope) in slots {
            let accepts = untrack(|| self.accepts(slot, scope));
            self.store().accept_when_saved(slot, accepts);
        }
    }

    /// Whether this person may take the next step of a row.
    pub(crate) fn can_act(self, action: RowAction) -> bool {
        let is_accepting = action == RowAction::Accept;
        let is_filling = action == RowAction::Fill;
        (!is_accepting || self.can_accept()) && (!is_filling || self.can_write(None))
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

    /// Whether a value can be taken to another scope unread.
    pub(crate) fn can_move(self) -> bool {
        self.me().is_none_or(|me| me.capabilities.moves)
    }

    /// Whether what was deleted can come back.
    pub(crate) fn can_restore(self) -> bool {
        self.me().is_none_or(|me| me.capabilities.restore)
    }

    /// Whether several writes can be one step.
    pub(crate) fn can_write_together(self) -> bool {
        self.me().is_none_or(|me| me.capabilities.atomic_batch)
    }

    /// Whether what the last save of a slot did can be taken back.
    pub(crate) fn can_undo(self, entry: &Entry) -> bool {
        let SaveState::Saved { undo, .. } = &entry.save else { return false };
        let restores = |write: &SaveOperation| matches!(write.action, SaveAction::Restore { .. });
        !undo.is_empty() && (self.can_restore() || !undo.iter().any(restores))
    }
}

fn is_shared(stored: &Stored) -> bool {
    !matches!(precedence::kind(&stored.scope), ScopeKind::Session | ScopeKind::User)
}
