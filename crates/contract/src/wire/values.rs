//! `POST /sessions/{id}/values`: the only answer that carries values, for the sandbox of a session.

use crate::model::{FileMode, FileRef, KeyName, Reader, Revision, Scope, Version};
use crate::wire::{Missing, SecretValue};
use serde::{Deserialize, Serialize};

/// What should stand in the env files of a live session. The call has no body.
///
/// A key that an earlier answer had and this one has neither among the lines nor among `unknown`
/// has left the spec: its line goes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct ValuesAnswer {
    /// The organization's revision.
    pub revision: Revision,
    /// The files of the spec, in its order.
    pub files: Vec<FileValues>,
    /// Required slots (or any-of groups) without a value.
    pub missing: Vec<Missing>,
    /// Slots whose value could not be read: their lines stay as they are.
    pub unknown: Vec<Missing>,
}

/// One env file.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct FileValues {
    /// The file.
    pub file: FileRef,
    /// Whether it is left out of snapshots.
    #[serde(default)]
    pub mode: FileMode,
    /// Who reads it: the quoting suits all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// Its lines, in the order of the spec.
    pub lines: Vec<WantedLine>,
}

/// One line.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
pub struct WantedLine {
    /// The key.
    pub key: KeyName,
    /// What should stand there.
    pub content: LineContent,
}

/// What should stand in a line.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineContent {
    /// A value.
    Value {
        /// Where it is stored.
        scope: Scope,
        /// Its version there: with the scope it tells whether the line is up to date.
        version: Version,
        /// The value.
        value: SecretValue,
    },
    /// No value applies: a line that was written goes.
    Nothing,
    /// A shared value applies, but a person must accept the slot first.
    Proposed,
}
