//! Takes assignments apart: key, value, quotes, comment.

use crate::cursor::Cursor;
use crate::entry::Quote;
use crate::key::is_key;
use crate::segment::{Assignment, Fault, Kind, is_blank};

/// Takes a line with something in it apart; the value may go on over more lines.
pub(super) fn assignment(cursor: &mut Cursor<'_>, start: usize) -> Kind {
    let mut exported = *cursor;
    let has_prefix = exported.eat("export") && !exported.take_while(is_blank).is_empty();
    let is_exported = has_prefix && exported.peek().is_some_and(|c| c != '=' && c != '\n');
    if is_exported {
        *cursor = exported;
    }
    let from = *cursor;
    let head = cursor.take_while(|c| c != '=' && c != '\n');
    let has_equals = cursor.eat("=");
    let name = if has_equals { head } else { before_comment(head) }.trim_end_matches(is_blank);
    let key = from.position() - start..from.position() - start + name.len();
    if !has_equals {
        let fault = Some(Fault::Bare);
        let bare = Assignment { key, is_exported, fault, ..Assignment::default() };
        return if is_key(name) { Kind::Assignment(bare) } else { Kind::Text };
    }
    let mut parsed = Assignment { key, is_exported, ..Assignment::default() };
    value(cursor, start, &mut parsed);
    if is_key(name) {
        return Kind::Assignment(parsed);
    }
    let position = 1 + from.since(start).chars().count();
    Kind::BadKey { position, length: name.chars().count() }
}

fn value(cursor: &mut Cursor<'_>, start: usize, parsed: &mut Assignment) {
    let is_spaced = !cursor.take_while(is_blank).is_empty();
    if let Some(c @ ('\'' | '"' | '`')) = cursor.peek() {
        match quoted(*cursor, c) {
            Ok(close) => {
                parsed.quote = Quote::of(c);
                parsed.value = cursor.position() + 1 - start..close.position() - start;
                *cursor = close;
                cursor.next();
                comment(cursor, start, parsed);
                if close.since(start).contains('\0') {
                    parsed.fault = Some(Fault::Nul);
                }
                return;
            }
            Err(fault) => parsed.fault = Some(fault),
        }
    }
    let from = cursor.position();
    let line = cursor.take_while(|c| c != '\n');
    let is_comment = is_spaced && line.starts_with('#');
    let text = if is_comment { "" } else { before_comment(line) };
    let text = text.trim_end_matches(is_blank);
    parsed.value = from - start..from - start + text.len();
    if text.contains('\0') {
        parsed.fault = parsed.fault.or(Some(Fault::Nul));
    }
    *cursor = cursor.at(from + text.len());
    comment(cursor, start, parsed);
}

/// The position of the quote that closes, if nothing but a comment follows it on its line.
fn quoted(mut cursor: Cursor<'_>, quote: char) -> Result<Cursor<'_>, Fault> {
    cursor.next();
    let from = cursor.position();
    loop {
        cursor.take_while(|c| c != quote && (c != '\\' || quote != '"'));
        if cursor.peek() != Some('\\') || quote != '"' {
            break;
        }
        cursor.next();
        cursor.next();
    }
    let close = cursor;
    cursor.next().ok_or(Fault::Unclosed)?;
    cursor.take_while(is_blank);
    if matches!(cursor.peek(), None | Some('\n' | '#')) {
        return Ok(close);
    }
    // Text after a quote on a later line: more likely the first quote was never closed.
    Err(if close.since(from).contains('\n') { Fault::Unclosed } else { Fault::TrailingText })
}

fn comment(cursor: &mut Cursor<'_>, start: usize, parsed: &mut Assignment) {
    cursor.take_while(is_blank);
    if cursor.eat("#") {
        let from = cursor.position();
        let text = cursor.take_while(|c| c != '\n').trim_end_matches(is_blank);
        parsed.comment = Some(from - start..from - start + text.len());
    }
}

/// In an unquoted value a comment begins at the first `#` after a blank.
fn before_comment(line: &str) -> &str {
    let mut previous = None;
    for (index, c) in line.char_indices() {
        if c == '#' && previous.is_some_and(is_blank) {
            return line.get(..index).unwrap_or_default();
        }
        previous = Some(c);
    }
    line
}
