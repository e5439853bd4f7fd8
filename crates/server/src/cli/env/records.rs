//! What a sandbox without the store remembers of the lines it wrote: outside of the workspace, for
//! its own user only, and never a value.

use crate::cli::CliError;
use crate::crypto::{digest, random};
use crate::sandbox::{FileRecords, LineHash, LineKey, LineOrigin, LineRecord};
use envdock_contract::model::{FileMode, FileRef, KeyName, Scope, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The records of one folder. As long as this lives, no other process works there.
pub(super) struct Records {
    path: PathBuf,
    _lock: File,
    kept: Kept,
    /// Per env file, its mode and its lines.
    pub(super) files: BTreeMap<FileRef, (FileMode, FileRecords)>,
}

/// What stands in the file.
#[derive(Deserialize, Serialize)]
struct Kept {
    /// For people who wonder whose it is.
    folder: PathBuf,
    /// The key under which lines are hashed, in hexadecimal digits.
    line_key: String,
    files: Vec<KeptFile>,
}

#[derive(Deserialize, Serialize)]
struct KeptFile {
    file: FileRef,
    mode: FileMode,
    lines: Vec<KeptLine>,
}

#[derive(Deserialize, Serialize)]
struct KeptLine {
    key: KeyName,
    hash: String,
    scope: Scope,
    version: Version,
    origin: KeptOrigin,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum KeptOrigin {
    Written,
    Adopted,
    Kept,
}

impl Records {
    /// Reads the records of a folder; none where there are none yet.
    pub(super) fn open(folder: &Path) -> Result<Self, CliError> {
        let state = state_dir(|name| std::env::var(name).ok()).ok_or(CliError::NoStateDir)?;
        let name = digest(&folder.to_string_lossy()).hex();
        let path = state.join(format!("{name}.json"));
        let failed = |source| CliError::Records { path: path.clone(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(&state).map_err(failed)?;
        let lock = state.join(format!("{name}.lock"));
        let mut options = OpenOptions::new();
        let lock = options.write(true).create(true).truncate(false).mode(0o600).open(lock);
        let lock = lock.map_err(failed)?;
        lock.lock().map_err(failed)?;
        let kept: Kept = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .ok()
                .filter(|kept: &Kept| bytes_of(&kept.line_key).is_some())
                .ok_or_else(|| CliError::RecordsDamaged(path.clone()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let line_key = random::hex(random::bytes::<32>()?.as_slice());
                Kept { folder: folder.to_owned(), line_key, files: Vec::new() }
            }
            Err(source) => return Err(failed(source)),
        };
        let mut records = Self { path, _lock: lock, kept, files: BTreeMap::new() };
        for file in std::mem::take(&mut records.kept.files) {
            let lines: Option<FileRecords> = file.lines.into_iter().map(read).collect();
            let lines = lines.ok_or_else(|| CliError::RecordsDamaged(records.path.clone()))?;
            records.files.insert(file.file, (file.mode, lines));
        }
        Ok(records)
    }

    /// Whether anything was ever written from here.
    pub(super) fn exist(&self) -> bool {
        self.path.exists()
    }

    /// The key under which lines of this folder are hashed.
    pub(super) fn line_key(&self) -> LineKey {
        LineKey::new(&bytes_of(&self.kept.line_key).unwrap_or_default())
    }

    /// A number that changes with a value: the version of one that comes without.
    pub(super) fn version_of(&self, file: &FileRef, key: &KeyName, value: &str) -> Version {
        let hash = self.line_key().hash(file, key, value.as_bytes()).0;
        Version(u64::from_le_bytes(hash.first_chunk().copied().unwrap_or_default()))
    }

    /// Keeps, or forgets, what is known of lines.
    pub(super) fn note(&mut self, file: &FileRef, changes: Vec<(KeyName, Option<LineRecord>)>) {
        let (_, lines) = self.files.entry(file.clone()).or_default();
        for (key, record) in changes {
            match record {
                Some(record) => lines.insert(key, record),
                None => lines.remove(&key),
            };
        }
    }

    /// Writes them whole or not at all.
    pub(super) fn save(&mut self) -> Result<(), CliError> {
        let file = |(file, (mode, lines)): (&FileRef, &(FileMode, FileRecords))| KeptFile {
            file: file.clone(),
            mode: *mode,
            lines: lines.iter().map(write).collect(),
        };
        self.kept.files = self.files.iter().map(file).collect();
        let temporary = self.path.with_extension("tmp");
        let written = (|| {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true).mode(0o600);
            let mut out = options.open(&temporary)?;
            out.write_all(&serde_json::to_vec(&self.kept)?)?;
            out.sync_all()?;
            fs::rename(&temporary, &self.path)
        })();
        written.map_err(|source| CliError::NotRemembered { path: self.path.clone(), source })
    }
}

/// `$XDG_STATE_HOME/envdock`, else `~/.local/state/envdock`.
fn state_dir(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))
        .map(|base| base.join("envdock"))
}

fn read(line: KeptLine) -> Option<(KeyName, LineRecord)> {
    let origin = match line.origin {
        KeptOrigin::Written => LineOrigin::Written,
        KeptOrigin::Adopted => LineOrigin::Adopted,
        KeptOrigin::Kept => LineOrigin::Kept,
    };
    let hash = LineHash(bytes_of(&line.hash)?);
    Some((line.key, LineRecord { hash, scope: line.scope, version: line.version, origin }))
}

fn write((key, record): (&KeyName, &LineRecord)) -> KeptLine {
    KeptLine {
        key: key.clone(),
        hash: random::hex(&record.hash.0),
        scope: record.scope.clone(),
        version: record.version,
        origin: match record.origin {
            LineOrigin::Written => KeptOrigin::Written,
            LineOrigin::Adopted => KeptOrigin::Adopted,
            LineOrigin::Kept => KeptOrigin::Kept,
        },
    }
}

/// 32 bytes from hexadecimal digits.
fn bytes_of(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
