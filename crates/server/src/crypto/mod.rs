//! Randomness, hashes and encryption.

mod keyring;
mod master_key;
pub mod random;

pub use keyring::{Keyring, OpenError, SealError, Sealed};
pub use master_key::{MasterKey, MasterKeyError};
pub use random::{Digest, NoRandomness, Token, digest};
