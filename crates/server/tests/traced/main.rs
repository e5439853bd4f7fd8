//! What the whole process logs: never a value, and one statement per check.
//!
//! The database works on threads of its own, so these tests need the one log of the process.
#![expect(unreachable_pub, reason = "the modules of a test program are its own")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "outside of test functions too, a test that cannot go on must fail"
)]

#[expect(dead_code, reason = "these tests need a part of it")]
#[path = "../routes/common.rs"]
mod common;
#[path = "../routes/described.rs"]
mod described;
mod log;
mod silence;
mod statements;
