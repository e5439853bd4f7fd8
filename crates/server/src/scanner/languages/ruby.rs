//! Ruby: `ENV`, and settings gems that declare names as symbols.

use crate::scanner::languages::Rules;
use crate::scanner::mention::Mention;
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::sync::LazyLock;

const AFTER: &str = r"^\s*(?:\|\|=?\s*(?P<default>[^\s)]+)|[=!]=|=~|&\.|\.(?:presence\s*\|\|\s*|present\?|blank\?|nil\?|to_i|to_s|try|in\?)|\?|\.presence)";

pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let quoted = r#"["'](?P<key>NAME)["']"#;
    Rules {
        rules: vec![
            Rule::new(&format!(r"\bENV\[\s*{quoted}\s*\](?P<write>\s*=[^=~])?")),
            Rule::new(&format!(
                r"\bENV\.fetch\(?\s*{quoted}\s*(?:,\s*(?P<default>[^)\n]+)|\)\s*(?P<optional>\{{|do\b))?"
            )),
            Rule::optional(&format!(r"\bENV\.(?:key|has_key|include|member)\?\(?\s*{quoted}")),
        ],
        after: pattern(AFTER),
    }
});
static SYMBOLS: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(r"(?m)^\s*mandatory\s+:(?P<key>UPPER)"),
        Rule::optional(r"(?m)^\s*optional\s+:(?P<key>UPPER)"),
    ],
    after: pattern(AFTER),
});
static DECLARES_SYMBOLS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:SuperConfig|EnvConfig)\b"));

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    if DECLARES_SYMBOLS.is_match(code) {
        SYMBOLS.collect(code, mentions);
    }
}
