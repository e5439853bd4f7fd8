//! Writes one assignment so that a set of readers gives the same bytes back.

use thiserror::Error;

use crate::key::{KeyError, check_key};
use crate::reader::{Reader, Reading};
use crate::value::Value;

/// The longest `KEY=value` that Linux hands to a new process (`MAX_ARG_STRLEN`), without its NUL.
const MAX_PROCESS_STRING: usize = 128 * 1024 - 1;

/// Node looks for a better closing quote as far as the end of the file. Only a way of writing that
/// these lines cannot change is good in every file.
const FOLLOWING_TEXT: &str = "\n'\n\"\n`\n";

/// Why an assignment cannot be written. Holds neither key nor value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RenderError {
    /// The key breaks the rule.
    #[error(transparent)]
    InvalidKey(#[from] KeyError),
    /// No environment variable can hold NUL.
    #[error("a value cannot contain a NUL character")]
    Nul,
    /// This reader never takes over a variable of this name, whatever its value.
    #[error("{reader} keeps this name to itself")]
    CannotCarryKey {
        /// The reader.
        reader: Reader,
    },
    /// There is no way to write the value for which this reader and those before it in the list
    /// all read exactly the same.
    #[error("{reader} cannot be given this value exactly")]
    CannotCarry {
        /// The reader.
        reader: Reader,
    },
}

impl RenderError {
    /// The reader that stands in the way, if it is one.
    #[must_use]
    pub fn reader(self) -> Option<Reader> {
        match self {
            Self::CannotCarryKey { reader } | Self::CannotCarry { reader } => Some(reader),
            Self::InvalidKey(_) | Self::Nul => None,
        }
    }
}

/// Writes `KEY=value`, without a line end, in the plainest quoting from which each of the readers
/// gets exactly `value`. Without readers every known one must, so that nothing is lost when it is
/// not known who reads the file. The text may hold line feeds; it never holds more than the value
/// does.
///
/// # Errors
/// When the key is not valid, the value has a NUL, or some reader cannot be given the value; then
/// the first reader in the list is named that cannot be had together with those before it.
pub fn render(key: &str, value: &str, readers: &[Reader]) -> Result<String, RenderError> {
    check_key(key)?;
    if value.contains('\0') {
        return Err(RenderError::Nul);
    }
    let readers = if readers.is_empty() { &Reader::ALL } else { readers };
    let is_too_long = key.len() + 1 + value.len() > MAX_PROCESS_STRING;
    if is_too_long && readers.contains(&Reader::PosixShell) {
        return Err(RenderError::CannotCarry { reader: Reader::PosixShell });
    }
    let expected = Reading::Value(Value::new(value.to_owned()));
    let mut n_carried = 0;
    for written in quotings(value) {
        let line = [key, "=", &written].concat();
        let context = [&line, FOLLOWING_TEXT].concat();
        let reads_value = |reader: &&Reader| {
            let text = if **reader == Reader::NodeDotenv { &context } else { &line };
            reader.read(text.as_bytes()).reading(key) == expected
        };
        let n_readers = readers.iter().take_while(reads_value).count();
        if n_readers == readers.len() {
            return Ok(line);
        }
        n_carried = n_carried.max(n_readers);
    }
    let reader = readers.get(n_carried).copied().unwrap_or(Reader::PosixShell);
    Err(if can_carry_key(key, reader) {
        RenderError::CannotCarry { reader }
    } else {
        RenderError::CannotCarryKey { reader }
    })
}

/// Whether a reader takes over a variable of this name at all.
fn can_carry_key(key: &str, reader: Reader) -> bool {
    let line = [key, "=1"].concat();
    reader.read(line.as_bytes()).reading(key) == Reading::Value(Value::new("1"))
}

/// Ways to write a value, the plainest first. Each reader has at least one for everything that it
/// can be given; whether one fits is for the models to say.
fn quotings(value: &str) -> impl Iterator<Item = String> {
    let ways: [fn(&str) -> Option<String>; 10] = [
        bare,
        |value| quoted(value, '\''),
        |value| quoted(value, '"'),
        |value| quoted(value, '`'),
        // Both kinds of quotes, for all but Node.
        |value| Some(double(value, &[("\\", "\\\\"), ("\"", "\\\"")])),
        // Carriage returns, which Node and Python would make line feeds.
        |value| Some(double(value, &[("\r", "\\r")])),
        |value| Some(double(value, &[("\\", "\\\\"), ("\"", "\\\""), ("\r", "\\r")])),
        // Both kinds of quotes, for Node and Python: without any around them they mean nothing.
        |value| Some(value.to_owned()),
        // Everything, for dotenvy and a shell.
        |value| Some(pieces(value)),
        // All three kinds of quotes, for Node: on one line it takes the outermost.
        |value| Some(double(value, &[("\n", "\\n"), ("\r", "\\r")])),
    ];
    ways.into_iter().filter_map(|write| write(value))
}

/// Without quotes, if no reader could see anything in it.
fn bare(value: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,=".contains(c);
    (!value.is_empty() && value.chars().all(is_plain)).then(|| value.to_owned())
}

fn quoted(value: &str, quote: char) -> Option<String> {
    let quote_text = quote.to_string();
    (!value.contains(quote)).then(|| [&quote_text, value, &quote_text].concat())
}

fn double(value: &str, replacements: &[(&str, &str)]) -> String {
    let mut inner = value.to_owned();
    for (from, to) in replacements {
        inner = inner.replace(from, to);
    }
    ["\"", &inner, "\""].concat()
}

/// Quoted pieces side by side, for dotenvy and a shell: double quotes around single quotes and
/// backslashes, which `dotenvy` misreads between single quotes, and single quotes around the rest.
fn pieces(value: &str) -> String {
    let mut written = String::new();
    let mut open = None;
    for c in value.chars() {
        let quote = if matches!(c, '\'' | '\\') { '"' } else { '\'' };
        if open != Some(quote) {
            written.extend(open);
            written.push(quote);
            open = Some(quote);
        }
        if c == '\\' {
            written.push(c);
        }
        written.push(c);
    }
    written.extend(open);
    written
}
