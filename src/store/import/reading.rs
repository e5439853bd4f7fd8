//! From bytes to lines: a few at a time, so that a page stays fluent.

use crate::store::{FileNote, Import, ImportLine, ImportRefusal, LineFlaw, LineNote};
use envdock_contract::model::{KeyName, MAX_SLOTS, MAX_VALUE_BYTES, Reader, SecretText};
use envdock_dotenv::{Diagnostic, DiagnosticKind, Document, Entry, Line, Quote};
use envdock_rules::agent_text::{MAX_DESCRIPTION, clean};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Most bytes that are read: far more than a dotenv file has, and what one request can carry.
pub const MAX_IMPORT_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes at the beginning of a file that are looked at to tell what it is.
const HEAD: usize = 8 * 1024;
/// Of so many bytes at most one is a control character in a text.
const ODD_BYTES: usize = 32;

/// Reads a dotenv text.
#[derive(Debug)]
pub struct ImportReader {
    document: Document,
    n_read: usize,
    lines: Vec<ImportLine>,
    values: Vec<Option<Rc<SecretText>>>,
    notes: Vec<FileNote>,
}

impl ImportReader {
    /// Takes a text apart. Every file of a size that can be imported is a text unless it is clear
    /// that it is none; what is wrong with single lines is said of them.
    ///
    /// # Errors
    /// [`ImportRefusal`] says why nothing of it is read.
    pub fn new(bytes: &[u8]) -> Result<Self, ImportRefusal> {
        if bytes.len() > MAX_IMPORT_BYTES {
            return Err(ImportRefusal::TooLarge);
        }
        refuse_what_is_no_text(bytes)?;
        if bytes.split(|byte| *byte == b'\n').nth(MAX_SLOTS + 1).is_some() {
            return Err(ImportRefusal::TooManyLines);
        }
        let mut notes = Vec::new();
        if bytes.starts_with(b"\xef\xbb\xbf") {
            notes.push(FileNote::ByteOrderMark);
        }
        if bytes.windows(2).any(|pair| pair == b"\r\n") {
            notes.push(FileNote::CarriageReturns);
        }
        let document = Document::parse(bytes);
        Ok(Self { document, n_read: 0, lines: Vec::new(), values: Vec::new(), notes })
    }

    /// Reads the next `n_lines` lines; tells whether there are more.
    pub fn read_on(&mut self, n_lines: usize) -> bool {
        let mut n_left = n_lines;
        for line in self.document.lines().skip(self.n_read).take(n_lines) {
            n_left -= 1;
            let (line, value) = match line {
                Line::Entry(entry) => read(&entry),
                Line::Odd(diagnostic) => (odd(&diagnostic), None),
            };
            self.lines.push(line);
            self.values.push(value);
        }
        self.n_read = self.lines.len();
        n_left == 0
    }

    /// What was read.
    ///
    /// # Errors
    /// [`ImportRefusal::Nothing`] when no line says anything.
    pub fn finish(mut self) -> Result<Import, ImportRefusal> {
        if self.lines.is_empty() {
            return Err(ImportRefusal::Nothing);
        }
        note_repetitions(&mut self.lines);
        Ok(Import { lines: Arc::new(self.lines), values: self.values, notes: self.notes })
    }
}

/// Whether a text of several lines is a dotenv text, and not one value: each line that says
/// something assigns, and there are two at least.
#[must_use]
pub fn looks_like_env(text: &str) -> bool {
    let document = Document::parse(text.as_bytes());
    let mut n_assignments = 0;
    for line in document.lines() {
        match line {
            Line::Entry(entry) if !entry.is_bare() => n_assignments += 1,
            Line::Entry(_) | Line::Odd(_) => return false,
        }
    }
    n_assignments > 1
}

fn refuse_what_is_no_text(bytes: &[u8]) -> Result<(), ImportRefusal> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ImportRefusal::Utf16);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let nul_in = |skip| head.iter().skip(skip).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul_in(0), nul_in(1));
    let most = head.len() / 4;
    if head.len() > 3 && ((even == 0 && odd > most) || (odd == 0 && even > most)) {
        return Err(ImportRefusal::Utf16);
    }
    let is_odd = |byte: &&u8| **byte < b' ' && !b"\t\n\r\x0c\x1b".contains(*byte);
    if head.iter().filter(is_odd).count() > head.len().div_ceil(ODD_BYTES) {
        return Err(ImportRefusal::Binary);
    }
    Ok(())
}

