//! What is odd about a file, line by line, without ever quoting it.

use std::fmt;

use crate::reader::Reader;

/// Something about a line that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The line, counted from 1.
    pub line: usize,
    /// What it is.
    pub kind: DiagnosticKind,
}

/// The kinds of things that can be odd about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// The file begins with a byte-order mark.
    Bom,
    /// The first line that ends with a carriage return; a shell takes it for part of the value.
    CarriageReturn,
    /// The key breaks the rule. It is not shown, because people paste values there.
    InvalidKey {
        /// The column where it begins, in characters from 1.
        position: usize,
        /// Its length in characters.
        length: usize,
    },
    /// A key without `=`.
    BareKey,
    /// Neither an assignment nor a comment.
    NotAnAssignment,
    /// A quote is not closed.
    UnclosedQuote,
    /// There is text after the closing quote.
    TrailingText,
    /// The key was assigned before.
    Duplicate {
        /// Where it was first.
        first_line: usize,
    },
    /// The line holds bytes that are not UTF-8.
    InvalidUtf8,
    /// The line holds a NUL character.
    Nul,
    /// Some readers would read something else than [`crate::Entry::value`].
    DialectsDisagree {
        /// Those readers.
        readers: Vec<Reader>,
    },
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Bom => "the file begins with a byte-order mark",
            Self::CarriageReturn => "lines end with a carriage return",
            Self::InvalidKey { position, length } => {
                return write!(
                    formatter,
                    "the key at column {position}, {length} characters long, is not valid"
                );
            }
            Self::BareKey => "a key without =",
            Self::NotAnAssignment => "neither an assignment nor a comment",
            Self::UnclosedQuote => "a quote is not closed",
            Self::TrailingText => "text after the closing quote",
            Self::Duplicate { first_line } => {
                return write!(formatter, "the key is already assigned in line {first_line}");
            }
            Self::InvalidUtf8 => "bytes that are not UTF-8",
            Self::Nul => "a NUL character",
            Self::DialectsDisagree { readers } => {
                formatter.write_str("read differently by")?;
                for (index, reader) in readers.iter().enumerate() {
                    formatter.write_str(if index == 0 { " " } else { ", " })?;
                    formatter.write_str(reader.as_str())?;
                }
                return Ok(());
            }
        };
        formatter.write_str(text)
    }
}
