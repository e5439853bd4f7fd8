//! What saving at a scope does to what is stored.

use envdock_contract::model::{Scope, Stored};
use std::cmp::Ordering;

/// What saving does to what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// A value of this very scope goes.
    pub(crate) replaces: bool,
    /// A farther value stays, and no longer applies.
    pub(crate) overrides: Option<Scope>,
    /// Nearer values; the first one goes on applying.
    pub(crate) hidden_by: Vec<Scope>,
}

impl Standing {
    pub(crate) fn of(
        stored: &[Stored],
        scope: &Scope,
        nearer: impl Fn(&Scope, &Scope) -> Ordering,
    ) -> Self {
        let scopes = || stored.iter().map(|stored| &stored.scope);
        let is_farther = |other: &&Scope| nearer(other, scope) == Ordering::Greater;
        let is_nearer = |other: &&Scope| nearer(other, scope) == Ordering::Less;
        Self {
            replaces: scopes().any(|known| known == scope),
            overrides: scopes().next().filter(is_farther).cloned(),
            hidden_by: scopes().filter(is_nearer).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use envdock_contract::model::{
        ConfigurationId, RepositoryId, Scope, SessionId, Stored, Timestamp, UserId, Version,
    };
    use envdock_rules::precedence;

    fn of(stored: &[Scope], scope: &Scope) -> Standing {
        let stored = stored.iter().map(|scope| Stored {
            scope: scope.clone(),
            version: Version(1),
            updated_at: Timestamp("2026-11-01T00:00:00Z".to_owned()),
            updated_by: UserId::new("u").unwrap(),
        });
        let order = ["near", "far"].map(|id| RepositoryId::new(id).unwrap());
        let nearer = |left: &Scope, right: &Scope| precedence::nearer(left, right, &order);
        Standing::of(&stored.collect::<Vec<_>>(), scope, nearer)
    }

    #[test]
    fn saving_replaces_overrides_or_is_hidden() {
        let here = Scope::Configuration { id: ConfigurationId::new("c").unwrap() };
        let session = Scope::Session { id: SessionId::new("s").unwrap() };
        assert_eq!(of(&[], &session), Standing::default());
        let both = [here.clone(), Scope::Organization];
        let replaces = Standing { replaces: true, ..Standing::default() };
        assert_eq!(of(&both, &here), replaces);
        assert_eq!(of(&both, &session).overrides, Some(here.clone()));
        let hidden = of(&both, &Scope::Organization);
        assert_eq!((hidden.replaces, hidden.hidden_by), (true, vec![here]));
    }

    #[test]
    fn of_two_repositories_the_configurations_order_decides() {
        let [near, far] =
            ["near", "far"].map(|id| Scope::Repository { id: RepositoryId::new(id).unwrap() });
        assert_eq!(of(&[near.clone(), far.clone()], &far).hidden_by, vec![near.clone()]);
        assert_eq!(of(std::slice::from_ref(&far), &near).overrides, Some(far));
    }
}
