//! The limits of the contract, in one place.

/// Longest key, in characters.
pub const MAX_KEY_LENGTH: usize = 200;
/// Largest value, in bytes of UTF-8 (256 KiB).
pub const MAX_VALUE_BYTES: usize = 256 * 1024;
/// Most env files in one spec.
pub const MAX_FILES: usize = 1_000;
/// Most slots in one spec, and most keys in one check request.
pub const MAX_SLOTS: usize = 20_000;
