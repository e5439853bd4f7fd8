//! What to change in one env file. Pure: bytes and decisions in, bytes and results out.

use crate::sandbox::{FileBytes, LineKey, LineOrigin, LineRecord, readers};
use envdock_contract::model::{
    EnvFile, FileRef, KeyName, OnDisk, Reader, Scope, SecretText, Version,
};
use envdock_contract::wire::{AppliedFile, ConflictChoice};
use envdock_dotenv::{Document, Reading};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What should be in the line of one key.
#[derive(Debug)]
pub enum Wanted {
    /// This value.
    Value {
        /// The value that applies.
        value: SecretText,
        /// Its scope.
        scope: Scope,
        /// Its version.
        version: Version,
    },
    /// Nothing: no value applies.
    Nothing,
    /// A value applies, but a person must accept the slot first.
    Proposed,
}

/// The records of one file.
pub type FileRecords = BTreeMap<KeyName, LineRecord>;

/// An env file as it was read, with what is known of its lines.
#[derive(Debug)]
pub struct FileState<'a> {
    /// Its name.
    pub file: FileRef,
    /// Who reads it.
    pub readers: &'a [Reader],
    /// What it was when it was read.
    pub document: Document,
    /// The workspace's key for line hashes.
    pub line_key: &'a LineKey,
    /// What the server remembers of its lines.
    pub records: FileRecords,
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// There is no line.
    Nobody,
    /// It is as the record says.
    Known(LineOrigin),
    /// There is no record of it, or it was changed since.
    SomebodyElse,
}

/// What to do with a file, and what to tell.
#[derive(Debug, Default)]
pub struct FilePlan {
    /// The new content; `None`: leave the file alone.
    pub bytes: Option<FileBytes>,
    /// What happens to each key once the content is written.
    pub results: Vec<(KeyName, AppliedFile)>,
    /// Records to save (or to forget) once the content is written.
    pub records: Vec<(KeyName, Option<LineRecord>)>,
}

impl<'a> FileState<'a> {
    /// Takes a file apart.
    #[must_use]
    pub fn new(
        env_file: &'a EnvFile,
        bytes: Option<&[u8]>,
        line_key: &'a LineKey,
        records: FileRecords,
    ) -> Self {
        Self {
            file: env_file.file_ref(),
            readers: &env_file.readers,
            document: Document::parse(bytes.unwrap_or_default()),
            line_key,
            records,
        }
    }

    /// The number of the line that has the key, from 1.
    #[must_use]
    pub fn line(&self, key: &KeyName) -> Option<u32> {
        let entry = self.document.entries().filter(|entry| entry.key() == key.as_str()).last()?;
        u32::try_from(entry.line()).ok()
    }

    /// Compares a line with the value that applies (its scope and version).
    #[must_use]
    pub fn on_disk(&self, key: &KeyName, winner: Option<(&Scope, Version)>) -> OnDisk {
        match (self.owner(key), self.records.get(key)) {
            (Owner::Nobody, _) => OnDisk::Absent,
            (Owner::Known(LineOrigin::Written | LineOrigin::Adopted), Some(record)) => {
                if winner == Some((&record.scope, record.version)) {
                    OnDisk::Current
                } else {
                    OnDisk::Outdated
                }
            }
            (Owner::Known(_) | Owner::SomebodyElse, _) => OnDisk::Other,
        }
    }

    /// The value in the file, if every reader gets the same one; `Err`: there is one, but not a
    /// certain one.
    ///
    /// # Errors
    /// `()` when the readers disagree or the line means something only to a shell.
    pub fn value(&self, key: &KeyName) -> Result<Option<SecretText>, ValueNotCertain> {
        let mut found: Option<SecretText> = None;
        for (index, reader) in readers(self.readers).into_iter().enumerate() {
            match self.document.value_for(key.as_str(), reader) {
                Reading::Value(value) => {
                    let value = SecretText::new(value.into_string());
                    let same = found.as_ref().is_some_and(|v| v.expose() == value.expose());
                    if index > 0 && !same {
                        return Err(ValueNotCertain);
                    }
                    found = Some(value);
                }
                Reading::Absent if found.is_none() => {}
                _ => return Err(ValueNotCertain),
            }
        }
        Ok(found)
    }

