//! Rust: the standard library, dotenvy, clap, envconfig.

use crate::scanner::languages::Rules;
use crate::scanner::mention::{Fallback, Mention};
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let copes = r"(?P<optional>\bif let (?:Ok|Some)\([^)]*\)\s*=\s*)?";
    Rules {
        rules: vec![
            Rule::new(&format!(
                r#"{copes}\b(?:std::)?(?:env|dotenvy|dotenv)::var(?:_os)?\(\s*"(?P<key>NAME)""#
            )),
            Rule::new(&format!(r#"{copes}\bvar(?:_os)?\(\s*"(?P<key>UPPER)""#)),
            Rule::new(r#"\b(?:env|dotenv)!\(\s*"(?P<key>NAME)""#),
            Rule::optional(r#"\boption_env!\(\s*"(?P<key>NAME)""#),
            Rule::new(r#"\benvconfig\(\s*from\s*=\s*"(?P<key>NAME)"(?P<optional>\s*,\s*default)?"#),
            Rule::optional(r#"\.env\(\s*"(?P<key>UPPER)"\s*\)"#),
        ],
        after: pattern(
            r#"^"?\s*,?\s*\)\s*(?:\.\s*(?:as_deref|as_ref|map|parse)\([^)]*\)\s*)*\.\s*(?:unwrap_or_else\(\s*\|[^|]*\|\s*(?P<default>[^\s(]+)|unwrap_or_default|unwrap_or|ok\(|is_ok|is_err|map_or|or_else|or\()"#,
        ),
    }
});

/// Where the tests of a file begin; they come last.
pub(crate) static TESTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"#\[cfg\(test\)\]\s*(?:pub\s+)?mod\s+\w+\s*\{"));

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"#\[\s*(?:arg|clap|structopt)\s*\((?P<body>[^\]]*)\)\s*\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?(?P<field>NAME)?\s*(?::\s*(?P<type>[\w:]+))?",
    )
});
static ATTRIBUTE_ENV: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\benv\b(?:\s*=\s*"(?P<key>NAME)")?"#));

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    for attribute in ATTRIBUTE.captures_iter(code) {
        let Some(body) = attribute.name("body") else { continue };
        let Some(env) = ATTRIBUTE_ENV.captures(body.as_bytes()) else { continue };
        let contains = |word: &[u8]| memchr::memmem::find(body.as_bytes(), word).is_some();
        let kind = attribute.name("type").map_or(&b""[..], |kind| kind.as_bytes());
        let copes = contains(b"default_value") || matches!(kind, b"Option" | b"bool" | b"Vec");
        let name = match env.name("key").or(attribute.name("field")) {
            Some(name) => String::from_utf8_lossy(name.as_bytes()).into_owned(),
            None => continue,
        };
        let name = if env.name("key").is_some() { name } else { name.to_ascii_uppercase() };
        let fallback = if copes { Fallback::Default } else { Fallback::None };
        mentions.push(Mention { name, offset: body.start(), fallback });
    }
}
