//! The readers whose behaviour is modelled.

use std::collections::BTreeMap;

use crate::value::Value;

mod dotenvy;
mod node;
mod python;
mod shell;

/// A program that reads dotenv files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// The npm package `dotenv`, version 18.
    NodeDotenv,
    /// The Python package `python-dotenv`, version 1.2.
    PythonDotenv,
    /// The Rust crate `dotenvy`, version 0.15.
    Dotenvy,
    /// A POSIX shell that runs `set -a; . file`.
    PosixShell,
}

impl Reader {
    /// Every reader there is.
    pub const ALL: [Self; 4] =
        [Self::NodeDotenv, Self::PythonDotenv, Self::Dotenvy, Self::PosixShell];

    /// The name that files and interfaces use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NodeDotenv => "node-dotenv",
            Self::PythonDotenv => "python-dotenv",
            Self::Dotenvy => "dotenvy",
            Self::PosixShell => "shell",
        }
    }

    /// The reader of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.as_str() == name)
    }

    /// What this reader makes of a whole file.
    #[must_use]
    pub fn read(self, source: &[u8]) -> ReaderView {
        match self {
            Self::NodeDotenv => node::read(source),
            Self::PythonDotenv => python::read(source),
            Self::Dotenvy => dotenvy::read(source),
            Self::PosixShell => shell::read(source),
        }
    }
}

impl std::fmt::Display for Reader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What a reader makes of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Exactly this value.
    Value(Value<'static>),
    /// The key is not set.
    Absent,
    /// The reader puts variables or a home folder into the value; this is never evaluated here.
    Expanded,
    /// The reader gives up at this line and does not get to the key, or takes back what it had.
    Refused {
        /// The line, counted from 1.
        line: usize,
    },
    /// Not modelled: the line runs a command, or holds bytes that no value can have.
    Unsure,
}

/// What a reader makes of a whole file.
#[derive(Debug, Clone, Default)]
pub struct ReaderView {
    readings: BTreeMap<String, Reading>,
    refused_line: Option<usize>,
    is_unsure: bool,
}

impl ReaderView {
    /// What the reader makes of one key.
    #[must_use]
    pub fn reading(&self, key: &str) -> Reading {
        match (self.readings.get(key), self.refused_line) {
            (Some(reading), _) => reading.clone(),
            (None, Some(line)) => Reading::Refused { line },
            (None, None) if self.is_unsure => Reading::Unsure,
            (None, None) => Reading::Absent,
        }
    }

    /// The line at which the reader gives up, if it does.
    #[must_use]
    pub fn refused_line(&self) -> Option<usize> {
        self.refused_line
    }

    /// The keys that the reader meets, in alphabetical order, valid by our rule or not.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.readings.keys().map(String::as_str)
    }

    /// A view of a file in which nothing can be told.
    fn unsure() -> Self {
        Self { is_unsure: true, ..Self::default() }
    }

    /// A view of a file that is refused as a whole.
    fn refused(line: usize) -> Self {
        Self { refused_line: Some(line), ..Self::default() }
    }

    /// The last binding of a key wins.
    fn bind(&mut self, key: &str, reading: Reading) {
        self.readings.insert(key.to_owned(), reading);
    }

    /// The first binding of a key wins.
    fn bind_first(&mut self, key: &str, reading: Reading) {
        self.readings.entry(key.to_owned()).or_insert(reading);
    }
}

/// No environment variable can hold NUL, and readers differ in how they fail on it.
fn exact(text: String) -> Reading {
    if text.contains('\0') { Reading::Unsure } else { Reading::Value(Value::new(text)) }
}

/// Carriage returns count as line breaks, alone or before a line feed.
fn universal_newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
