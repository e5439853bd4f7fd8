//! The workspace as a tar archive, without what must not leave it. Changes nothing in it.

use crate::sandbox::{FileBytes, Workspace, is_temporary};
use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::fs::{Dir, Metadata, MetadataExt, OpenOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// A file whatever its names are: device and number.
pub type Identity = (u64, u64);

/// What is special about some files.
#[derive(Debug, Default)]
pub struct Exceptions {
    /// Paths that are left out.
    pub left_out: BTreeSet<PathBuf>,
    /// Files and folders that are left out under every name they have.
    pub left_out_everywhere: BTreeSet<Identity>,
    /// Files of which this is archived instead.
    pub instead: BTreeMap<PathBuf, FileBytes>,
}

/// How large an archive may become.
#[derive(Clone, Copy, Debug)]
pub struct ArchiveLimits {
    /// Most bytes.
    pub bytes: u64,
    /// Most files, folders and links.
    pub entries: u64,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { bytes: 64 * 1024 * 1024 * 1024, entries: 2_000_000 }
    }
}

/// Why there is no archive.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Something in the workspace cannot be read.
    #[error("{} cannot be read: {source}; let the server's user read it, or move it away", path.escape_debug())]
    Read {
        /// Its path in the workspace.
        path: String,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The archive cannot be written.
    #[error("the snapshot cannot be written: {0}; nothing is left of it")]
    Write(#[source] io::Error),
    /// The workspace is larger than allowed.
    #[error(
        "a snapshot has at most {} GiB and {} files and folders; move away what need not be in it",
        .0.bytes / (1024 * 1024 * 1024), .0.entries
    )]
    TooLarge(ArchiveLimits),
}

type Result<T> = std::result::Result<T, ArchiveError>;

/// Streams the workspace to `out`: files, folders and symbolic links (as links). Gives the number
/// of files.
///
/// # Errors
/// See [`ArchiveError`]; what is in `out` then is no archive.
pub fn archive(
    workspace: &Workspace,
    exceptions: &Exceptions,
    limits: ArchiveLimits,
    out: impl Write,
) -> Result<u64> {
    let mut archive = Archive {
        root: workspace.root(),
        builder: Builder::new(out),
        exceptions,
        limits,
        left: limits,
        n_files: 0,
        folders: vec![PathBuf::new()],
    };
    while let Some(folder) = archive.folders.pop() {
        archive.folder(&folder)?;
    }
    let n_files = archive.n_files;
    archive.builder.into_inner().and_then(|mut out| out.flush()).map_err(ArchiveError::Write)?;
    Ok(n_files)
}

struct Archive<'a, W: Write> {
    root: &'a Dir,
    builder: Builder<W>,
    exceptions: &'a Exceptions,
    limits: ArchiveLimits,
    left: ArchiveLimits,
    n_files: u64,
    /// Still to be read. Each is opened anew, so that no depth uses up the open files.
    folders: Vec<PathBuf>,
}

