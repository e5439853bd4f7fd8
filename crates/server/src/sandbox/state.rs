//! One env file with what is known of its lines. Pure.

use crate::sandbox::{LineKey, LineOrigin, LineRecord, readers};
use envdock_contract::model::{
    EnvFile, FileRef, KeyName, OnDisk, Reader, Scope, SecretText, Version,
};
use envdock_dotenv::{Diagnostic, DiagnosticKind, Document, Entry, ReaderView, Reading};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The records of one file.
pub type FileRecords = BTreeMap<KeyName, LineRecord>;

/// An env file as it was read, with what is known of its lines.
#[derive(Debug)]
pub struct FileState<'a> {
    /// Its name.
    pub(super) file: FileRef,
    /// Who reads it.
    pub(super) readers: &'a [Reader],
    /// What it was when it was read.
    pub(super) original: Document,
    /// What it will be.
    pub(super) document: Document,
    /// The workspace's key for line hashes.
    pub(super) line_key: &'a LineKey,
    /// What the server remembers of its lines.
    pub(super) records: FileRecords,
    views: OnceCell<Vec<ReaderView>>,
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// There is no line.
    Nobody,
    /// It is as the record says.
    Known(LineOrigin),
    /// There is no record of it, or it was changed since.
    SomebodyElse,
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
        let original = Document::parse(bytes.unwrap_or_default());
        Self {
            file: env_file.file_ref(),
            readers: &env_file.readers,
            document: original.clone(),
            original,
            line_key,
            records,
            views: OnceCell::new(),
        }
    }

    /// How many lines may hold a value: all but blank ones, comments, and keys without any.
    #[must_use]
    pub fn n_values(&self) -> usize {
        let is_empty = |entry: &Entry<'_>| {
            entry.is_bare() || entry.value().is_some_and(|value| value.expose().is_empty())
        };
        let n_entries = self.document.entries().filter(|entry| !is_empty(entry)).count();
        let is_foreign = |diagnostic: &&Diagnostic| {
            matches!(
                diagnostic.kind,
                DiagnosticKind::NotAnAssignment | DiagnosticKind::InvalidKey { .. }
            )
        };
        n_entries + self.document.diagnostics().iter().filter(is_foreign).count()
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
            (Owner::Known(LineOrigin::Kept), Some(record))
                if winner == Some((&record.scope, record.version)) =>
            {
                OnDisk::Kept
            }
            (Owner::Known(_) | Owner::SomebodyElse, _) => OnDisk::Other,
        }
    }

    /// The value in the file, if every reader gets the same one; `None` where there is no line.
    ///
    /// # Errors
    /// [`ValueNotCertain`] when the readers disagree or the line means something only to a shell.
    pub fn value(&self, key: &KeyName) -> Result<Option<SecretText>, ValueNotCertain> {
        let views = self.views.get_or_init(|| views(&self.original, self.readers));
        let mut readings = views.iter().map(|view| view.reading(key.as_str()));
        let first = readings.next().unwrap_or(Reading::Absent);
        if readings.any(|reading| reading != first) {
            return Err(ValueNotCertain);
        }
        match first {
            Reading::Absent => Ok(None),
            Reading::Value(value) => Ok(Some(SecretText::new(value.into_string()))),
            Reading::Expanded | Reading::Refused { .. } | Reading::Unsure => Err(ValueNotCertain),
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

    pub(super) fn owner(&self, key: &KeyName) -> Owner {
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

pub(super) fn views(document: &Document, named: &[Reader]) -> Vec<ReaderView> {
    readers(named).into_iter().map(|reader| document.view(reader)).collect()
}

/// The line's value cannot be known without a shell, or differs between the file's readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the line's value is not certain")]
pub struct ValueNotCertain;
