//! What browser and server agree on.
//!
//! [`model`] holds the nouns of the product, used everywhere.
//! [`wire`] holds the envelopes of the HTTP interface, for the browser's `api` module and the server only.

pub mod model;
pub mod wire;
