//! The Envdock server and command line.

pub mod sandbox;
