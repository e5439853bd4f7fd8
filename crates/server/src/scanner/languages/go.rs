//! Go: the standard library, struct tags, viper, urfave/cli, kingpin.

use crate::scanner::languages::Rules;
use crate::scanner::mention::{Fallback, Mention};
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(r#"\b(?:os|syscall)\.(?:Getenv|LookupEnv)\(\s*["`](?P<key>NAME)["`]"#),
        Rule::new(r#"\benv\.Get\w*\(\s*"(?P<key>NAME)"(?:\s*,\s*(?P<default>[^)\n]+))?"#),
        Rule::new(
            r#"[` ](?:env|envconfig):"(?P<key>NAME)(?P<flags>,[^"\n]*)?"(?P<optional>[^`\n]*(?:envDefault|env-default|default):")?"#,
        ),
        Rule::new(r#"\bBindEnv\(\s*"[^"\n]*"\s*,\s*"(?P<key>NAME)""#),
        Rule::optional(r#"\.Envar\(\s*"(?P<key>NAME)""#),
        Rule::optional(r#"\bEnvVar:\s*"(?P<key>NAME)""#),
    ],
    after: pattern(r#"^\s*\)\s*(?:!=\s*"|==\s*"[^"]|,\s*"(?P<default>[^"]*))"#),
});
static LISTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\bEnvVars(?::\s*\[\]string\{|:\s*cli\.EnvVars\(|\()(?P<list>[^})\n]*)")
});
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r#""(?P<key>NAME)""#));
static VIPER_PREFIX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\bSetEnvPrefix\(\s*"(?P<prefix>NAME)""#));
static VIPER_KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"\b(?:BindEnv|BindPFlag|SetDefault)\(\s*"(?P<key>[A-Za-z][\w.-]*)""#)
});

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    for list in LISTS.captures_iter(code).filter_map(|found| found.name("list")) {
        for key in QUOTED.captures_iter(list.as_bytes()).filter_map(|found| found.name("key")) {
            let name = String::from_utf8_lossy(key.as_bytes()).into_owned();
            let offset = list.start() + key.start();
            mentions.push(Mention { name, offset, fallback: Fallback::Default });
        }
    }
    collect_viper(code, mentions);
}

/// With a prefix, viper reads `PREFIX_KEY` for every key it knows.
fn collect_viper(code: &[u8], mentions: &mut Vec<Mention>) {
    let prefix = VIPER_PREFIX.captures(code).and_then(|found| found.name("prefix"));
    let Some(prefix) = prefix else { return };
    let prefix = String::from_utf8_lossy(prefix.as_bytes()).to_ascii_uppercase();
    for key in VIPER_KEY.captures_iter(code).filter_map(|found| found.name("key")) {
        let key_name = String::from_utf8_lossy(key.as_bytes()).to_ascii_uppercase();
        let name = format!("{prefix}_{}", key_name.replace(['.', '-'], "_"));
        mentions.push(Mention { name, offset: key.start(), fallback: Fallback::Default });
    }
}
