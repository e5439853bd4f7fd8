//! One assignment of a document.

use std::borrow::Cow;
use std::fmt;

use crate::cursor::count_line_feeds;
use crate::diagnostic::DiagnosticKind;
use crate::reader::{Reader, Reading};
use crate::segment::{Assignment, Fault, Kind, Segment};
use crate::value::Value;

/// How a value is quoted in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quote {
    /// Not at all.
    #[default]
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `` `…` ``, known to Node only.
    Backtick,
}

impl Quote {
    pub(crate) fn of(c: char) -> Self {
        match c {
            '\'' => Self::Single,
            '"' => Self::Double,
            '`' => Self::Backtick,
            _ => Self::None,
        }
    }
}

/// One assignment with a valid key, or a valid key alone on its line.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub(crate) assignment: &'a Assignment,
    pub(crate) segments: &'a [Segment],
    pub(crate) index: usize,
    pub(crate) line: usize,
}

impl<'a> Entry<'a> {
    /// The key; valid by [`crate::check_key`].
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.text(&self.assignment.key)
    }

    /// The line it begins in, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The line it ends in, from 1.
    #[must_use]
    pub fn end_line(&self) -> usize {
        let bytes = self.bytes();
        let inner = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        self.line + count_line_feeds(inner)
    }

    /// Whether `export` stands before the key.
    #[must_use]
    pub fn is_exported(&self) -> bool {
        self.assignment.is_exported
    }

    /// Whether it is a key without `=`.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.assignment.fault == Some(Fault::Bare)
    }

    /// How the value is quoted.
    #[must_use]
    pub fn quote(&self) -> Quote {
        self.assignment.quote
    }

    /// The value as written, without quotes and escapes and all.
    #[must_use]
    pub fn raw(&self) -> Value<'a> {
        Value::new(self.text(&self.assignment.value))
    }

    /// What the value means where the dialects agree: trimmed when not quoted, escapes resolved
    /// between double quotes, nothing expanded. None where it cannot be relied on: a bare key, an
    /// unclosed quote, text after the closing quote, NUL, or bytes that are not UTF-8.
    #[must_use]
    pub fn value(&self) -> Option<Value<'a>> {
        if self.assignment.fault.is_some() {
            return None;
        }
        let raw = self.text(&self.assignment.value);
        if self.assignment.quote == Quote::None || !raw.contains(['\\', '\r']) {
            return Some(Value::new(raw));
        }
        let raw = raw.replace("\r\n", "\n");
        if self.assignment.quote != Quote::Double {
            return Some(Value::new(raw));
        }
        Some(Value::new(unescape(&raw)))
    }

    /// The comment after the value, without `#` and the blanks around it.
    #[must_use]
    pub fn comment(&self) -> Option<&'a str> {
        self.assignment.comment.as_ref().map(|range| self.text(range).trim())
    }

    /// The comment lines right above, from top to bottom, without `#` and the blanks around them.
    /// Assignments that are commented out are left out: they may hold values.
    pub fn comments_above(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let above = self.segments.get(..self.index).unwrap_or_default();
        let is_comment = |segment: &&Segment| matches!(segment.kind, Kind::Comment);
        let n_lines = above.iter().rev().take_while(is_comment).count();
        let block = above.get(above.len() - n_lines..).unwrap_or_default();
        block.iter().filter_map(|segment| comment_text(&segment.bytes))
    }

    /// What is odd about it, on its own: not whether its key stands elsewhere, too.
    #[must_use]
    pub fn diagnostic(&self) -> Option<DiagnosticKind> {
        match self.assignment.fault {
            Some(Fault::Bare) => Some(DiagnosticKind::BareKey),
            Some(Fault::Unclosed) => Some(DiagnosticKind::UnclosedQuote),
            Some(Fault::TrailingText) => Some(DiagnosticKind::TrailingText),
            Some(Fault::InvalidUtf8) => Some(DiagnosticKind::InvalidUtf8),
            Some(Fault::Nul) => Some(DiagnosticKind::Nul),
            None => {
                let value = Value::new(self.value()?.into_string());
                let readers = self.disagreeing(&Reading::Value(value));
                (!readers.is_empty()).then_some(DiagnosticKind::DialectsDisagree { readers })
            }
        }
    }

    /// The readers that read something else from this entry alone. Its line end is made a plain
    /// one: carriage returns are reported once for the file.
    fn disagreeing(&self, expected: &Reading) -> Vec<Reader> {
        let bytes = self.bytes();
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let mut line = bytes.strip_suffix(b"\r").unwrap_or(bytes).to_vec();
        line.push(b'\n');
        let reads_otherwise = |reader: &Reader| reader.read(&line).reading(self.key()) != *expected;
        Reader::ALL.into_iter().filter(reads_otherwise).collect()
    }

    /// The bytes of its lines with their line ends.
    #[must_use]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.segments.get(self.index).map_or(&[], |segment| &segment.bytes)
    }

    fn text(&self, range: &std::ops::Range<usize>) -> &'a str {
        let bytes = self.bytes().get(range.clone()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entry = formatter.debug_struct("Entry");
        entry.field("key", &self.key()).field("line", &self.line).finish_non_exhaustive()
    }
}

fn comment_text(line: &[u8]) -> Option<Cow<'_, str>> {
    let text = match String::from_utf8_lossy(line) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim().trim_start_matches('#').trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().trim_start_matches('#').trim().to_owned()),
    };
    let head = text.split('=').next().unwrap_or_default().trim();
    let name = head.strip_prefix("export ").unwrap_or(head).trim();
    let is_assignment = text.contains('=') && crate::key::is_key(name);
    (!is_assignment).then_some(text)
}

fn unescape(raw: &str) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => value.push('\n'),
            Some('r') => value.push('\r'),
            Some('t') => value.push('\t'),
            Some(c @ ('"' | '\\' | '$' | '`')) => value.push(c),
            other => {
                value.push('\\');
                value.extend(other);
            }
        }
    }
    value
}
