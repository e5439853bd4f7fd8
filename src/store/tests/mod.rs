//! Stories of the whole store against a server in memory, on virtual time.
#![cfg(not(target_arch = "wasm32"))]

mod adopting;
mod bench;
mod checks;
mod counts;
mod importing;
mod lifetime;
mod orders;
mod organization;
mod organization_people;
mod organization_watch;
mod page;
mod requests;
mod saves;
mod streaming;
