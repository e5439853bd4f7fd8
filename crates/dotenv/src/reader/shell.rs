//! How a POSIX shell reads with `set -a; . file`.
//!
//! Follows the Shell Command Language of POSIX.1
//! (<https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html>): 2.2 Quoting,
//! 2.3 Token Recognition, 2.6.1 Tilde Expansion, 2.6.2 Parameter Expansion, 2.9.1 Simple Commands.
//! Only assignments and `export` are modelled. A file with any other command is
//! [`Reading::Unsure`] throughout, because a command may set, unset or leave; an unclosed quote is
//! a syntax error, after which a shell that is not interactive exits (2.8.1), so nothing of the
//! file is left. (bash, unless asked to be a POSIX shell, goes on with what came before.)

use crate::cursor::Cursor;
use crate::reader::{ReaderView, Reading, exact};

/// Variables that shells keep for themselves: assigning to them fails, is undone, or ends the
/// shell. POSIX.1 2.5.3, and what bash and dash add.
const SPECIAL: [&str; 14] = [
    "_",
    "BASHOPTS",
    "BASHPID",
    "DIRSTACK",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "LINENO",
    "OPTIND",
    "PPID",
    "RANDOM",
    "SECONDS",
    "SHELLOPTS",
    "UID",
];

pub(super) fn read(source: &[u8]) -> ReaderView {
    let text = match std::str::from_utf8(source) {
        Ok(text) if !text.contains('\0') => text,
        _ => return ReaderView::unsure(),
    };
    let mut view = ReaderView::default();
    let mut cursor = Cursor::new(text);
    while !cursor.is_at_end() {
        let start = cursor;
        match simple_command(&mut cursor) {
            Ok(words) if run(&words, &mut view) => {}
            Ok(_) | Err(Stop::Unsure) => return ReaderView::unsure(),
            Err(Stop::Unclosed) => return ReaderView::refused(start.line()),
        }
    }
    view
}

/// Carries out assignments and `export`; `false` for everything else.
fn run(words: &[Word<'_>], view: &mut ReaderView) -> bool {
    let (is_export, words) = match words.split_first() {
        Some((first, rest)) if first.raw == "export" => (true, rest),
        _ => (false, words),
    };
    // Alone, `export` prints.
    if is_export && words.is_empty() {
        return false;
    }
    words.iter().all(|word| {
        let Some(name) = word.name else { return is_export && is_name(word.raw) };
        // As arguments of `export`, patterns and blanks may be expanded into more words.
        if SPECIAL.contains(&name) || (is_export && word.has_pattern) {
            return false;
        }
        if !word.is_expanded {
            view.bind(name, exact(word.text.clone()));
        } else if is_export {
            return false;
        } else {
            view.bind(name, Reading::Expanded);
        }
        true
    })
}

enum Stop {
    Unsure,
    Unclosed,
}

#[derive(Default)]
struct Word<'a> {
    /// The name, if this is an assignment.
    name: Option<&'a str>,
    /// What quote removal leaves, of an assignment only the value.
    text: String,
    /// As it is written.
    raw: &'a str,
    is_expanded: bool,
    has_pattern: bool,
}

/// The words up to the end of the line.
fn simple_command<'a>(cursor: &mut Cursor<'a>) -> Result<Vec<Word<'a>>, Stop> {
    let mut words = Vec::new();
    loop {
        cursor.take_while(is_blank);
        match cursor.peek() {
            None => return Ok(words),
            Some('\n') => {
                cursor.next();
                return Ok(words);
            }
            Some('#') => {
                cursor.take_while(|c| c != '\n');
            }
            Some(c) if is_operator(c) => return Err(Stop::Unsure),
            Some(_) if cursor.eat("\\\n") => {}
            Some(_) => words.push(word(cursor)?),
        }
    }
}

fn word<'a>(cursor: &mut Cursor<'a>) -> Result<Word<'a>, Stop> {
    let start = cursor.position();
    let mut word = Word::default();
    let name = cursor.take_while(is_name_char);
    if is_name(name) && cursor.eat("=") {
        word.name = Some(name);
        word.is_expanded = cursor.peek() == Some('~');
    } else {
        *cursor = cursor.at(start);
    }
    while let Some(c) = cursor.peek() {
        if is_blank(c) || c == '\n' || is_operator(c) {
            break;
        }
        cursor.next();
        match c {
            '\\' => match cursor.next() {
                Some('\n') => {}
                Some(c) => word.text.push(c),
                None => return Err(Stop::Unsure),
            },
            '\'' => {
                word.text.push_str(cursor.take_while(|c| c != '\''));
                cursor.next().ok_or(Stop::Unclosed)?;
            }
            '"' => double_quoted(cursor, &mut word)?,
            '$' => dollar(cursor, &mut word, false)?,
            '`' => return Err(Stop::Unsure),
            _ => {
                word.has_pattern |= matches!(c, '*' | '?' | '[' | '{');
                word.is_expanded |= c == ':' && cursor.peek() == Some('~');
                word.text.push(c);
            }
        }
    }
    word.raw = cursor.since(start);
    Ok(word)
}

fn double_quoted(cursor: &mut Cursor<'_>, word: &mut Word<'_>) -> Result<(), Stop> {
    loop {
        match cursor.next().ok_or(Stop::Unclosed)? {
            '"' => return Ok(()),
            '`' => return Err(Stop::Unsure),
            '$' => dollar(cursor, word, true)?,
            '\\' => match cursor.next().ok_or(Stop::Unclosed)? {
                '\n' => {}
                c @ ('$' | '`' | '"' | '\\') => word.text.push(c),
                c => {
                    word.text.push('\\');
                    word.text.push(c);
                }
            },
            c => word.text.push(c),
        }
    }
}

/// `$name`, `${name}` and the special parameters; a dollar sign before anything else is itself.
fn dollar(cursor: &mut Cursor<'_>, word: &mut Word<'_>, is_quoted: bool) -> Result<(), Stop> {
    match cursor.peek() {
        Some('(') => return Err(Stop::Unsure),
        // Some shells have more kinds of quotes that begin like this.
        Some('\'' | '"') if !is_quoted => return Err(Stop::Unsure),
        Some('{') => {
            cursor.next();
            let name = cursor.take_while(is_name_char);
            if name.is_empty() || !cursor.eat("}") {
                return Err(Stop::Unsure);
            }
            word.is_expanded = true;
        }
        Some(c) if is_name_char(c) || "@*#?-$!".contains(c) => {
            cursor.next();
            word.is_expanded = true;
        }
        _ => word.text.push('$'),
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| !c.is_ascii_digit()) && text.chars().all(is_name_char)
}

fn is_name_char(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric()
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn is_operator(c: char) -> bool {
    matches!(c, ';' | '&' | '|' | '<' | '>' | '(' | ')')
}
