//! The command as people start it: exact text, exit code, and nothing changed where it fails.
#![expect(unreachable_pub, reason = "the modules of a test program are its own")]
#![expect(
    clippy::unwrap_used,
    reason = "outside of test functions too, a test that cannot go on must fail"
)]

mod bench;
mod bridge;
mod database;
mod log;
mod master_key;
mod moved;
mod private;
mod second;
mod serve;
