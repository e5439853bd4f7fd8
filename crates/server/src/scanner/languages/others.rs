//! Languages with one way to read a variable.

use crate::scanner::languages::Rules;
use crate::scanner::rule::{Rule, pattern};
use std::sync::LazyLock;

pub(crate) static DOT_NET: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![Rule::new(r#"\bGetEnvironmentVariable\(\s*"(?P<key>NAME)""#)],
    after: pattern(r"^\s*\)\s*(?:\?\?\s*(?P<default>[^\s;,)]+)|[=!]=|\?\.)"),
});

pub(crate) static ELIXIR: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(r#"\bSystem\.get_env\(\s*"(?P<key>NAME)"(?:\s*,\s*(?P<default>[^)\n]+))?"#),
        Rule::new(r#"\bSystem\.fetch_env!?\(\s*"(?P<key>NAME)""#),
    ],
    after: pattern(r"^\s*\)\s*(?:\|\|\s*(?P<default>[^\s,)]+)|[=!]=)"),
});

pub(crate) static PRISMA: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![Rule::new(r#"\benv\(\s*"(?P<key>NAME)"\s*\)"#)],
    after: pattern(r"^\z."),
});
