//! What a configuration needs.

use crate::model::{FilePath, FileRef, KeyName, WorkspacePath};
use serde::{Deserialize, Serialize};

/// The env files that a configuration needs: at most 1,000 files and 20,000 slots.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// The files, in the order they are shown.
    pub files: Vec<EnvFile>,
}

/// A file that the project reads.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvFile {
    /// The folder of the workspace it belongs to; `.` when left out.
    #[serde(default)]
    pub workspace_path: WorkspacePath,
    /// The file in that folder.
    pub path: FilePath,
    /// How it is written.
    #[serde(default)]
    pub format: Format,
    /// Whether it is left out of snapshots.
    #[serde(default)]
    pub mode: FileMode,
    /// The programs' libraries that read it; a written line must mean the same to all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// Its keys, in the order they are shown.
    pub slots: Vec<Slot>,
}

impl EnvFile {
    /// The file's name within its configuration.
    #[must_use]
    pub fn file_ref(&self) -> FileRef {
        FileRef { workspace_path: self.workspace_path.clone(), path: self.path.clone() }
    }
}

/// How an env file is written.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// `KEY=value` lines.
    #[default]
    Dotenv,
}

/// Whether an env file is left out of snapshots.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileMode {
    /// Left out.
    #[default]
    Secret,
    /// Kept; it cannot hold a secret slot.
    Plain,
}

/// A library that reads an env file.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// The npm package `dotenv` (and what uses it: Next.js, Vite, …).
    NodeDotenv,
    /// The Python package `python-dotenv`.
    PythonDotenv,
    /// The Rust crate `dotenvy`.
    Dotenvy,
    /// A POSIX shell that sources the file.
    Shell,
}

/// One key in one env file: the unit that is counted.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not a state")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The key.
    pub key: KeyName,
    /// Whether the project cannot run without it.
    #[serde(default = "default_true")]
    pub required: bool,
    /// Whether typing is masked.
    #[serde(default)]
    pub kind: Kind,
    /// What it is for, in the words of whoever declared it: not to be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A group within this file of which one slot is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any_of: Option<String>,
    /// Values to offer; never credentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// Lines of the project that prove the need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Provenance>,
    /// A person said that it is not needed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_needed: bool,
    /// An agent or the scanner named it and no person has accepted it yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub proposed: bool,
    /// An earlier scan found it, the last one did not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_longer_found: bool,
}

impl Slot {
    /// A required secret slot about which nothing else is known.
    #[must_use]
    pub fn new(key: KeyName) -> Self {
        Self {
            key,
            required: true,
            kind: Kind::default(),
            description: None,
            any_of: None,
            suggestions: Vec::new(),
            provenance: Vec::new(),
            not_needed: false,
            proposed: false,
            no_longer_found: false,
        }
    }
}

/// Whether a value is masked while it is typed. Neither kind is ever read back.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Masked.
    #[default]
    Secret,
    /// Shown while typing.
    Visible,
}

/// A line of the project that mentions a key.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Provenance {
    /// The file, from the root of the workspace.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
}

fn default_true() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
