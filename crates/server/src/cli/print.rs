//! Output for people.

use std::io::{self, Write};

/// Prints a line. When nobody reads it, the command goes on all the same.
pub(crate) fn line(text: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Tells of something that does not end the command.
pub(crate) fn warning(text: &str) {
    // As for `line`.
    let _ = writeln!(io::stderr().lock(), "envdock: {text}");
}
