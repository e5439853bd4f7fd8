//! How `dotenv` 18 for Node reads.
//!
//! Follows the regular expression `LINE` of its default parser (`dist/index.cjs`), alternative by
//! alternative and in the order in which a backtracking engine tries them; the rules in words are
//! in its README, "What rules does the parsing engine follow?"
//! (<https://github.com/motdotla/dotenv>). The optional `fast` parser is not modelled.

use crate::cursor::Cursor;
use crate::reader::{ReaderView, exact, universal_newlines};

pub(super) fn read(source: &[u8]) -> ReaderView {
    let text = universal_newlines(&String::from_utf8_lossy(source));
    let mut view = ReaderView::default();
    let mut start = Some(Cursor::new(&text));
    while let Some(mut cursor) = start {
        cursor.take_while(is_space);
        let Some(found) = match_line(cursor) else {
            if cursor.next().is_none() {
                break;
            }
            start = line_start(cursor);
            continue;
        };
        // Assigning this name to an object sets no property.
        if found.key != "__proto__" {
            view.bind(found.key, exact(unquote(found.value)));
        }
        start = line_start(found.end);
    }
    view
}

struct Match<'a> {
    key: &'a str,
    value: &'a str,
    end: Cursor<'a>,
}

/// `(?:export\s+)?` is tried first with the prefix, then without.
fn match_line(cursor: Cursor<'_>) -> Option<Match<'_>> {
    let mut exported = cursor;
    if exported.eat("export") && !exported.take_while(is_space).is_empty() {
        let found = match_assignment(exported);
        if found.is_some() {
            return found;
        }
    }
    match_assignment(cursor)
}

/// `([\w.-]+)(?:\s*=\s*?|:\s+?)(…)?\s*(?:#.*)?$`
fn match_assignment(mut cursor: Cursor<'_>) -> Option<Match<'_>> {
    let key = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    if key.is_empty() {
        return None;
    }
    let mut equals = cursor;
    equals.take_while(is_space);
    if equals.eat("=") {
        return Some(match_value(key, equals));
    }
    if cursor.eat(":") && cursor.next().is_some_and(is_space) {
        return Some(match_value(key, cursor));
    }
    None
}

/// `\s*'(?:\\'|[^'])*'|…|[^#\r\n]+` and what follows. The last alternative always fits.
fn match_value<'a>(key: &'a str, start: Cursor<'a>) -> Match<'a> {
    let mut open = start;
    open.take_while(is_space);
    if let Some(quote @ ('\'' | '"' | '`')) = open.next()
        && let Some((close, end)) = closing_quote(open, quote)
    {
        return Match { key, value: close.since(start.position()), end };
    }
    let mut stop = start;
    stop.take_while(|c| c != '#' && c != '\n');
    Match { key, value: stop.since(start.position()), end: line_tail(stop).unwrap_or(stop) }
}

/// The position after the quote that closes, and the end of the match. The first quote without a
/// backslash before it is tried first, then those with one, from the last to the first.
fn closing_quote(mut cursor: Cursor<'_>, quote: char) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let mut escaped = Vec::new();
    let mut previous = None;
    let mut plain = None;
    while let Some(c) = cursor.next() {
        if c == quote && previous == Some('\\') {
            escaped.push(cursor);
        } else if c == quote {
            plain = Some(cursor);
            break;
        }
        previous = Some(c);
    }
    let mut candidates = plain.into_iter().chain(escaped.into_iter().rev());
    candidates.find_map(|close| Some((close, line_tail(close)?)))
}

/// `\s*(?:#.*)?$`: blank lines and a comment after them belong to the match.
fn line_tail(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut cursor = start;
    let blank = cursor.take_while(is_space);
    if cursor.peek() == Some('#') {
        cursor.take_while(|c| !is_line_end(c));
        return Some(cursor);
    }
    if cursor.is_at_end() {
        return Some(cursor);
    }
    blank.rfind(is_line_end).map(|index| start.at(start.position() + index))
}

/// The next position, from the given one on, at which `^` matches.
fn line_start(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    if cursor.previous().is_none_or(is_line_end) {
        return Some(cursor);
    }
    cursor.take_while(|c| !is_line_end(c));
    cursor.next().map(|_| cursor)
}

fn unquote(value: &str) -> String {
    let value = value.trim_matches(is_space);
    let stripped = strip_quotes(value);
    if value.starts_with('"') {
        stripped.replace("\\n", "\n").replace("\\r", "\r")
    } else {
        stripped
    }
}

/// Replaces every match of ``^(['"`])([\s\S]*)\1$`` by what is between the quotes.
fn strip_quotes(value: &str) -> String {
    let mut stripped = String::new();
    let mut copied = 0;
    let mut start = Some(Cursor::new(value));
    while let Some(mut cursor) = start {
        let open = cursor;
        let Some(quote) = cursor.next() else { break };
        if matches!(quote, '\'' | '"' | '`')
            && let Some(close) = last_quote(cursor, quote)
        {
            stripped.push_str(open.since(copied));
            stripped.push_str(close.since(cursor.position()));
            cursor = close;
            cursor.next();
            copied = cursor.position();
        }
        start = line_start(cursor);
    }
    stripped.push_str(value.get(copied..).unwrap_or_default());
    stripped
}

/// The last such quote that stands at the end of a line.
fn last_quote(cursor: Cursor<'_>, quote: char) -> Option<Cursor<'_>> {
    cursor.rest().rmatch_indices(quote).map(|(i, _)| cursor.at(cursor.position() + i)).find(
        |close| {
            let mut after = *close;
            after.next();
            after.peek().is_none_or(is_line_end)
        },
    )
}

/// `\s` of JavaScript.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// What `^`, `$` and `.` take for the end of a line. Carriage returns are gone by now.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}
