//! Shell scripts: `$X` and `${X}` of variables that the script does not set itself.

use crate::scanner::languages::Rules;
use crate::scanner::mention::Mention;
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(
            r"(?:^|[^$\\])\$\{[!#]?(?P<key>UPPER)(?:(?P<optional>:?\+)|:?[-=](?P<default>[^}\n]*)|:?\?)?",
        ),
        Rule::new(r"(?:^|[^$\\])\$(?P<key>UPPER)\b"),
    ],
    after: pattern(r"^\z."),
});
static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)(?:^|[\s;&|({`])(?:(?P<set>UPPER)\+?=(?P<value>\S*)|(?:for|read(?:\s+-\w+)*|local|declare(?:\s+-\w+)*|readonly|typeset|getopts\s+\S+)\s+(?P<other>UPPER)\b)",
    )
});
/// Set by the shell itself.
const SHELL_NAMES: &[&str] = &[
    "BASHPID",
    "BASH_COMMAND",
    "BASH_REMATCH",
    "BASH_SOURCE",
    "BASH_VERSION",
    "BASH_VERSINFO",
    "COMP_CWORD",
    "COMP_LINE",
    "COMP_POINT",
    "COMP_WORDS",
    "COMPREPLY",
    "DIRSTACK",
    "EPOCHSECONDS",
    "FUNCNAME",
    "GROUPS",
    "HOSTTYPE",
    "LINENO",
    "MACHTYPE",
    "OPTARG",
    "OPTERR",
    "OPTIND",
    "OSTYPE",
    "PIPESTATUS",
    "PPID",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "ZSH_VERSION",
    "BASH",
    // Of awk programs within scripts.
    "FNR",
    "NF",
    "NR",
];

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    let assigned = first_assignments(code);
    let mut found = Vec::new();
    RULES.collect(code, &mut found);
    mentions.extend(found.into_iter().filter(|mention| {
        let set_at = assigned.get(mention.name.as_bytes());
        set_at.is_none_or(|set_at| mention.offset < *set_at)
            && !SHELL_NAMES.contains(&mention.name.as_str())
    }));
}

/// Where the script first sets each of its own variables.
///
/// `X=${X:-default}` is no such place: it reads what the script was given.
fn first_assignments(code: &[u8]) -> BTreeMap<&[u8], usize> {
    let mut assigned = BTreeMap::new();
    for found in ASSIGNED.captures_iter(code) {
        let Some(name) = found.name("set").or(found.name("other")) else { continue };
        let value = found.name("value").map_or(&b""[..], |value| value.as_bytes());
        let value = value.strip_prefix(b"\"").unwrap_or(value);
        let reads_itself = value
            .strip_prefix(b"${")
            .and_then(|rest| rest.strip_prefix(name.as_bytes()))
            .is_some_and(|rest| rest.starts_with(b":") || rest.starts_with(b"-"));
        if !reads_itself {
            assigned.entry(name.as_bytes()).or_insert(name.start());
        }
    }
    assigned
}
