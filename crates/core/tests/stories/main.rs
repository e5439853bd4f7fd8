//! What the state machine does, told as stories of a page.
#![expect(clippy::wildcard_enum_match_arm, reason = "stories look for single commands")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod batching;
mod configurations;
mod counting;
mod disk;
mod failing;
mod holding;
mod keeping;
mod listening;
mod naming;
mod nouns;
mod ordering;
mod pressing;
mod properties;
mod requests;
mod resending;
mod retrying;
mod saving;
mod server;
mod signing_in;
mod splitting;
mod story;
mod streaming;
mod undoing;
mod waiting;
mod world;
