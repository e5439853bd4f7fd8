//! Every route: the good, the bad and the forbidden path. One program, so that it links once.
#![expect(unreachable_pub, reason = "the modules of a test program are its own")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "outside of test functions too, a test that cannot go on must fail"
)]

mod checks;
mod common;
mod configurations;
mod described;
mod descriptions;
mod events;
mod files;
mod hosted;
mod mcp;
mod missing;
mod openapi;
mod origins;
mod pages;
mod people;
mod problems;
mod requests;
mod roles;
mod roles_events;
mod search;
mod secrets;
mod sessions;
mod sign_in;
mod snapshots;
mod undo;
mod values;
