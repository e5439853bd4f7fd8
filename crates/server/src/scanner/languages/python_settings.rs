//! Settings classes of pydantic: each field is a variable.

use crate::scanner::mention::{Fallback, Mention, judge_default};
use crate::scanner::rule::pattern;
use regex::bytes::Regex;
use std::sync::LazyLock;

static CLASS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?m)^(?P<indent>[ \t]*)class\s+\w+\s*\([^)]*\w*Settings\b[^)]*\)\s*:")
});
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<key>NAME)\s*:\s*(?P<type>[^=\n]+?)\s*(?:=\s*(?P<default>\S[^\n]*))?$")
});
static PREFIX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\benv_prefix\s*=\s*["'](?P<prefix>\w*)["']"#));
static ALIAS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\b(?:env|alias|validation_alias)\s*=\s*["'](?P<key>NAME)["']"#));
static REQUIRED_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^Field\(\s*(?:\.\.\.|[\w ]+=|\))"));
static FIELD_DEFAULT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bdefault(?:_factory)?\s*="));

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    if memchr::memmem::find(code, b"BaseSettings").is_none() {
        return;
    }
    for class in CLASS.captures_iter(code) {
        let Some(head) = class.get(0) else { continue };
        let indent = class.name("indent").map_or(0, |indent| indent.len());
        let body = body(code, head.end(), indent);
        collect_class(code, head.end(), body, mentions);
    }
}

/// The end of the lines that are indented deeper than the class.
fn body(code: &[u8], start: usize, indent: usize) -> usize {
    let mut end = start;
    for line in code.get(start..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
        let depth = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if end > start && depth <= indent && !line.trim_ascii().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

fn collect_class(code: &[u8], start: usize, end: usize, mentions: &mut Vec<Mention>) {
    let body = code.get(start..end).unwrap_or_default();
    let prefix = PREFIX
        .captures(body)
        .and_then(|found| found.name("prefix"))
        .map(|prefix| String::from_utf8_lossy(prefix.as_bytes()).to_ascii_uppercase())
        .unwrap_or_default();
    let mut offset = start;
    let mut fields_depth = None;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let depth = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let text = line.trim_ascii();
        if !text.is_empty() && depth > 0 && *fields_depth.get_or_insert(depth) == depth {
            collect_field(text, &prefix, offset + depth, mentions);
        }
        offset += line.len();
    }
}

fn collect_field(text: &[u8], prefix: &str, offset: usize, mentions: &mut Vec<Mention>) {
    let Some(field) = FIELD.captures(text) else { return };
    let (Some(key), Some(kind)) = (field.name("key"), field.name("type")) else { return };
    let skipped: [&[u8]; 2] = [b"ClassVar", b"SettingsConfigDict"];
    if skipped.iter().any(|word| kind.as_bytes().starts_with(word))
        || key.as_bytes() == b"model_config"
    {
        return;
    }
    let default = field.name("default").map_or(&b""[..], |default| default.as_bytes());
    let name = String::from_utf8_lossy(key.as_bytes()).to_ascii_uppercase();
    let alias = ALIAS.captures(default).and_then(|found| found.name("key"));
    let name = alias.map_or_else(
        || format!("{prefix}{name}"),
        |alias| String::from_utf8_lossy(alias.as_bytes()).into_owned(),
    );
    mentions.push(Mention { name, offset, fallback: field_fallback(default) });
}

fn field_fallback(default: &[u8]) -> Fallback {
    if default.is_empty() || default == b"..." {
        return Fallback::None;
    }
    if default.starts_with(b"Field(") {
        let has_default = FIELD_DEFAULT.is_match(default) || !REQUIRED_FIELD.is_match(default);
        return if has_default { Fallback::Default } else { Fallback::None };
    }
    judge_default(default)
}
