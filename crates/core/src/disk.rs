//! Env files as they are on disk.

use envdock_contract::model::{FileRef, KeyName, OnDisk};

/// One env file of a session, as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFile {
    /// The file.
    pub file: FileRef,
    /// Whether it exists.
    pub exists: bool,
    /// Git tracks it: it is written only after a person confirms.
    pub tracked_by_git: bool,
    /// Why it cannot be read or written, for people.
    pub problem: Option<String>,
    /// The slots' lines.
    pub slots: Vec<DiskSlot>,
}

/// One slot's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskSlot {
    /// The key.
    pub key: KeyName,
    /// The line, compared with what is stored.
    pub on_disk: OnDisk,
    /// Its number, counted from 1, where there is one.
    pub line: Option<u32>,
}
