//! JavaScript that names many variables at once: destructuring, imports and schemas.

use crate::scanner::mention::{Fallback, Mention, judge_default};
use crate::scanner::rule::pattern;
use regex::bytes::{Match, Regex};
use std::sync::LazyLock;

static DESTRUCTURED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:const|let|var)\s*\{(?P<list>[^}]*)\}\s*(?::[^=]+)?=\s*(?:process|import\.meta)\.env\b",
    )
});
static IMPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"import\s*\{(?P<list>[^}]*)\}\s*from\s*["']\$env/static/(?:private|public)["']"#)
});
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|,)\s*(?P<key>NAME)\s*(?::\s*\w+|\s+as\s+\w+)?\s*(?:=\s*(?P<default>[^,]+))?")
});
/// A schema that the environment is checked against (zod, envalid, joi, t3-env, …).
static HAS_SCHEMA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[pP]arse|cleanEnv|envsafe|validate|makeValidator)\w*\s*\(\s*process\.env\b|createEnv\(|envSchema|runtimeEnv|validationSchema",
    )
});
static SCHEMA_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\s*(?P<key>UPPER)\s*:\s*(?:z\s*\.|Joi\s*\.|yup\s*\.|v\s*\.|t\.|str\(|num\(|bool\(|port\(|url\(|email\(|json\(|host\(|envsafe\.)(?P<rest>[^\n]*)",
    )
});
static FIELD_COPES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\.(?:default|optional|nullish|catch)\(|\b(?:default|devDefault)\s*:")
});

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    for regex in [&*DESTRUCTURED, &*IMPORTED] {
        for list in regex.captures_iter(code).filter_map(|found| found.name("list")) {
            collect_list(list, mentions);
        }
    }
    if !HAS_SCHEMA.is_match(code) {
        return;
    }
    for field in SCHEMA_FIELD.captures_iter(code) {
        let (Some(key), Some(rest)) = (field.name("key"), field.name("rest")) else { continue };
        let copes = FIELD_COPES.is_match(rest.as_bytes());
        let fallback = if copes { Fallback::Default } else { Fallback::None };
        mentions.push(mention(key, 0, fallback));
    }
}

fn collect_list(list: Match<'_>, mentions: &mut Vec<Mention>) {
    for part in PART.captures_iter(list.as_bytes()) {
        let Some(key) = part.name("key") else { continue };
        let default = part.name("default").map(|default| judge_default(default.as_bytes()));
        mentions.push(mention(key, list.start(), default.unwrap_or(Fallback::None)));
    }
}

fn mention(key: Match<'_>, base: usize, fallback: Fallback) -> Mention {
    let name = String::from_utf8_lossy(key.as_bytes()).into_owned();
    Mention { name, offset: base + key.start(), fallback }
}
