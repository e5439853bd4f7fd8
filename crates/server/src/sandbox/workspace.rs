//! The session's folder: env files are read and replaced beneath its handle only.

use crate::sandbox::{Identity, Prepared, SandboxError, identity, is_temporary};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use envdock_contract::model::FileRef;
use std::fmt;
use std::io::{self, Read};
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

    /// The folder's handle.
    pub(super) fn root(&self) -> &Dir {
        &self.root
    }

    /// Which files and folders a path stands for: itself and, for a link, where it leads to as far
    /// as that is beneath the folder.
    #[must_use]
    pub fn identities(&self, path: &Path) -> Vec<Identity> {
        let found = [self.root.symlink_metadata(path), self.root.metadata(path)];
        found.into_iter().flatten().map(|metadata| identity(&metadata)).collect()
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
        self.prepare(file, expected, bytes)?.put()
    }

    /// Writes a new content beside the file, to be put in place later.
    ///
    /// # Errors
    /// The system refuses.
    pub fn prepare<'a>(
        &'a self,
        file: &FileRef,
        expected: Option<&'a [u8]>,
        bytes: &'a [u8],
    ) -> Result<Prepared<'a>, SandboxError> {
        let failed = |source| SandboxError::Io { file: file.clone(), action: "written", source };
        let path = file.to_string();
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        self.root.create_dir_all(folder).map_err(failed)?;
        let folder = self.root.open_dir(folder).map_err(failed)?;
        Prepared::new(self, folder, file, expected, bytes).map_err(failed)
    }

    /// Removes what an earlier run that was killed in the middle may have left beside the file: it
    /// holds values.
    ///
    /// # Errors
    /// The system refuses.
    pub fn remove_leftovers(&self, file: &FileRef) -> Result<(), SandboxError> {
        let failed = |source| SandboxError::Io { file: file.clone(), action: "written", source };
        let path = file.to_string();
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", &path));
        let folder = match self.root.open_dir(folder) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        for entry in folder.entries().map_err(failed)? {
            let found = entry.map_err(failed)?.file_name();
            let start = format!(".{name}.");
            if found.to_str().is_some_and(|found| found.starts_with(&start) && is_temporary(found))
            {
                folder.remove_file(&found).map_err(failed)?;
            }
        }
        Ok(())
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