    /// Plans the change for some keys.
    #[must_use]
    pub fn plan(
        mut self,
        wanted: &[(KeyName, Wanted)],
        choice: impl Fn(&KeyName) -> Option<ConflictChoice>,
    ) -> FilePlan {
        let mut plan = FilePlan::default();
        let before = Zeroizing::new(self.document.to_bytes());
        for (key, wanted) in wanted {
            let result = self.plan_key(key, wanted, choice(key), &mut plan.records);
            plan.results.push((key.clone(), result));
        }
        let after = Zeroizing::new(self.document.to_bytes());
        plan.bytes = (before != after).then_some(after);
        plan
    }

    fn plan_key(
        &mut self,
        key: &KeyName,
        wanted: &Wanted,
        choice: Option<ConflictChoice>,
        records: &mut Vec<(KeyName, Option<LineRecord>)>,
    ) -> AppliedFile {
        let owner = self.owner(key);
        match wanted {
            Wanted::Proposed => AppliedFile::Proposed,
            Wanted::Nothing => {
                if self.records.contains_key(key) {
                    records.push((key.clone(), None));
                }
                if owner == Owner::Known(LineOrigin::Written) {
                    self.document.remove(key.as_str());
                    return AppliedFile::Removed;
                }
                AppliedFile::Unchanged
            }
            Wanted::Value { value, scope, version } => {
                let record = self.records.get(key);
                let is_current = record
                    .is_some_and(|record| (&record.scope, record.version) == (scope, *version));
                let decided = match owner {
                    Owner::Known(_) if is_current => return AppliedFile::Unchanged,
                    Owner::Nobody | Owner::Known(LineOrigin::Written | LineOrigin::Adopted) => {
                        Some(ConflictChoice::TakeStored)
                    }
                    Owner::Known(LineOrigin::Kept) | Owner::SomebodyElse => choice,
                };
                let same = || matches!(self.value(key), Ok(Some(v)) if v.expose() == value.expose());
                let origin = match decided {
                    _ if owner == Owner::SomebodyElse && same() => LineOrigin::Adopted,
                    Some(ConflictChoice::KeepFile) => LineOrigin::Kept,
                    Some(ConflictChoice::TakeStored) => LineOrigin::Written,
                    None => return AppliedFile::Conflict { line: self.line(key).unwrap_or(1) },
                };
                if origin == LineOrigin::Written
                    && let Err(detail) = self.write(key, value)
                {
                    return AppliedFile::Failed { detail };
                }
                if let Some(record) = self.record(key, scope, *version, origin) {
                    records.push((key.clone(), Some(record)));
                }
                let written = origin == LineOrigin::Written;
                if written { AppliedFile::Written } else { AppliedFile::Unchanged }
            }
        }
    }

    /// Remembers the line as it is now.
    #[must_use]
    pub fn record(
        &self,
        key: &KeyName,
        scope: &Scope,
        version: Version,
        origin: LineOrigin,
    ) -> Option<LineRecord> {
        let line = Zeroizing::new(self.document.line_bytes(key.as_str())?);
        let hash = self.line_key.hash(&self.file, key, &line);
        Some(LineRecord { hash, scope: scope.clone(), version, origin })
    }

    fn write(&mut self, key: &KeyName, value: &SecretText) -> Result<(), String> {
        self.document
            .write(key.as_str(), value.expose(), &readers(self.readers))
            .map_err(|error| error.to_string())
    }

    fn owner(&self, key: &KeyName) -> Owner {
        let Some(line) = self.document.line_bytes(key.as_str()).map(Zeroizing::new) else {
            return Owner::Nobody;
        };
        match self.records.get(key) {
            Some(record) if self.line_key.matches(&record.hash, &self.file, key, &line) => {
                Owner::Known(record.origin)
            }
            Some(_) | None => Owner::SomebodyElse,
        }
    }
}

/// The line's value cannot be known without a shell, or differs between the file's readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the line's value is not certain")]
pub struct ValueNotCertain;
