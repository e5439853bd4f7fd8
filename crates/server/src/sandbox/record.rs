//! How a line that Envdock wrote is known again: by a keyed hash, kept on the server.

use envdock_contract::model::{FileRef, KeyName, Scope, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// The key under which lines of one workspace are hashed. Without it nobody can test guesses of a
/// value against a stored record.
pub struct LineKey(Zeroizing<[u8; 64]>);

impl fmt::Debug for LineKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LineKey(redacted)")
    }
}

impl LineKey {
    /// Takes over 32 random bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        // RFC 2104 fills a short key with zeros up to the block size; done here, no key can fail.
        let mut block = Zeroizing::new([0; 64]);
        for (to, from) in block.iter_mut().zip(bytes) {
            *to = *from;
        }
        Self(block)
    }

    /// The hash of a line. The file and the key are part of it, so that a line that was copied
    /// elsewhere is not taken for ours.
    #[must_use]
    pub fn hash(&self, file: &FileRef, key: &KeyName, line: &[u8]) -> LineHash {
        LineHash(self.mac(file, key, line).finalize().into_bytes().into())
    }

    /// Whether `line` is the one that `hash` was made of; takes the same time either way.
    #[must_use]
    pub fn matches(&self, hash: &LineHash, file: &FileRef, key: &KeyName, line: &[u8]) -> bool {
        self.mac(file, key, line).verify_slice(&hash.0).is_ok()
    }

    fn mac(&self, file: &FileRef, key: &KeyName, line: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new((&*self.0).into());
        // NUL is in no path and in no key, so that no two inputs look alike.
        for part in [file.to_string().as_bytes(), key.as_str().as_bytes(), line] {
            mac.update(part);
            mac.update(&[0]);
        }
        mac
    }
}

/// The keyed hash (HMAC-SHA-256, RFC 2104) of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineHash(pub [u8; 32]);

/// What the server remembers of a line it wrote or adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRecord {
    /// The line as it was left.
    pub hash: LineHash,
    /// The scope of the value in it.
    pub scope: Scope,
    /// The version of the value in it.
    pub version: Version,
    /// How the line came about.
    pub origin: LineOrigin,
}

/// How a line that the server remembers came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOrigin {
    /// Envdock wrote it, and removes it when no value applies.
    Written,
    /// A person wrote it and its value is the stored one. It is never removed.
    Adopted,
    /// A person wrote it and chose to keep it although another value is stored.
    Kept,
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{FilePath, WorkspacePath};

    #[test]
    fn only_the_same_line_of_the_same_key_and_file_is_ours() {
        let file = |path: &str| FileRef {
            workspace_path: WorkspacePath::default(),
            path: FilePath::new(path).unwrap(),
        };
        let (a, b) = (KeyName::new("A").unwrap(), KeyName::new("B").unwrap());
        let key = LineKey::new(&[7; 32]);
        let hash = key.hash(&file(".env"), &a, b"A=1\n");
        assert!(key.matches(&hash, &file(".env"), &a, b"A=1\n"));
        assert!(!key.matches(&hash, &file(".env"), &a, b"A=1\r\n"));
        assert!(!key.matches(&hash, &file(".env"), &b, b"A=1\n"));
        assert!(!key.matches(&hash, &file(".env.local"), &a, b"A=1\n"));
        assert!(!LineKey::new(&[8; 32]).matches(&hash, &file(".env"), &a, b"A=1\n"));
        assert_eq!(format!("{key:?}"), "LineKey(redacted)");
    }
}
