//! A position in a text; what the parser and the reader models walk with.

pub(crate) fn count_line_feeds(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// Walks over a text. The position is always at the start of a character.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    /// A cursor in the same text at a position that another cursor has been at.
    pub(crate) fn at(self, position: usize) -> Self {
        Self { position, ..self }
    }

    pub(crate) fn position(self) -> usize {
        self.position
    }

    pub(crate) fn rest(self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    pub(crate) fn is_at_end(self) -> bool {
        self.position >= self.text.len()
    }

    pub(crate) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before the position.
    pub(crate) fn previous(self) -> Option<char> {
        self.text.get(..self.position).and_then(|text| text.chars().next_back())
    }

    /// The text from an earlier position up to this one.
    pub(crate) fn since(self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// The number of the line the position is in, from 1.
    pub(crate) fn line(self) -> usize {
        1 + count_line_feeds(self.since(0).as_bytes())
    }

    pub(crate) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.position += c.len_utf8();
        Some(c)
    }

    pub(crate) fn eat(&mut self, prefix: &str) -> bool {
        let is_there = self.rest().starts_with(prefix);
        if is_there {
            self.position += prefix.len();
        }
        is_there
    }

    /// Goes past every character for which `is_wanted` holds and gives them back.
    pub(crate) fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.position;
        let rest = self.rest();
        self.position += rest.find(|c| !is_wanted(c)).unwrap_or(rest.len());
        self.since(start)
    }
}
