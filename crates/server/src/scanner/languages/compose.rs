//! Compose files: `${X}`, and names that are passed through from the environment.

use crate::scanner::languages::Rules;
use crate::scanner::mention::{Fallback, Mention};
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(
            r"(?:^|[^$])\$\{(?P<key>NAME)(?:(?P<optional>:?\+)|:?-(?P<default>[^}\n]*)|:?\?)?",
        ),
        Rule::new(r"(?:^|[^$])\$(?P<key>UPPER)\b"),
    ],
    after: pattern(r"^\z."),
});
static PASSED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^(?:-\s+["']?(?P<item>UPPER)["']?|(?P<field>UPPER)\s*:)$"#));

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    let mut offset = 0;
    let mut environment_depth = None;
    for line in code.split_inclusive(|byte| *byte == b'\n') {
        let depth = line.iter().take_while(|byte| **byte == b' ').count();
        let text = line.trim_ascii();
        let is_item = text.starts_with(b"-");
        if environment_depth
            .is_some_and(|outer| !text.is_empty() && (depth < outer || depth == outer && !is_item))
        {
            environment_depth = None;
        }
        if environment_depth.is_some()
            && let Some(passed) = PASSED.captures(text)
            && let Some(key) = passed.name("item").or(passed.name("field"))
        {
            let name = String::from_utf8_lossy(key.as_bytes()).into_owned();
            mentions.push(Mention { name, offset: offset + depth, fallback: Fallback::None });
        }
        if text == b"environment:" {
            environment_depth = Some(depth);
        }
        offset += line.len();
    }
}
