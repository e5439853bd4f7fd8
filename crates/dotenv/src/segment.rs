//! The pieces that a document consists of, and how they are told apart.

use std::ops::Range;

use crate::cursor::Cursor;
use crate::entry::Quote;
use crate::segment::assignment::assignment;

mod assignment;

/// One or more whole lines with their line ends. All segments together are the file.
#[derive(Clone)]
pub(crate) struct Segment {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kind: Kind,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Blank,
    Comment,
    Assignment(Assignment),
    /// An assignment whose key breaks the rule; of the key only its place and length are kept.
    BadKey {
        position: usize,
        length: usize,
    },
    /// Neither blank nor a comment, and no `=`.
    Text,
}

/// Ranges are positions in the segment's bytes.
#[derive(Clone, Default)]
pub(crate) struct Assignment {
    pub(crate) key: Range<usize>,
    pub(crate) is_exported: bool,
    pub(crate) quote: Quote,
    /// The value as written, without its quotes.
    pub(crate) value: Range<usize>,
    /// Without the `#`.
    pub(crate) comment: Option<Range<usize>>,
    pub(crate) fault: Option<Fault>,
}

/// Why an assignment has no value that can be relied on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Bare,
    Unclosed,
    TrailingText,
    InvalidUtf8,
    Nul,
}

/// Splits a file, byte-order mark removed, into segments.
pub(crate) fn segments(mut input: &[u8]) -> Vec<Segment> {
    let mut segments = Vec::new();
    while !input.is_empty() {
        let (text, is_cut) = match std::str::from_utf8(input) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = input.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(valid).unwrap_or_default(), true)
            }
        };
        let whole_lines = if is_cut { text.rfind('\n').map_or(0, |i| i + 1) } else { text.len() };
        let mut cursor = Cursor::new(text.get(..whole_lines).unwrap_or_default());
        while !cursor.is_at_end() {
            let (bytes, kind) = segment(&mut cursor);
            segments.push(Segment { bytes: bytes.as_bytes().to_vec(), kind });
        }
        input = input.get(whole_lines..).unwrap_or_default();
        if is_cut {
            let length =
                input.iter().position(|byte| *byte == b'\n').map_or(input.len(), |i| i + 1);
            let (line, rest) = input.split_at_checked(length).unwrap_or((input, &[]));
            let valid = text.get(whole_lines..).unwrap_or_default();
            segments.push(Segment { bytes: line.to_vec(), kind: undecodable(valid) });
            input = rest;
        }
    }
    segments
}

/// The kind of a line of which only the beginning is UTF-8.
fn undecodable(valid: &str) -> Kind {
    match segment(&mut Cursor::new(valid)).1 {
        Kind::Assignment(Assignment { key, is_exported, fault, .. })
            if fault != Some(Fault::Bare) =>
        {
            let fault = Some(Fault::InvalidUtf8);
            Kind::Assignment(Assignment { key, is_exported, fault, ..Assignment::default() })
        }
        Kind::Comment => Kind::Comment,
        kind @ Kind::BadKey { .. } => kind,
        Kind::Assignment(_) | Kind::Blank | Kind::Text => Kind::Text,
    }
}

fn segment<'a>(cursor: &mut Cursor<'a>) -> (&'a str, Kind) {
    let start = *cursor;
    cursor.take_while(is_blank);
    let kind = match cursor.peek() {
        None | Some('\n') => Kind::Blank,
        Some('#') => Kind::Comment,
        Some(_) => assignment(cursor, start.position()),
    };
    // A value in quotes may have gone past the first line; whatever is left of its last one belongs
    // to it.
    cursor.take_while(|c| c != '\n');
    cursor.next();
    let bytes = cursor.since(start.position());
    (bytes, kind)
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_ascii_whitespace()
}
