//! A pattern that recognizes how a language reads a variable.

use crate::scanner::mention::{Fallback, Mention, judge_default};
use regex::bytes::{Captures, Regex};
use std::sync::LazyLock;

/// Matches with a group `key`.
///
/// A group `default` holds the text of a default, a group `optional` says that the code copes
/// without the variable, a group `write` that the variable is set rather than read.
#[derive(Debug)]
pub(crate) struct Rule {
    regex: Regex,
    fallback: Fallback,
}

impl Rule {
    /// A rule whose matches need the variable unless a group says otherwise.
    pub(crate) fn new(text: &str) -> Self {
        Self { regex: pattern(text), fallback: Fallback::None }
    }

    /// A rule whose matches cope without the variable.
    pub(crate) fn optional(text: &str) -> Self {
        Self { regex: pattern(text), fallback: Fallback::Default }
    }

    /// A rule whose matches set the variable for the rest of the project.
    pub(crate) fn provided(text: &str) -> Self {
        Self { regex: pattern(text), fallback: Fallback::Provided }
    }

    /// Adds what it finds in `code`; `after` is what follows a read that has a default.
    pub(crate) fn collect(&self, code: &[u8], after: &Regex, mentions: &mut Vec<Mention>) {
        let mut at = 0;
        while let Some(captures) = self.regex.captures_at(code, at) {
            let end = captures.get(0).map_or(code.len(), |whole| whole.end());
            let Some(key) = captures.name("key") else {
                at = end;
                continue;
            };
            // A default may hold another read, so the search goes on behind the name.
            at = key.end();
            if captures.name("write").is_some() {
                continue;
            }
            let start = captures.get(0).map_or(0, |whole| whole.start());
            let tested = if is_tested(code, start) { Fallback::Default } else { Fallback::None };
            let fallback = self.fallback.max(tested).max(fallback(&captures, code, end, after));
            let fallback = if gives_up(code, end) { Fallback::None } else { fallback };
            let name = String::from_utf8_lossy(key.as_bytes()).into_owned();
            mentions.push(Mention { name, offset: key.start(), fallback });
        }
    }
}

/// What follows a read that asks if the variable is missing in order to give up:
/// `if (X == null) throw …`.
static GIVES_UP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^["'\])\s]*(?:(?:={2,3}|\bis\b)\s*(?:nil|null|None|NULL|undefined)\b|={2,3}\s*(?:""|'')|\.(?:nil\?|blank\?|empty\?|(?:is_err|is_none|isEmpty)\(\)))[\s):{]*(?:then\b)?\s*(?:\w+(?:\.|::))*(?:throw|raise|panic|die|exit|abort|fatal|fail|bail|Fatal|Fatalf|Fatalln|Exit)(?:\b|!)"#,
    )
});

fn gives_up(code: &[u8], end: usize) -> bool {
    let tail = code.get(end..).unwrap_or_default();
    GIVES_UP.is_match(tail.get(..160).unwrap_or(tail))
}

/// Whether code only asks if the variable is set: `if (X)`, `!!X`, `[ -n "$X" ]`.
///
/// `if (!X)` asks too, but mostly in order to give up.
fn is_tested(code: &[u8], start: usize) -> bool {
    let before = code.get(start.saturating_sub(16)..start).unwrap_or_default().trim_ascii_end();
    let endings: [&[u8]; 11] = [
        b"if (",
        b"if(",
        b" if",
        b"\nif",
        b"!!",
        b"Boolean(",
        b" unless",
        b"-n \"",
        b"-z \"",
        b"-n",
        b"-z",
    ];
    endings.iter().any(|ending| before.ends_with(ending))
}

fn fallback(captures: &Captures<'_>, code: &[u8], end: usize, after: &Regex) -> Fallback {
    if let Some(default) = captures.name("default") {
        return judge_default(default.as_bytes());
    }
    if captures.name("optional").is_some() {
        return Fallback::Default;
    }
    let tail = code.get(end..).unwrap_or_default();
    let tail = tail.get(..160).unwrap_or(tail);
    after.captures(tail).map_or(Fallback::None, |captures| {
        captures.name("default").map_or(Fallback::Default, |text| judge_default(text.as_bytes()))
    })
}

/// Compiles a pattern of the scanner. `NAME` stands for the shape of a name, `UPPER` for that of a
/// name in capitals.
pub(crate) fn pattern(text: &str) -> Regex {
    let text = text.replace("NAME", "[A-Za-z_][A-Za-z0-9_]*").replace("UPPER", "[A-Z][A-Z0-9_]+");
    compile(&format!("(?-u){text}"))
}

#[expect(clippy::expect_used, reason = "patterns are constants, and a test compiles each of them")]
pub(crate) fn compile(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the scanner is valid")
}
