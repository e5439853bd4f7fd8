//! A dotenv file, byte for byte.

use std::collections::BTreeMap;
use std::fmt;

use crate::cursor::count_line_feeds;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::entry::Entry;
use crate::reader::{Reader, ReaderView, Reading};
use crate::segment::{Kind, Segment, segments};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A dotenv file: parsed, editable, and always able to give back its bytes.
#[derive(Clone, Default)]
pub struct Document {
    has_bom: bool,
    pub(crate) segments: Vec<Segment>,
}

/// A line of a document that is meant to say something.
#[derive(Debug, Clone)]
pub enum Line<'a> {
    /// An assignment with a valid key, or such a key alone.
    Entry(Entry<'a>),
    /// Anything else.
    Odd(Diagnostic),
}

impl Document {
    /// Takes a file apart. Every input is a document; what is odd about it is in
    /// [`Document::diagnostics`].
    #[must_use]
    pub fn parse(input: &[u8]) -> Self {
        let body = input.strip_prefix(BOM);
        Self { has_bom: body.is_some(), segments: segments(body.unwrap_or(input)) }
    }

    /// The file. Of a document that was not edited exactly what was parsed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = if self.has_bom { BOM.to_vec() } else { Vec::new() };
        for segment in &self.segments {
            bytes.extend_from_slice(&segment.bytes);
        }
        bytes
    }

    /// The assignments with a valid key, and keys that stand alone, from top to bottom.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.numbered().filter_map(|(index, line, segment)| match &segment.kind {
            Kind::Assignment(assignment) => {
                Some(Entry { assignment, segments: &self.segments, index, line })
            }
            Kind::Blank | Kind::Comment | Kind::BadKey { .. } | Kind::Text => None,
        })
    }

    /// Every line but blank ones and comments, from top to bottom. Unlike [`Document::diagnostics`]
    /// it can be taken a few lines at a time: what is odd about an entry is looked up when asked.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.numbered().filter_map(|(index, line, segment)| match &segment.kind {
            Kind::Blank | Kind::Comment => None,
            Kind::Assignment(assignment) => {
                Some(Line::Entry(Entry { assignment, segments: &self.segments, index, line }))
            }
            Kind::Text => {
                Some(Line::Odd(Diagnostic { line, kind: DiagnosticKind::NotAnAssignment }))
            }
            Kind::BadKey { position, length } => {
                let kind = DiagnosticKind::InvalidKey { position: *position, length: *length };
                Some(Line::Odd(Diagnostic { line, kind }))
            }
        })
    }

    /// What one reader makes of the whole file.
    #[must_use]
    pub fn view(&self, reader: Reader) -> ReaderView {
        reader.read(&self.to_bytes())
    }

    /// What one reader makes of one key. For many keys ask the [`Document::view`] once.
    #[must_use]
    pub fn value_for(&self, key: &str, reader: Reader) -> Reading {
        self.view(reader).reading(key)
    }

    /// What is odd about the file, ordered by line.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        if self.has_bom {
            diagnostics.push(Diagnostic { line: 1, kind: DiagnosticKind::Bom });
        }
        let mut has_carriage_return = false;
        let mut first_lines = BTreeMap::new();
        for (index, line, segment) in self.numbered() {
            let mut report = |kind| diagnostics.push(Diagnostic { line, kind });
            if !has_carriage_return && segment.bytes.ends_with(b"\r\n") {
                has_carriage_return = true;
                report(DiagnosticKind::CarriageReturn);
            }
            match &segment.kind {
                Kind::Blank | Kind::Comment => {}
                Kind::Text => report(DiagnosticKind::NotAnAssignment),
                Kind::BadKey { position, length } => {
                    report(DiagnosticKind::InvalidKey { position: *position, length: *length });
                }
                Kind::Assignment(assignment) => {
                    let entry = Entry { assignment, segments: &self.segments, index, line };
                    let first_line = *first_lines.entry(entry.key()).or_insert(line);
                    if first_line != line {
                        report(DiagnosticKind::Duplicate { first_line });
                    }
                    if let Some(kind) = entry.diagnostic() {
                        report(kind);
                    }
                }
            }
        }
        diagnostics
    }

    /// Segments with their index and the number of their first line.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, usize, &Segment)> {
        let mut next_line = 1;
        self.segments.iter().enumerate().map(move |(index, segment)| {
            let line = next_line;
            next_line += count_line_feeds(&segment.bytes);
            (index, line, segment)
        })
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_entries = self.entries().count();
        formatter.debug_struct("Document").field("n_entries", &n_entries).finish_non_exhaustive()
    }
}
