//! A place in a file that reads a variable.

/// What the code does when the variable is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fallback {
    /// Nothing is known.
    None,
    /// It goes on with an empty value.
    Empty,
    /// It uses a default.
    Default,
    /// The project's own build sets it: nobody has to.
    Provided,
}

/// One place that reads one variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The name, as written; not yet checked.
    pub(crate) name: String,
    /// Where it is in the file, in bytes.
    pub(crate) offset: usize,
    pub(crate) fallback: Fallback,
}

/// The text of a default, judged.
pub(crate) fn judge_default(text: &[u8]) -> Fallback {
    let text = text.trim_ascii();
    let is_empty = [
        &b"''"[..],
        b"\"\"",
        b"``",
        b"null",
        b"None",
        b"nil",
        b"undefined",
        b"NULL",
        b"std::nullopt",
    ]
    .iter()
    .any(|empty| {
        text.strip_prefix(*empty)
            .is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    });
    if text.is_empty() || is_empty { Fallback::Empty } else { Fallback::Default }
}