fn read(entry: &Entry<'_>) -> (ImportLine, Option<Rc<SecretText>>) {
    let diagnostic = entry.diagnostic();
    let value = entry.value().map(|value| SecretText::new(value.into_string()));
    let length = value.as_ref().map_or(0, SecretText::len);
    let flaw = diagnostic.as_ref().and_then(flaw).or(match length {
        0 => Some(LineFlaw::Empty),
        1..=MAX_VALUE_BYTES => None,
        _ => Some(LineFlaw::TooLarge),
    });
    let mut notes = Vec::new();
    if flaw.is_none() {
        if let Some(DiagnosticKind::DialectsDisagree { readers }) = diagnostic {
            notes.push(LineNote::ReadOtherwise(readers.into_iter().map(reader).collect()));
        }
        notes.extend(value_notes(entry));
    }
    let comment = entry.comments_above().collect::<Vec<_>>().join(" ");
    let description = Some(clean(&comment, MAX_DESCRIPTION)).filter(|text| !text.is_empty());
    let line = ImportLine {
        number: entry.line(),
        key: KeyName::new(entry.key()).ok(),
        description,
        length,
        flaw,
        notes,
    };
    (line, value.filter(|_| flaw.is_none()).map(Rc::new))
}

/// What readers are known to differ about.
fn value_notes(entry: &Entry<'_>) -> Vec<LineNote> {
    let raw = entry.raw();
    let mut notes = Vec::new();
    if raw.expose().contains('$') && entry.quote() != Quote::Single {
        notes.push(LineNote::Dollar);
    }
    if raw.expose().contains('#') && entry.quote() == Quote::None {
        notes.push(LineNote::Hash);
    }
    if entry.comment().is_some() {
        notes.push(LineNote::CommentLeftOut);
    }
    notes
}

fn odd(diagnostic: &Diagnostic) -> ImportLine {
    ImportLine {
        number: diagnostic.line,
        key: None,
        description: None,
        length: 0,
        flaw: flaw(&diagnostic.kind).or(Some(LineFlaw::NotAnAssignment)),
        notes: Vec::new(),
    }
}

fn flaw(kind: &DiagnosticKind) -> Option<LineFlaw> {
    match kind {
        DiagnosticKind::InvalidKey { position, length } => {
            Some(LineFlaw::BadKey { position: *position, length: *length })
        }
        DiagnosticKind::BareKey => Some(LineFlaw::NoEquals),
        DiagnosticKind::NotAnAssignment => Some(LineFlaw::NotAnAssignment),
        DiagnosticKind::UnclosedQuote => Some(LineFlaw::UnclosedQuote),
        DiagnosticKind::TrailingText => Some(LineFlaw::TrailingText),
        DiagnosticKind::InvalidUtf8 => Some(LineFlaw::NotUtf8),
        DiagnosticKind::Nul => Some(LineFlaw::Nul),
        DiagnosticKind::Bom
        | DiagnosticKind::CarriageReturn
        | DiagnosticKind::Duplicate { .. }
        | DiagnosticKind::DialectsDisagree { .. } => None,
    }
}

/// Of lines that assign the same key the last one counts, as it does for most readers.
fn note_repetitions(lines: &mut [ImportLine]) {
    let mut of_key: HashMap<KeyName, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let (Some(key), None) = (&line.key, line.flaw) {
            of_key.entry(key.clone()).or_default().push(index);
        }
    }
    let repeated = of_key.into_values().filter(|indices| indices.len() > 1);
    for indices in repeated.collect::<Vec<_>>() {
        let number = |index: Option<&usize>| {
            index.and_then(|index| lines.get(*index)).map_or(0, |line| line.number)
        };
        let (first, last) = (number(indices.first()), number(indices.last()));
        for index in indices {
            let Some(line) = lines.get_mut(index) else { continue };
            line.notes.push(if line.number == last {
                LineNote::Overrules { number: first }
            } else {
                LineNote::OverruledBy { number: last }
            });
        }
    }
}

fn reader(reader: envdock_dotenv::Reader) -> Reader {
    match reader {
        envdock_dotenv::Reader::NodeDotenv => Reader::NodeDotenv,
        envdock_dotenv::Reader::PythonDotenv => Reader::PythonDotenv,
        envdock_dotenv::Reader::Dotenvy => Reader::Dotenvy,
        envdock_dotenv::Reader::PosixShell => Reader::Shell,
    }
}