impl<W: Write> Archive<'_, W> {
    fn folder(&mut self, path: &Path) -> Result<()> {
        let name = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let Some(folder) = found(path, self.root.open_dir_nofollow(name))? else { return Ok(()) };
        let mut names = Vec::new();
        for entry in folder.entries().map_err(|source| unreadable(path, source))? {
            names.push(entry.map_err(|source| unreadable(path, source))?.file_name());
        }
        names.sort();
        for name in names {
            self.entry(&folder, &name, &path.join(&name))?;
        }
        Ok(())
    }

    fn entry(&mut self, folder: &Dir, name: &OsStr, path: &Path) -> Result<()> {
        let Some(metadata) = found(path, folder.symlink_metadata(name))? else { return Ok(()) };
        let is_left_out = self.exceptions.left_out.contains(path)
            || self.exceptions.left_out_everywhere.contains(&identity(&metadata))
            || name.to_str().is_some_and(is_temporary);
        if is_left_out {
            return Ok(());
        }
        if metadata.is_dir() {
            self.append(path, header(EntryType::Directory, &metadata, 0), io::empty())?;
            self.folders.push(path.to_owned());
        } else if metadata.is_symlink() {
            self.link(folder, name, path, &metadata)?;
        } else if metadata.is_file() {
            self.file(folder, name, path, &metadata)?;
        }
        // Sockets, pipes and devices mean nothing elsewhere.
        Ok(())
    }

    fn link(&mut self, folder: &Dir, name: &OsStr, path: &Path, metadata: &Metadata) -> Result<()> {
        let Some(target) = found(path, folder.read_link_contents(name))? else { return Ok(()) };
        let mut header = header(EntryType::Symlink, metadata, 0);
        // As it stands there; only a long one needs the crate's own way, which tidies it up.
        if header.set_link_name_literal(target.as_os_str().as_bytes()).is_ok() {
            return self.append(path, header, io::empty());
        }
        self.count(path, 0)?;
        self.builder.append_link(&mut header, path, target).map_err(ArchiveError::Write)
    }

    fn file(&mut self, folder: &Dir, name: &OsStr, path: &Path, known: &Metadata) -> Result<()> {
        if let Some(bytes) = self.exceptions.instead.get(path) {
            self.n_files += 1;
            let header = header(EntryType::Regular, known, bytes.len() as u64);
            return self.append(path, header, bytes.as_slice());
        }
        let mut options = OpenOptions::new();
        // Whatever has taken its place meanwhile is neither followed nor waited for.
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let Some(file) = found(path, folder.open_with(name, &options))? else { return Ok(()) };
        let metadata = file.metadata().map_err(|source| unreadable(path, source))?;
        // Also when another file stands there by now.
        if !metadata.is_file() || identity(&metadata) != identity(known) {
            return Ok(());
        }
        self.n_files += 1;
        self.append(path, header(EntryType::Regular, &metadata, metadata.len()), file)
    }

    /// Appends exactly as many bytes as the header says, however the file grows or shrinks.
    fn append(&mut self, path: &Path, mut header: Header, content: impl Read) -> Result<()> {
        let size = header.size().unwrap_or_default();
        self.count(path, size)?;
        let mut content = Watched { content, failure: None };
        let exact = (&mut content).chain(io::repeat(0)).take(size);
        let appended = self.builder.append_data(&mut header, path, exact);
        match (content.failure, appended) {
            (Some(source), _) => Err(unreadable(path, source)),
            (None, Err(source)) => Err(ArchiveError::Write(source)),
            (None, Ok(())) => Ok(()),
        }
    }

    fn count(&mut self, path: &Path, size: u64) -> Result<()> {
        const HEADERS: u64 = 3 * 512;
        let bytes = size + HEADERS + path.as_os_str().len() as u64;
        let left = self.left.bytes.checked_sub(bytes).zip(self.left.entries.checked_sub(1));
        let (bytes, entries) = left.ok_or(ArchiveError::TooLarge(self.limits))?;
        self.left = ArchiveLimits { bytes, entries };
        Ok(())
    }
}

/// Tells a failure to read from one to write.
struct Watched<R> {
    content: R,
    failure: Option<io::Error>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content.read(buffer).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.failure = Some(io::Error::new(error.kind(), error.to_string()));
            }
        })
    }
}

/// Which file it is.
#[must_use]
pub fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

fn header(kind: EntryType, metadata: &Metadata, size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(metadata.mode() & 0o7777);
    header.set_mtime(u64::try_from(metadata.mtime()).unwrap_or_default());
    header.set_size(size);
    header
}

/// What is gone by now was deleted while the archive was made: it is not in it.
fn found<T>(path: &Path, result: io::Result<T>) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(unreadable(path, source)),
    }
}

fn unreadable(path: &Path, source: io::Error) -> ArchiveError {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    ArchiveError::Read { path: path.to_string_lossy().into_owned(), source }
}
