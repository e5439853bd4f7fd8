//! New contents of env files that wait beside the old ones, and are put in place together.

use crate::sandbox::{SandboxError, Workspace};
use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt};
use envdock_contract::model::FileRef;
use std::fmt;
use std::io::{self, Write};

/// A new content on disk, beside the file that it is to replace. Dropped, it leaves nothing behind.
pub struct Prepared<'a> {
    workspace: &'a Workspace,
    file: FileRef,
    expected: Option<&'a [u8]>,
    bytes: &'a [u8],
    folder: Dir,
    name: String,
    temporary: String,
    /// Another name of the file that is replaced, under which it waits to be put back.
    original: Option<String>,
    is_put: bool,
}

impl fmt::Debug for Prepared<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Prepared").field("file", &self.file).finish_non_exhaustive()
    }
}

impl<'a> Prepared<'a> {
    /// Writes `bytes` beside the file, for its owner only.
    pub(super) fn new(
        workspace: &'a Workspace,
        folder: Dir,
        file: &FileRef,
        expected: Option<&'a [u8]>,
        bytes: &'a [u8],
    ) -> io::Result<Self> {
        let whole = file.to_string();
        let name = whole.rsplit('/').next().unwrap_or_default().to_owned();
        let temporary = temporary_name(&name)?;
        let prepared = Self {
            workspace,
            file: file.clone(),
            expected,
            bytes,
            folder,
            name,
            temporary,
            original: None,
            is_put: false,
        };
        // From here on, whatever fails, the temporary file is removed.
        write_synced(&prepared.folder, &prepared.temporary, bytes)?;
        Ok(prepared)
    }

    /// Keeps the file that will be replaced, so that [`Self::put_back`] can undo it as it was,
    /// without needing space for a copy.
    ///
    /// # Errors
    /// The system refuses.
    pub fn keep_original(&mut self) -> Result<(), SandboxError> {
        if self.expected.is_some() {
            let original = temporary_name(&self.name).map_err(|error| self.failed(error))?;
            self.folder
                .hard_link(&self.name, &self.folder, &original)
                .map_err(|error| self.failed(error))?;
            self.original = Some(original);
        }
        Ok(())
    }

    /// Puts the content in place, if the file still is what was expected.
    ///
    /// # Errors
    /// [`SandboxError::Changed`] when it is not, or the system refuses.
    pub fn put(&mut self) -> Result<(), SandboxError> {
        let current = self.workspace.read(&self.file)?;
        if current.as_deref().map(Vec::as_slice) != self.expected {
            return Err(SandboxError::Changed { file: self.file.clone() });
        }
        self.folder
            .rename(&self.temporary, &self.folder, &self.name)
            .map_err(|error| self.failed(error))?;
        self.is_put = true;
        sync_folder(&self.folder).map_err(|error| self.failed(error))
    }

    /// Undoes [`Self::put`].
    ///
    /// # Errors
    /// [`SandboxError::NotPutBack`] also when somebody has written the file since.
    pub fn put_back(&mut self) -> Result<(), SandboxError> {
        if !self.is_put {
            return Ok(());
        }
        let is_ours = |bytes: &[u8]| bytes == self.bytes;
        let not_put_back = || SandboxError::NotPutBack { file: self.file.clone() };
        let current = self.workspace.read(&self.file).ok().flatten();
        if !current.is_some_and(|current| is_ours(&current)) {
            return Err(not_put_back());
        }
        let undone = match &self.original {
            Some(original) => self.folder.rename(original, &self.folder, &self.name),
            None => self.folder.remove_file(&self.name),
        };
        undone.and_then(|()| sync_folder(&self.folder)).map_err(|_source| not_put_back())?;
        self.original = None;
        Ok(())
    }

    fn failed(&self, source: io::Error) -> SandboxError {
        SandboxError::Io { file: self.file.clone(), action: "written", source }
    }
}

impl Drop for Prepared<'_> {
    fn drop(&mut self) {
        let temporary = (!self.is_put).then_some(&self.temporary);
        for name in temporary.into_iter().chain(&self.original) {
            // Whatever went wrong before is what is reported.
            drop(self.folder.remove_file(name));
        }
    }
}

/// Puts all contents in place, or none.
///
/// # Errors
/// The first failure; then those that could not be undone.
pub fn put_all(mut all: Vec<Prepared<'_>>) -> Result<(), Vec<SandboxError>> {
    for prepared in &mut all {
        prepared.keep_original().map_err(|error| vec![error])?;
    }
    for index in 0..all.len() {
        let Some(Err(error)) = all.get_mut(index).map(Prepared::put) else { continue };
        let mut errors = vec![error];
        errors.extend(all.iter_mut().rev().filter_map(|prepared| prepared.put_back().err()));
        return Err(errors);
    }
    Ok(())
}

/// A name that no tool takes for an env file and that git never sees for long.
fn temporary_name(name: &str) -> io::Result<String> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    Ok(format!(".{name}.{:016x}{TEMPORARY}", u64::from_ne_bytes(random)))
}

const TEMPORARY: &str = ".tmp";
const RANDOM_DIGITS: usize = 16;

/// Whether a file name is one of those that hold an env file's content for a moment.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(TEMPORARY));
    let random = inner.and_then(|inner| inner.rsplit_once('.')).map(|(_, random)| random);
    random.is_some_and(|random| {
        random.len() == RANDOM_DIGITS && random.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
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
