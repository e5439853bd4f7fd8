//! Archives a session's folder for later sessions, without what must stay secret.

use crate::clock;
use crate::crypto::random;
use crate::sandbox::{
    ArchiveError, ArchiveLimits, Exceptions, FileBytes, FileRecords, FileState, LineOrigin, Wanted,
    Workspace, archive, identity,
};
use crate::workspaces::apply::missing;
use crate::workspaces::loaded::{Loaded, LoadedFile};
use crate::workspaces::{Workspaces, WorkspacesError};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use envdock_contract::model::{EnvFile, FileMode, FileRef, Scope, SessionId};
use envdock_contract::wire::{Missing, SnapshotAnswer};
use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

const FOLDER: &str = "snapshots";
const UNFINISHED: &str = ".tmp";

impl Workspaces {
    /// Archives the folder of a live session into the data folder. The folder stays as it is, and
    /// env files can be written meanwhile. One archive is made at a time; one that has begun is
    /// finished also when nobody waits for it.
    ///
    /// # Errors
    /// [`WorkspacesError::MissingRequired`] until exactly what is missing is acknowledged; or the
    /// folder or the archive cannot be used as a whole.
    pub async fn snapshot(
        &self,
        id: &SessionId,
        acknowledged: &[Missing],
        data_dir: &Path,
    ) -> Result<SnapshotAnswer, WorkspacesError> {
        let _alone = self.snapshots.lock().await;
        let session = self.repository.session(id).await?;
        let (secret, prepared) = {
            // Between two writes: a line of this session must not be missed.
            let _turn = self.turn().await;
            let loaded = self.load(id).await?;
            let missing: Vec<_> = loaded.files.iter().flat_map(missing).collect();
            if !is_same(&missing, acknowledged) {
                return Err(WorkspacesError::MissingRequired(missing));
            }
            let (secret, data_dir) = (secret_files(&loaded.files), data_dir.to_owned());
            let work = tokio::task::spawn_blocking(move || prepare(loaded, &data_dir));
            (secret, work.await.map_err(WorkspacesError::BrokenOff)?)
        };
        let stamp: String = clock::now().0.chars().filter(char::is_ascii_alphanumeric).collect();
        let name = random::id(&format!("{stamp}-{id}")).map_err(io::Error::other);
        let name = format!("{}.tar", name.map_err(ArchiveError::Write)?);
        let folder = data_dir.join(FOLDER);
        let work = tokio::task::spawn_blocking(move || Unfinished::write(&folder, name, &prepared));
        let unfinished = work.await.map_err(WorkspacesError::BrokenOff)??;
        // A file that became secret meanwhile may be in the archive.
        let (_, files) = self.load_files(&session).await?;
        if secret_files(&files) != secret {
            return Err(WorkspacesError::SpecChanged);
        }
        let work = tokio::task::spawn_blocking(move || unfinished.finish());
        Ok(work.await.map_err(WorkspacesError::BrokenOff)??)
    }
}

/// Whether two lists name the same slots, in whatever order.
fn is_same(missing: &[Missing], acknowledged: &[Missing]) -> bool {
    let missing: BTreeSet<_> = missing.iter().collect();
    let acknowledged: BTreeSet<_> = acknowledged.iter().collect();
    missing == acknowledged
}

fn secret_files(files: &[LoadedFile]) -> BTreeSet<FileRef> {
    let secret = files.iter().filter(|file| file.env_file.mode == FileMode::Secret);
    secret.map(|file| file.env_file.file_ref()).collect()
}

/// What is to be archived.
struct Prepared {
    workspace: Workspace,
    exceptions: Exceptions,
    left_out: Vec<FileRef>,
}

fn prepare(loaded: Loaded, data_dir: &Path) -> Prepared {
    let mut exceptions = Exceptions::default();
    let mut left_out = Vec::new();
    for file in &loaded.files {
        let name = file.env_file.file_ref();
        let path = PathBuf::from(name.to_string());
        let identities = loaded.workspace.identities(&path);
        if file.env_file.mode == FileMode::Plain {
            if let Some(bytes) = without_session(&loaded, file) {
                exceptions.instead.insert(path, bytes);
            }
        } else {
            if !identities.is_empty() {
                left_out.push(name);
            }
            // Also under another name: a link to it, or what it is a link to.
            exceptions.left_out_everywhere.extend(identities);
            exceptions.left_out.insert(path);
        }
    }
    // Database, master key and older snapshots, should they be in the folder.
    let data = Dir::open_ambient_dir(data_dir, ambient_authority());
    let data = data.and_then(|folder| folder.dir_metadata());
    exceptions.left_out_everywhere.extend(data.iter().map(identity));
    Prepared { workspace: loaded.workspace, exceptions, left_out }
}

/// The content of a plain file as later sessions may have it: without values of a session. What
/// cannot be read is no file of ours, and is archived as what it is.
fn without_session(loaded: &Loaded, file: &LoadedFile) -> Option<FileBytes> {
    let bytes = loaded.workspace.read(&file.env_file.file_ref()).ok().flatten()?;
    let of_session = file.records.iter().filter(|(_, record)| {
        matches!(record.scope, Scope::Session { .. }) && record.origin != LineOrigin::Kept
    });
    let records: FileRecords = of_session
        .map(|(key, record)| {
            // An adopted line has the value, too.
            let mut record = record.clone();
            record.origin = LineOrigin::Written;
            (key.clone(), record)
        })
        .collect();
    let wanted: Vec<_> = records.keys().map(|key| (key.clone(), Wanted::Nothing)).collect();
    let env_file: &EnvFile = &file.env_file;
    let plan =
        FileState::new(env_file, Some(&bytes), &loaded.line_key, records).plan(&wanted, |_| None);
    Some(plan.bytes.unwrap_or(bytes))
}

/// An archive that does not have its name yet. Dropped, it is gone.
struct Unfinished {
    folder: PathBuf,
    temporary: PathBuf,
    answer: SnapshotAnswer,
}

impl Unfinished {
    fn write(folder: &Path, name: String, prepared: &Prepared) -> Result<Self, ArchiveError> {
        let write = ArchiveError::Write;
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(write)?;
        remove_unfinished(folder).map_err(write)?;
        let temporary = folder.join(format!("{name}{UNFINISHED}"));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary);
        let file = file.map_err(write)?;
        let left_out = prepared.left_out.clone();
        let answer = SnapshotAnswer { name, bytes: 0, files: 0, left_out };
        let mut unfinished = Self { folder: folder.to_owned(), temporary, answer };
        let out = BufWriter::new(&file);
        let limits = ArchiveLimits::default();
        unfinished.answer.files = archive(&prepared.workspace, &prepared.exceptions, limits, out)?;
        file.sync_all().map_err(write)?;
        unfinished.answer.bytes = file.metadata().map_err(write)?.len();
        Ok(unfinished)
    }

    fn finish(self) -> Result<SnapshotAnswer, ArchiveError> {
        fs::rename(&self.temporary, self.folder.join(&self.answer.name))
            .and_then(|()| File::open(&self.folder)?.sync_all())
            .map_err(ArchiveError::Write)?;
        Ok(self.answer.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After `finish` it has another name.
        drop(fs::remove_file(&self.temporary));
    }
}

/// What a server that was killed has left behind.
fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| UNFINISHED.strip_prefix('.') == end.to_str()) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
