//! `/sessions`: what is on disk, adopting, applying.

use crate::model::{
    ConfigurationId, Environment, FileRef, KeyName, OnDisk, Revision, Scope, SessionId, Timestamp,
    Version,
};
use crate::wire::AppliedFile;
use serde::{Deserialize, Serialize};

/// `POST /sessions`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionBody {
    /// What it runs on.
    pub configuration: ConfigurationId,
    /// In which environment.
    #[serde(default)]
    pub environment: Environment,
    /// A setup session: an agent finds out what the project needs.
    #[serde(default)]
    pub setup: bool,
}

/// One session.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionAnswer {
    /// Its id.
    pub id: SessionId,
    /// What it runs on.
    pub configuration: ConfigurationId,
    /// In which environment.
    pub environment: Environment,
    /// Whether it still runs.
    pub state: SessionState,
    /// When it began.
    pub started_at: Timestamp,
    /// The server has its folder.
    pub local_folder: bool,
    /// A setup session: an agent finds out what the project needs.
    #[serde(default)]
    pub setup: bool,
}

/// `GET /sessions`: the live ones, newest first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsAnswer {
    /// The sessions.
    pub sessions: Vec<SessionAnswer>,
}

/// Whether a session still runs.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// It runs.
    Live,
    /// It has ended.
    Ended,
}

/// `POST /sessions/{id}/snapshot`: the workspace as an archive, without `secret` files. Refused
/// with `missing_required` until exactly what is missing is acknowledged.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotBody {
    /// What the person was shown as missing.
    #[serde(default)]
    pub acknowledge_missing: Vec<Missing>,
}

/// The answer to [`SnapshotBody`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotAnswer {
    /// The archive's name in the server's data folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many files are in it.
    pub files: u64,
    /// The env files that were left out, because they hold secrets.
    pub left_out: Vec<FileRef>,
}

/// `GET /sessions/{id}/files`: the env files as they are on disk.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesAnswer {
    /// The organization's revision that it was compared with.
    pub revision: Revision,
    /// The files of the spec, in its order.
    pub files: Vec<FileOnDisk>,
}

/// One env file as it is on disk.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOnDisk {
    /// The file.
    pub file: FileRef,
    /// Whether it exists.
    pub exists: bool,
    /// Git tracks it: it is written only after a person confirms.
    #[serde(default)]
    pub tracked_by_git: bool,
    /// Why it cannot be read or written, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The spec's slots, in its order.
    pub slots: Vec<SlotOnDisk>,
}

/// One slot's line.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotOnDisk {
    /// The key.
    pub key: KeyName,
    /// The line, compared with what is stored.
    pub on_disk: OnDisk,
    /// The line's number, counted from 1, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// `POST /sessions/{id}/adopt`: stores values that are in env files, without showing them.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptBody {
    /// Which.
    pub slots: Vec<AdoptSlot>,
}

/// One value to adopt.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptSlot {
    /// The file that has it.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// Where to store it.
    pub scope: Scope,
    /// The version that is stored there now; 0: none is.
    pub expected_version: Version,
}

/// `POST /sessions/{id}/apply`: writes what applies into the env files.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyBody {
    /// All or nothing: with anything missing, unknown or in conflict, nothing is written.
    #[serde(default)]
    pub strict: bool,
    /// What to do with lines that were changed by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resolutions: Vec<Resolution>,
    /// What to do with all other such lines; left out: ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<ConflictChoice>,
    /// Files tracked by git that a person has confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed_tracked: Vec<FileRef>,
}

/// What to do with one line that was changed by hand.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// The choice.
    pub choice: ConflictChoice,
}

/// Which side of a conflict stays.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictChoice {
    /// The line in the file; it is somebody else's from now on.
    KeepFile,
    /// The stored value.
    TakeStored,
}

/// What an apply did.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyAnswer {
    /// The organization's revision that was applied.
    pub revision: Revision,
    /// What happened per slot, in the spec's order.
    pub results: Vec<ApplyResult>,
    /// Required slots (or any-of groups) without a value.
    pub missing: Vec<Missing>,
    /// Lines that were changed by hand and not resolved.
    pub conflicts: Vec<Conflict>,
    /// Slots whose presence could not be found out.
    pub unknown: Vec<Missing>,
}

/// What an apply did to one slot.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyResult {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// What happened.
    pub result: AppliedFile,
}

/// A slot without a value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Missing {
    /// The file.
    pub file: FileRef,
    /// The key; of an any-of group, each member.
    pub key: KeyName,
    /// The any-of group of which one is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any_of: Option<String>,
}

/// A line that was changed by hand.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The file.
    pub file: FileRef,
    /// The key.
    pub key: KeyName,
    /// The line, counted from 1.
    pub line: u32,
}
