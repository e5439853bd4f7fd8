//! Random tokens, and the hashes by which they are known.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness(#[source] pub getrandom::Error);

/// Fills an array with random bytes.
///
/// # Errors
/// When the operating system has none.
pub fn bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, NoRandomness> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(NoRandomness)?;
    Ok(bytes)
}

/// 256 random bits that prove who somebody is.
pub struct Token(Zeroizing<String>);

impl Token {
    /// A new one, as text that fits into a URL.
    ///
    /// # Errors
    /// When the operating system has no random bytes.
    pub fn generate() -> Result<Self, NoRandomness> {
        let bytes = bytes::<32>()?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))))
    }

    /// The token itself. Do not log what this returns.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(redacted)")
    }
}

/// What is kept of a token: its SHA-256. 256 random bits need no slow hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether both are of one token, found out in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// The bytes as lower-case hexadecimal text.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Digest(redacted)")
    }
}

/// The hash of `text`.
#[must_use]
pub fn digest(text: &str) -> Digest {
    Digest(Sha256::digest(text.as_bytes()).into())
}

/// A short random id such as `ses_0123456789abcdef`.
///
/// # Errors
/// When the operating system has no random bytes.
pub fn id(prefix: &str) -> Result<String, NoRandomness> {
    Ok(format!("{prefix}_{}", hex(bytes::<8>()?.as_slice())))
}

/// Bytes as lower-case hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_different_and_redacted() {
        let (one, two) = (Token::generate().unwrap(), Token::generate().unwrap());
        assert_eq!(one.expose().len(), 43);
        assert_ne!(one.expose(), two.expose());
        assert_eq!(one.digest(), digest(one.expose()));
        assert_ne!(one.digest(), two.digest());
        assert_eq!(format!("{one:?} {:?}", one.digest()), "Token(redacted) Digest(redacted)");
    }

    #[test]
    fn ids_have_their_prefix_and_64_bits() {
        let id = id("ses").unwrap();
        assert!(id.starts_with("ses_") && id.len() == 20, "{id}");
    }
}
