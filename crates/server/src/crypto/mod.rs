//! Randomness, hashes and encryption.

pub mod random;

pub use random::{Digest, NoRandomness, Token, digest};
