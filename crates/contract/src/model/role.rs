//! Who may do what, as far as the user interface needs to know.

use serde::{Deserialize, Serialize};

/// The role of a token.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes everywhere.
    Owner,
    /// Writes everywhere.
    Admin,
    /// Sees names and states; sets what no shared value covers yet.
    Member,
    /// An embedding backend.
    Host,
    /// Bound to one session; saves specs, reads states.
    Agent,
    /// Bound to one session; fetches the values to apply.
    Sandbox,
}

/// The kinds of [`Scope`](crate::model::Scope), nearest first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// One session.
    Session,
    /// One person.
    User,
    /// One env file.
    File,
    /// One configuration.
    Configuration,
    /// One repository.
    Repository,
    /// The organization.
    Organization,
}

/// What the server (or host) behind the interface can do. The user interface hides the rest.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not a state")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// Scopes a value can be saved to.
    pub scopes: Vec<ScopeKind>,
    /// Writes carry versions, so that a conflict is noticed.
    #[serde(default)]
    pub versions: bool,
    /// Several writes succeed or fail together.
    #[serde(default)]
    pub atomic_batch: bool,
    /// The server has the session's folder: it reads and writes env files itself.
    #[serde(default)]
    pub local_folder: bool,
    /// Values found in an env file can be adopted.
    #[serde(default)]
    pub adopt: bool,
    /// A value can be kept for one session only.
    #[serde(default)]
    pub session_only: bool,
    /// Agents ask for values, and sessions can be ended and saved as snapshots.
    #[serde(default)]
    pub requests: bool,
    /// Changes are told as they happen.
    #[serde(default)]
    pub events: bool,
    /// What was replaced or removed is kept for a while and can be restored.
    #[serde(default)]
    pub restore: bool,
    /// A value and all that is kept of it can be destroyed at once.
    #[serde(default)]
    pub purge: bool,
    /// A stored value can be taken to another scope, unread.
    #[serde(default)]
    pub moves: bool,
    /// Stored values can be described.
    #[serde(default)]
    pub describe: bool,
    /// Names of stored values can be searched.
    #[serde(default)]
    pub search: bool,
    /// It is known who did what to a stored value.
    #[serde(default)]
    pub history: bool,
}
