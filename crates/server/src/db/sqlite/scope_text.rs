//! Scopes as text in the database.
//!
//! A letter and the parts, each after a line feed, which no id and no path can hold. So no two
//! scopes look alike, and SQL can put one together.

use envdock_contract::model::{
    ConfigurationId, FilePath, NameError, RepositoryId, Scope, SessionId, UserId, WorkspacePath,
};

/// The text of a scope.
pub(super) fn write(scope: &Scope) -> String {
    match scope {
        Scope::Session { id } => format!("s\n{id}"),
        Scope::User { id } => format!("u\n{id}"),
        Scope::File { configuration, workspace_path, path } => {
            format!("f\n{configuration}\n{workspace_path}\n{path}")
        }
        Scope::Configuration { id } => format!("c\n{id}"),
        Scope::Repository { id } => format!("r\n{id}"),
        Scope::Organization => "o".to_owned(),
    }
}

/// The scope of a text.
pub(super) fn read(text: &str) -> Result<Scope, NameError> {
    let mut parts = text.split('\n');
    let kind = parts.next();
    let mut part = || parts.next().ok_or(NameError::Empty);
    Ok(match kind {
        Some("s") => Scope::Session { id: SessionId::new(part()?)? },
        Some("u") => Scope::User { id: UserId::new(part()?)? },
        Some("f") => Scope::File {
            configuration: ConfigurationId::new(part()?)?,
            workspace_path: WorkspacePath::new(part()?)?,
            path: FilePath::new(part()?)?,
        },
        Some("c") => Scope::Configuration { id: ConfigurationId::new(part()?)? },
        Some("r") => Scope::Repository { id: RepositoryId::new(part()?)? },
        Some("o") => Scope::Organization,
        Some(_) | None => return Err(NameError::BadStart),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_comes_back() {
        let configuration = ConfigurationId::new("cfg").unwrap();
        for scope in [
            Scope::Session { id: SessionId::new("a:b").unwrap() },
            Scope::User { id: UserId::new("u@x").unwrap() },
            Scope::File {
                configuration: configuration.clone(),
                workspace_path: WorkspacePath::default(),
                path: FilePath::new("a b/.env").unwrap(),
            },
            Scope::Configuration { id: configuration },
            Scope::Repository { id: RepositoryId::new("r").unwrap() },
            Scope::Organization,
        ] {
            assert_eq!(read(&write(&scope)), Ok(scope));
        }
        assert!(read("x\ny").is_err() && read("f\nc").is_err());
    }
}
