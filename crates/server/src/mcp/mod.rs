//! `/mcp`: what an agent can do, over the Model Context Protocol.
//!
//! `tools` knows nothing of the protocol; `protocol` puts it on the wire with the official SDK, and
//! `gate` decides who gets there. Another generation of the protocol is another adapter.

mod agent;
mod arguments;
mod gate;
mod message;
mod owners;
mod protocol;
mod tools;

pub(crate) use protocol::routes;
