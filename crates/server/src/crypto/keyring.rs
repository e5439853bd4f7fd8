//! Encryption of values, and the other keys that come from the master key.

use crate::crypto::{MasterKey, NoRandomness, random};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use envdock_contract::model::{Address, ConfigurationId, SecretText, Version};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What is stored of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Which master key it was encrypted with.
    pub key_id: String,
    /// Random, used once.
    pub nonce: [u8; 12],
    /// AES-256-GCM, with address and version as associated data.
    pub ciphertext: Vec<u8>,
}

/// A stored value cannot be decrypted.
#[derive(Debug, thiserror::Error)]
#[error("a stored value does not fit the master key or its address")]
pub struct OpenError;

/// A value was not encrypted, so it must not be stored.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The address could not be tied to it.
    #[error("the address of a value could not be written down")]
    Address(#[from] serde_json::Error),
    /// The cipher refused it.
    #[error("a value could not be encrypted")]
    Cipher(#[source] aes_gcm::Error),
}

/// The keys of one master key, each for one purpose.
pub struct Keyring {
    key_id: String,
    values: Aes256Gcm,
    check: [u8; 32],
    fingerprints: Zeroizing<[u8; 32]>,
    lines: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keyring").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl Keyring {
    /// Derives the keys.
    #[must_use]
    pub fn new(master: &MasterKey) -> Self {
        let derive = |label: &[u8]| Zeroizing::new(mac(master.as_bytes(), &[label]));
        let values = derive(b"envdock values 1");
        let key_id = derive(b"envdock key id 1");
        Self {
            key_id: random::hex(key_id.first_chunk::<8>().map_or(&[], <[u8; 8]>::as_slice)),
            values: Aes256Gcm::new((&*values).into()),
            check: *derive(b"envdock key check 1"),
            fingerprints: derive(b"envdock fingerprints 1"),
            lines: derive(b"envdock lines 1"),
        }
    }

    /// What the database keeps to notice another master key.
    #[must_use]
    pub fn check(&self) -> &[u8; 32] {
        &self.check
    }

    /// Whether `check` was made by this master key.
    #[must_use]
    pub fn fits(&self, check: &[u8]) -> bool {
        self.check.as_slice().ct_eq(check).into()
    }

    /// Encrypts a value for one version of one address.
    ///
    /// # Errors
    /// [`SealError`]; nothing may be stored then.
    pub fn seal(
        &self,
        address: &Address,
        version: Version,
        value: &SecretText,
    ) -> Result<Sealed, SealError> {
        self.seal_with(address, version, value, |nonce, payload| {
            self.values.encrypt(&nonce.into(), payload)
        })
    }

    fn seal_with(
        &self,
        address: &Address,
        version: Version,
        value: &SecretText,
        encrypt: impl FnOnce([u8; 12], Payload<'_, '_>) -> aes_gcm::aead::Result<Vec<u8>>,
    ) -> Result<Sealed, SealError> {
        let nonce = *random::bytes::<12>()?;
        let aad = associated_data(address, version)?;
        let payload = Payload { msg: value.expose().as_bytes(), aad: &aad };
        let ciphertext = encrypt(nonce, payload).map_err(SealError::Cipher)?;
        Ok(Sealed { key_id: self.key_id.clone(), nonce, ciphertext })
    }

    /// Decrypts a value.
    ///
    /// # Errors
    /// When it was encrypted with another key, or for another address or version.
    pub fn open(
        &self,
        address: &Address,
        version: Version,
        sealed: &Sealed,
    ) -> Result<SecretText, OpenError> {
        let aad = associated_data(address, version).map_err(|_source| OpenError)?;
        let payload = Payload { msg: &sealed.ciphertext, aad: &aad };
        let bytes = self
            .values
            .decrypt(&Nonce::from(sealed.nonce), payload)
            .map_err(|_source| OpenError)?;
        String::from_utf8(bytes).map(SecretText::new).map_err(|_source| OpenError)
    }

    /// What is kept of a request's body: enough to know it again, not enough to test guesses.
    #[must_use]
    pub fn fingerprint(&self, body: &[u8]) -> [u8; 32] {
        mac(&self.fingerprints, &[body])
    }

    /// The key under which lines of one configuration's folder are hashed.
    #[must_use]
    pub fn line_key(&self, configuration: &ConfigurationId) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(mac(&self.lines, &[configuration.as_str().as_bytes()]))
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104 fills a short key with zeros up to the block size; done here, no key can fail.
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Ties a ciphertext to its place: moved to another address or version, it does not open.
fn associated_data(address: &Address, version: Version) -> serde_json::Result<Vec<u8>> {
    // JSON keeps the parts apart.
    serde_json::to_vec(&("envdock value 1", address, version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{Environment, KeyName, Scope};

    fn address(key: &str) -> Address {
        Address {
            environment: Environment::default(),
            scope: Scope::Organization,
            key: KeyName::new(key).unwrap(),
        }
    }

    #[test]
    fn a_value_opens_only_at_its_place_and_with_its_key() {
        let keyring = Keyring::new(&MasterKey::new([1; 32]));
        let value = SecretText::new("s3cr3t ü".to_owned());
        let sealed = keyring.seal(&address("A"), Version(2), &value).unwrap();
        let opened = keyring.open(&address("A"), Version(2), &sealed).unwrap();
        assert_eq!(opened.expose(), value.expose());
        assert!(keyring.open(&address("B"), Version(2), &sealed).is_err());
        assert!(keyring.open(&address("A"), Version(3), &sealed).is_err());
        let other = Keyring::new(&MasterKey::new([2; 32]));
        assert!(other.open(&address("A"), Version(2), &sealed).is_err());
        assert!(keyring.fits(keyring.check()) && !other.fits(keyring.check()));
    }

    #[test]
    fn what_the_cipher_refuses_is_an_error_and_never_an_empty_text() {
        let keyring = Keyring::new(&MasterKey::new([1; 32]));
        let value = SecretText::new("s3cr3t".to_owned());
        let refused =
            keyring.seal_with(&address("A"), Version(1), &value, |_, _| Err(aes_gcm::Error));
        assert!(matches!(refused, Err(SealError::Cipher(_))), "{refused:?}");
    }

    #[test]
    fn the_same_value_never_looks_the_same() {
        let keyring = Keyring::new(&MasterKey::new([1; 32]));
        let value = SecretText::new("same".to_owned());
        let seal = || keyring.seal(&address("A"), Version(1), &value).unwrap();
        assert_ne!(seal(), seal());
        assert_ne!(keyring.fingerprint(b"a"), keyring.fingerprint(b"b"));
    }
}
