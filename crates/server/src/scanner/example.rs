//! Reads env files and their examples: names, comments, never a value that could be a credential.

use crate::scanner::kind;
use crate::scanner::outcome::DiagnosticKind;
use crate::scanner::rule::pattern;
use envdock_contract::model::KeyName;
use envdock_dotenv::{DiagnosticKind as DotenvKind, Document};
use envdock_rules::agent_text::{MAX_DESCRIPTION, MAX_GROUP, MAX_SUGGESTION, clean};
use regex::bytes::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// One name in an env file or an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) key: KeyName,
    pub(crate) line: u32,
    pub(crate) description: Option<String>,
    pub(crate) suggestion: Option<String>,
    /// A group of keys of which the comments say that one is enough.
    pub(crate) any_of: Option<String>,
    /// The file gives it a value that is no placeholder.
    pub(crate) has_value: bool,
    /// Commented out, or a comment says so.
    pub(crate) is_optional: bool,
}

/// What an env file or an example lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) keys: Vec<Listed>,
    pub(crate) diagnostics: Vec<(u32, DiagnosticKind)>,
}

/// Nobody offers more choices in one file.
const MAX_GROUPS: usize = 100;

static COMMENTED_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*#+\s?\s*(?:export\s+)?(?P<key>[A-Z][A-Z0-9_]+)=(?P<value>[^\n]*)$")
});

/// Reads the example in `text`.
pub(crate) fn read_example(text: &[u8]) -> Listing {
    let document = Document::parse(text);
    let mut listing = Listing { diagnostics: diagnostics(&document), ..Listing::default() };
    let mut covered = BTreeSet::new();
    for entry in document.entries() {
        covered.extend(entry.line()..=entry.end_line());
        let Ok(key) = KeyName::new(entry.key()) else { continue };
        let above: Vec<_> = entry.comments_above().collect();
        let comment = above.iter().map(AsRef::as_ref).chain(entry.comment()).collect::<Vec<_>>();
        let comment = comment.join(" ");
        let value = entry.value();
        let value = value.as_ref().map_or("", |value| value.expose());
        listing.keys.push(Listed {
            suggestion: suggestion(&key, value),
            any_of: None,
            has_value: !kind::is_placeholder(value),
            is_optional: says_optional(&comment),
            description: description(&comment),
            line: line_number(entry.line()),
            key,
        });
    }
    collect_commented_out(text, &covered, &mut listing);
    listing.keys.sort_by_key(|listed| listed.line);
    group_alternatives(&mut listing.keys);
    listing
}

/// `# either SMTP_URL or RESEND_API_KEY is enough` makes those keys a group.
fn group_alternatives(keys: &mut [Listed]) {
    let says_one = |text: &&String| {
        let lower = text.to_lowercase();
        ["either", "one of", "any of"].iter().any(|word| {
            lower.split_once(word).is_some_and(|(before, after)| {
                let is_letter = |c: char| c.is_ascii_alphanumeric();
                !before.ends_with(is_letter) && !after.starts_with(is_letter)
            })
        })
    };
    let known: BTreeSet<&str> = keys.iter().map(|listed| listed.key.as_str()).collect();
    let comments = keys.iter().filter_map(|listed| listed.description.as_ref()).filter(says_one);
    let groups: Vec<Vec<String>> = comments
        .map(|text| {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let mut names: Vec<String> =
                words.filter(|word| known.contains(word)).map(str::to_owned).collect();
            names.dedup();
            names
        })
        .filter(|names| names.len() > 1)
        .take(MAX_GROUPS)
        .collect();
    for names in groups {
        let group = clean(&names.join(" or "), MAX_GROUP);
        let members = keys.iter_mut().filter(|listed| names.contains(&listed.key.to_string()));
        members.for_each(|listed| listed.any_of = Some(group.clone()));
    }
}

/// The names in an env file; its comments are somebody's notes.
pub(crate) fn read_names(text: &[u8]) -> Listing {
    let document = Document::parse(text);
    let listed = |entry: envdock_dotenv::Entry<'_>| {
        let value = entry.value();
        Some(Listed {
            key: KeyName::new(entry.key()).ok()?,
            line: line_number(entry.line()),
            description: None,
            suggestion: None,
            any_of: None,
            has_value: value.is_some_and(|value| !kind::is_placeholder(value.expose())),
            is_optional: false,
        })
    };
    let keys = document.entries().filter_map(listed).collect();
    Listing { keys, diagnostics: diagnostics(&document) }
}

fn collect_commented_out(text: &[u8], covered: &BTreeSet<usize>, listing: &mut Listing) {
    let mut known: BTreeSet<_> = listing.keys.iter().map(|listed| listed.key.clone()).collect();
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        if covered.contains(&number) {
            continue;
        }
        let Some(found) = COMMENTED_OUT.captures(line) else { continue };
        let Some(name) = found.name("key") else { continue };
        let Ok(key) = KeyName::new(&String::from_utf8_lossy(name.as_bytes())) else { continue };
        if !known.insert(key.clone()) {
            continue;
        }
        listing.keys.push(Listed {
            key,
            line: line_number(number),
            description: None,
            suggestion: None,
            any_of: None,
            has_value: false,
            is_optional: true,
        });
    }
}

fn diagnostics(document: &Document) -> Vec<(u32, DiagnosticKind)> {
    let kind = |kind| match kind {
        DotenvKind::InvalidKey { position, length } => {
            Some(DiagnosticKind::InvalidName { column: position, length })
        }
        DotenvKind::NotAnAssignment => Some(DiagnosticKind::NotAnAssignment),
        DotenvKind::Bom
        | DotenvKind::CarriageReturn
        | DotenvKind::BareKey
        | DotenvKind::UnclosedQuote
        | DotenvKind::TrailingText
        | DotenvKind::Duplicate { .. }
        | DotenvKind::InvalidUtf8
        | DotenvKind::Nul
        | DotenvKind::DialectsDisagree { .. } => None,
    };
    let found = document.diagnostics().into_iter();
    found.filter_map(|found| Some((line_number(found.line), kind(found.kind)?))).collect()
}

fn description(comment: &str) -> Option<String> {
    let text =
        comment.trim_matches(|c: char| matches!(c, '#' | '-' | '=' | '*') || c.is_whitespace());
    let text = clean(text, MAX_DESCRIPTION);
    (!text.is_empty()).then_some(text)
}

fn suggestion(key: &KeyName, value: &str) -> Option<String> {
    if kind::is_placeholder(value) || kind::looks_like_credential(key, value) {
        return None;
    }
    let text = clean(value, MAX_SUGGESTION);
    (text == value).then_some(text)
}

fn says_optional(comment: &str) -> bool {
    let lower = comment.to_lowercase();
    ["optional", "not required", "only needed", "only required", "leave empty", "leave blank"]
        .iter()
        .any(|word| lower.contains(word))
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
