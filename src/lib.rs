//! Envdock: components for environment variables.

pub mod api;
pub mod store;
