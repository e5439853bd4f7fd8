//! The session's folder: env files are read and replaced beneath its handle only.

use crate::sandbox::SandboxError;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt};
use envdock_contract::model::FileRef;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Largest env file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// The bytes of an env file; they hold values and are overwritten when dropped.
pub type FileBytes = Zeroizing<Vec<u8>>;

/// An open workspace. Paths are resolved beneath its handle, so that neither a symbolic link nor a
/// race leads out of it.
pub struct Workspace {
    root: Dir,
    path: PathBuf,
}

impl fmt::Debug for Workspace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Workspace").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Workspace {
    /// Opens the folder.
    ///
    /// # Errors
    /// [`SandboxError::NotAFolder`].
    pub fn open(path: &Path) -> Result<Self, SandboxError> {
        let root = Dir::open_ambient_dir(path, ambient_authority())
            .map_err(|source| SandboxError::NotAFolder { path: path.to_owned(), source })?;
        Ok(Self { root, path: path.to_owned() })
    }

    /// The folder's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's bytes, or `None` where there is no file.
    ///
    /// # Errors
    /// The file is not a regular file beneath the workspace, is too large, or cannot be read.
    pub fn read(&self, file: &FileRef) -> Result<Option<FileBytes>, SandboxError> {
        let path = file.to_string();
        let failed = |source| SandboxError::Io { file: file.clone(), action: "read", source };
        if !self.is_file(file, &path)? {
            return Ok(None);
        }
        let handle = self.root.open(&path).map_err(failed)?;
        let mut bytes = Zeroizing::new(Vec::new());
        handle.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(SandboxError::TooLarge { file: file.clone(), max: MAX_FILE_BYTES });
        }
        Ok(Some(bytes))
    }

    /// Replaces the file as a whole, readable by its owner only, if it still is what `expected`
    /// says (`None`: no file). After a failure the old file is intact.
    ///
    /// # Errors
    /// [`SandboxError::Changed`] when the file is no longer as expected, or as [`Self::read`].
    pub fn replace(
        &self,
        file: &FileRef,
        expected: Option<&[u8]>,
        bytes: &[u8],
    ) -> Result<(), SandboxError> {
        let failed = |source| SandboxError::Io { file: file.clone(), action: "written", source };
        let path = file.to_string();
        let (folder, name) = path.rsplit_once('/').map_or((".", path.as_str()), |parts| parts);
        self.root.create_dir_all(folder).map_err(failed)?;
        let folder = self.root.open_dir(folder).map_err(failed)?;
        let temporary = temporary_name(name).map_err(failed)?;
        let result = write_synced(&folder, &temporary, bytes).map_err(failed).and_then(|()| {
            let current = self.read(file)?;
            if current.as_deref().map(Vec::as_slice) != expected {
                return Err(SandboxError::Changed { file: file.clone() });
            }
            folder.rename(&temporary, &folder, name).map_err(failed)?;
            sync_folder(&folder).map_err(failed)
        });
        if result.is_err() {
            // It is gone already when only the last step failed; the first failure is the one to report.
            drop(folder.remove_file(&temporary));
        }
        result
    }

    /// Deletes the file, if it still is what `expected` says.
    ///
    /// # Errors
    /// As [`Self::replace`].
    pub fn delete(&self, file: &FileRef, expected: &[u8]) -> Result<(), SandboxError> {
        let failed = |source| SandboxError::Io { file: file.clone(), action: "written", source };
        let current = self.read(file)?;
        if current.as_deref().map(Vec::as_slice) != Some(expected) {
            return Err(SandboxError::Changed { file: file.clone() });
        }
        self.root.remove_file(file.to_string()).map_err(failed)
    }

    fn is_file(&self, file: &FileRef, path: &str) -> Result<bool, SandboxError> {
        match self.root.symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => {
                Err(SandboxError::SymbolicLink { file: file.clone() })
            }
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => Err(SandboxError::NotAFile { file: file.clone() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(SandboxError::Io { file: file.clone(), action: "read", source }),
        }
    }
}

/// A name that no tool takes for an env file and that git never sees for long.
fn temporary_name(name: &str) -> io::Result<String> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    Ok(format!(".{name}.{:016x}.tmp", u64::from_ne_bytes(random)))
}

fn write_synced(folder: &Dir, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut handle = folder.open_with(name, &options)?;
    handle.write_all(bytes)?;
    handle.sync_all()
}

fn sync_folder(folder: &Dir) -> io::Result<()> {
    folder.open(".")?.sync_all()
}
