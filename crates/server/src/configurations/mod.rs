//! Configurations and their specs.
