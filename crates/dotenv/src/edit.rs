//! Changes single lines of a document and leaves all others as they are, byte for byte.
//!
//! Readers differ in which of several assignments to one key counts: the last one for Node, Python
//! and a shell, the first one for `dotenvy`. So all of them are replaced, each in its place.

use crate::document::Document;
use crate::segment::{Assignment, Kind, Segment, segments};

impl Document {
    /// Replaces every assignment to a key, and the key alone on a line, by a line from
    /// [`crate::render`]. `export`, the comment after the value and the line end stay. Gives the
    /// number of places; 0 when the key is not there, see [`Document::append`].
    pub fn set(&mut self, key: &str, line: &str) -> usize {
        self.replace(key, line, false)
    }

    /// Adds a line at the end, with the line end that most lines of the file have. A last line
    /// without line end gets one first.
    pub fn append(&mut self, line: &str) {
        let line_end = self.line_end();
        if let Some(last) = self.segments.last_mut()
            && !last.bytes.ends_with(b"\n")
        {
            last.bytes.extend_from_slice(line_end);
        }
        self.segments.extend(segments(&[line.as_bytes(), line_end].concat()));
    }

    /// Removes every assignment to a key with its whole line. Comments above it stay. Gives the
    /// number of places.
    pub fn remove(&mut self, key: &str) -> usize {
        let n_segments = self.segments.len();
        self.segments.retain(|segment| assignment_to(segment, key).is_none());
        n_segments - self.segments.len()
    }

    /// The lines that assign to a key, without their line ends, joined by line feeds: what changes
    /// when a person has edited any of them. None when there are none.
    #[must_use]
    pub fn line_bytes(&self, key: &str) -> Option<Vec<u8>> {
        let lines: Vec<&[u8]> = self.of_key(key).map(|(_, segment, _)| body(segment)).collect();
        (!lines.is_empty()).then(|| lines.join(&b'\n'))
    }

    /// With `is_for_shell`, a carriage return after the value is hidden in a comment.
    pub(crate) fn replace(&mut self, key: &str, line: &str, is_for_shell: bool) -> usize {
        let replacements: Vec<(usize, Vec<u8>)> = self
            .of_key(key)
            .map(|(index, segment, old)| (index, replacement(segment, old, line, is_for_shell)))
            .collect();
        for (index, bytes) in replacements.iter().rev() {
            self.segments.splice(*index..=*index, segments(bytes));
        }
        replacements.len()
    }

    /// The assignments to a key. Cheap, because callers ask for one of many keys after the other:
    /// no lines are counted.
    fn of_key<'a>(
        &'a self,
        key: &'a str,
    ) -> impl Iterator<Item = (usize, &'a Segment, &'a Assignment)> {
        self.segments.iter().enumerate().filter_map(move |(index, segment)| {
            Some((index, segment, assignment_to(segment, key)?))
        })
    }

    /// The line end of most lines.
    pub(crate) fn line_end(&self) -> &'static [u8] {
        let n_lines = |end| self.segments.iter().filter(|s| s.bytes.ends_with(end)).count();
        let n_carriage_returns = n_lines(b"\r\n");
        if n_carriage_returns > n_lines(b"\n") - n_carriage_returns { b"\r\n" } else { b"\n" }
    }
}

fn replacement(segment: &Segment, old: &Assignment, line: &str, is_for_shell: bool) -> Vec<u8> {
    let line_end = segment.bytes.strip_prefix(body(segment)).unwrap_or_default();
    let prefix: &[u8] = if old.is_exported { b"export " } else { b"" };
    // What follows an unclosed quote may be part of a value rather than a comment.
    let comment = old.comment.clone().filter(|_| old.fault.is_none());
    let comment = comment.and_then(|range| segment.bytes.get(range));
    let mark: &[u8] = match comment {
        None if !is_for_shell || line_end != b"\r\n" => b"",
        _ => b" #",
    };
    [prefix, line.as_bytes(), mark, comment.unwrap_or_default(), line_end].concat()
}

/// The assignment in a segment, if it is to this key.
fn assignment_to<'a>(segment: &'a Segment, key: &str) -> Option<&'a Assignment> {
    let Kind::Assignment(assignment) = &segment.kind else { return None };
    let is_of_key = segment.bytes.get(assignment.key.clone()) == Some(key.as_bytes());
    is_of_key.then_some(assignment)
}

/// The lines of a segment without their last line end.
fn body(segment: &Segment) -> &[u8] {
    let Some(line) = segment.bytes.strip_suffix(b"\n") else { return &segment.bytes };
    line.strip_suffix(b"\r").unwrap_or(line)
}
