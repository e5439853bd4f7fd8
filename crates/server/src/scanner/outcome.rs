//! What a scan is asked and what it answers.

use envdock_contract::model::{KeyName, Spec};
use envdock_rules::agent_text::is_deceptive;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// How to scan.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// Threads that read files.
    pub n_threads: usize,
    /// Larger files are skipped.
    pub max_file_bytes: u64,
}

impl Default for ScanOptions {
    /// Two threads, 1 MiB.
    fn default() -> Self {
        Self { n_threads: 2, max_file_bytes: 1024 * 1024 }
    }
}

/// Why a folder could not be scanned.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// There is nothing at the path.
    #[error("{}: there is no such folder", .0.display())]
    NotFound(PathBuf),
    /// There is something else at the path.
    #[error("{}: not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder's entries cannot be listed.
    #[error("{}: the folder cannot be read ({reason})", .path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
}

/// What a project needs, as far as its files tell.
#[derive(Clone, Debug, Default)]
pub struct ScanOutcome {
    /// Env files and slots; every slot is `proposed`.
    pub spec: Spec,
    /// Files that were not read, ordered by path; see [`ScanOutcome::n_skipped`].
    pub skipped: Vec<Skipped>,
    /// How many files were skipped for each reason, also those that are not listed.
    pub n_skipped: SkippedSummary,
    /// Lines that a person should look at, ordered by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files the project has, without ignored ones.
    pub n_files: usize,
}

/// Number of skipped files for each reason.
pub type SkippedSummary = BTreeMap<SkipReason, usize>;

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The path, from the root of the project.
    pub path: String,
    /// Why it was not read.
    pub reason: SkipReason,
}

impl fmt::Display for Skipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", shown(&self.path), self.reason)
    }
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// Larger than the limit.
    TooLarge,
    /// It holds a NUL byte: no text.
    Binary,
    /// Made by a tool, with lines that nobody reads.
    Minified,
    /// A device, pipe or socket.
    NotAFile,
    /// A symbolic link that leads out of the project.
    LeadsOutside,
    /// The operating system refused to open it.
    Unreadable,
    /// Its path is not UTF-8.
    NotText,
    /// Its env file would have a path that may not be proposed.
    Deceptive,
    /// It would be read as a list of ignored files, and is a device, a pipe, huge, or elsewhere.
    OddIgnoreFile,
}

impl SkipReason {
    /// The name in machine-readable output.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Binary => "binary",
            Self::Minified => "minified",
            Self::NotAFile => "not_a_file",
            Self::LeadsOutside => "leads_outside",
            Self::Unreadable => "unreadable",
            Self::NotText => "not_text",
            Self::Deceptive => "deceptive_name",
            Self::OddIgnoreFile => "odd_ignore_file",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "larger than 1 MiB",
            Self::Binary => "binary",
            Self::Minified => "minified",
            Self::NotAFile => "neither a file nor a folder",
            Self::LeadsOutside => "a symbolic link that leads out of the project",
            Self::Unreadable => "cannot be read",
            Self::NotText => "its path is not UTF-8",
            Self::Deceptive => {
                "an env file of this name, or in a folder of this name, can be mistaken for \
                 another: rename it, or add the keys by hand to another file"
            }
            Self::OddIgnoreFile => "no usual ignore file, so its folder was left out",
        })
    }
}

/// A path of the project on one line, without what hides or reorders the rest of it.
fn shown(path: &str) -> String {
    path.chars().map(|c| if is_deceptive(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// A line that a person should look at. It never holds text from a value or a refused name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, from the root of the project.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What is there.
    pub kind: DiagnosticKind,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", shown(&self.file), self.line, self.kind)
    }
}

/// What is odd about a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiagnosticKind {
    /// The name before `=` breaks the rule of keys.
    InvalidName {
        /// The column where it begins, in characters from 1.
        column: usize,
        /// Characters of the name.
        length: usize,
    },
    /// A line of an env file that assigns nothing.
    NotAnAssignment,
    /// The name controls other processes, so it is not proposed.
    ControlsProcesses(KeyName),
    /// More slots or files than a spec may have; the rest is left out.
    TooMany,
}

impl DiagnosticKind {
    /// The name in machine-readable output.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidName { .. } => "invalid_name",
            Self::NotAnAssignment => "not_an_assignment",
            Self::ControlsProcesses(_) => "controls_processes",
            Self::TooMany => "too_many",
        }
    }
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidName { column, length } => write!(
                formatter,
                "the name at column {column}, {length} characters long, is not valid and was left \
                 out; names have only letters, digits and `_`, do not begin with a digit, and have \
                 at most 200 characters"
            ),
            Self::NotAnAssignment => formatter.write_str("not an assignment"),
            Self::ControlsProcesses(key) => write!(
                formatter,
                "{key} controls how programs run, so it is not proposed; add it by hand if the \
                 project really needs it"
            ),
            Self::TooMany => formatter.write_str(
                "more files or keys than one configuration may have; the rest is left out",
            ),
        }
    }
}
