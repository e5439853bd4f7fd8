//! Envdock: components for environment variables.
