//! Where a value of the tab can be stored, and what these places are called.

use crate::components::environment_tab::row_facts;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::ScopeChoice;
use crate::texts::{rows, scopes};
use envdock_contract::model::{RepositoryId, Scope, Stored};
use envdock_core::SlotId;
use envdock_rules::precedence::{self, Context, applicable_scopes};
use leptos::prelude::*;
use std::cmp::Ordering;

impl Tab {
    /// Every scope that this person can save a value of `slot` to, nearest first.
    pub(crate) fn scopes(self, slot: &SlotId, stored: &[Stored]) -> Vec<Scope> {
        let me = self.me();
        let (session, configuration) = (self.session(), self.configuration_id());
        let has_session = me.as_ref().is_none_or(|me| me.capabilities.session_only);
        // Their own value is offered where there is one; nobody begins with one here.
        let own = stored.iter().find_map(|stored| {
            if let Scope::User { id } = &stored.scope { Some(id) } else { None }
        });
        let context = Context {
            session: session.as_ref().filter(|_| has_session),
            user: own,
            configuration: Some(&configuration),
            file: Some(slot.file()),
            repositories: &self.repositories(),
        };
        let is_offered = |scope: &Scope| {
            let kind = precedence::kind(scope);
            me.as_ref().is_none_or(|me| me.capabilities.scopes.contains(&kind))
                && self.can_write_at(scope, stored)
        };
        applicable_scopes(&context).into_iter().filter(is_offered).collect()
    }

    /// Where a value of `slot` goes: where somebody chose, else to the file that has one of its
    /// own, else to the configuration. Never farther unasked: others would get it, too.
    pub(crate) fn scope(self, slot: &SlotId, stored: &[Stored]) -> Scope {
        if let Some(chosen) = self.chosen_scope(slot) {
            return chosen;
        }
        let id = self.configuration_id();
        let winner = stored.first().map(|winner| &winner.scope);
        let usual = match winner {
            Some(file @ Scope::File { .. }) => file.clone(),
            _ => Scope::Configuration { id },
        };
        let offered = self.scopes(slot, stored);
        let usual_is_offered = offered.is_empty() || offered.contains(&usual);
        if usual_is_offered { usual } else { offered.into_iter().next().unwrap_or(usual) }
    }

    /// Where a value that comes before `winner` is proposed to go: to the configuration, where that
    /// is nearer, else to the farthest scope that is.
    pub(crate) fn nearer_scope(self, offered: &[Scope], winner: &Scope) -> Option<Scope> {
        let is_nearer = |scope: &&Scope| self.nearer(scope, winner) == Ordering::Less;
        let is_usual = |scope: &&Scope| matches!(scope, Scope::Configuration { .. });
        let usual = offered.iter().filter(is_nearer).find(is_usual);
        usual.or_else(|| offered.iter().rfind(is_nearer)).cloned()
    }

    /// Which of two scopes applies before the other.
    pub(crate) fn nearer(self, left: &Scope, right: &Scope) -> Ordering {
        precedence::nearer(left, right, &self.repositories())
    }

    /// A scope in a few words.
    pub(crate) fn scope_name(self, scope: &Scope) -> String {
        match scope {
            Scope::Repository { id } => rows::scope::repository(&self.repository_name(id)),
            Scope::Session { .. }
            | Scope::User { .. }
            | Scope::File { .. }
            | Scope::Configuration { .. }
            | Scope::Organization => row_facts::scope_name(scope).to_owned(),
        }
    }

    /// What applies once the value before it is gone.
    pub(crate) fn then_applies(self, next: Option<&Stored>) -> String {
        match next.map(|next| &next.scope) {
            None => scopes::THEN_NOTHING.to_owned(),
            Some(Scope::Repository { id }) => scopes::then_repository(&self.repository_name(id)),
            Some(scope) => scopes::then(precedence::kind(scope)).to_owned(),
        }
    }

    /// The scopes as they can be chosen, each with one sentence on who gets the value.
    pub(crate) fn scope_choices(
        self,
        slot: &SlotId,
        offered: Vec<Scope>,
    ) -> Vec<ScopeChoice<Scope>> {
        let choice = |scope: Scope| {
            let kind = precedence::kind(&scope);
            let (label, hint) = match &scope {
                Scope::Repository { id } => {
                    let name = self.repository_name(id);
                    (scopes::repository(&name), scopes::repository_hint(&name))
                }
                Scope::File { .. } => {
                    (scopes::FILE.to_owned(), scopes::file_hint(&slot.file().to_string()))
                }
                Scope::Session { .. }
                | Scope::User { .. }
                | Scope::Configuration { .. }
                | Scope::Organization => {
                    (scopes::name(kind).to_owned(), scopes::hint(kind).to_owned())
                }
            };
            ScopeChoice { kind: scope, label, hint }
        };
        offered.into_iter().map(choice).collect()
    }

    fn repositories(self) -> Vec<RepositoryId> {
        self.configuration().with(|answer| {
            let known = answer.known.iter().flat_map(|known| &known.repositories);
            known.map(|repository| repository.id.clone()).collect()
        })
    }

    fn repository_name(self, id: &RepositoryId) -> String {
        self.configuration().with(|answer| {
            let mut known = answer.known.iter().flat_map(|known| &known.repositories);
            let found = known.find(|repository| &repository.id == id);
            found.map_or_else(|| id.as_str().to_owned(), |repository| repository.name.clone())
        })
    }
}
