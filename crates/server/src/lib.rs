//! The Envdock server: values at rest, env files on disk, and the page that shows what is missing.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod configurations;
pub mod crypto;
pub mod db;
pub mod error;
pub mod events;
pub mod git;
pub mod http;
pub mod mcp;
pub mod openapi;
pub mod page;
pub mod policy;
mod private_file;
pub mod requests;
pub mod routes;
pub mod sandbox;
pub mod scanner;
pub mod secrets;
pub mod setup_agent;
pub mod sign_in;
pub mod workspaces;
