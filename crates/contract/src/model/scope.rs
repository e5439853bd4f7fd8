//! Where a stored value applies.

use crate::model::{
    ConfigurationId, Environment, FilePath, KeyName, NameError, RepositoryId, ScopeKind, SessionId,
    UserId, WorkspacePath,
};
use serde::{Deserialize, Serialize};

/// Where a stored value applies, nearest first in this order of variants.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", try_from = "Fields")]
pub enum Scope {
    /// One session only.
    Session {
        /// The session.
        id: SessionId,
    },
    /// Sessions that this person owns.
    User {
        /// The person.
        id: UserId,
    },
    /// One env file of a configuration.
    File {
        /// The configuration.
        configuration: ConfigurationId,
        /// The file's folder.
        #[cfg_attr(feature = "schema", schemars(default))]
        workspace_path: WorkspacePath,
        /// The file in that folder.
        path: FilePath,
    },
    /// Every env file of a configuration.
    Configuration {
        /// The configuration.
        id: ConfigurationId,
    },
    /// Every configuration with this repository.
    Repository {
        /// The repository.
        id: RepositoryId,
    },
    /// Everything in the organization.
    Organization,
}

/// The fields of all scopes in one, for reading: what serde derives for an enum with a tag keeps
/// whatever comes before the tag aside, and is most of a page's code for reading a check.
#[derive(Deserialize)]
struct Fields {
    #[serde(rename = "type")]
    kind: ScopeKind,
    id: Option<String>,
    configuration: Option<ConfigurationId>,
    #[serde(default)]
    workspace_path: WorkspacePath,
    path: Option<FilePath>,
}

#[derive(Debug, thiserror::Error)]
enum FieldsError {
    #[error("missing field `{0}`")]
    Missing(&'static str),
    #[error(transparent)]
    BadName(#[from] NameError),
}

impl TryFrom<Fields> for Scope {
    type Error = FieldsError;

    fn try_from(fields: Fields) -> Result<Self, FieldsError> {
        let id = fields.id.ok_or(FieldsError::Missing("id"));
        Ok(match fields.kind {
            ScopeKind::Session => Self::Session { id: SessionId::new(&id?)? },
            ScopeKind::User => Self::User { id: UserId::new(&id?)? },
            ScopeKind::File => Self::File {
                configuration: fields.configuration.ok_or(FieldsError::Missing("configuration"))?,
                workspace_path: fields.workspace_path,
                path: fields.path.ok_or(FieldsError::Missing("path"))?,
            },
            ScopeKind::Configuration => Self::Configuration { id: ConfigurationId::new(&id?)? },
            ScopeKind::Repository => Self::Repository { id: RepositoryId::new(&id?)? },
            ScopeKind::Organization => Self::Organization,
        })
    }
}

/// Identifies one stored value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The environment; `dev` when left out.
    #[serde(default)]
    pub environment: Environment,
    /// Where the value applies.
    pub scope: Scope,
    /// The key.
    pub key: KeyName,
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn a_scope_needs_the_fields_of_its_type_wherever_the_type_stands() {
        let read = |text: &str| serde_json::from_str::<Scope>(text);
        let file = r#"{"path":".env","configuration":"cfg_1","type":"file"}"#;
        assert!(matches!(read(file).unwrap(), Scope::File { workspace_path, .. }
            if workspace_path.as_str() == "."));
        let error = |text| read(text).unwrap_err().to_string();
        assert!(
            error(r#"{"type":"file","path":".env"}"#).contains("missing field `configuration`")
        );
        assert!(error(r#"{"type":"session"}"#).contains("missing field `id`"));
        assert!(error(r#"{"id":"ses_1"}"#).contains("missing field `type`"));
        assert!(error(r#"{"type":"user","id":"a/b"}"#).contains("not allowed"));
        assert!(error(r#"{"type":"planet","id":"a"}"#).contains("unknown variant"));
    }
}
