//! Puts a value into a document and makes sure that it arrives.

use thiserror::Error;

use crate::document::Document;
use crate::reader::{Reader, Reading};
use crate::render::{RenderError, render};

/// Why a value was not put into a document. Holds no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The assignment cannot be written for these readers at all.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// It can, but other lines of this file keep a reader from getting there.
    #[error("other lines of the file keep {reader} from reading this key")]
    Unread {
        /// The reader.
        reader: Reader,
        /// The line at which it gives up, if it does.
        line: Option<usize>,
    },
}

impl Document {
    /// Sets a key to a value, in place or at the end, so that each of the readers gets exactly that
    /// value out of this file; without readers every known one. Either all of it happens or
    /// nothing. Where a shell would run commands, what it makes of the file is not checked.
    ///
    /// Takes one pass over the file per reader. For many keys use [`Document::place`] and look at
    /// one [`Document::view`] per reader afterwards.
    ///
    /// # Errors
    /// Names the reader that cannot be given the value, and whether value or file is the reason.
    pub fn write(&mut self, key: &str, value: &str, readers: &[Reader]) -> Result<(), WriteError> {
        let mut edited = self.clone();
        edited.place(key, value, readers)?;
        for reader in all_if_empty(readers) {
            let view = edited.view(*reader);
            match view.reading(key) {
                Reading::Value(read) if read.expose() == value => {}
                Reading::Unsure => {}
                Reading::Value(_)
                | Reading::Absent
                | Reading::Expanded
                | Reading::Refused { .. } => {
                    let line = view.refused_line();
                    return Err(WriteError::Unread { reader: *reader, line });
                }
            }
        }
        *self = edited;
        Ok(())
    }

    /// Like [`Document::write`] without a look at the rest of the file.
    ///
    /// # Errors
    /// See [`render`].
    pub fn place(&mut self, key: &str, value: &str, readers: &[Reader]) -> Result<(), RenderError> {
        let mut line = render(key, value, readers)?;
        let is_for_shell = all_if_empty(readers).contains(&Reader::PosixShell);
        if self.replace(key, &line, is_for_shell) == 0 {
            if is_for_shell && self.line_end() == b"\r\n" {
                line.push_str(" #");
            }
            self.append(&line);
        }
        Ok(())
    }
}

fn all_if_empty(readers: &[Reader]) -> &[Reader] {
    if readers.is_empty() { &Reader::ALL } else { readers }
}
