//! What the crate promises, without any of the real readers; one program, so that it links once.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which the allowance for tests misses")]
#![allow(clippy::expect_used, reason = "helpers of tests, which the allowance for tests misses")]
#![allow(clippy::panic, reason = "helpers of tests, which the allowance for tests misses")]

mod corners;
mod dialects;
mod document;
mod editing;
mod lines;
mod pains;
mod properties;
mod rendering;
mod table;
