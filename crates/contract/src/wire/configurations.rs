//! `GET /configurations`, `GET/PUT /configurations/{id}/spec`.

use crate::model::{
    ConfigurationId, Environment, FileMode, Format, Kind, Provenance, Reader, RepositoryId,
    Revision, SessionId, Spec, Version,
};
use crate::wire::KeyProblem;
use serde::{Deserialize, Serialize};

/// The answer to `GET /configurations?ids&include=spec&cursor`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationsAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The configurations, in the order asked for, or by name.
    pub configurations: Vec<ConfigurationAnswer>,
    /// Ids asked for that do not exist or may not be seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_found: Vec<ConfigurationId>,
    /// Give it back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One configuration.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationAnswer {
    /// Its id.
    pub id: ConfigurationId,
    /// Its name, for people.
    pub name: String,
    /// Its repositories, in order.
    pub repositories: Vec<RepositoryAnswer>,
    /// The folder on the server, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Its live session, if there is one: the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The environment of that session.
    #[serde(default)]
    pub environment: Environment,
    /// The version of its spec; 0: no spec was saved yet.
    pub spec_version: Version,
    /// Its spec, with `include=spec`; absent before the first is saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec: Option<Spec>,
}

/// One repository of a configuration.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryAnswer {
    /// Its id.
    pub id: RepositoryId,
    /// Its name, for people.
    pub name: String,
}

/// `PUT /configurations/{id}/spec` with `If-Match: "<version>"` (`"0"`: there is none yet).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecBody {
    /// The whole new spec, not yet validated.
    pub spec: SpecInput,
    /// What to do when a part of it is invalid.
    #[serde(default)]
    pub on_invalid: InvalidPolicy,
}

/// What to do when a part of a spec is invalid.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidPolicy {
    /// Save nothing.
    #[default]
    RefuseAll,
    /// Save the rest.
    KeepValid,
}

/// A spec whose names are not validated, so that every wrong one can be reported at its place.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecInput {
    /// The files.
    pub files: Vec<FileInput>,
}

/// See [`EnvFile`](crate::model::EnvFile).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInput {
    /// The folder; `.` when left out.
    #[serde(default = "root")]
    pub workspace_path: String,
    /// The file in that folder.
    pub path: String,
    /// How it is written.
    #[serde(default)]
    pub format: Format,
    /// Whether it is left out of snapshots.
    #[serde(default)]
    pub mode: FileMode,
    /// What reads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// Its keys.
    pub slots: Vec<SlotInput>,
}

/// See [`Slot`](crate::model::Slot).
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not a state")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotInput {
    /// The key.
    pub key: String,
    /// Whether the project cannot run without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Whether typing is masked.
    #[serde(default)]
    pub kind: Kind,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A group of which one slot is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any_of: Option<String>,
    /// Values to offer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// Lines that prove the need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Provenance>,
    /// A person said that it is not needed.
    #[serde(default)]
    pub not_needed: bool,
    /// Not yet accepted by a person.
    #[serde(default)]
    pub proposed: bool,
    /// An earlier scan found it, the last one did not.
    #[serde(default)]
    pub no_longer_found: bool,
}

/// The answer to `GET` and `PUT` of a spec; `ETag` carries the version.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The version of the spec.
    pub version: Version,
    /// The spec as stored.
    pub spec: Spec,
    /// What was left out, with `keep_valid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedPart>,
}

/// A part of a spec that was left out.
pub type RefusedPart = KeyProblem;

fn root() -> String {
    ".".to_owned()
}

fn yes() -> bool {
    true
}
