//! The master key: from the environment, or from a file that only its owner can read.

use crate::crypto::NoRandomness;
use crate::crypto::random;
use crate::private_file::keep_private;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The environment variable that holds the key instead of the file.
const VARIABLE: &str = "ENVDOCK_MASTER_KEY";
const FILE: &str = "master.key";

/// 256 random bits under which every value is encrypted.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(redacted)")
    }
}

/// Why there is no usable master key. Never holds any of it.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// Values are stored, and the key they were encrypted with is not here.
    #[error(
        "the master key is lost: {} is missing; put it back, or give the key in {VARIABLE}. \
Nothing was changed",
        .0.display()
    )]
    Lost(PathBuf),
    /// It is not the key the stored values were encrypted with.
    #[error(
        "the master key in {0} is not the one that the stored values were encrypted with. \
Nothing was changed"
    )]
    Wrong(String),
    /// It is not a key at all.
    #[error("the master key in {0} is not 32 bytes written in base64. Nothing was changed")]
    NotAKey(String),
    /// The file cannot be used.
    #[error("{} cannot be used: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No key could be made.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

impl MasterKey {
    /// Where the file is.
    #[must_use]
    pub fn path(data_dir: &Path) -> PathBuf {
        data_dir.join(FILE)
    }

    /// Takes 32 bytes as the key.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads base64 text from `origin`.
    ///
    /// # Errors
    /// When it is not 32 bytes.
    pub fn parse(text: &str, origin: &str) -> Result<Self, MasterKeyError> {
        let refused = || MasterKeyError::NotAKey(origin.to_owned());
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_source| refused())?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_source| refused())?;
        Ok(Self::new(bytes))
    }

    /// The key and where it comes from: the variable, else the file. `None`: neither is there.
    ///
    /// # Errors
    /// When what is there is not a key.
    pub fn load(
        variable: Option<&str>,
        data_dir: &Path,
    ) -> Result<Option<(Self, String)>, MasterKeyError> {
        if let Some(text) = variable {
            return Self::parse(text, VARIABLE).map(|key| Some((key, VARIABLE.to_owned())));
        }
        let path = Self::path(data_dir);
        let origin = path.display().to_string();
        keep_private(&path);
        match fs::read_to_string(&path).map(Zeroizing::new) {
            Ok(text) => Self::parse(&text, &origin).map(|key| Some((key, origin))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(MasterKeyError::File { path, source }),
        }
    }

    /// Makes a key and its file. An existing file is never overwritten.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn create(data_dir: &Path) -> Result<Self, MasterKeyError> {
        let key = Self(random::bytes()?);
        let path = Self::path(data_dir);
        let text = Zeroizing::new(format!("{}\n", STANDARD.encode(key.0.as_slice())));
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            })
            .map_err(|source| MasterKeyError::File { path, source })?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert!(MasterKey::load(None, folder.path()).unwrap().is_none());
        let first = MasterKey::create(folder.path()).unwrap();
        let (read, _) = MasterKey::load(None, folder.path()).unwrap().unwrap();
        assert_eq!(first.as_bytes(), read.as_bytes());
        let mode = fs::metadata(MasterKey::path(folder.path())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(MasterKey::create(folder.path()).is_err());
    }

    #[test]
    fn what_is_not_a_key_is_refused_without_repeating_it() {
        for text in ["", "short", "not base64!", &"A".repeat(80)] {
            let error = MasterKey::parse(text, VARIABLE).unwrap_err().to_string();
            assert_eq!(
                error,
                "the master key in ENVDOCK_MASTER_KEY is not 32 bytes written in base64. \
                 Nothing was changed"
            );
        }
    }
}
