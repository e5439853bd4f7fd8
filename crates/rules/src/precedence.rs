//! Which stored value applies: the nearest scope wins.

use envdock_contract::model::{
    ConfigurationId, FileRef, RepositoryId, Scope, ScopeKind, SessionId, Slot, Stored, UserId,
};
use std::cmp::Ordering;

/// The kind of a scope; kinds are ordered nearest first.
#[must_use]
pub fn kind(scope: &Scope) -> ScopeKind {
    match scope {
        Scope::Session { .. } => ScopeKind::Session,
        Scope::User { .. } => ScopeKind::User,
        Scope::File { .. } => ScopeKind::File,
        Scope::Configuration { .. } => ScopeKind::Configuration,
        Scope::Repository { .. } => ScopeKind::Repository,
        Scope::Organization => ScopeKind::Organization,
    }
}

/// What a slot is asked in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The session.
    pub session: Option<&'a SessionId>,
    /// The session's owner.
    pub user: Option<&'a UserId>,
    /// The configuration.
    pub configuration: Option<&'a ConfigurationId>,
    /// The env file.
    pub file: Option<&'a FileRef>,
    /// The repositories, in the configuration's order.
    pub repositories: &'a [RepositoryId],
}

/// Every scope whose values apply in `context`, nearest first.
#[must_use]
pub fn applicable_scopes(context: &Context<'_>) -> Vec<Scope> {
    let mut scopes = Vec::with_capacity(5 + context.repositories.len());
    scopes.extend(context.session.map(|id| Scope::Session { id: id.clone() }));
    scopes.extend(context.user.map(|id| Scope::User { id: id.clone() }));
    if let Some(configuration) = context.configuration {
        scopes.extend(context.file.map(|file| file_scope(configuration, file)));
        scopes.push(Scope::Configuration { id: configuration.clone() });
    }
    scopes.extend(context.repositories.iter().map(|id| Scope::Repository { id: id.clone() }));
    scopes.push(Scope::Organization);
    scopes
}

/// The scope of one env file of a configuration.
#[must_use]
pub fn file_scope(configuration: &ConfigurationId, file: &FileRef) -> Scope {
    Scope::File {
        configuration: configuration.clone(),
        workspace_path: file.workspace_path.clone(),
        path: file.path.clone(),
    }
}

/// Compares two scopes that apply in one context: the nearer one is less.
///
/// `repositories` is the configuration's order, which decides between two repositories.
#[must_use]
pub fn nearer(left: &Scope, right: &Scope, repositories: &[RepositoryId]) -> Ordering {
    let place = |scope: &Scope| match scope {
        Scope::Repository { id } => {
            repositories.iter().position(|known| known == id).unwrap_or(usize::MAX)
        }
        Scope::Session { .. }
        | Scope::User { .. }
        | Scope::File { .. }
        | Scope::Configuration { .. }
        | Scope::Organization => 0,
    };
    kind(left).cmp(&kind(right)).then_with(|| place(left).cmp(&place(right)))
}

/// Whether `slot` waits for a person's acceptance before its value may reach a file.
///
/// An agent or the scanner named it and the value that applies belongs to a repository or to the
/// organization: otherwise naming a key would be enough to have its value put within reach.
#[must_use]
pub fn awaits_acceptance(slot: &Slot, winner: Option<&Stored>) -> bool {
    slot.proposed
        && winner.is_some_and(|stored| {
            matches!(kind(&stored.scope), ScopeKind::Repository | ScopeKind::Organization)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{FilePath, KeyName, Timestamp, Version, WorkspacePath};

    fn repository(id: &str) -> RepositoryId {
        RepositoryId::new(id).unwrap()
    }

    #[test]
    fn scopes_come_nearest_first_with_repositories_in_order() {
        let session = SessionId::new("s").unwrap();
        let user = UserId::new("u").unwrap();
        let configuration = ConfigurationId::new("c").unwrap();
        let file = FileRef {
            workspace_path: WorkspacePath::new("web").unwrap(),
            path: FilePath::new(".env").unwrap(),
        };
        let repositories = [repository("z"), repository("a")];
        let scopes = applicable_scopes(&Context {
            session: Some(&session),
            user: Some(&user),
            configuration: Some(&configuration),
            file: Some(&file),
            repositories: &repositories,
        });
        assert_eq!(
            scopes,
            [
                Scope::Session { id: session },
                Scope::User { id: user },
                Scope::File {
                    configuration: configuration.clone(),
                    workspace_path: file.workspace_path,
                    path: file.path
                },
                Scope::Configuration { id: configuration },
                Scope::Repository { id: repository("z") },
                Scope::Repository { id: repository("a") },
                Scope::Organization,
            ]
        );
        let mut shuffled = scopes.clone();
        shuffled.reverse();
        shuffled.sort_by(|left, right| nearer(left, right, &repositories));
        assert_eq!(shuffled, scopes);
    }

    #[test]
    fn a_file_without_a_configuration_is_no_scope() {
        let file = FileRef {
            workspace_path: WorkspacePath::default(),
            path: FilePath::new(".env").unwrap(),
        };
        let context = Context { file: Some(&file), ..Context::default() };
        assert_eq!(applicable_scopes(&context), [Scope::Organization]);
    }

    #[test]
    fn only_far_values_of_proposed_slots_await_acceptance() {
        let stored = |scope| Stored {
            scope,
            version: Version(1),
            updated_at: Timestamp("2026-11-01T00:00:00Z".to_owned()),
            updated_by: UserId::new("u").unwrap(),
        };
        let configuration = Scope::Configuration { id: ConfigurationId::new("c").unwrap() };
        let repository = Scope::Repository { id: repository("r") };
        let mut slot = Slot::new(KeyName::new("A").unwrap());
        assert!(!awaits_acceptance(&slot, Some(&stored(Scope::Organization))));
        slot.proposed = true;
        assert!(awaits_acceptance(&slot, Some(&stored(Scope::Organization))));
        assert!(awaits_acceptance(&slot, Some(&stored(repository))));
        assert!(!awaits_acceptance(&slot, Some(&stored(configuration))));
        assert!(!awaits_acceptance(&slot, None));
    }
}
