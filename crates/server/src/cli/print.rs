//! Output for people.

use std::io::{self, Write};

/// Prints a line. When nobody reads it, the command goes on all the same.
pub(crate) fn line(text: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
