//! Python: the standard library, django-environ, environs, decouple, click, pydantic.

use crate::scanner::languages::{Rules, python_settings};
use crate::scanner::mention::Mention;
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::sync::LazyLock;

const QUOTED: &str = r#"[rbuf]?["'](?P<key>NAME)["']"#;
const DEFAULT: &str = r"(?:\s*,\s*(?:default\s*=\s*)?(?P<default>[^\s)][^,)\n]*))?";
const AFTER: &str = r"^\s*\)?\s*(?:or\s+(?P<default>[^\s),]+)|[=!]=|is\s|in\s*[(\[{]|if\s)";

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(&format!(r"\benviron\s*\[\s*{QUOTED}\s*\](?P<write>\s*=[^=])?")),
        Rule::new(&format!(r"\benviron\.(?:get|pop)\(\s*{QUOTED}{DEFAULT}")),
        Rule::new(&format!(r"\bgetenv\(\s*{QUOTED}{DEFAULT}")),
        Rule::optional(&format!(r"{QUOTED}\s+(?:not\s+)?in\s+(?:os\.)?environ\b")),
        Rule::optional(r#"\benvvar\s*=\s*\[?["'](?P<key>NAME)["']"#),
    ],
    after: pattern(AFTER),
});
/// `env("X")` of django-environ and environs; the name alone would match too much.
static ENV_CALL: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(&format!(r"\benv(?:\.\w+)?\(\s*{QUOTED}{DEFAULT}")),
        Rule::new(r"(?m)^\s*(?P<key>UPPER)\s*=\s*\(\s*\w+\s*,\s*(?P<default>[^\n]+)"),
    ],
    after: pattern(AFTER),
});
static CONFIG_CALL: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![Rule::new(&format!(
        r"\bconfig\(\s*{QUOTED}(?:[^()\n]*\bdefault\s*=\s*(?P<default>[^,)\n]+))?"
    ))],
    after: pattern(AFTER),
});
static USES_ENVIRON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?m)^\s*(?:import|from)\s+environs?\b|\benv\s*=\s*(?:environ\.|Env\()|import\s+env\b")
});
static USES_DECOUPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\s*(?:import|from)\s+(?:decouple|starlette\.config)\b|\bconfig\s*=\s*(?:Auto)?Config\(",
    )
});

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    if USES_ENVIRON.is_match(code) {
        ENV_CALL.collect(code, mentions);
    }
    if USES_DECOUPLE.is_match(code) {
        CONFIG_CALL.collect(code, mentions);
    }
    python_settings::collect(code, mentions);
}
