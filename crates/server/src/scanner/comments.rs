//! Blanks comments, so that only code is searched.

/// How a language writes comments and strings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Syntax {
    /// Beginnings of comments that end with the line.
    pub(crate) line: &'static [&'static [u8]],
    /// Beginning and end of comments that may span lines.
    pub(crate) block: Option<(&'static [u8], &'static [u8])>,
    /// Characters around strings.
    pub(crate) quotes: &'static [u8],
    /// Whether strings with three quotes span lines; alone on a statement they are documentation.
    pub(crate) has_triple_quotes: bool,
    /// Whether a `line` beginning counts only after white space (`a#b` is no comment).
    pub(crate) after_space: bool,
}

/// `text` with every comment replaced by spaces; offsets and lines stay as they are.
pub(crate) fn blank(text: &[u8], syntax: &Syntax) -> Vec<u8> {
    let mut code = text.to_vec();
    let mut at = 0;
    let mut has_open_backtick = false;
    while let Some(byte) = text.get(at).copied() {
        let rest = text.get(at..).unwrap_or_default();
        let end = if let Some(end) = comment_end(text, at, rest, syntax) {
            if let Some(range) = code.get_mut(at..end) {
                range.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
            }
            end
        } else if byte == b'`' && has_open_backtick {
            // Looking for its end again and again would take forever.
            at + 1
        } else if syntax.quotes.contains(&byte) {
            let end = string_end(text, at, byte, syntax);
            has_open_backtick |= byte == b'`' && end == at + 1;
            end
        } else {
            at + 1
        };
        at = end;
    }
    code
}

fn comment_end(text: &[u8], at: usize, rest: &[u8], syntax: &Syntax) -> Option<usize> {
    if let Some((open, close)) = syntax.block
        && rest.starts_with(open)
    {
        let body = at + open.len();
        let length = memchr::memmem::find(text.get(body..)?, close);
        return Some(length.map_or(text.len(), |length| body + length + close.len()));
    }
    if syntax.has_triple_quotes && is_documentation(text, at, rest) {
        let quotes = rest.get(..3)?;
        let length = memchr::memmem::find(text.get(at + 3..)?, quotes);
        return Some(length.map_or(text.len(), |length| at + 3 + length + 3));
    }
    let begins = syntax.line.iter().any(|open| rest.starts_with(open));
    if !begins {
        return None;
    }
    let before = at.checked_sub(1).and_then(|before| text.get(before)).copied();
    // `https://` outside of a string is text of a page, not a comment.
    let is_text = if syntax.after_space {
        before.is_some_and(|byte| !byte.is_ascii_whitespace())
    } else {
        before == Some(b':')
    };
    (!is_text).then(|| line_end(text, at))
}

fn is_documentation(text: &[u8], at: usize, rest: &[u8]) -> bool {
    if !rest.starts_with(b"\"\"\"") && !rest.starts_with(b"'''") {
        return false;
    }
    let before = text.get(..at).unwrap_or_default();
    let line = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    before.get(line..).unwrap_or_default().trim_ascii().is_empty()
}

fn string_end(text: &[u8], at: usize, quote: u8, syntax: &Syntax) -> usize {
    let triple = [quote, quote, quote];
    if syntax.has_triple_quotes && text.get(at..).is_some_and(|rest| rest.starts_with(&triple)) {
        let body = at + 3;
        let length = memchr::memmem::find(text.get(body..).unwrap_or_default(), &triple);
        return length.map_or(text.len(), |length| body + length + 3);
    }
    let mut end = at + 1;
    while let Some(byte) = text.get(end).copied() {
        match byte {
            b'\\' => end += 1,
            // A quote that is still open at the end of the line was an apostrophe.
            b'\n' if quote != b'`' => return end,
            _ if byte == quote => return end + 1,
            _ => {}
        }
        end += 1;
    }
    // An open backtick would hide the rest of the file.
    if quote == b'`' { at + 1 } else { end }
}

fn line_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::languages::C_LIKE;

    #[test]
    fn a_backtick_that_is_never_closed_hides_nothing_and_costs_little() {
        // Each looks like the beginning of a string that ends nowhere.
        let text = "`\\`\n".to_owned() + &"\\`\n".repeat(300_000) + "process.env.A // B";
        let code = blank(text.as_bytes(), &C_LIKE);
        assert!(code.ends_with(b"process.env.A     "), "{}", code.len());
    }
}
