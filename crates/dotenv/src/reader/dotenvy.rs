//! How `dotenvy` 0.15 reads (<https://github.com/allan2/dotenvy>).
//!
//! Two stages, as there: `iter.rs` (`QuotedLines`) joins physical lines into logical ones with a
//! small state machine, `parse.rs` (`LineParser`, `parse_value`) takes a logical line apart. The
//! two disagree about backslashes in single quotes and about quotes in comments; so do we.
//!
//! Loading stops at the first line that cannot be parsed, and of several assignments to one key
//! the first wins (`Iter::load`). A byte-order mark is refused by the iterators and skipped by the
//! loaders; the refusal is what is modelled.

use crate::cursor::Cursor;
use crate::reader::{ReaderView, Reading, exact};

pub(super) fn read(source: &[u8]) -> ReaderView {
    let (text, is_cut) = match std::str::from_utf8(source) {
        Ok(text) => (text, false),
        Err(error) => {
            let valid = source.get(..error.valid_up_to()).unwrap_or_default();
            let text = std::str::from_utf8(valid).unwrap_or_default();
            // Lines are read one by one: those before the bad one still count.
            (text.get(..text.rfind('\n').map_or(0, |index| index + 1)).unwrap_or_default(), true)
        }
    };
    let mut view = ReaderView::default();
    let mut cursor = Cursor::new(text);
    let mut line = 1;
    while !cursor.is_at_end() {
        let start = cursor.position();
        match logical_line(&mut cursor).ok_or(()).and_then(parse_line) {
            Ok(None) => {}
            Ok(Some((key, reading))) => view.bind_first(key, reading),
            Err(()) => {
                view.refused_line = Some(line);
                return view;
            }
        }
        line += cursor.since(start).matches('\n').count();
    }
    view.refused_line = is_cut.then_some(line);
    view
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Complete,
    Escape,
    Strong,
    StrongEscape,
    Weak,
    WeakEscape,
    WhiteSpace,
    Comment,
}

/// The next logical line without its line end and comment; `None` when the text ends inside.
fn logical_line<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let start = cursor.position();
    let mut state = State::Complete;
    while !cursor.is_at_end() {
        let mut line = *cursor;
        line.take_while(|c| c != '\n');
        line.next();
        if line.since(start).trim_start().starts_with('#') {
            *cursor = line;
            return Some("");
        }
        while cursor.position() < line.position() {
            let before = *cursor;
            let Some(c) = cursor.next() else { break };
            state = next_state(state, c);
            if state == State::Comment {
                *cursor = line;
                return Some(before.since(start));
            }
        }
        if state == State::Complete {
            return Some(cursor.since(start));
        }
    }
    None
}

fn next_state(state: State, c: char) -> State {
    match state {
        State::WhiteSpace if c == '#' => State::Comment,
        State::WhiteSpace | State::Complete => match c {
            '\\' => State::Escape,
            '"' => State::Weak,
            '\'' => State::Strong,
            '\n' | '\r' => State::Complete,
            // A second blank in a row does not count as one.
            c if state == State::Complete && c.is_whitespace() => State::WhiteSpace,
            _ => State::Complete,
        },
        State::Weak if c == '\\' => State::WeakEscape,
        State::Strong if c == '\\' => State::StrongEscape,
        State::Weak if c != '"' => State::Weak,
        State::Strong if c != '\'' => State::Strong,
        State::WeakEscape => State::Weak,
        State::StrongEscape => State::Strong,
        State::Escape | State::Weak | State::Strong | State::Comment => State::Complete,
    }
}

fn parse_line(line: &str) -> Result<Option<(&str, Reading)>, ()> {
    let mut cursor = Cursor::new(line.trim());
    if cursor.is_at_end() || cursor.peek() == Some('#') {
        return Ok(None);
    }
    let mut key = parse_key(&mut cursor)?;
    let mut has_equals = cursor.eat("=");
    if key == "export" && !has_equals {
        key = parse_key(&mut cursor)?;
        has_equals = cursor.eat("=");
    }
    if !has_equals {
        return Err(());
    }
    let value = cursor.rest().trim_start();
    let reading = if value.starts_with('#') { exact(String::new()) } else { parse_value(value)? };
    Ok(Some((key, reading)))
}

fn parse_key<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, ()> {
    if !cursor.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') {
        return Err(());
    }
    let key = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    cursor.take_while(char::is_whitespace);
    Ok(key)
}

/// Where `parse_value` is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Plain,
    Weak,
    Strong,
    /// After a blank outside quotes: only blanks and a comment may follow.
    End,
}

fn parse_value(text: &str) -> Result<Reading, ()> {
    let mut cursor = Cursor::new(text);
    let mut place = Place::Plain;
    let mut value = String::new();
    let mut is_expanded = false;
    while let Some(c) = cursor.next() {
        place = match (place, c) {
            (Place::End | Place::Plain, ' ' | '\t') => Place::End,
            (Place::End, '#') => break,
            (Place::End, _) => return Err(()),
            (Place::Strong, '\'') | (Place::Weak, '"') => Place::Plain,
            (Place::Strong, c) => push(&mut value, c, place),
            (_, '$') => {
                is_expanded = true;
                substitute(&mut cursor)?;
                place
            }
            (_, '\\') => match cursor.next() {
                Some(c @ ('\\' | '\'' | '"' | '$' | ' ')) => push(&mut value, c, place),
                Some('n') => push(&mut value, '\n', place),
                Some(_) => return Err(()),
                None => place,
            },
            (Place::Plain, '\'') => Place::Strong,
            (Place::Plain, '"') => Place::Weak,
            (_, c) => push(&mut value, c, place),
        };
    }
    if matches!(place, Place::Strong | Place::Weak) {
        return Err(());
    }
    Ok(if is_expanded { Reading::Expanded } else { exact(value) })
}

fn push(value: &mut String, c: char, place: Place) -> Place {
    value.push(c);
    place
}

/// After a dollar sign: `{name}`, or letters and digits and the character that ends them, which
/// goes into the value whatever it is, quotes included.
fn substitute(cursor: &mut Cursor<'_>) -> Result<(), ()> {
    loop {
        let name = cursor.take_while(char::is_alphanumeric);
        match cursor.next() {
            Some('{') if name.is_empty() => {
                cursor.take_while(|c| c != '}');
                return cursor.next().map(|_| ()).ok_or(());
            }
            Some('$') => {}
            _ => return Ok(()),
        }
    }
}
