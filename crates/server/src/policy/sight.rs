//! Which stored values a person may know of, by name and state.

use crate::db::{Repository, Result};
use crate::policy::Reach;
use crate::sign_in::Identity;
use envdock_contract::model::{ConfigurationId, Scope, ScopeKind};
use envdock_rules::precedence::kind;

/// Where a person may know of stored values: every scope of some kinds, the files of some
/// configurations, and some scopes by themselves.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Every scope of these kinds.
    pub kinds: Vec<ScopeKind>,
    /// Every file of these configurations.
    pub files_of: Vec<ConfigurationId>,
    /// These scopes.
    pub scopes: Vec<Scope>,
    /// The configurations whose use of a value may be told; `None`: all.
    pub configurations: Option<Vec<ConfigurationId>>,
}

impl Sight {
    /// What `identity` may know of. Of sessions and users these are the own ones, whatever the role:
    /// nobody else needs to know of them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn of(repository: &dyn Repository, identity: &Identity) -> Result<Self> {
        let reach = Reach::of(repository, identity).await?;
        let live = repository.live_sessions().await?;
        let mut scopes = vec![Scope::User { id: identity.user.clone() }];
        for session in &live {
            let is_own = session.owner == identity.user;
            if is_own && reach.sees(identity, &session.id, &session.environment) {
                scopes.push(Scope::Session { id: session.id.clone() });
            }
        }
        let Reach::Bound(bound) = &reach else {
            let kinds = vec![
                ScopeKind::File,
                ScopeKind::Configuration,
                ScopeKind::Repository,
                ScopeKind::Organization,
            ];
            return Ok(Self { kinds, files_of: Vec::new(), scopes, configurations: None });
        };
        let configurations: Vec<_> = bound.iter().map(|(_, id)| id.clone()).collect();
        scopes.extend(configurations.iter().map(|id| Scope::Configuration { id: id.clone() }));
        for session in live.into_iter().filter(|session| reach.session(&session.id)) {
            scopes.extend(session.repositories.into_iter().map(|id| Scope::Repository { id }));
        }
        Ok(Self {
            kinds: vec![ScopeKind::Organization],
            files_of: configurations.clone(),
            scopes,
            configurations: Some(configurations),
        })
    }

    /// The part of it that is of these kinds.
    #[must_use]
    pub fn of_kinds(mut self, kinds: &[ScopeKind]) -> Self {
        self.kinds.retain(|known| kinds.contains(known));
        self.scopes.retain(|scope| kinds.contains(&kind(scope)));
        if !kinds.contains(&ScopeKind::File) {
            self.files_of.clear();
        }
        self
    }

    /// Whether a value at this scope may be known of.
    #[must_use]
    pub fn sees(&self, scope: &Scope) -> bool {
        let is_of_file = match scope {
            Scope::File { configuration, .. } => self.files_of.contains(configuration),
            Scope::Session { .. }
            | Scope::User { .. }
            | Scope::Configuration { .. }
            | Scope::Repository { .. }
            | Scope::Organization => false,
        };
        is_of_file || self.kinds.contains(&kind(scope)) || self.scopes.contains(scope)
    }
}
