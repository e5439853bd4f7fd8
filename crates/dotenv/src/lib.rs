//! A lossless dotenv parser and writer.
//!
//! No two dotenv readers agree on what a file means, so this crate keeps three things apart:
//!
//! - [`Document`] holds the file byte for byte. Parsing is total: whatever the input, there is a
//!   document, `to_bytes` gives the input back, and what is odd is a [`Diagnostic`] with a line.
//! - [`Reader`] models what a real reader would make of the file: [`Document::value_for`] answers
//!   for one key, [`Document::view`] for all of them. Nothing is ever expanded or run.
//! - [`render`] writes one assignment so that every reader asked for gets exactly the same bytes
//!   back, or names the reader that cannot. [`Document::write`] puts it into a file and checks
//!   that the file as a whole still gives that value to each of them.
//!
//! ```
//! use envdock_dotenv::{Document, Reader};
//!
//! let file = b"# the shop\r\nexport SHOP_NAME='Ann' # who\r\nPORT=80";
//! let document = Document::parse(file);
//! assert_eq!(document.to_bytes(), file);
//! let keys: Vec<&str> = document.entries().map(|entry| entry.key()).collect();
//! assert_eq!(keys, ["SHOP_NAME", "PORT"]);
//! assert_eq!(Reader::parse("dotenvy"), Some(Reader::Dotenvy));
//! ```
//!
//! ```
//! use envdock_dotenv::{Document, Reader};
//!
//! let mut document = Document::parse(b"# Ours\nexport NAME=old # why\n");
//! document.write("NAME", "it's new", &[Reader::NodeDotenv, Reader::PosixShell])?;
//! assert_eq!(document.to_bytes(), b"# Ours\nexport NAME=\"it's new\" # why\n");
//! # Ok::<(), envdock_dotenv::WriteError>(())
//! ```
//!
//! Values are secrets: the types that hold them have a `Debug` that shows none, and neither
//! diagnostics nor errors carry text from a value or from a refused key.
//!
//! The crate does no I/O, knows no clock, and compiles to Wasm as it is.

mod cursor;
mod diagnostic;
mod document;
mod edit;
mod entry;
mod key;
mod reader;
mod render;
mod segment;
mod value;
mod write;

pub use crate::diagnostic::{Diagnostic, DiagnosticKind};
pub use crate::document::{Document, Line};
pub use crate::entry::{Entry, Quote};
pub use crate::key::{KeyError, MAX_KEY_LENGTH, check_key, is_key};
pub use crate::reader::{Reader, ReaderView, Reading};
pub use crate::render::{RenderError, render};
pub use crate::value::Value;
pub use crate::write::WriteError;
