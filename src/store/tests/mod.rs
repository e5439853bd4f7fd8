//! Stories of the whole store against a server in memory, on virtual time.

mod bench;
mod checks;
mod lifetime;
mod orders;
