//! How `python-dotenv` 1.2 reads.
//!
//! Follows `dotenv/parser.py` (`parse_binding` and the patterns above it) and, for `${…}`,
//! `dotenv/variables.py` (<https://github.com/theskumar/python-dotenv>). The file is opened in text mode, so line ends are universal and bytes
//! that are not UTF-8 stop the reader before it has read anything.

use crate::cursor::{Cursor, count_line_feeds};
use crate::reader::{ReaderView, Reading, exact, universal_newlines};

pub(super) fn read(source: &[u8]) -> ReaderView {
    let text = match std::str::from_utf8(source) {
        Ok(text) => universal_newlines(text),
        Err(error) => {
            let valid = source.get(..error.valid_up_to()).unwrap_or_default();
            return ReaderView::refused(1 + count_line_feeds(valid));
        }
    };
    let mut cursor = Cursor::new(text.strip_prefix('\u{feff}').unwrap_or(&text));
    let mut view = ReaderView::default();
    while !cursor.is_at_end() {
        match binding(&mut cursor) {
            Some((Some(key), value)) => {
                view.bind(key, value.map_or(Reading::Absent, interpolate));
            }
            Some((None, _)) => {}
            None => rest_of_line(&mut cursor),
        }
    }
    view
}

/// One binding, up to the end of its line. `None` is an error; the cursor stays where it was met.
fn binding<'a>(cursor: &mut Cursor<'a>) -> Option<(Option<&'a str>, Option<String>)> {
    cursor.take_while(is_space);
    let mut exported = *cursor;
    if exported.eat("export") && !exported.take_while(is_blank).is_empty() {
        *cursor = exported;
    }
    let key = match cursor.peek() {
        None | Some('#') => None,
        Some('\'') => Some(quoted_key(cursor)?),
        Some(_) => {
            let key = cursor.take_while(|c| c != '=' && c != '#' && !is_space(c));
            (!key.is_empty()).then_some(Some(key))?
        }
    };
    cursor.take_while(is_blank);
    let value = if cursor.eat("=") {
        let is_spaced = !cursor.take_while(is_blank).is_empty();
        let is_comment = is_spaced && cursor.peek() == Some('#');
        Some(if is_comment { String::new() } else { parse_value(cursor)? })
    } else {
        None
    };
    cursor.take_while(is_blank);
    if cursor.peek() == Some('#') {
        cursor.take_while(|c| c != '\n');
    }
    (cursor.is_at_end() || cursor.eat("\n")).then_some((key, value))
}

fn quoted_key<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut inside = *cursor;
    inside.next();
    let key = inside.take_while(|c| c != '\'');
    let is_key = !key.is_empty() && inside.eat("'");
    if is_key {
        *cursor = inside;
    }
    is_key.then_some(key)
}

fn parse_value(cursor: &mut Cursor<'_>) -> Option<String> {
    match cursor.peek() {
        Some(quote @ ('\'' | '"')) => quoted_value(cursor, quote),
        _ => Some(unquoted_value(cursor.take_while(|c| c != '\n')).to_owned()),
    }
}

/// A backslash takes the next character along; only some of them mean something.
fn quoted_value(cursor: &mut Cursor<'_>, quote: char) -> Option<String> {
    let mut inside = *cursor;
    inside.next();
    let mut value = String::new();
    loop {
        let c = inside.next()?;
        if c == quote {
            *cursor = inside;
            return Some(value);
        }
        if c != '\\' {
            value.push(c);
            continue;
        }
        let escaped = inside.next()?;
        if let Some(meant) = unescape(escaped, quote) {
            value.push(meant);
        } else {
            value.push('\\');
            value.push(escaped);
        }
    }
}

fn unescape(escaped: char, quote: char) -> Option<char> {
    if matches!(escaped, '\\' | '\'') {
        return Some(escaped);
    }
    if quote == '\'' {
        return None;
    }
    Some(match escaped {
        '"' => '"',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}

fn unquoted_value(part: &str) -> &str {
    let mut previous = None;
    for (index, c) in part.char_indices() {
        if c == '#' && previous.is_some_and(is_space) {
            return part.get(..index).unwrap_or_default().trim_end_matches(is_space);
        }
        previous = Some(c);
    }
    part.trim_end_matches(is_space)
}

fn rest_of_line(cursor: &mut Cursor<'_>) {
    cursor.take_while(|c| c != '\n');
    cursor.next();
}

/// `${name}` and `${name:-default}` are replaced, whatever the quotes were.
fn interpolate(value: String) -> Reading {
    let mut cursor = Cursor::new(&value);
    while cursor.next().is_some() {
        let mut inside = cursor;
        if cursor.previous() != Some('$') || !inside.eat("{") {
            continue;
        }
        inside.take_while(|c| c != '}' && c != ':');
        if inside.eat(":-") {
            inside.take_while(|c| c != '}');
        }
        if inside.eat("}") {
            return Reading::Expanded;
        }
    }
    exact(value)
}

/// `\s` of Python.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `[^\S\r\n]`
fn is_blank(c: char) -> bool {
    is_space(c) && c != '\n'
}
